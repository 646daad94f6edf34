import { dottedName } from '../bind/bind.ts';
import { isLocal } from '../bind/symbols.ts';
import { type Frame, plain } from '../options/frame.ts';
import { argumentFor } from '../options/literals.ts';
import type { ResolvedSave } from '../resolve/apexSaves.ts';
import type { Expression } from '../syntax.ts';
import type { DatabaseCall } from './databaseCall.ts';

/**
 * The field by which an upsert finds its records, or the variable that holds it where it is not known;
 * `upsert x Id` names none.
 */
export function externalIdOf(
  { operation, save }: Pick<ResolvedSave, 'operation' | 'save'>,
  call: DatabaseCall | null,
  frame: Frame,
): string | null {
  const { node } = save;
  const named = node.kind === 'dml' ? node.second : (call?.field ?? null);
  if (operation !== 'upsert' || !named) return null;
  const field = given(named, frame);
  if (field.kind === 'literal' && field.value === null) return null;
  const path = dottedName(field) ?? dottedName(named) ?? frame.bound.text(named);
  const last = path.slice(path.lastIndexOf('.') + 1);
  return /^id$/i.test(last) ? null : last;
}

/** What a parameter is given, or a variable that has one value only. */
function given(expression: Expression, frame: Frame): Expression {
  const node = plain(expression);
  if (node.kind !== 'name') return node;
  const argument = argumentFor(node, frame);
  if (argument) return given(argument.expression, argument.frame);
  const symbol = frame.bound.symbolOf(node);
  if (!symbol || !isLocal(symbol) || symbol.parameterIndex !== null) return node;
  const [only, ...others] = frame.bound.usesOf(symbol).filter(({ role }) => role === 'write');
  const value = only?.context?.kind === 'declarator' ? only.context.initializer : null;
  return value && others.length === 0 ? plain(value) : node;
}
