import { catches } from '../../saves/code/refusal/catching.ts';
import type { Node } from '../../saves/code/refusal/children.ts';
import type { CallExpression, FunctionSyntax, Handler } from '../../saves/code/tree.ts';
import type { TextEdit } from '../../text.ts';
import type { FixDraft } from '../fix.ts';
import { indentAt, lineEnd, lineStart, render } from '../layout.ts';
import { errorInput } from './exceptions.ts';
import { queueLines } from './handle.ts';
import { refusalHelper } from './helper.ts';
import { deeper } from './lines.ts';
import { within } from './names.ts';
import type { SaveCode } from './saveCode.ts';
import type { CodeScene } from './scene.ts';

/** Tells refusals by a duplicate rule apart in the handler that gets the error, before what it does with all. */
export function branchInCatch(save: SaveCode): FixDraft | null {
  const handler = handlerOf(save);
  return handler && branchInHandler(save, handler);
}

/** The same in a handler that the error comes to by way of other functions. */
export function branchInHandler(save: SaveCode, handler: Catcher): FixDraft | null {
  const { scene } = save;
  const input = errorInput(save);
  const caught = caughtBy(handler, scene);
  if (!input || !caught) return null;
  const helper = refusalHelper(input, handler.body ?? save.call, scene);
  const awaiting = helper.isAsync ? awaitingIn(handler, scene) : [];
  if (!awaiting) return null;
  const refusal = scene.fresh(within(scene.span(handler), scene), 'refusal', 'saveRefusal');
  const { lines, edits } = queueLines(refusal, save);
  const code = scene.isPython
    ? [`${refusal} = ${helper.name}(${caught.name})`, `if ${refusal} is not None:`, ...deeper(lines)]
    : [
        `const ${refusal} = ${helper.asked(caught.name)}${scene.style.semicolon}`,
        `if (${refusal}) {`,
        ...deeper(lines),
        '}',
      ];
  const inserted = insertedIn(handler, code, scene);
  return (
    inserted && {
      id: 'branch-in-catch',
      title: 'Tell DUPLICATES_DETECTED apart in the handler: queue for review or merge (a place to fill in)',
      edits: scene.edits([...awaiting, ...caught.edits, inserted, ...helper.edits, ...edits]),
    }
  );
}

/** Lets refusals by a duplicate rule pass through a handler that loses them. */
export function throwAgain(save: SaveCode): FixDraft | null {
  const { scene, judged } = save;
  const { kind, callers } = judged.site.refusal;
  const input = errorInput(save);
  const handler = handlerOf(save);
  if (!input || !handler || !/^(logs|drops)$/.test(callers?.own ?? kind)) return null;
  const caught = caughtBy(handler, scene);
  if (!caught) return null;
  const helper = refusalHelper(input, save.call, scene);
  const awaiting = helper.isAsync ? awaitingIn(handler, scene) : [];
  if (!awaiting) return null;
  const code = scene.isPython
    ? [`if ${helper.name}(${caught.name}) is not None:`, '\traise']
    : [`if (${helper.asked(caught.name)}) throw ${caught.name}${scene.style.semicolon}`];
  const inserted = insertedIn(handler, code, scene);
  return (
    inserted && {
      id: 'throw-refusal-again',
      title: `${scene.isPython ? 'Raise' : 'Throw'} DUPLICATES_DETECTED again, so that the caller gets to know of it`,
      edits: scene.edits([...awaiting, ...caught.edits, inserted, ...helper.edits]),
    }
  );
}

/** Code that gets the error: of a try statement, or a function given to `.catch(…)`. */
export type Catcher = Handler | FunctionSyntax;

/** The code that gets the error, in the same function or the same chain of promises. */
export function handlerOf({ scene: { index, file, isPython }, call, whole }: SaveCode): Catcher | null {
  let child: Node = isPython ? call : whole;
  const chained = isPython ? null : catcherInChain(whole, index);
  if (chained !== null) return chained === 'elsewhere' ? null : chained;
  for (const at of index.ancestors(call)) {
    if (at.kind === 'function-syntax') return null;
    if (at.kind === 'try' && index.role(child) === 'body') {
      const found = at.handlers.find((handler) => catches(handler, null, file.language.id));
      if (found) return found;
    }
    child = at;
  }
  return null;
}

/** `….then(…).catch((error) => { … })`: the first that gets a rejection. */
function catcherInChain(
  save: CallExpression,
  index: CodeScene['index'],
): FunctionSyntax | 'elsewhere' | null {
  for (let at: CallExpression = save; ; ) {
    const member = index.parent(at);
    const next = member?.kind === 'member' && index.role(at) === 'object' ? index.parent(member) : null;
    if (member?.kind !== 'member' || next?.kind !== 'call' || next.callee !== member) return null;
    const handler = member.name === 'catch' ? next.arguments[0] : next.arguments[1];
    if (/^(?:then|catch)$/.test(member.name) && handler) {
      return handler.value.kind === 'function' ? handler.value.definition : 'elsewhere';
    }
    if (!/^(?:then|finally)$/.test(member.name)) return null;
    at = next;
  }
}

/** Lets code in a handler await something; null where it cannot. */
function awaitingIn(handler: Catcher, scene: CodeScene): readonly TextEdit[] | null {
  if (!('parameters' in handler) || handler.isAsync) return [];
  const { start } = scene.span(handler);
  return /^(?:\(|[\w$]+\s*=>|function\b)/.test(scene.source.slice(start, start + 40))
    ? [{ span: { start, end: start }, newText: 'async ' }]
    : null;
}

/** The name of the error, given one where it has none. */
function caughtBy(handler: Catcher, scene: CodeScene): { name: string; edits: readonly TextEdit[] } | null {
  if ('parameters' in handler) {
    const [first] = handler.parameters;
    return first?.target.kind === 'name-pattern' ? { name: first.target.name, edits: [] } : null;
  }
  if (handler.variable !== null) return { name: handler.variable, edits: [] };
  const start = scene.span(handler).start;
  const head = scene.source.slice(start, scene.span(handler.body).start);
  const written = scene.isPython
    ? /^except\s+[^:#\n]*[^\s:](?=\s*:)/.exec(head)
    : /^catch(?=\s*\{?$)/.exec(head.trimEnd());
  if (!written) return null;
  const name = scene.fresh(within(scene.span(handler), scene), 'error', 'refusalError');
  const at = start + written[0].length;
  return {
    name,
    edits: [{ span: { start: at, end: at }, newText: scene.isPython ? ` as ${name}` : ` (${name})` }],
  };
}

export function insertedIn(
  { body }: Pick<Catcher, 'body'>,
  lines: readonly string[],
  scene: CodeScene,
): TextEdit | null {
  const { source, layout } = scene;
  if (!body) return null;
  const { start } = scene.span(body);
  if (scene.isPython) {
    const [first] = body.statements;
    const at = first ? scene.span(first).start : -1;
    if (at < 0 || source.slice(lineStart(source, at), at).trim() !== '') return null;
    const indent = indentAt(source, at);
    return { span: { start: at, end: at }, newText: render([...lines, ''], indent, layout) + indent };
  }
  if (source[start] !== '{') return null;
  const outer = indentAt(source, start);
  const indent = outer + layout.unit;
  const code = `${layout.newline}${indent}${render(lines, indent, layout)}`;
  const end = lineEnd(source, start);
  const rest = source.slice(start + 1, end);
  const blank = /^[ \t]*/.exec(rest)![0].length;
  const at = start + 1;
  if (rest.trim() === '') return { span: { start: at, end: at + blank }, newText: code };
  const next = rest.trimStart().startsWith('}') ? outer : indent;
  return { span: { start: at, end: at + blank }, newText: `${code}${layout.newline}${next}` };
}
