import type { Expression, IfStatement, SwitchStatement } from '../tree.ts';
import { knownOf, truth } from './carriers.ts';
import { type Node, nodesIn } from './children.ts';
import type { Inquiry } from './inquiry.ts';
import { duplicateMarker } from './markers.ts';
import { all, both, type Fate, nothing, told } from './reach.ts';
import { exits, fateInRegion } from './region.ts';
import { isSameEitherWay } from './sameEitherWay.ts';

const readHow = 'is seen by code that tells nobody';

/** Code decides by a value that shows whether the save was refused: what runs where it was? */
export function decide(at: Node, inquiry: Inquiry): Fate {
  if (decidesNothing(at, inquiry)) return nothing;
  if (!inquiry.enter(at, 'decides')) return nothing;
  switch (at.kind) {
    case 'if':
      return judged(at.test, regionsOf(at, inquiry), inquiry, at);
    case 'conditional': {
      const known = truth(knownOf(at.test, inquiry));
      const failed = known === undefined ? [at.then, at.otherwise] : [known ? at.then : at.otherwise];
      return judged(at.test, { failed, saved: [] }, inquiry, at);
    }
    case 'loop':
      return at.over ? judged(at.over, { failed: [at.body], saved: [] }, inquiry, at) : nothing;
    case 'switch':
      return switched(at, inquiry);
    case 'binary': {
      const left = truth(knownOf(at.left, inquiry));
      const runs = (at.operator === '&&' && left !== false) || (at.operator === '||' && left !== true);
      const acts = [...nodesIn([at.right])].some(({ kind }) => kind === 'call' || kind === 'assign');
      const marker = duplicateMarker([at], inquiry);
      if (marker) return told('duplicates', 'is recognised', inquiry.at(marker));
      const isTest = inquiry.index.role(at) === 'test' || inquiry.index.parent(at)?.kind === 'binary';
      return { ...(runs && acts && !isTest ? fateInRegion([at.right], inquiry) : nothing), read: true };
    }
    default:
      return nothing;
  }
}

/** `if (result !== false)`: what is done there, is done where the save was refused and where it went well. */
function decidesNothing(at: Node, inquiry: Inquiry): boolean {
  const test =
    at.kind === 'if' || at.kind === 'conditional'
      ? at.test
      : at.kind === 'loop'
        ? at.over
        : at.kind === 'binary'
          ? at.left
          : null;
  return test !== null && isSameEitherWay(test, inquiry) && duplicateMarker([test], inquiry) === null;
}

interface Regions {
  /** What runs only where the save was refused. */
  readonly failed: readonly (readonly Node[] | Node)[];
  readonly saved: readonly Node[];
}

function judged(test: Expression, { failed, saved }: Regions, inquiry: Inquiry, at: Node): Fate {
  const marker = duplicateMarker([test], inquiry);
  if (marker) return { ...told('duplicates', 'is recognised', inquiry.at(marker)), handled: true };
  const regions = failed.map((one) => (Array.isArray(one) ? one : [one]) as readonly Node[]);
  const fate = all(regions.map((one) => fateInRegion(one, inquiry)));
  const whole = both({ ...fate, handled: true, read: true }, missing(saved, inquiry));
  if (whole.told.level !== 'none' || whole.passes) return whole;
  return { ...whole, told: { level: 'none', how: readHow, evidence: inquiry.at(at) } };
}

/** Who gets the successes sees what is missing. Further work on what was saved tells nobody. */
function missing(saved: readonly Node[], inquiry: Inquiry): Fate {
  if (saved.length === 0) return nothing;
  const known = inquiry.regions.length;
  const { told: seen } = fateInRegion(saved, inquiry);
  inquiry.dropRegions(known);
  if (seen.level !== 'errors' || !/^(shows|is kept|is handed back) /.test(seen.how)) return nothing;
  return told('errors', 'shows only in what is missing among the successes', seen.evidence);
}

function regionsOf(at: IfStatement, inquiry: Inquiry): Regions {
  const known = truth(knownOf(at.test, inquiry));
  const rest = after(at, inquiry);
  const otherwise = at.otherwise ? [at.otherwise] : [];
  if (known === true) {
    const failed = exits(at.otherwise) && rest.length > 0 ? [at.then, rest] : [at.then];
    return { failed, saved: otherwise };
  }
  const failedRest = exits(at.then) && rest.length > 0 ? [rest] : [];
  if (known === false) {
    const saved = asksForOtherFailure(at.test) ? [] : [at.then];
    return { failed: [...otherwise, ...failedRest], saved };
  }
  return { failed: [at.then, ...otherwise, ...failedRest], saved: [] };
}

/** `status === 404`: what is done there is neither where the save went well nor where a rule refused it. */
function asksForOtherFailure(test: Expression): boolean {
  if (test.kind !== 'binary') return false;
  if (test.operator === '||') return asksForOtherFailure(test.left) && asksForOtherFailure(test.right);
  const values = [test.left, test.right];
  return test.operator === '==' && values.some((one) => one.kind === 'number' && one.value >= 300);
}

/** `if (result.success) { continue; } rest`: the statements behind the decision. */
function after(at: Node, inquiry: Inquiry): readonly Node[] {
  const around = inquiry.index.statementsAround(at);
  return around ? around.statements.slice(around.index + 1) : [];
}

function switched(at: SwitchStatement, inquiry: Inquiry): Fate {
  const marker = duplicateMarker(
    at.cases.flatMap(({ tests }) => tests),
    inquiry,
  );
  if (marker) return { ...told('duplicates', 'is recognised', inquiry.at(marker)), handled: true };
  const value = knownOf(at.value, inquiry);
  const tested = at.cases.map(({ tests, body }) => ({
    body,
    known: tests.map((test) => knownOf(test, inquiry)),
  }));
  const hit = typeof value === 'number' ? tested.filter(({ known }) => known.includes(value)) : [];
  const possible =
    hit.length > 0
      ? hit
      : tested.filter(({ known }) => known.length === 0 || known.some((one) => one === undefined));
  return judged(at.value, { failed: possible.map(({ body }) => body), saved: [] }, inquiry, at);
}

/** False for code that is only reached where the save went well, as far as the values seen so far tell. */
export function runsWhereRefused(node: Node, inquiry: Inquiry): boolean {
  let child = node;
  for (const at of inquiry.index.ancestors(node)) {
    const role = inquiry.index.role(child);
    if (at.kind === 'if' || at.kind === 'conditional') {
      const known = role === 'test' ? undefined : truth(knownOf(at.test, inquiry));
      if (known === (role === 'then' ? false : role === 'otherwise' ? true : null)) return false;
    } else if (at.kind === 'block') {
      for (const statement of at.statements) {
        if (statement === child) break;
        if (statement.kind !== 'if' || !exits(statement.then)) continue;
        if (truth(knownOf(statement.test, inquiry)) === true) return false;
      }
    } else if (at.kind === 'function-syntax') {
      return true;
    }
    child = at;
  }
  return true;
}
