import type { Node } from '../../saves/code/refusal/children.ts';
import type { TextEdit } from '../../text.ts';
import { render } from '../layout.ts';
import type { CodeScene } from './scene.ts';
import { quoted } from './textStyle.ts';

/** What the helper is given: an error, or what Salesforce answered. */
export type HelperInput = 'jsforce-error' | 'axios-error' | 'got-error' | 'simple-salesforce-error' | 'body';

export interface Helper {
  readonly name: string;
  /** Writes the helper; none where the file has it. */
  readonly edits: readonly TextEdit[];
}

/** The function that reads a refusal by a duplicate rule: `{ rule, records: [{ type, id }] }`, or nothing. */
export function refusalHelper(input: HelperInput, at: Node, scene: CodeScene): Helper {
  const base = scene.isPython ? 'duplicate_refusal' : 'duplicateRefusal';
  const wanted = input === 'body' ? (scene.isPython ? `${base}_in` : `${base}In`) : base;
  for (let number = 1; ; number++) {
    const name = number === 1 ? wanted : `${wanted}${number}`;
    const lines = scene.isPython ? pythonLines(name, input, scene) : scriptLines(name, input, scene);
    const text = render(lines, '', scene.layout);
    if (scene.source.includes(text)) return { name, edits: [] };
    if (scene.isFree(name))
      return { name, edits: [scene.isPython ? inPython(text, at, scene) : atEnd(text, scene)] };
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

function scriptLines(name: string, input: HelperInput, { isTyped, style }: CodeScene): string[] {
  const end = style.semicolon;
  const q = (text: string) => quoted(text, style);
  const parameter = input === 'body' ? 'body' : 'error';
  const result = isTyped
    ? [
        '\tconst result:',
        '\t\t| {',
        `\t\t\t\tduplicateRule?: string${end || ','}`,
        `\t\t\t\tmatchResults?: { matchRecords?: { record: { Id: string; attributes?: { type: string } } }[] }[]${end || ','}`,
        '\t\t\t}',
        `\t\t| undefined = answer.duplicateResut ?? answer.duplicateResult${end}`,
      ]
    : [`\tconst result = answer.duplicateResut ?? answer.duplicateResult${end}`];
  return [
    `/** What the duplicate rule matched that refused a save; null for any other error. */`,
    isTyped
      ? `function ${name}(${parameter}: unknown): { rule?: string; records: { type?: string; id: string }[] } | null {`
      : `function ${name}(${parameter}) {`,
    ...answerLines(input, end),
    `\tif ((answer.errorCode ?? answer.statusCode) !== ${q('DUPLICATES_DETECTED')}) return null${end}`,
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

function answerLines(input: HelperInput, end: string): string[] {
  const first = `\tconst answer = Object(Array.isArray(body) ? body[0] : body)${end}`;
  switch (input) {
    case 'jsforce-error':
      return [
        '\t// jsforce 3 keeps the answer in error.data, older versions have it on the error itself.',
        `\tconst { errorCode, data = error } = Object(error)${end}`,
        `\tconst answer = { errorCode, ...Object(Array.isArray(data) ? data[0] : data) }${end}`,
      ];
    case 'axios-error':
      return [`\tconst body = Object(error).response?.data${end}`, first];
    case 'got-error':
      return [
        `\tconst text = Object(error).response?.body${end}`,
        `\tconst body = typeof text === 'string' && text.startsWith('[') ? JSON.parse(text) : text${end}`,
        first,
      ];
    default:
      return [first];
  }
}

function pythonLines(name: string, input: HelperInput, { style }: CodeScene): string[] {
  const q = (text: string) => quoted(text, style);
  const parameter = input === 'body' ? 'body' : 'error';
  return [
    `def ${name}(${parameter}):`,
    '\t"""What the duplicate rule matched that refused a save; None for any other error."""',
    ...(input === 'body' ? [] : [`\tbody = getattr(error, ${q('content')}, None)`]),
    '\tanswer = body[0] if isinstance(body, list) and body else body',
    `\tif not isinstance(answer, dict) or answer.get(${q('errorCode')}, answer.get(${q('statusCode')})) != ${q('DUPLICATES_DETECTED')}:`,
    '\t\treturn None',
    '\t# The REST API misspells the name; both spellings are seen.',
    `\tresult = answer.get(${q('duplicateResut')}) or answer.get(${q('duplicateResult')}) or {}`,
    '\tmatched = [',
    `\t\tmatch[${q('record')}]`,
    `\t\tfor results in result.get(${q('matchResults')}) or []`,
    `\t\tfor match in results.get(${q('matchRecords')}) or []`,
    '\t]',
    '\treturn {',
    `\t\t${q('rule')}: result.get(${q('duplicateRule')}),`,
    `\t\t${q('records')}: [`,
    `\t\t\t{${q('type')}: record.get(${q('attributes')}, {}).get(${q('type')}), ${q('id')}: record[${q('Id')}]}`,
    '\t\t\tfor record in matched',
    '\t\t],',
    '\t}',
  ];
}
