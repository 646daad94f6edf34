import { type Place, place } from '../../../text.ts';
import type { Refusal, RefusalKind } from '../../site.ts';
import type { BoundBody } from '../bind/bind.ts';
import { exits } from '../bind/flow.ts';
import type { CodeLookup } from '../options/frame.ts';
import type { Block, Expression, Node, Statement } from '../syntax.ts';
import { rootName } from './calls.ts';
import { catcherOf } from './exceptions.ts';
import { duplicateMarker, duplicateValueMarker, nodesIn } from './markers.ts';
import { further, furthest, nobody, type Reach, type ReachLevel } from './reach.ts';
import { reachOf, thrownOn } from './region.ts';
import { fateOfResults } from './results.ts';

/** What a method does with a refusal, and whether it leaves the matter to its caller. */
export interface RefusalInMethod {
  readonly refusal: Refusal;
  /** How the caller gets it: as an exception, as results, or not at all. */
  readonly passesOn: 'exception' | 'results' | null;
}

/**
 * What the code does when the save at `node` (a DML statement or a call) is refused. `atomicity` says whether
 * a refusal is thrown or stands in the results.
 */
export function refusalAt(
  node: Node,
  atomicity: 'all-or-none' | 'partial' | 'unknown',
  bound: BoundBody,
  lookup: CodeLookup,
): RefusalInMethod {
  const thrown = atomicity === 'partial' ? null : whenThrown(node, bound, lookup);
  const inResults = atomicity === 'all-or-none' ? null : whenInResults(node, bound, lookup);
  if (!inResults) return thrown!;
  if (!thrown) return inResults;
  // Either may happen: what is handled must be handled both ways, what is lost is lost either way.
  return inResults.refusal.resultsRead ? inResults : unclear(thrown, inResults);
}

function unclear(thrown: RefusalInMethod, inResults: RefusalInMethod): RefusalInMethod {
  if (thrown.refusal.kind !== 'propagates') return thrown;
  const how = 'is thrown, or stands in results that nobody reads: which of the two is not known';
  return { refusal: { ...inResults.refusal, kind: 'unknown', how }, passesOn: 'exception' };
}

function whenThrown(node: Node, bound: BoundBody, lookup: CodeLookup): RefusalInMethod {
  const clause = catcherOf(node, bound);
  if (!clause) {
    const refusal = refusalOf('propagates', 'is thrown to the caller', [], node, null, bound, lookup, false);
    return { refusal, passesOn: 'exception' };
  }
  const reach = further(reachOf(clause.block, bound, lookup), successesCounted(node, bound, lookup));
  const how = reach.level === 'none' ? 'is caught and dropped' : reach.how;
  const evidence = [place(bound.body.anchor, { start: clause.start, end: clause.block.start })];
  if (reach.evidence) evidence.push(reach.evidence);
  const refusal = refusalOf(kindOf(reach.level), how, evidence, node, clause.block, bound, lookup, false);
  const rethrown = reach.level === 'errors' && reach.how === thrownOn;
  return { refusal, passesOn: rethrown ? 'exception' : null };
}

/** `insert record; count++;` in the try block: who gets the count sees that one is missing. */
function successesCounted(node: Node, bound: BoundBody, lookup: CodeLookup): Reach {
  const attempt = bound.enclosing(node, 'try');
  if (!attempt) return nobody;
  const after = { ...attempt.block, start: node.end };
  const counts = [
    ...nodesIn(bound, after, 'unary').filter(({ operator }) => operator === '++' || operator === '--'),
    ...nodesIn(bound, after, 'assignment').filter(
      ({ operator, value, target }) =>
        !isOfRecord(target, bound) &&
        (operator === '+=' || (value.kind === 'literal' && value.type === 'boolean')),
    ),
  ];
  const seen = furthest(
    [...counts, ...returnedAdditions(attempt, after, bound)]
      .filter((count) => bound.reaches(node, count))
      .map((count) => reachOf(count, bound, lookup)),
  );
  return seen.level === 'errors' ? { ...seen, how: 'shows only in what is counted as saved' } : nobody;
}

/** `saved.add(lead)`, where the list is returned in the end. */
function returnedAdditions(attempt: Node, after: Node, bound: BoundBody): Node[] {
  return nodesIn(bound, after, 'call').filter(({ name, target }) => {
    if (!/^(add|addAll|put|putAll)$/i.test(name.name) || target?.kind !== 'name') return false;
    const symbol = bound.symbolOf(target);
    if (!symbol || symbol.kind === 'type') return false;
    return bound.usesOf(symbol).some(({ role, node }) => role === 'return' && node.start >= attempt.end);
  });
}

/** `lead.Is_Hot__c = true` flags the lead, not what became of the save. */
function isOfRecord(target: Expression, bound: BoundBody): boolean {
  if (target.kind !== 'member') return false;
  if (/__c$/i.test(target.name.name)) return true;
  const root = rootName(target);
  const symbol = root ? bound.symbolOf(root) : null;
  if (!symbol || symbol.kind === 'type') return false;
  return bound.usesOf(symbol).some(({ role }) => role === 'dml');
}

function whenInResults(node: Node, bound: BoundBody, lookup: CodeLookup): RefusalInMethod {
  const fate = fateOfResults(node, bound, lookup);
  const evidence = fate.reach.evidence ? [fate.reach.evidence] : [];
  const kind = fate.reach.level === 'none' && !fate.read ? 'drops' : kindOf(fate.reach.level);
  const region = regionOfResults(node, bound);
  const refusal = refusalOf(kind, fate.reach.how, evidence, node, region, bound, lookup, fate.read);
  const isThrown = fate.reach.level === 'errors' && fate.reach.how === thrownOn;
  return { refusal, passesOn: fate.returned ? 'results' : isThrown ? 'exception' : null };
}

/** Where code about the results may stand: the rest of the body after the save. */
function regionOfResults(node: Node, bound: BoundBody): Node {
  return { kind: 'block', start: node.start, end: bound.root.end, statements: [] };
}

const kinds: Readonly<Record<ReachLevel, RefusalKind>> = {
  none: 'drops',
  logs: 'logs',
  unknown: 'unknown',
  errors: 'handles-errors',
  duplicates: 'handles-duplicates',
};

function kindOf(level: Reach['level']): RefusalKind {
  return kinds[level];
}

function refusalOf(
  kind: RefusalKind,
  how: string,
  evidence: readonly Place[],
  node: Node,
  region: Node | null,
  bound: BoundBody,
  lookup: CodeLookup,
  resultsRead: boolean,
): Refusal {
  const marker = region ? duplicateValueMarker(bound, region) : null;
  return {
    kind,
    how,
    evidence,
    insideHandling: isInsideHandling(node, bound, lookup),
    duplicateValueBranch: marker ? place(bound.body.anchor, marker) : null,
    resultsRead,
  };
}

/** Whether the node stands where the code already knows of a duplicate: the retry, the update of the matched record. */
function isInsideHandling(node: Node, bound: BoundBody, lookup: CodeLookup): boolean {
  return bound.conditionsOf(node).some(({ kind, condition, branch }) => {
    if (kind === 'catch') {
      return branch.kind === 'catch' && reachOf(branch.block, bound, lookup).level === 'duplicates';
    }
    if (branch.kind === 'when' && branch.values.some((value) => knows(value, bound, lookup))) return true;
    if ((kind === 'then' || kind === 'loop') && condition && knows(condition, bound, lookup)) return true;
    if ((kind === 'then' || kind === 'else') && condition && asksForSuccess(condition, bound)) {
      const before = { ...(branch as Block), end: node.start };
      if (duplicateMarker(bound, before, lookup)) return true;
    }
    return branch.kind === 'block' && branch.statements.some((one) => sortsOut(one, node, bound, lookup));
  });
}

/** `if (!isDuplicate(error)) { continue; }` before the node. */
function sortsOut(statement: Statement, node: Node, bound: BoundBody, lookup: CodeLookup): boolean {
  if (statement.kind !== 'if' || statement.end > node.start || !exits(statement.then)) return false;
  return knows(statement.condition, bound, lookup);
}

function asksForSuccess(condition: Node, bound: BoundBody): boolean {
  return (
    nodesIn(bound, condition, 'call').some(({ name }) => /^(isSuccess|getErrors)$/i.test(name.name)) ||
    nodesIn(bound, condition, 'member').some(({ name }) => /^(success|errors)$/i.test(name.name))
  );
}

function knows(condition: Node, bound: BoundBody, lookup: CodeLookup): boolean {
  return reachOf(condition, bound, lookup).level === 'duplicates';
}
