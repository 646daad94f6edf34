import type { Schema } from '../../metadata/objects.ts';
import { eachChild, type Node } from '../../saves/code/refusal/children.ts';
import type { SyntaxParser } from '../../saves/code/syntaxParser.ts';
import type { Expression, RecordExpression, Statement } from '../../saves/code/tree.ts';
import { TextUnits } from '../../saves/code/units.ts';
import { locate, type Span } from '../../text.ts';
import { mostDrafts, tooMany } from '../limits.ts';
import type { FieldScalar, OpenField, RecordDraft, RecordReading, SampleField } from '../model.ts';
import { isTestableObject, objectSpelling } from '../objects.ts';
import { sourceOf } from './expressions.ts';
import type { CodeName } from './language.ts';
import { isFieldName } from './literals.ts';

/**
 * The object literals and dicts in a selection, read by themselves: what they are for is not looked at. Null where
 * there is none.
 */
export function selectedRecords(
  { uri, language }: CodeName,
  text: string,
  span: Span,
  schema: Schema | null,
  parser: SyntaxParser,
): RecordReading | null {
  const selected = text.slice(span.start, span.end);
  // In parentheses a literal is none of a block of statements.
  for (const [before, after] of [
    ['(', '\n)'],
    ['', '\n'],
  ] as const) {
    const code = before + selected + after;
    const tree = parser.parse(code, null);
    try {
      if (tree.rootNode.hasError && before !== '') continue;
      const found = literalsIn(language.lower(tree.rootNode, new TextUnits(uri, code, null)));
      const drafts = found
        .slice(0, mostDrafts)
        .map((literal) => draftOf(literal, code, uri, span.start - before.length, schema));
      const problems = found.length > mostDrafts ? [tooMany(found.length)] : [];
      if (drafts.length > 0) return { drafts, problems };
    } finally {
      tree.delete();
    }
  }
  return null;
}

/** The outermost ones that give a field a value; `{ apiName, fields }` is one by its fields. */
function literalsIn(statements: readonly Statement[]): readonly Literal[] {
  const found: Literal[] = [];
  const waiting: Node[] = [...statements].reverse();
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    const literal = node.kind === 'record' ? asLiteral(node) : null;
    if (literal) {
      found.push(literal);
      continue;
    }
    const children: Node[] = [];
    eachChild(node, (child) => children.push(child));
    waiting.push(...children.reverse());
  }
  return found;
}

interface Literal {
  readonly record: RecordExpression;
  /** '' where it does not name one. */
  readonly object: string;
}

function asLiteral(record: RecordExpression): Literal | null {
  const fields = entry(record, 'fields');
  const apiName = textOf(entry(record, 'apiName'));
  if (fields?.kind === 'record') return { record: fields, object: apiName ?? '' };
  const attributes = entry(record, 'attributes');
  const object = attributes?.kind === 'record' ? textOf(entry(attributes, 'type')) : null;
  const isRecord = record.entries.some(({ key, value }) => isField(textOf(key)) && !isContainer(value));
  return isRecord ? { record, object: object ?? '' } : null;
}

function isField(name: string | null): boolean {
  // Fields are written with a capital letter; options, arguments and styles hardly ever are.
  return name !== null && isFieldName(name) && /^[A-Z]|__c$/.test(name);
}

function draftOf(
  { record, object }: Literal,
  code: string,
  uri: string,
  offset: number,
  schema: Schema | null,
): RecordDraft {
  const fields: SampleField[] = [];
  const open: OpenField[] = [];
  let id: string | null = null;
  for (const { key, value } of record.entries) {
    const name = textOf(key);
    if (name === null || !isFieldName(name) || isContainer(value)) continue;
    const known = scalarOf(value);
    if (/^id$/i.test(name) && typeof known === 'string') id = known;
    else if (known === undefined) open.push({ name, expression: sourceOf(value, code, uri) });
    else fields.push({ name, value: known });
  }
  const { start, end } = locate(record);
  const isKnown = object !== '' && isTestableObject(object, schema);
  return {
    object: isKnown ? objectSpelling(object, schema) : '',
    id,
    fields,
    open,
    span: { start: start + offset, end: end + offset },
    origin: 'the selected literal',
    updates: id === null ? null : true,
  };
}

function entry(record: RecordExpression, name: string): Expression | null {
  return record.entries.find(({ key }) => textOf(key) === name)?.value ?? null;
}

function isContainer({ kind }: Expression): boolean {
  return kind === 'record' || kind === 'list' || kind === 'function';
}

function scalarOf(value: Expression): FieldScalar | undefined {
  switch (value.kind) {
    case 'text':
      return textOf(value) ?? undefined;
    case 'number':
    case 'boolean':
      return value.value;
    case 'null':
      return null;
    case 'unary':
      return value.operator === '-' && value.operand.kind === 'number' ? -value.operand.value : undefined;
    default:
      return undefined;
  }
}

function textOf(expression: Expression | null): string | null {
  if (expression?.kind !== 'text') return null;
  return expression.parts.every((part) => typeof part === 'string') ? expression.parts.join('') : null;
}
