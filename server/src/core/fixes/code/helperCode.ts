import { type HelperInput, inputOf, pythonBody, scriptBody } from './answerBodies.ts';
import type { CodeScene } from './scene.ts';
import { quoted } from './textStyle.ts';

type Form = Pick<CodeScene, 'isPython' | 'isTyped' | 'style'>;

/**
 * The lines of a helper; a tab is a step of indentation.
 *
 * @param reader the helper that reads the answer once this one has it; null where it reads it itself
 */
export function helperLines(
  name: string,
  input: HelperInput,
  form: Form,
  reader: string | null = null,
): readonly string[] {
  if (reader !== null)
    return form.isPython ? pythonOver(name, input, form, reader) : scriptOver(name, input, form, reader);
  return form.isPython ? pythonLines(name, input, form) : scriptLines(name, input, form);
}

/** In Python only the answers of aiohttp are awaited. */
export function isAsyncIn(input: HelperInput, { isPython }: Pick<CodeScene, 'isPython'>): boolean {
  return isPython ? input === 'aiohttp-response' : inputOf(input).isAsync;
}

const given = { error: 'an error', response: 'a response', body: 'an answer' } as const;

function scriptOver(name: string, input: HelperInput, { isTyped, style }: Form, reader: string): string[] {
  const { parameter, type, isAsync } = inputOf(input);
  return [
    `/** As ${reader}, of ${given[parameter]}. */`,
    `${isAsync ? 'async ' : ''}function ${name}(${parameter}${isTyped ? `: ${type}` : ''}) {`,
    ...scriptBody(input, style.semicolon),
    `\treturn ${reader}(body)${style.semicolon}`,
    '}',
  ];
}

function pythonOver(name: string, input: HelperInput, { style }: Form, reader: string): string[] {
  const { parameter } = inputOf(input);
  return [
    `${isAsyncIn(input, { isPython: true }) ? 'async ' : ''}def ${name}(${parameter}):`,
    `\t"""As ${reader}, of ${given[parameter]}."""`,
    ...pythonBody(input, style),
    `\treturn ${reader}(body)`,
  ];
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
