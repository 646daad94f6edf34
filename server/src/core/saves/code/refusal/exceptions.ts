import type { Expression, LoopStatement, TryStatement } from '../tree.ts';
import { absent } from './carriers.ts';
import { catches, catchesType, type Thrown } from './catching.ts';
import { type Node, nodesIn } from './children.ts';
import { leavesFunction } from './functions.ts';
import type { Inquiry } from './inquiry.ts';
import { isRetryAnnotation } from './knownCalls.ts';
import { duplicateMarker, isDuplicateType } from './markers.ts';
import { calledName, pathOf } from './names.ts';
import { all, both, type Fate, nothing, thrownOn, told } from './reach.ts';
import { exits, fateInRegion } from './region.ts';
import { successesIn } from './successes.ts';
import { fateOfVariable } from './values.ts';

/** What becomes of an exception that is thrown at a node. */
export function thrownAt(node: Node, inquiry: Inquiry, thrown: Thrown = null): Fate {
  if (!inquiry.enter(node, 'thrown')) return nothing;
  let child = node;
  for (const at of inquiry.index.ancestors(node)) {
    if (at.kind === 'try') {
      const fate = atTry(at, child, node, inquiry, thrown);
      if (fate) return fate;
    } else if (at.kind === 'with' && inquiry.index.role(child) === 'body') {
      const quiet = at.resources.find(({ value }) => suppresses(value, inquiry, thrown));
      if (quiet) return told('none', 'is suppressed', inquiry.at(quiet.value));
    } else if (at.kind === 'function-syntax') {
      const retried = at.annotations.some(isRetryAnnotation);
      const fate = leavesFunction(at, inquiry);
      return retried ? both(told('errors', 'makes the function run again', inquiry.at(node)), fate) : fate;
    }
    child = at;
  }
  return thrownOn('is thrown to the caller', null);
}

function atTry(at: TryStatement, child: Node, node: Node, inquiry: Inquiry, thrown: Thrown): Fate | null {
  const { language } = inquiry.request;
  if (inquiry.index.role(child) === 'body') {
    const filtered = at.handlers.find(
      ({ filter }) => filter !== null && duplicateMarker([filter], inquiry) !== null,
    );
    const handler =
      filtered ?? at.handlers.find((one) => one.filter === null && catches(one, thrown, language));
    if (handler) {
      inquiry.note({ anchor: handler.anchor, start: handler.start, end: handler.body.start });
      if (filtered || handler.types.some(isDuplicateType)) {
        return { ...told('duplicates', 'is recognised', null), handled: true };
      }
      return { ...caughtIn(at, handler.body, node, inquiry), handled: true };
    }
  }
  if (inquiry.index.role(child) !== 'finally' && at.finally && alwaysLeaves(at.finally)) {
    return told('none', 'is dropped by the way the finally block ends', inquiry.at(at.finally));
  }
  return null;
}

/** A `return` in a finally block takes the exception away. */
function alwaysLeaves(block: Node): boolean {
  if (block.kind !== 'block') return false;
  return block.statements.some(({ kind }) => kind === 'return' || kind === 'jump');
}

function caughtIn(at: TryStatement, body: Node, node: Node, inquiry: Inquiry): Fate {
  const handling = fateInRegion([body], inquiry);
  const fate = all([
    handling,
    retriedBy(at, body, node, inquiry),
    successesIn(at, node, inquiry),
    exits(body) ? nothing : missingAfter(at, node, inquiry),
  ]);
  if (fate.told.level === 'none' && !fate.passes) {
    return { ...fate, told: { level: 'none', how: 'is caught and dropped', evidence: fate.told.evidence } };
  }
  return fate;
}

/** `contextlib.suppress(SalesforceError)`. */
function suppresses(value: Expression, inquiry: Inquiry, thrown: Thrown): boolean {
  if (value.kind !== 'call' || calledName(value) !== 'suppress') return false;
  return value.arguments.some((one) =>
    catchesType(pathOf(one.value).join('.'), thrown, inquiry.request.language),
  );
}

/** A loop that the try block leaves when the save went well, and the handler does not leave. */
function retriedBy(at: TryStatement, body: Node, node: Node, inquiry: Inquiry): Fate {
  if (exits(body) && !endsWithContinue(body)) return nothing;
  const loop = loopAround(at, inquiry);
  if (!loop) return nothing;
  const after = [at.body, at.otherwise].filter((one) => one !== null);
  const leaves = [...nodesIn(after, (one) => one.kind !== 'function-syntax')].some(
    (one) =>
      (one.kind === 'return' || (one.kind === 'jump' && one.jump === 'break')) &&
      (one.start + one.anchor.offset >= node.start + node.anchor.offset || inquiry.index.isIn(node, [one])),
  );
  const followed = inquiry.index.statementsAround(at);
  const next = followed?.statements[followed.index + 1];
  const leavesBehind = next?.kind === 'return' || (next?.kind === 'jump' && next.jump === 'break');
  return leaves || leavesBehind || endsLoop(loop, after, node, inquiry)
    ? told('errors', retriedHow([body]), inquiry.at(loop))
    : nothing;
}

const namesOfErrors =
  /^(e|ex|exc|err|error|exception|response|res|status|code|\w*(Error|_error|Exception|_exc))$/;

/** A handler that asks which error it is tries again for some of them. */
export function retriedHow(region: readonly Node[]): string {
  const asks = [...nodesIn(region, ({ kind }) => kind !== 'function-syntax')].some(
    (node) =>
      (node.kind === 'if' || node.kind === 'conditional') &&
      [...nodesIn([node.test])].some((one) => one.kind === 'name' && namesOfErrors.test(one.name)),
  );
  return asks ? 'makes the code try again for some errors, perhaps for this one' : 'makes the code try again';
}

/** `while (!done) { try { …; done = true; } catch … }` */
function endsLoop(loop: LoopStatement, after: readonly Node[], node: Node, inquiry: Inquiry): boolean {
  if (loop.isIteration || loop.over === null) return false;
  const asked = new Set([...nodesIn([loop.over])].flatMap((one) => (one.kind === 'name' ? [one.name] : [])));
  return [...nodesIn(after, (one) => one.kind !== 'function-syntax')].some(
    (one) =>
      one.kind === 'assign' &&
      one.target.kind === 'name' &&
      asked.has(one.target.name) &&
      (one.start + one.anchor.offset > node.start + node.anchor.offset || inquiry.index.isIn(node, [one])),
  );
}

function endsWithContinue(body: Node): boolean {
  const last = body.kind === 'block' ? body.statements.at(-1) : null;
  return last?.kind === 'jump' && last.jump === 'continue';
}

function loopAround(node: Node, inquiry: Inquiry): LoopStatement | null {
  for (const at of inquiry.index.ancestors(node)) {
    if (at.kind === 'loop') return at;
    if (at.kind === 'function-syntax') return null;
  }
  return null;
}

/** `let saved = null; try { saved = await … } catch { … } if (!saved) …`: what is missing may be noticed. */
function missingAfter(at: TryStatement, node: Node, inquiry: Inquiry): Fate {
  let child = node;
  for (const around of inquiry.index.ancestors(node)) {
    if (around.kind === 'assign' && inquiry.index.role(child) === 'value' && around.target.kind === 'name') {
      const variable = inquiry.index.variable(around.target);
      if (!variable || (variable.scope && inquiry.index.isIn(variable.scope, [at.body]))) return nothing;
      const fate = fateOfVariable(variable, absent, inquiry, [at]);
      return fate.told.level === 'errors' || fate.told.level === 'duplicates' || fate.passes?.carrier === null
        ? fate
        : nothing;
    }
    if (around.kind === 'expression' || around.kind === 'declare' || around === at) return nothing;
    child = around;
  }
  return nothing;
}
