import { place } from '../../../text.ts';
import type { Observation } from '../../facts.ts';
import { type BoundBody, dottedName } from '../bind/bind.ts';
import type { CodeSymbol } from '../bind/symbols.ts';
import type { CallExpression, Node } from '../syntax.ts';

type Misread = Extract<Observation, { kind: 'find-duplicates-misread' }>;

/** Methods of a result that say whether records matched. */
const tellingMethods = /^(getMatchRecords|getSize|getMatchResults)$/i;

/**
 * `findDuplicates(…)` whose result is read as if its size, or success, said whether there are duplicates: there
 * is one result for each record asked about, whatever was found. Silent where the result goes on to other code.
 */
export function misreadFindDuplicates(
  bound: BoundBody,
): Pick<Misread, 'reads' | 'place' | 'call' | 'kind'>[] {
  const calls = bound.nodes('call').filter(isFindDuplicates);
  if (calls.length === 0) return [];
  if (bound.nodes('call').some(({ name }) => tellingMethods.test(name.name))) return [];
  return calls.flatMap((call) => {
    if (isHandedOn(call, bound, new Set())) return [];
    const misread = readingOf(call, bound, new Set());
    if (!misread) return [];
    const { anchor } = bound.body;
    return [
      {
        kind: 'find-duplicates-misread' as const,
        reads: misread.reads,
        place: place(anchor, misread.node),
        call: place(anchor, call.name),
      },
    ];
  });
}

function isFindDuplicates(call: CallExpression): boolean {
  if (!/^findDuplicates(ByIds)?$/i.test(call.name.name) || !call.target) return false;
  const path = dottedName(call.target);
  return path !== null && /(^|\.)findDuplicates(ByIds)?$/i.test(path);
}

interface Reading {
  readonly reads: Misread['reads'];
  readonly node: Node;
}

/** @param followed keys of variables on the way here, each of which is followed once: `r = r.get(0)` leads back to itself */
function readingOf(value: Node, bound: BoundBody, followed: Set<string>): Reading | null {
  const parent = bound.parentOf(value);
  switch (parent?.kind) {
    case 'parenthesized':
    case 'cast':
      return readingOf(parent, bound, followed);
    case 'index':
      return parent.target === value ? readingOf(parent, bound, followed) : null;
    case 'call':
      return parent.target === value ? readingOfMethod(parent, bound, followed) : null;
    default: {
      const symbol = variableOf(value, bound, followed);
      return symbol === null ? null : readingOfUses(symbol, bound, followed);
    }
  }
}

function readingOfUses(symbol: CodeSymbol, bound: BoundBody, followed: Set<string>): Reading | null {
  for (const { role, node } of bound.usesOf(symbol)) {
    const reading = role === 'write' ? null : readingOf(node, bound, followed);
    if (reading) return reading;
  }
  return null;
}

/** Whether the result, or what is found in it, goes on to other code, which may read it rightly. */
function isHandedOn(value: Node, bound: BoundBody, followed: Set<string>): boolean {
  const parent = bound.parentOf(value);
  switch (parent?.kind) {
    case 'parenthesized':
    case 'cast':
      return isHandedOn(parent, bound, followed);
    case 'index':
      return parent.target === value && isHandedOn(parent, bound, followed);
    case 'call':
      if (parent.target !== value) return true;
      return /^get(DuplicateResults)?$/i.test(parent.name.name) && isHandedOn(parent, bound, followed);
    case 'return':
      return true;
    default: {
      const symbol = variableOf(value, bound, followed);
      return (
        symbol !== null &&
        bound
          .usesOf(symbol)
          .some(
            ({ role, node }) => goesOn.has(role) || (role !== 'write' && isHandedOn(node, bound, followed)),
          )
      );
    }
  }
}

const goesOn: ReadonlySet<string> = new Set(['argument', 'return', 'alias']);

/** The variable that takes a value; null if none does, or if it was followed before. */
function variableOf(value: Node, bound: BoundBody, followed: Set<string>): CodeSymbol | null {
  const parent = bound.parentOf(value);
  let symbol: CodeSymbol | null | undefined = null;
  if (parent?.kind === 'declarator' || parent?.kind === 'for-each') {
    symbol = bound.symbols.find(({ declaration }) => declaration === parent);
  } else if (parent?.kind === 'assignment' && parent.value === value && parent.target.kind === 'name') {
    symbol = bound.symbolOf(parent.target);
  }
  if (!symbol || followed.has(symbol.key)) return null;
  followed.add(symbol.key);
  return symbol;
}

function readingOfMethod(call: CallExpression, bound: BoundBody, followed: Set<string>): Reading | null {
  switch (call.name.name.toLowerCase()) {
    case 'size':
    case 'isempty':
      return isDecision(call, bound) ? { reads: sizeOf(call), node: call.name as unknown as Node } : null;
    case 'issuccess':
      return isDecision(call, bound) ? { reads: 'is-success', node: call.name as unknown as Node } : null;
    case 'get':
      return readingOf(call, bound, followed);
    case 'getduplicateresults': {
      const inner = readingOf(call, bound, followed);
      return inner ? { ...inner, reads: 'result-list' } : null;
    }
    default:
      return null;
  }
}

function sizeOf(call: CallExpression): Misread['reads'] {
  const { target } = call;
  return target?.kind === 'call' && /^getDuplicateResults$/i.test(target.name.name) ? 'result-list' : 'size';
}

/** Whether the value decides something, beyond guarding an index: conditions, comparisons, flags, returns. */
function isDecision(call: CallExpression, bound: BoundBody): boolean {
  for (
    let node: Node = call, parent = bound.parentOf(node);
    parent;
    node = parent, parent = bound.parentOf(node)
  ) {
    switch (parent.kind) {
      case 'binary':
      case 'unary':
      case 'parenthesized':
        continue;
      case 'if':
      case 'ternary':
      case 'while':
        return parent.condition === node;
      case 'return':
      case 'declarator':
      case 'assignment':
        return node !== call || /^(isempty|issuccess)$/i.test(call.name.name);
      default:
        return false;
    }
  }
  return false;
}
