import { standardRelationship } from '../../metadata/standardRelationships.ts';
import type { RecordInCode, SavedField } from '../../saves/code/savedRecords.ts';
import type { Expression, Syntax } from '../../saves/code/tree.ts';
import { locate, type Span } from '../../text.ts';
import type { FieldScalar, OpenField, RecordDraft, SampleField } from '../model.ts';
import { expressionOf, shorten, sourceOf } from './expressions.ts';
import { isFieldName, type SavedLiteral } from './literals.ts';

interface CodeText {
  readonly uri: string;
  readonly text: string;
}

interface Given {
  readonly name: string;
  readonly value: FieldScalar | undefined;
  readonly expression: string;
}

/** The record as it is when the save comes to it that the span means, and what was left out. */
export function draftOf(
  saved: SavedLiteral,
  span: Span,
  object: string,
  file: CodeText,
): { readonly draft: RecordDraft; readonly problems: readonly string[] } {
  const record = saveMeant(saved, span);
  const { literal } = record;
  const given = new Map<string, Given>();
  const problems: string[] = [];
  for (const field of record.fields) {
    const { name, value, when, place } = field;
    const key = name.toLowerCase();
    if (key === 'attributes' || (name === 'type' && value === saved.object)) continue;
    if (!isFieldName(name) || isRelationship(object, field)) {
      problems.push(
        isFieldName(name)
          ? `${name} is left out: a record within a record cannot be tested with it.`
          : `“${shorten(name)}” is left out: it is no name of a field.`,
      );
      continue;
    }
    const source = expressionOf(name, place, literal, file);
    const before = given.get(key);
    const otherwise = before ? `, else ${before.expression}` : '';
    const expression = when === null ? source : shorten(`${source} (when ${when})${otherwise}`, 2);
    given.set(key, { name, value: when === null ? value : undefined, expression });
  }
  if (record.isOpen) problems.push(whatElse(record, file));

  const id = given.get('id') ?? idOfCall(record, file);
  given.delete('id');
  const fields: SampleField[] = [];
  const open: OpenField[] = [];
  const knownId = typeof id?.value === 'string' ? id.value : null;
  const hasId = id !== undefined && id.value !== null;
  if (hasId && knownId === null) open.push({ name: 'Id', expression: id.expression });
  for (const { name, value, expression } of given.values()) {
    if (value === undefined) open.push({ name, expression });
    else fields.push({ name, value });
  }
  const draft: RecordDraft = {
    object,
    id: knownId,
    fields,
    open,
    span: { start: saved.start, end: endOf(record, saved) },
    origin: `${object} in ${record.enclosing || 'the file'}`,
    updates: hasId || record.operation === 'update' ? true : record.operation === 'insert' ? false : null,
  };
  return { draft, problems };
}

function idOfCall({ idAt }: RecordInCode, file: CodeText): Given | undefined {
  if (idAt === null) return undefined;
  const text = idAt.kind === 'text' && idAt.parts.length === 1 ? idAt.parts[0] : undefined;
  const isId = typeof text === 'string' && /^[a-z0-9]{15}(?:[a-z0-9]{3})?$/i.test(text);
  return { name: 'Id', value: isId ? text : undefined, expression: sourceOf(idAt, file.text, file.uri) };
}

/** The save that the span touches, else the next one behind it, else the record's first. */
function saveMeant({ saves }: SavedLiteral, span: Span): RecordInCode {
  const places = saves.map((record) => ({ record, at: locate(record.save) }));
  const touched = places.find(({ at }) => at.start <= span.end && span.start <= at.end);
  return (touched ?? places.find(({ at }) => at.start >= span.start) ?? places[0]!).record;
}

/** `Account: {…}`, `Parent__r: {…}`: another record, of which a lookup takes the id. */
function isRelationship(object: string, { name, isRecord }: SavedField): boolean {
  return isRecord || /__r$/i.test(name) || standardRelationship(object, name) !== null;
}

/** The end of the last statement that sets a field of the literal, behind it. */
function endOf({ literal, fields }: RecordInCode, { end }: SavedLiteral): number {
  const setters = fields.filter(
    ({ place }) =>
      place.anchor === literal.anchor &&
      place.start >= literal.end &&
      ['assign', 'call'].includes((place as Partial<Syntax>).kind ?? ''),
  );
  return setters.reduce((last, { place }) => Math.max(last, locate(place).end), end);
}

function whatElse({ literal }: RecordInCode, { uri, text }: CodeText): string {
  const syntax = literal as Expression;
  const spreads = syntax.kind === 'record' ? syntax.entries.filter(({ key }) => key === null) : [];
  const from = spreads.map(({ value }) => sourceOf(value, text, uri)).filter((source) => source !== '');
  return from.length > 0
    ? `More fields may come from ${from.join(', ')}, which the code does not tell.`
    : 'More fields may be set by code that was not followed.';
}
