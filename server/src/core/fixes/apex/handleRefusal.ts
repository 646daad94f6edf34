import type { BoundBody } from '../../saves/apex/bind/bind.ts';
import { catcherOf } from '../../saves/apex/refusal/exceptions.ts';
import { isDeferred } from '../../saves/apex/sites/chain.ts';
import type { CatchClause, Node, Statement } from '../../saves/apex/syntax.ts';
import type { TextEdit } from '../../text.ts';
import type { FixDraft } from '../fix.ts';
import type { ApexFixContext } from './context.ts';
import { duplicateRowsOf, duplicateRowsOfAny, tryAround } from './refusalCode.ts';
import { boundAt, type SaveScene, Scene, savedInWrapper, saveNodeAt } from './scene.ts';
import {
  insertAtStart,
  linesOf,
  replaceStatement,
  statementLines,
  withTrailingComment,
} from './statements.ts';

/** Handles the refusal of an all-or-none save, which stays all-or-none: what was thrown is rethrown. */
export function handleRefusal(save: SaveScene): FixDraft | null {
  const { options, refusal } = save.judged.site;
  if (options.atomicity !== 'all-or-none' || refusal.insideHandling) return null;
  const caught = catcherOnTheWay(save);
  if (caught) {
    return {
      id: 'handle-refusal-in-catch',
      title: 'Handle DUPLICATES_DETECTED in the catch clause (a branch to fill in)',
      edits: [caught.scene.edits([inCatch(caught.clause, caught.scene)])],
    };
  }
  // What a wrapper only collects is thrown elsewhere.
  if (isDeferred(refusal)) return whereSaved(save);
  const edits = wrapped(save);
  return (
    edits && {
      id: 'handle-refusal',
      title: 'Handle DUPLICATES_DETECTED in a branch to fill in, and rethrow (all or none, as before)',
      edits: [save.scene.edits(edits)],
    }
  );
}

interface Caught {
  readonly clause: CatchClause;
  readonly scene: Scene;
}

/** The catch clause that gets the exception: in the code of the save, or in the wrappers between. */
function catcherOnTheWay({ scene, node, judged }: SaveScene): Caught | null {
  for (const via of [...judged.site.via].reverse()) {
    const bound = boundAt(via.anchor, scene.context.codebase);
    const inner = bound && saveNodeAt(via, bound);
    const found = inner && caughtIn(inner, bound, scene.context);
    if (found) return found;
  }
  return caughtIn(node, scene.bound, scene.context, scene);
}

function caughtIn(node: Node, bound: BoundBody, context: ApexFixContext, scene?: Scene): Caught | null {
  const clause = catcherOf(node, bound);
  return clause && { clause, scene: scene ?? new Scene(bound, context) };
}

/** Puts the loop over the refused rows into a catch clause. */
export function inCatch({ block, name, type }: CatchClause, scene: Scene): TextEdit {
  const isDml = /^(system\s*\.\s*)?dmlexception$/i.test(type.name);
  const code = isDml ? duplicateRowsOf : duplicateRowsOfAny;
  return insertAtStart(block, code(name.name, block, scene), scene);
}

/** Records that a unit of work collects: the refusal is handled in the method that saves them, for all that register. */
function whereSaved(save: SaveScene): FixDraft | null {
  const inner = savedInWrapper(save);
  const edits = inner && wrapped(inner);
  return (
    edits && {
      id: 'handle-refusal-where-saved',
      title:
        'Handle DUPLICATES_DETECTED where collected records are saved, and rethrow (a branch to fill in)',
      edits: [inner.scene.edits(edits)],
    }
  );
}

/** Wraps the statement of the save in a try statement; declarations stay in reach of what follows. */
function wrapped({ scene, statement }: SaveScene): TextEdit[] | null {
  const lines = wrappedLines(statement, scene);
  return lines && [replaceStatement(statement, lines, scene)];
}

/** The lines of a statement in a try statement that handles the refusal; null where that cannot be written. */
export function wrappedLines(statement: Statement, scene: Scene): string[] | null {
  switch (statement.kind) {
    case 'dml':
    case 'return':
      return tryAround(statementLines(statement, scene), statement, scene);
    case 'expression-statement':
      return isConstructorCall(statement)
        ? null
        : tryAround(statementLines(statement, scene), statement, scene);
    case 'local':
      return hoisted(statement, scene);
    default:
      return null;
  }
}

function isConstructorCall({ expression }: Extract<Statement, { kind: 'expression-statement' }>): boolean {
  return expression.kind === 'call' && !expression.target && /^(this|super)$/i.test(expression.name.name);
}

/** `T x = save(…);` becomes `T x;` and `x = save(…);` within the try. */
function hoisted(statement: Extract<Statement, { kind: 'local' }>, scene: Scene): string[] | null {
  const { declarators, type, modifiers } = statement;
  const [declarator] = declarators;
  if (declarators.length !== 1 || !declarator?.initializer || modifiers.annotations.length > 0) return null;
  const declaration = `${scene.code(type)} ${declarator.name.name};`;
  const all = withTrailingComment(statement, scene);
  const assignment = linesOf(scene.absolute({ start: declarator.start, end: all.end }), scene);
  return [declaration, ...tryAround(assignment, statement, scene)];
}
