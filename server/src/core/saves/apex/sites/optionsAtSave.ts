import { place } from '../../../text.ts';
import type { OptionValue, SaveOptions } from '../../site.ts';
import { isLocal } from '../bind/symbols.ts';
import { booleanOf } from '../options/booleans.ts';
import { optionsOf } from '../options/evaluate.ts';
import { type Frame, shortened } from '../options/frame.ts';
import { hasRun } from '../options/guards.ts';
import type { OptionState } from '../options/state.ts';
import type { CallExpression, Expression, Node } from '../syntax.ts';
import type { DatabaseCall } from './databaseCall.ts';

const unset: OptionValue = { kind: 'unset' };

type Values = Pick<SaveOptions, 'allowSave' | 'runAsCurrentUser' | 'includeRecordDetails' | 'optAllOrNone'>;

const nothingSet: Values = {
  allowSave: unset,
  runAsCurrentUser: unset,
  includeRecordDetails: unset,
  optAllOrNone: unset,
};

/** Options of a save of which nothing is known but that it is one. */
export const noOptions: SaveOptions = { form: 'none', ...nothingSet, atomicity: 'unknown', place: null };

/** Options of a DML statement, which takes none: only `setOptions` on the records can bring some. */
export function optionsOfStatement(operand: Expression, at: Node, frame: Frame): SaveOptions {
  return (
    optionsOnRecords(operand, at, frame) ?? {
      form: 'none',
      ...nothingSet,
      atomicity: 'all-or-none',
      place: null,
    }
  );
}

/** Options of a Database method call: a flag, DMLOptions, or none. */
export function optionsOfCall(call: DatabaseCall, at: Node, frame: Frame): SaveOptions {
  const { anchor } = frame.bound.body;
  if (call.options) {
    const state = optionsOf(call.options, frame, at);
    const values: Values = state?.values ?? nothingSet;
    const where = place(anchor, call.options);
    return { form: 'passed', ...values, atomicity: atomicityOf(values.optAllOrNone), place: where };
  }
  if (call.unclear) {
    const value: OptionValue = {
      kind: 'unknown',
      why: `${shortened(frame.bound.text(call.unclear), 40)} is not known`,
      place: place(anchor, call.unclear),
    };
    const values = {
      allowSave: value,
      runAsCurrentUser: unset,
      includeRecordDetails: unset,
      optAllOrNone: value,
    };
    return { form: 'passed', ...values, atomicity: 'unknown', place: value.place };
  }
  const atomicity = call.flag ? atomicityOfFlag(booleanOf(call.flag, frame, at)) : 'all-or-none';
  const onRecords = optionsOnRecords(call.operand, at, frame);
  if (onRecords) return { ...onRecords, atomicity };
  return { form: 'none', ...nothingSet, atomicity, place: null };
}

/** With DMLOptions a save is partial unless optAllOrNone is true: it "defaults to false". */
function atomicityOf(value: OptionValue): SaveOptions['atomicity'] {
  if (value.kind === 'unset') return 'partial';
  return value.kind === 'known' ? (value.value ? 'all-or-none' : 'partial') : 'unknown';
}

function atomicityOfFlag(value: OptionValue): SaveOptions['atomicity'] {
  return value.kind === 'known' ? (value.value ? 'all-or-none' : 'partial') : 'unknown';
}

/** `record.setOptions(options)` on the operand, on what is in it, or on the variable of a loop over it. */
function optionsOnRecords(operand: Expression, at: Node, frame: Frame): SaveOptions | null {
  const { bound } = frame;
  const call = bound
    .nodes('call')
    .find(
      (one) =>
        isSetOptions(one) && sharesRecords(one, operand, frame) && hasRun(one, at, frame).kind !== 'never',
    );
  const [argument] = call?.arguments ?? [];
  if (!call || !argument) return null;
  const state: OptionState | null = optionsOf(argument, frame, call);
  if (!state) return null;
  return {
    form: 'set-options',
    ...state.values,
    atomicity: 'all-or-none',
    place: place(bound.body.anchor, call),
  };
}

function isSetOptions(call: CallExpression): boolean {
  return /^setoptions$/i.test(call.name.name) && call.arguments.length === 1 && call.target !== null;
}

function sharesRecords(call: CallExpression, operand: Expression, { bound }: Frame): boolean {
  const receiver = rootSymbol(call.target!, bound);
  const saved = rootSymbol(operand, bound);
  if (!receiver || !saved) return false;
  if (receiver.key === saved.key) return true;
  if (!isLocal(receiver)) return false;
  if (receiver.declaration?.kind === 'for-each') {
    const iterated = rootSymbol(receiver.declaration.iterable, bound);
    if (iterated?.key === saved.key) return true;
  }
  // `records.add(record)`, `new List<Lead>{ record }`
  return bound.usesOf(receiver).some(({ role, context }) => {
    if (role === 'element' && context) {
      const parent = bound.parentOf(context);
      if (parent?.kind === 'declarator') {
        return isLocal(saved) && saved.declaration === parent;
      }
      return context.start >= operand.start && context.end <= operand.end;
    }
    if (role !== 'argument' || context?.kind !== 'call' || !context.target) return false;
    return rootSymbol(context.target, bound)?.key === saved.key;
  });
}

function rootSymbol(expression: Expression, bound: Frame['bound']) {
  let node = expression;
  while (node.kind === 'parenthesized' || node.kind === 'index' || node.kind === 'cast') {
    node = node.kind === 'parenthesized' ? node.inner : node.kind === 'index' ? node.target : node.operand;
  }
  if (node.kind === 'name') return bound.symbolOf(node);
  return node.kind === 'member' ? bound.memberOf(node) : null;
}
