import { nodesIn } from '../../saves/code/refusal/children.ts';
import type { Statement } from '../../saves/code/tree.ts';
import type { FixDraft } from '../fix.ts';
import { type Bound, boundResult } from './bound.ts';
import { placeOf } from './exceptions.ts';
import { refusalHelper } from './helper.ts';
import { after, deeper, wholeOf } from './lines.ts';
import { beside, within } from './names.ts';
import { givesBody, type SaveCode } from './saveCode.ts';
import { quoted } from './textStyle.ts';
import { warning } from './warnings.ts';

/** Where the answers to the parts of a request stand in the answer to the whole. */
interface Form {
  readonly kind: 'composite' | 'graph' | 'batch' | 'tree' | 'collections';
  /** Type of what is read, for TypeScript. */
  readonly type: string;
}

/** A fix for a request whose answer is HTTP 200 whatever became of its parts: reads the answer of each part. */
export function readAnswers(save: SaveCode): FixDraft | null {
  const { scene, judged, object } = save;
  const form = formOf(save);
  const answered = form && answerOf(save);
  if (!form || !answered) return null;
  const helper = refusalHelper(
    save.origin.library === 'jsforce' ? 'jsforce-error' : 'body',
    save.call,
    scene,
  );
  const inside = within(scene.statementAround(save.call) ?? save.call, scene);
  const refusal = scene.fresh(inside, 'refusal', 'saveRefusal');
  const answer = scene.fresh(beside(save.call, scene), 'answer', 'saveAnswer');
  const index = scene.fresh(inside, 'index', 'row');
  const isList = form.kind === 'collections' || form.kind === 'batch';
  const told = toldOf();
  const lines = scene.isPython ? inPython() : inScript();
  return {
    id: 'read-answers',
    title: `Read the answer, and queue each ${isList ? 'row' : 'part'} that DUPLICATES_DETECTED refuses (a place to fill in)`,
    edits: scene.edits([...answered.bound.followedBy(lines), ...helper.edits, ...told.edits]),
  };

  function toldOf() {
    const reference = isList ? index : scene.isPython ? 'part' : 'referenceId';
    const { kind } = form!;
    if (!scene.isPython && (kind === 'collections' || kind === 'tree')) {
      // Of rows without a result nothing but the error is known.
      const text = `\`${object ?? 'Record'} \${${reference}} for review:\``;
      return { line: `console.warn(${text}, errors)${scene.style.semicolon}`, edits: [] };
    }
    if (!scene.isPython) return warning(`${object ?? 'Record'} \${${reference}} for review`, refusal, scene);
    return warning(`${object ?? 'Record'} for review`, refusal, scene);
  }

  function inScript(): string[] {
    const { semicolon: end } = scene.style;
    const { code } = answered!;
    const isThere = /^[\w$]+$/.test(code);
    const parts = partsIn(form!.kind, isThere && !scene.isTyped ? code : answer);
    const typed = isThere
      ? `const ${answer} = ${code} as ${form!.type}${end}`
      : `const ${answer}: ${form!.type} = ${code}${end}`;
    const item = { collections: `[${index}, { errors }]`, batch: `[${index}, { result }]` };
    const named = form!.kind === 'tree' ? '{ referenceId, errors }' : '{ referenceId, body }';
    const body = { collections: 'errors', batch: 'result', tree: 'errors', composite: 'body', graph: 'body' };
    return [
      ...(scene.isTyped ? [typed] : isThere ? [] : [`const ${answer} = ${code}${end}`]),
      form!.kind === 'collections' || form!.kind === 'batch'
        ? `for (const ${item[form!.kind]} of ${parts}.entries()) {`
        : `for (const ${named} of ${parts}) {`,
      `\tconst ${refusal} = ${helper.asked(body[form!.kind])}${end}`,
      `\tif (!${refusal}) continue${end}`,
      `\t// TODO: put the record of this ${isList ? 'index' : 'reference'} into your queue for review or merge`,
      `\t${told.line}`,
      '}',
    ];
  }

  function inPython(): string[] {
    const q = (text: string) => quoted(text, scene.style);
    const key = { collections: 'errors', batch: 'result', tree: 'errors', composite: 'body', graph: 'body' };
    const [item, list] = [scene.fresh(inside, 'part', 'answerPart'), pythonParts(form!.kind, answer, q)];
    return [
      `${answer} = ${answered!.code}`,
      `for ${item} in ${list}:`,
      `\t${refusal} = ${helper.asked(`${item}.get(${q(key[form!.kind])})`)}`,
      `\tif ${refusal} is not None:`,
      ...deeper(
        deeper(['# TODO: put the record of this part into your queue for review or merge', told.line]),
      ),
    ];
  }

  function formOf({ call }: SaveCode): Form | null {
    const text = scene.code(scene.index.functionOf(call) ?? scene.statementAround(call) ?? call);
    switch (judged.site.channel) {
      case 'rest-composite':
        return /composite\/graph|\bgraphs\b/.test(text)
          ? {
              kind: 'graph',
              type: '{ graphs?: { graphResponse: { compositeResponse: { referenceId: string; body: unknown }[] } }[] }',
            }
          : { kind: 'composite', type: '{ compositeResponse?: { referenceId: string; body: unknown }[] }' };
      case 'rest-batch':
        return { kind: 'batch', type: '{ results?: { result: unknown }[] }' };
      case 'rest-tree':
        return { kind: 'tree', type: '{ results?: { referenceId: string; errors?: unknown }[] }' };
      case 'rest-collections':
        return { kind: 'collections', type: '{ errors: unknown }[]' };
      default:
        return null;
    }
  }
}

function partsIn(kind: Form['kind'], answer: string): string {
  switch (kind) {
    case 'composite':
      return `${answer}.compositeResponse ?? []`;
    case 'graph':
      return `(${answer}.graphs ?? []).flatMap(({ graphResponse }) => graphResponse.compositeResponse)`;
    case 'batch':
      return `(${answer}.results ?? [])`;
    case 'tree':
      return `${answer}.results ?? []`;
    case 'collections':
      return answer;
  }
}

function pythonParts(kind: Form['kind'], answer: string, q: (text: string) => string): string {
  switch (kind) {
    case 'composite':
      return `${answer}.get(${q('compositeResponse')}, [])`;
    case 'graph':
      return `[part for graph in ${answer}.get(${q('graphs')}, []) for part in graph[${q('graphResponse')}][${q('compositeResponse')}]]`;
    case 'collections':
      return answer;
    default:
      return `${answer}.get(${q('results')}, [])`;
  }
}

interface Answered {
  readonly bound: Pick<Bound, 'followedBy'>;
  /** The parsed answer; empty where the whole request failed. */
  readonly code: string;
}

/** The answer, by the library. */
function answerOf(save: SaveCode): Answered | null {
  const { origin, judged } = save;
  const none = judged.site.channel === 'rest-collections' ? '[]' : '{}';
  const isTree = judged.site.channel === 'rest-tree';
  switch (origin.returns) {
    case 'fetch.Response': {
      const bound = boundResult(save, 'response', 'saveResponse');
      // A tree is refused as a whole, with an answer for each record.
      const code = isTree
        ? `${bound?.name}.status === 400 ? await ${bound?.name}.clone().json().catch(() => ({})) : ${none}`
        : `${bound?.name}.ok ? await ${bound?.name}.clone().json() : ${none}`;
      return bound && { bound, code };
    }
    case 'axios.Response': {
      const parsed = destructured(save, 'data');
      if (parsed) return { bound: parsed, code: parsed.name };
      const bound = boundResult(save, 'response', 'saveResponse');
      return bound && !isTree ? { bound, code: `${bound.name}.data` } : null;
    }
    case 'jsforce.Response': {
      const bound = isTree ? null : boundResult(save, 'response', 'saveResponse');
      return bound && { bound, code: bound.name };
    }
    case 'requests.Response':
    case 'httpx.Response': {
      const bound = boundResult(save, 'response', 'saveResponse');
      const ok = origin.returns === 'httpx.Response' ? 'is_success' : 'ok';
      return bound && !isTree
        ? { bound, code: `${bound.name}.json() if ${bound.name}.${ok} else ${none}` }
        : null;
    }
    case 'aiohttp.Response': {
      const bound = boundResult(save, 'response', 'saveResponse');
      return bound && !isTree
        ? { bound, code: `await ${bound.name}.json() if ${bound.name}.ok else ${none}` }
        : null;
    }
    case 'got.Response':
    case 'ky.Response':
    case 'ofetch.Response': {
      const bound = givesBody(save) && !isTree ? boundResult(save, 'response', 'saved') : null;
      return bound && { bound, code: bound.name };
    }
    default:
      return null;
  }
}

/** `const { data } = await …`, behind which code can stand. */
function destructured(save: SaveCode, key: string): (Pick<Bound, 'followedBy'> & { name: string }) | null {
  const { scene } = save;
  const statement = placeOf(save)?.statement;
  if (statement?.kind !== 'declare' || statement.target.kind !== 'record-pattern') return null;
  const target = statement.target.entries.find((entry) => entry.key === key)?.target;
  const whole = wholeOf(statement, scene);
  if (target?.kind !== 'name-pattern' || !whole || isMutated(statement, save)) return null;
  return {
    name: target.name,
    followedBy: (lines) => [after(whole.end, whole.start, lines, scene)],
  };
}

/** Part of a `for (…)`, or of several declarations. */
function isMutated(statement: Statement, { scene }: SaveCode): boolean {
  const around = scene.index.parent(statement);
  if (around !== null && around.kind !== 'block') return true;
  return [...nodesIn([statement])].some(({ kind }) => kind === 'function-syntax');
}
