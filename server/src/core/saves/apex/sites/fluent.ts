import { place } from '../../../text.ts';
import type { Operation, OptionValue, SaveOptions } from '../../site.ts';
import type { BoundBody } from '../bind/bind.ts';
import type { CodeBody } from '../bind/symbols.ts';
import { calledNames } from '../codebase/words.ts';
import type { CallExpression, Expression, Identifier, Node } from '../syntax.ts';

/** Fluent methods, in lower case, of well-known DML libraries that make the save at the end of the chain skip alerts. */
const knownNames: readonly string[] = ['skipduplicaterules'];

/** Options with allowSave=true where the call's chain says so: `new DML().skipDuplicateRules().insertAll(x)`. */
export function withFluentOptions(
  options: SaveOptions,
  call: Node,
  bound: BoundBody,
  furtherNames: readonly string[],
): SaveOptions {
  if (call.kind !== 'call') return options;
  const names = switchNames(furtherNames);
  const found = chainOf(call, bound).find(({ name }) => names.has(name.name.toLowerCase()))?.name;
  return found ? allowing(options, found, bound) : options;
}

/** A chain of a library that is not in the workspace, which saves something and skips alerts. */
export interface FluentSave {
  readonly operation: Operation;
  /** `toInsert(x)`. */
  readonly call: CallExpression;
  readonly operand: Expression;
  /** `skipDuplicateRules`. */
  readonly switch: Identifier;
}

/**
 * `new DML().toInsert(x).skipDuplicateRules().commitWork()`: what the library does is not known, but what the
 * chain says is. Chains without the switch stay unknown.
 */
export function fluentSavesIn(bound: BoundBody, furtherNames: readonly string[]): FluentSave[] {
  const names = switchNames(furtherNames);
  return bound
    .nodes('call')
    .filter(({ name }) => names.has(name.name.toLowerCase()))
    .flatMap((found) =>
      chainOf(found, bound).flatMap((call): FluentSave[] => {
        const verb = /^(?:to)?(insert|update|upsert)/i.exec(call.name.name)?.[1]?.toLowerCase();
        const [operand] = call.arguments;
        if (!verb || !operand) return [];
        return [{ operation: verb as Operation, call, operand, switch: found.name }];
      }),
    );
}

/** Whether a body may hold such a chain, told from its text. */
export function mayBeFluent(body: CodeBody, furtherNames: readonly string[]): boolean {
  const called = calledNames(body);
  for (const name of knownNames) if (called.has(name)) return true;
  return furtherNames.some((name) => called.has(name.toLowerCase()));
}

export function allowing(options: SaveOptions, at: Identifier, bound: BoundBody): SaveOptions {
  const where = place(bound.body.anchor, at);
  const allowSave: OptionValue = { kind: 'known', value: true, place: where };
  return { ...options, form: 'passed', allowSave, place: where };
}

function switchNames(furtherNames: readonly string[]): ReadonlySet<string> {
  return new Set([...knownNames, ...furtherNames].map((name) => name.toLowerCase()));
}

/** All calls of the chain in which a call stands, those before it and those after it. */
function chainOf(call: CallExpression, bound: BoundBody): CallExpression[] {
  let last: CallExpression = call;
  for (
    let parent = bound.parentOf(last);
    parent?.kind === 'call' && parent.target === last;
    parent = bound.parentOf(last)
  ) {
    last = parent;
  }
  const chain: CallExpression[] = [];
  for (let at: Expression | null = last; at; ) {
    if (at.kind === 'call') {
      chain.push(at);
      at = at.target;
    } else at = at.kind === 'parenthesized' ? at.inner : null;
  }
  return chain.reverse();
}
