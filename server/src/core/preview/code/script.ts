import type { HelperInput } from '../../fixes/code/answerBodies.ts';
import { helperLines } from '../../fixes/code/helperCode.ts';
import { apiVersion, indented, textOf } from './lines.ts';
import { jsonLiteral } from './literal.ts';
import type { SaveToWrite, SuggestionWriter } from './writer.ts';

export type ScriptLibrary = 'jsforce' | 'axios' | 'fetch';

export interface ScriptForm {
  readonly isTyped: boolean;
  /** Modules are taken in with `require`. */
  readonly isCommonJs: boolean;
}

/** JavaScript or TypeScript: a function around the save, and the one that reads a refusal. */
export function scriptWriter(library: ScriptLibrary, form: ScriptForm): SuggestionWriter {
  return {
    language: form.isTyped ? 'typescript' : 'javascript',
    write(save) {
      const record = recordLines(save, library);
      return record && textOf(codeLines(save, record, library, form), '  ');
    },
  };
}

const words = { yes: 'true', no: 'false', nothing: 'null' };
const style = { quote: "'", semicolon: ';' } as const;

/** jsforce takes the id with the fields; in the REST API it stands in the address. */
function recordLines(
  { fields, id, operation }: SaveToWrite,
  library: ScriptLibrary,
): readonly string[] | null {
  const isOwnId = library === 'jsforce' && operation === 'update';
  const entries = isOwnId ? [`Id: '${id ?? ''}'`] : [];
  for (const field of fields ?? []) {
    const literal = jsonLiteral(field, words);
    if (literal === null) return null;
    entries.push(`${field.name}: ${literal}`);
  }
  const lines =
    entries.length === 0
      ? ['const record = {};']
      : ['const record = {', ...entries.map((entry) => `\t${entry},`), '};'];
  return fields === null ? ['// TODO: the record that was refused', ...lines] : lines;
}

function codeLines(
  save: SaveToWrite,
  record: readonly string[],
  library: ScriptLibrary,
  form: ScriptForm,
): string[] {
  const { isTyped } = form;
  const name = `${save.operation}${save.object.replace(/\W|_+c$/g, '')}`;
  const parameters =
    library === 'jsforce'
      ? [isTyped ? 'conn: Connection' : 'conn']
      : ['instanceUrl', 'accessToken'].map((one) => (isTyped ? `${one}: string` : one));
  const helper = library === 'fetch' ? 'duplicateRefusalOf' : 'duplicateRefusal';
  return [
    ...importLines(library, form),
    `async function ${name}(${parameters.join(', ')})${isTyped ? ': Promise<void>' : ''} {`,
    ...indented([...record, ...saveLines(save, library, helper)]),
    '}',
    '',
    ...helperLines(helper, inputs[library], { isPython: false, isTyped, style }),
  ];
}

const inputs: Readonly<Record<ScriptLibrary, HelperInput>> = {
  jsforce: 'jsforce-error',
  axios: 'axios-error',
  fetch: 'response',
};

function importLines(library: ScriptLibrary, { isTyped, isCommonJs }: ScriptForm): string[] {
  if (library === 'axios') {
    return [isCommonJs ? "const axios = require('axios');" : "import axios from 'axios';", ''];
  }
  return library === 'jsforce' && isTyped ? ["import type { Connection } from 'jsforce';", ''] : [];
}

function saveLines(save: SaveToWrite, library: ScriptLibrary, helper: string): string[] {
  const { object, operation, note } = save;
  const isInsert = operation === 'insert';
  const handling = [
    `// TODO: handle the duplicate (${note})`,
    "const ids = refusal.records.map(({ id }) => id).join(', ');",
    `console.warn(\`Duplicate rule \${refusal.rule} matches \${ids}\`);`,
  ];
  const caught = (call: string) => [
    'try {',
    `\t${call}`,
    '} catch (error) {',
    ...indented([`const refusal = ${helper}(error);`, 'if (!refusal) throw error;', ...handling]),
    '}',
  ];
  const authorization = `Authorization: \`Bearer \${accessToken}\``;
  switch (library) {
    case 'jsforce':
      return caught(`await conn.sobject('${object}').${isInsert ? 'create' : 'update'}(record);`);
    case 'axios':
      return [
        ...addressLines(save),
        `const headers = { ${authorization} };`,
        ...caught(`await axios.${isInsert ? 'post' : 'patch'}(url, record, { headers });`),
      ];
    case 'fetch':
      return [
        ...addressLines(save),
        'const response = await fetch(url, {',
        `\tmethod: '${isInsert ? 'POST' : 'PATCH'}',`,
        `\theaders: { ${authorization}, 'Content-Type': 'application/json' },`,
        '\tbody: JSON.stringify(record),',
        '});',
        'if (response.ok) return;',
        `const refusal = await ${helper}(response);`,
        `if (!refusal) throw new Error(\`Salesforce answered \${response.status}: \${await response.text()}\`);`,
        ...handling,
      ];
  }
}

function addressLines({ object, operation, id }: SaveToWrite): string[] {
  const path = `\${instanceUrl}/services/data/v${apiVersion}/sobjects/${object}`;
  if (operation === 'insert') return [`const url = \`${path}\`;`];
  if (id !== null) return [`const url = \`${path}/${id}\`;`];
  return ["const id = ''; // TODO: of the record", `const url = \`${path}/\${id}\`;`];
}
