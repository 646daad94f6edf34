import { place } from '../../../text.ts';
import type { Observation } from '../../facts.ts';
import { type BoundBody, dottedName } from '../bind/bind.ts';
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
    const misread = readingOf(call, bound);
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

function readingOf(value: Node, bound: BoundBody): Reading | null {
  const parent = bound.parentOf(value);
  switch (parent?.kind) {
    case 'parenthesized':
    case 'cast':
      return readingOf(parent, bound);
    case 'index':
      return parent.target === value ? readingOf(parent, bound) : null;
    case 'call':
      return parent.target === value ? readingOfMethod(parent, bound) : null;
    case 'declarator':
    case 'for-each': {
      const symbol = bound.symbols.find(({ declaration }) => declaration === parent);
      return symbol ? readingOfUses(bound.usesOf(symbol), bound) : null;
    }
    case 'assignment': {
      const symbol = parent.target.kind === 'name' ? bound.symbolOf(parent.target) : null;
      return symbol && parent.value === value ? readingOfUses(bound.usesOf(symbol), bound) : null;
    }
    default:
      return null;
  }
}

function readingOfUses(uses: ReturnType<BoundBody['usesOf']>, bound: BoundBody): Reading | null {
  // Handed on, the result may be read rightly elsewhere.
  if (uses.some(({ role }) => role === 'argument' || role === 'return' || role === 'alias')) return null;
  for (const { role, node } of uses) {
    const reading = role === 'write' ? null : readingOf(node, bound);
    if (reading) return reading;
  }
  return null;
}

function readingOfMethod(call: CallExpression, bound: BoundBody): Reading | null {
  switch (call.name.name.toLowerCase()) {
    case 'size':
    case 'isempty':
      return isDecision(call, bound) ? { reads: sizeOf(call), node: call.name as unknown as Node } : null;
    case 'issuccess':
      return isDecision(call, bound) ? { reads: 'is-success', node: call.name as unknown as Node } : null;
    case 'get':
      return readingOf(call, bound);
    case 'getduplicateresults': {
      const inner = readingOf(call, bound);
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
