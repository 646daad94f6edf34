import type { ErrorSink, FoundRefusal } from './collector.ts';
import { readErrorText } from './errorText.ts';
import { errorsIn, isTelling, type Shape, shapeOf } from './errorValues.ts';
import { type PrintedValue, printedValues } from './printedValues.ts';
import { objectOfId } from './recordIds.ts';

/** How deep a value may stand in strings of others: JSON in a log line in JSON. */
const nestingLimit = 4;

export interface PiecesReading {
  /** Of the first value that tells of errors. */
  readonly shape: Shape;
  readonly style: PrintedValue['style'] | null;
}

/**
 * Reads a text of which no form is known: the values printed in it, and what is said outside of them. A refusal
 * that the text around a value says again is the same one.
 */
export function readPieces(text: string, collector: ErrorSink, level = 0): PiecesReading {
  const { values, complete } = printedValues(text, (value) => errorsIn(value).length > 0);
  if (!complete) {
    collector.problem(
      'The text is too long and too tangled: not all of it was looked at. Give the part with the error.',
    );
  }
  const messages = new Set<string>();
  const outside: string[] = [];
  let nested: PiecesReading | null = null;
  let at = 0;
  for (const value of values) {
    outside.push(text.slice(at, value.start));
    at = value.end;
    const added = addValue(value.value, collector, contextOf(text, value.start), level);
    for (const message of added.messages) messages.add(message);
    nested ??= added.nested;
    if (!value.closed) collector.problem('The text breaks off: only what stands before the end was read.');
    if (value.elided) {
      collector.problem(
        'Parts of the error were left out when it was printed ([Object]): print it with JSON.stringify to see the matched records.',
      );
    }
  }
  outside.push(text.slice(at));
  addText(outside.join('\n'), collector, messages);
  const first = values[0];
  const shape = first === undefined ? null : shapeOf(first.value);
  const style = first?.style ?? null;
  if (shape === null && nested !== null) return nested;
  // A shape of its own around an error of Salesforce's.
  return { shape: shape ?? (values.length > 0 ? 'errors' : null), style };
}

/** Adds the errors in a value; gives the messages of its refusals, and how a text in it reads. */
export function addValue(
  value: unknown,
  collector: ErrorSink,
  context: Partial<FoundRefusal> = {},
  level = 0,
): { readonly messages: ReadonlySet<string>; readonly nested: PiecesReading | null } {
  const messages = new Set<string>();
  let nested: PiecesReading | null = null;
  for (const error of errorsIn(value)) {
    if (error.kind === 'other') collector.other(error.code, error.message);
    else if (error.kind === 'refusal') {
      messages.add(error.message);
      const named = error.answer?.results.find((result) => result.duplicateRuleEntityType !== '');
      collector.refusal({
        ...context,
        message: error.message,
        answer: error.answer,
        object: named?.duplicateRuleEntityType ?? context.object ?? null,
      });
    } else if (level < nestingLimit && isTelling(error.text)) {
      const inner = readPieces(error.text, collector, level + 1);
      nested ??= inner;
    }
  }
  return { messages, nested };
}

/** Adds what a text says outside of values, unless its message is known from one. */
export function addText(text: string, collector: ErrorSink, known: ReadonlySet<string> = new Set()): void {
  const { refusals, others, leftOut } = readErrorText(text);
  for (const refusal of refusals) {
    const isSaid =
      known.size > 0 && refusal.nested === '' && (refusal.message === '' || known.has(refusal.message));
    if (!isSaid) collector.refusal(refusal);
  }
  for (const { code, message } of others) collector.other(code, message);
  if (leftOut > 0)
    collector.problem(`${leftOut} more mentions of DUPLICATES_DETECTED in the text were not read.`);
}

const resource = /\/sobjects\/(\w{1,100})(?:\/(\w{1,100}))?(\/)?/g;

/** The request that a client names before the answer: `Malformed request https://…/sobjects/Lead/`. */
function contextOf(text: string, start: number): Partial<FoundRefusal> {
  const line = text.slice(Math.max(0, start - 500), start);
  const last = [...line.slice(line.lastIndexOf('\n') + 1).matchAll(resource)].at(-1);
  if (last === undefined) return {};
  const [, object, part, more] = last;
  const operation = part === undefined ? 'insert' : more !== undefined ? 'upsert' : 'update';
  return { object: part === undefined ? object! : (objectOfId(part) ?? object!), operation };
}
