import type { Expression, RecordExpression } from '../../saves/code/tree.ts';
import type { TextEdit } from '../../text.ts';
import { withSegment } from './address.ts';
import { takesLinesBefore } from './exceptions.ts';
import { before, spanOf } from './lines.ts';
import { beside } from './names.ts';
import { keyOf, removeEntry } from './records.ts';
import { type RequestCode, requestOf, verbOf } from './requestCode.ts';
import { isRepeatable, type SaveCode } from './saveCode.ts';
import type { CodeScene } from './scene.ts';
import { quoted } from './textStyle.ts';

/** From this version on an upsert answers as a create does. */
const answersSince = 46;

/** Turns a request that creates a record into the upsert by an external id: the field moves into the address. */
export function upsertRequestEdits(save: SaveCode, field: string): TextEdit[] | null {
  const { scene, call, origin, judged, isWrapped } = save;
  const { apiVersion } = judged.site;
  const request = requestOf(call, origin.returns, scene);
  if (isWrapped || !request?.record || apiVersion === null || apiVersion < answersSince) return null;
  const { record } = request;
  const moved = record.kind === 'record' ? ofLiteral(record, field, scene) : ofName(record, field, save);
  const address = moved && withSegment(request.url, scene);
  if (!moved || !address) return null;
  const hole = 'externalIdHere';
  const isPython = scene.isPython;
  const url = address(hole).replace(
    isPython ? `{${hole}}` : `\${${hole}}`,
    isPython ? `${field}/{${moved.value}}` : `${field}/\${encodeURIComponent(${moved.value})}`,
  );
  if (url.includes(hole)) return null;
  return [verbEdit(request, scene), { span: scene.span(request.url), newText: url }, ...moved.edits];
}

function verbEdit(request: RequestCode, scene: CodeScene): TextEdit {
  return { span: request.verb, newText: verbOf(request, scene) };
}

interface Moved {
  /** The code of the external id's value, as it stands in the address. */
  readonly value: string;
  readonly edits: readonly TextEdit[];
}

/** `{ LastName: name, Ext__c: row.id }`: the entry is taken out. */
function ofLiteral(record: RecordExpression, field: string, scene: CodeScene): Moved | null {
  const at = record.entries.findIndex(({ key }) => keyOf(key) === field);
  const value = record.entries[at]?.value;
  const isLast = record.entries.every(({ key }, index) => key !== null || index < at);
  const code = value && codeIn(value, scene);
  if (!code || !isLast || record.loops || record.entries.length < 2) return null;
  return { value: code, edits: [removeEntry(record, at, scene)] };
}

/** `lead`: what is sent is the rest of it. */
function ofName(record: Expression, field: string, { scene, call }: SaveCode): Moved | null {
  if (!isRepeatable(record)) return null;
  const code = scene.code(record);
  const span = scene.span(record);
  if (scene.isPython) {
    const key = scene.style.quote === '"' ? `'${field}'` : `"${field}"`;
    const rest = `{key: value for key, value in ${code}.items() if key != ${quoted(field, scene.style)}}`;
    return { value: `${code}[${key}]`, edits: [{ span, newText: rest }] };
  }
  const statement = scene.statementAround(call);
  const start = (statement && spanOf(statement, scene)?.start) ?? null;
  if (!statement || start === null || !takesLinesBefore(statement, scene)) return null;
  const rest = scene.fresh(beside(call, scene), 'fields', 'otherFields');
  const id = scene.fresh(beside(call, scene), 'externalId', 'externalIdOf');
  const line = `const { ${field}: ${id}, ...${rest} } = ${code}${scene.style.semicolon}`;
  return { value: id, edits: [before(start, [line], scene), { span, newText: rest }] };
}

/** An expression that may stand in a text: in Python without the quotes around it. */
function codeIn(value: Expression, scene: CodeScene): string | null {
  const code = scene.code(value);
  const isPlain = isRepeatable(value) || (value.kind === 'index' && isRepeatable(value.object));
  if (!isPlain || /[\r\n`\\]/.test(code)) return null;
  if (!scene.isPython) return code;
  const { quote } = scene.style;
  const other = quote === '"' ? "'" : '"';
  return code.includes(quote) && code.includes(other) ? null : code.replaceAll(quote, other);
}
