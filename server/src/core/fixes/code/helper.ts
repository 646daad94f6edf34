import type { Node } from '../../saves/code/refusal/children.ts';
import type { TextEdit } from '../../text.ts';
import { render } from '../layout.ts';
import type { CodeScene } from './scene.ts';
import { quoted } from './textStyle.ts';

/** What the helper is given: an error, or what Salesforce answered. */
export type HelperInput =
  | 'jsforce-error'
  | 'axios-error'
  | 'got-error'
  | 'simple-salesforce-error'
  | 'response'
  | 'body';

export interface Helper {
  readonly name: string;
  /** Writes the helper; none where the file has it. */
  readonly edits: readonly TextEdit[];
}

const suffixes: Readonly<Partial<Record<HelperInput, string>>> = { body: 'In', response: 'Of' };

/** The function that reads a refusal by a duplicate rule: `{ rule, records: [{ type, id }] }`, or nothing. */
export function refusalHelper(input: HelperInput, at: Node, scene: CodeScene): Helper {
  const suffix = suffixes[input] ?? '';
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
    return isThere
      ? { name, edits: [] }
      : { name, edits: [scene.isPython ? inPython(text, at, scene) : atEnd(text, scene)] };
  }
}

function atEnd(text: string, { source, layout: { newline } }: CodeScene): TextEdit {
  const end = source.length;
  const gap = source.endsWith('\n') || source === '' ? newline : `${newline}${newline}`;
  return { span: { start: end, end }, newText: `${gap}${text}${newline}` };
}

/** Before the statement of the top level, as code there runs from top to bottom. */
function inPython(text: string, at: Node, scene: CodeScene): TextEdit {
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

function parameterOf(input: HelperInput): string {
  return input === 'body' || input === 'response' ? input : 'error';
}

function scriptLines(
  name: string,
  input: HelperInput,
  { isTyped, style }: Pick<CodeScene, 'isTyped' | 'style'>,
): string[] {
  const end = style.semicolon;
  const typeEnd = end || ',';
  const q = (text: string) => quoted(text, style);
  const given = '{ rule?: string; records: { type?: string; id: string }[] } | null';
  const isAsync = input === 'response';
  const type = isAsync ? '{ status: number; clone(): { json(): Promise<unknown> } }' : 'unknown';
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
  return [
    '/** What the duplicate rule matched that refused a save; null for any other answer. */',
    isTyped
      ? `${isAsync ? 'async ' : ''}function ${name}(${parameterOf(input)}: ${type}): ${isAsync ? `Promise<${given}>` : given} {`
      : `${isAsync ? 'async ' : ''}function ${name}(${parameterOf(input)}) {`,
    ...bodyLines(input, end),
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

/** The answer of Salesforce, as `body`. */
function bodyLines(input: HelperInput, end: string): string[] {
  switch (input) {
    case 'jsforce-error':
      return [
        '\t// jsforce 3 keeps the answer in error.data, older versions have it on the error itself.',
        `\tconst { errorCode, data = error } = Object(error)${end}`,
        `\tconst body = Array.isArray(data) ? data : { errorCode, ...data }${end}`,
      ];
    case 'axios-error':
      return [`\tconst body = Object(error).response?.data${end}`];
    case 'got-error':
      return [
        `\tconst text = Object(error).response?.body${end}`,
        `\tconst body = typeof text === 'string' && text.startsWith('[') ? JSON.parse(text) : text${end}`,
      ];
    case 'response':
      return [
        `\tif (response.status !== 400) return null${end}`,
        `\tconst body = await response.clone().json().catch(() => null)${end}`,
      ];
    default:
      return [];
  }
}

function pythonLines(name: string, input: HelperInput, { style }: Pick<CodeScene, 'style'>): string[] {
  const q = (text: string) => quoted(text, style);
  const bodies: Readonly<Partial<Record<HelperInput, readonly string[]>>> = {
    'simple-salesforce-error': [`\tbody = getattr(error, ${q('content')}, None)`],
    response: [
      '\tif response.status_code != 400:',
      '\t\treturn None',
      '\ttry:',
      '\t\tbody = response.json()',
      '\texcept ValueError:',
      '\t\treturn None',
    ],
  };
  return [
    `def ${name}(${parameterOf(input)}):`,
    '\t"""What the duplicate rule matched that refused a save; None for any other answer."""',
    ...(bodies[input] ?? []),
    '\tfor answer in body if isinstance(body, list) else [body]:',
    `\t\tif not isinstance(answer, dict) or answer.get(${q('errorCode')}) != ${q('DUPLICATES_DETECTED')}:`,
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
