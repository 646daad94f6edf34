import { helperLines } from '../../fixes/code/helperCode.ts';
import { apiVersion, indented, textOf } from './lines.ts';
import { jsonLiteral } from './literal.ts';
import type { SaveToWrite, SuggestionWriter } from './writer.ts';

export type PythonLibrary = 'simple_salesforce' | 'requests' | 'httpx';

/** A function around the save, and the one that reads a refusal. */
export function pythonWriter(library: PythonLibrary): SuggestionWriter {
  return {
    language: 'python',
    write(save) {
      const record = recordLines(save);
      return record && textOf(codeLines(save, record, library), '    ');
    },
  };
}

const words = { yes: 'True', no: 'False', nothing: 'None' };
const style = { quote: "'", semicolon: '' } as const;

/** The id is an argument, or stands in the address. */
function recordLines({ fields, operation, id }: SaveToWrite): readonly string[] | null {
  const entries: string[] = [];
  for (const field of fields ?? []) {
    const literal = jsonLiteral(field, words);
    if (literal === null) return null;
    entries.push(`'${field.name}': ${literal}`);
  }
  const lines =
    entries.length === 0 ? ['record = {}'] : ['record = {', ...entries.map((entry) => `\t${entry},`), '}'];
  const known = operation === 'update' && id === null ? [...lines, "record_id = ''"] : lines;
  return fields === null ? ['# TODO: the record that was refused', ...known] : known;
}

function codeLines(save: SaveToWrite, record: readonly string[], library: PythonLibrary): string[] {
  const isSimple = library === 'simple_salesforce';
  const name = `${save.operation}_${save.object.replace(/\W|_+c$/g, '').toLowerCase()}`;
  const helper = isSimple ? 'duplicate_refusal' : 'duplicate_refusal_of';
  const input = isSimple ? 'simple-salesforce-error' : 'response';
  return [
    'import logging',
    '',
    isSimple ? 'from simple_salesforce.exceptions import SalesforceMalformedRequest' : `import ${library}`,
    '',
    '',
    `def ${name}(${isSimple ? 'sf' : 'instance_url, access_token'}):`,
    ...indented([...record, ...(isSimple ? simpleLines(save, helper) : requestLines(save, helper, library))]),
    '',
    '',
    ...helperLines(helper, input, { isPython: true, isTyped: false, style }),
  ];
}

function handling({ note }: SaveToWrite): string[] {
  return [
    `# TODO: handle the duplicate (${note})`,
    "logging.warning('Duplicate rule %s matches %s', refusal['rule'], refusal['records'])",
  ];
}

function simpleLines(save: SaveToWrite, helper: string): string[] {
  const { object, operation, id } = save;
  const call =
    operation === 'insert'
      ? `sf.${object}.create(record)`
      : `sf.${object}.update(${id === null ? 'record_id' : `'${id}'`}, record)`;
  return [
    'try:',
    `\t${call}`,
    'except SalesforceMalformedRequest as error:',
    ...indented([`refusal = ${helper}(error)`, 'if refusal is None:', '\traise', ...handling(save)]),
  ];
}

function requestLines(save: SaveToWrite, helper: string, library: PythonLibrary): string[] {
  const { object, operation, id } = save;
  const path = `{instance_url}/services/data/v${apiVersion}/sobjects/${object}`;
  const address = operation === 'insert' ? path : `${path}/${id ?? '{record_id}'}`;
  return [
    `response = ${library}.${operation === 'insert' ? 'post' : 'patch'}(`,
    `\tf'${address}',`,
    "\theaders={'Authorization': f'Bearer {access_token}'},",
    '\tjson=record,',
    '\ttimeout=30,',
    ')',
    `refusal = ${helper}(response)`,
    'if refusal is None:',
    '\tresponse.raise_for_status()',
    '\treturn',
    ...handling(save),
  ];
}
