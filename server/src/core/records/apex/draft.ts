import { standardRelationship } from '../../metadata/standardRelationships.ts';
import type { ApexCodebase } from '../../saves/apex/codebase/codebase.ts';
import type { Expression, Node } from '../../saves/apex/syntax.ts';
import type { Span } from '../../text.ts';
import type { FieldScalar, OpenField, RecordDraft, SampleField } from '../model.ts';
import type { FieldWrite, RecordTrace } from './trace.ts';
import { knownValue } from './values.ts';

const longestExpression = 80;

interface Given {
  readonly name: string;
  readonly value: FieldScalar | undefined;
  readonly expression: string;
}

/** The record as it is when the save comes to it that the span means, and what was left out. */
export function draftOf(
  trace: RecordTrace,
  span: Span,
  origin: string,
  codebase: ApexCodebase,
): { readonly draft: RecordDraft; readonly problems: readonly string[] } {
  const { bound, literal, object } = trace;
  const save = saveMeant(trace, span);
  const limit = save?.node.start ?? Number.POSITIVE_INFINITY;
  const given = new Map<string, Given>();
  const problems: string[] = [];

  const give = (name: string, value: Expression | null, condition: string | null, at: Node): void => {
    if (isRelationship(object, name, value)) {
      problems.push(`${name} is left out: a record within a record cannot be tested with it.`);
      return;
    }
    const known = value && condition === null ? knownValue(value, bound, codebase) : undefined;
    const text = shorten(bound.text(value ?? at));
    const before = given.get(name.toLowerCase());
    const otherwise = before ? `, else ${before.expression}` : '';
    const expression = condition === null ? text : shorten(`${text} (when ${condition})${otherwise}`, 2);
    given.set(name.toLowerCase(), { name, value: known, expression });
  };

  for (const { name, value } of trace.initial) give(name.name, value, null, value);
  let end = literal.end;
  for (const write of trace.writes) {
    if (write.at.start >= limit) continue;
    if (write.name === null) {
      problems.push(
        `A field is left out whose name the code does not tell: ${shorten(bound.text(write.at))}`,
      );
      continue;
    }
    give(write.name, write.value, conditionOf(write, trace, save?.node ?? null), write.at);
    end = Math.max(end, write.at.end);
  }
  for (const call of trace.handedTo) {
    if (call.start < limit) {
      problems.push(`More fields may be set by ${shorten(bound.text(call))}, which was not followed.`);
    }
  }

  const id = given.get('id');
  given.delete('id');
  const { offset } = bound.body.anchor;
  const fields: SampleField[] = [];
  const open: OpenField[] = [];
  const knownId = typeof id?.value === 'string' ? id.value : null;
  if (id && knownId === null && id.value !== null) open.push({ name: 'Id', expression: id.expression });
  for (const { name, value, expression } of given.values()) {
    if (value === undefined) open.push({ name, expression });
    else fields.push({ name, value });
  }
  const draft: RecordDraft = {
    object,
    id: knownId,
    fields,
    open,
    span: { start: literal.start + offset, end: end + offset },
    origin: `new ${object}(…) in ${origin}`,
    updates: id && id.value !== null ? true : save ? operationUpdates(save.operation) : null,
  };
  return { draft, problems };
}

function operationUpdates(operation: 'insert' | 'update' | null): boolean | null {
  return operation === null ? null : operation === 'update';
}

/** The save that the span touches, else the next one behind it, else the record's first. */
function saveMeant({ saves, bound }: RecordTrace, span: Span): RecordTrace['saves'][number] | null {
  const start = span.start - bound.body.anchor.offset;
  const end = span.end - bound.body.anchor.offset;
  return (
    saves.find(({ node }) => node.start <= end && start <= node.end) ??
    saves.find(({ node }) => node.start >= start) ??
    saves[0] ??
    null
  );
}

/** Under which condition the field is written on the way to the save; null if always. */
function conditionOf(write: FieldWrite, { bound }: RecordTrace, save: Node | null): string | null {
  if (write.onlyOne) return `it is ${bound.text(write.onlyOne)}`;
  const condition = bound.guard(write.at, write.origin);
  return condition !== null && save && bound.dominates(write.at, save) ? null : condition;
}

/** `Account = account`, `Parent__r = new Parent__c(…)`: another record, of which a lookup takes the id. */
function isRelationship(object: string, name: string, value: Expression | null): boolean {
  if (/__r$/i.test(name) || standardRelationship(object, name) !== null) return true;
  return value?.kind === 'new' && !/__c$/i.test(name);
}

function shorten(text: string, times = 1): string {
  const longest = longestExpression * times;
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}
