import type { Node } from '../../saves/code/refusal/children.ts';
import type { TextEdit } from '../../text.ts';
import { render } from '../layout.ts';
import { type HelperInput, inputOf, pythonBody, scriptBody } from './answerBodies.ts';
import type { CodeScene } from './scene.ts';
import { quoted } from './textStyle.ts';

export type { HelperInput } from './answerBodies.ts';

export interface Helper {
  readonly name: string;
  /** Its call, with `await` where it gives a promise. */
  readonly asked: (value: string) => string;
  readonly isAsync: boolean;
  /** Writes the helper; none where the file has it. */
  readonly edits: readonly TextEdit[];
}

const suffixes = { body: 'In', response: 'Of', error: '' } as const;

/** The function that reads a refusal by a duplicate rule: `{ rule, records: [{ type, id }] }`, or nothing. */
export function refusalHelper(input: HelperInput, at: Node, scene: CodeScene): Helper {
  const suffix = suffixes[inputOf(input).parameter];
  const isAsync = isAsyncIn(input, scene);
  const asked = (name: string) => (value: string) => `${isAsync ? 'await ' : ''}${name}(${value})`;
  const wanted = scene.isPython
    ? ['duplicate_refusal', suffix.toLowerCase()].filter((part) => part !== '').join('_')
    : `duplicateRefusal${suffix}`;
  for (let number = 1; ; number++) {
    const name = number === 1 ? wanted : `${wanted}${number}`;
    const lines = scene.isPython ? pythonLines(name, input, scene) : scriptLines(name, input, scene);
    const text = render(lines, '', scene.layout);
    const isThere = scene.source.includes(text);
    if (!isThere && !scene.isFree(name)) continue;
    scene.take(name);
    const added = () => (scene.isPython ? inPython(text, at, scene) : atEnd(text, scene));
    return { name, asked: asked(name), isAsync, edits: isThere ? [] : [added()] };
  }
}

/** At the end of the file: functions are hoisted. */
export function atEnd(text: string, { source, layout: { newline } }: CodeScene): TextEdit {
  const end = source.length;
  const gap = source.endsWith('\n') || source === '' ? newline : `${newline}${newline}`;
  return { span: { start: end, end }, newText: `${gap}${text}${newline}` };
}

/** Before the statement of the top level, as code there runs from top to bottom. */
export function inPython(text: string, at: Node, scene: CodeScene): TextEdit {
  const { source, layout } = scene;
  let { start } = scene.span(scene.topStatement(at));
  // Decorators and comments belong to what they stand above.
  for (;;) {
    const above = /(?:^|\n)([@#][^\n]*\r?\n)$/.exec(source.slice(0, start));
    if (!above) break;
    start -= above[1]!.length;
  }
  return { span: { start, end: start }, newText: `${text}${layout.newline.repeat(3)}` };
}

/** The lines of the helper alone, for code that stands in no file; a tab is a step of indentation. */
export function helperLines(
  name: string,
  input: HelperInput,
  form: Pick<CodeScene, 'isPython' | 'isTyped' | 'style'>,
): readonly string[] {
  return form.isPython ? pythonLines(name, input, form) : scriptLines(name, input, form);
}

/** In Python only the answers of aiohttp are awaited. */
function isAsyncIn(input: HelperInput, { isPython }: Pick<CodeScene, 'isPython'>): boolean {
  return isPython ? input === 'aiohttp-response' : inputOf(input).isAsync;
}

function scriptLines(name: string, input: HelperInput, form: Pick<CodeScene, 'isTyped' | 'style'>): string[] {
  const { isTyped, style } = form;
  const end = style.semicolon;
  const typeEnd = end || ',';
  const q = (text: string) => quoted(text, style);
  const given = '{ rule?: string; records: { type?: string; id: string }[] } | null';
  const { parameter, type, isAsync } = inputOf(input);
  const result = isTyped
    ? [
        '\tconst result:',
        '\t\t| {',
        `\t\t\t\tduplicateRule?: string${typeEnd}`,
        `\t\t\t\tmatchResults?: { matchRecords?: { record: { Id: string; attributes?: { type: string } } }[] }[]${typeEnd}`,
        '\t\t\t}',
        `\t\t| undefined = answer.duplicateResut ?? answer.duplicateResult${end}`,
      ]
    : [`\tconst result = answer.duplicateResut ?? answer.duplicateResult${end}`];
  const head = [
    '/** What the duplicate rule matched that refused a save; null for any other answer. */',
    isTyped
      ? `${isAsync ? 'async ' : ''}function ${name}(${parameter}: ${type}): ${isAsync ? `Promise<${given}>` : given} {`
      : `${isAsync ? 'async ' : ''}function ${name}(${parameter}) {`,
  ];
  if (input === 'lwc-error') return [...head, ...lightningLines(form), '}'];
  return [
    ...head,
    ...scriptBody(input, end),
    '\tconst answer = [body].flat().map(Object)',
    `\t\t.find(({ errorCode, statusCode }) => (errorCode ?? statusCode) === ${q('DUPLICATES_DETECTED')})${end}`,
    `\tif (!answer) return null${end}`,
    '\t// The REST API misspells the name; both spellings are seen.',
    ...result,
    `\tconst matched = (result?.matchResults ?? []).flatMap(({ matchRecords = [] }) => matchRecords)${end}`,
    '\treturn {',
    '\t\trule: result?.duplicateRule,',
    '\t\trecords: matched.map(({ record }) => ({ type: record.attributes?.type, id: record.Id })),',
    `\t}${end}`,
    '}',
  ];
}

/**
 * Errors of `lightning/uiRecordApi` hold the UI API's answer: `body.output.errors[]`, with
 * `duplicateRecordError {matchResults[] {apiName, matchRecordIds[], matchRule}}` (UI API guide, "Record Exception
 * Error", "Match Result"; matchRule names the duplicate rule).
 */
function lightningLines({ isTyped, style }: Pick<CodeScene, 'isTyped' | 'style'>): string[] {
  const end = style.semicolon;
  const typeEnd = end || ',';
  const type = `{ apiName?: string${typeEnd} matchRecordIds?: string[]${typeEnd} matchRule?: string }[]`;
  return [
    `\tconst answer = [Object(error).body?.output?.errors ?? []].flat().map(Object)`,
    `\t\t.find(({ errorCode }) => errorCode === ${quoted('DUPLICATES_DETECTED', style)})${end}`,
    `\tif (!answer) return null${end}`,
    `\tconst matched${isTyped ? `: ${type}` : ''} = answer.duplicateRecordError?.matchResults ?? []${end}`,
    '\treturn {',
    '\t\trule: matched[0]?.matchRule,',
    '\t\trecords: matched.flatMap(({ apiName: type, matchRecordIds = [] }) => matchRecordIds.map((id) => ({ type, id }))),',
    `\t}${end}`,
  ];
}

function pythonLines(name: string, input: HelperInput, { style }: Pick<CodeScene, 'style'>): string[] {
  const q = (text: string) => quoted(text, style);
  const isAsync = isAsyncIn(input, { isPython: true });
  const errorCode = `answer.get(${q('errorCode')})`;
  // Rows of a list have another name for it.
  const code = input === 'body' ? `(${errorCode} or answer.get(${q('statusCode')}))` : errorCode;
  return [
    `${isAsync ? 'async ' : ''}def ${name}(${inputOf(input).parameter}):`,
    '\t"""What the duplicate rule matched that refused a save; None for any other answer."""',
    ...pythonBody(input, style),
    '\tfor answer in body if isinstance(body, list) else [body]:',
    `\t\tif not isinstance(answer, dict) or ${code} != ${q('DUPLICATES_DETECTED')}:`,
    '\t\t\tcontinue',
    '\t\t# The REST API misspells the name; both spellings are seen.',
    `\t\tresult = answer.get(${q('duplicateResut')}) or answer.get(${q('duplicateResult')}) or {}`,
    '\t\tmatched = [',
    `\t\t\tmatch[${q('record')}]`,
    `\t\t\tfor results in result.get(${q('matchResults')}) or []`,
    `\t\t\tfor match in results.get(${q('matchRecords')}) or []`,
    '\t\t]',
    '\t\treturn {',
    `\t\t\t${q('rule')}: result.get(${q('duplicateRule')}),`,
    `\t\t\t${q('records')}: [`,
    `\t\t\t\t{${q('type')}: record.get(${q('attributes')}, {}).get(${q('type')}), ${q('id')}: record[${q('Id')}]}`,
    '\t\t\t\tfor record in matched',
    '\t\t\t],',
    '\t\t}',
    '\treturn None',
  ];
}
