import type { Place } from '../../../text.ts';
import type { Operation } from '../../site.ts';
import type { BoundBody } from '../bind/bind.ts';
import type { MemberSymbol } from '../bind/symbols.ts';
import type { FoundMethod } from '../codebase/codebase.ts';
import type { CallExpression, Expression, NewExpression } from '../syntax.ts';
import type { ParameterCondition } from './parameterConditions.ts';
import type { DirectSave } from './saves.ts';

interface InnerSave {
  readonly operation: Operation;
  /** The save itself, and the body in which it stands. */
  readonly save: DirectSave;
  readonly bound: BoundBody;
  /** The way to the save: calls of further wrappers, then the save's keyword. */
  readonly via: readonly Place[];
  /** On the parameters of the method; calls whose arguments cannot meet them do not save. */
  readonly conditions: readonly ParameterCondition[];
}

/** A save that a method does with what it is given. */
export interface WrappedSave extends InnerSave {
  /** The parameter whose records are saved. */
  readonly operandParameter: number;
  /**
   * The field in which the records wait, where the save happens later: a unit of work. The refusal then
   * comes from the method that saves (`commitWork`), not from this one.
   */
  readonly through: WaitingField | null;
}

export interface WaitingField {
  readonly symbol: MemberSymbol;
  /** The method in which the records of the field are saved, or handed on to be saved. */
  readonly savedBy: FoundMethod | null;
}

/** A save that takes its records from a field which others fill. */
export interface FieldSave extends InnerSave {
  readonly field: WaitingField;
}

/** A call whose argument a wrapper saves. */
export interface WrapperCall {
  readonly node: CallExpression | NewExpression;
  readonly argument: Expression;
  readonly wrapped: WrappedSave;
}

/** `work.objectsToInsert.add(lead)`, where a save takes its records from `objectsToInsert`. */
export interface FieldFill {
  readonly value: Expression;
  readonly at: CallExpression;
  readonly saves: readonly FieldSave[];
}
