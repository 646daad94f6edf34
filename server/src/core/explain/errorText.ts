import { duplicateValue } from './duplicateValue.ts';
import type { Refusal } from './model.ts';
import { objectOfId } from './recordIds.ts';
import { placesBehind } from './stackTrace.ts';

/** What an exception's text tells of a refusal. */
export type TextRefusal = Pick<Refusal, 'message' | 'object' | 'operation' | 'nested' | 'places'>;

export interface TextErrors {
  readonly refusals: readonly TextRefusal[];
  readonly others: readonly { readonly code: string; readonly message: string }[];
  /** Refusals that were counted only. */
  readonly leftOut: number;
}

export const refusalCode = 'DUPLICATES_DETECTED';

/** A text that repeats the code more often is a log of the same failure. */
const mostRefusals = 2000;

/** How far from the code its message may end and the exception around it begin. */
const messageLimit = 4000;
const contextLimit = 6000;

/** Refusals in running text: exceptions of Apex, fault texts of flows, rows of bulk jobs, anything with the code. */
export function readErrorText(text: string): TextErrors {
  const refusals: TextRefusal[] = [];
  const others: { code: string; message: string }[] = [];
  let from = 0;
  let leftOut = 0;
  for (let at = text.indexOf(refusalCode); at >= 0; at = text.indexOf(refusalCode, from)) {
    if (refusals.length === mostRefusals) {
      leftOut++;
      from = at + refusalCode.length;
      continue;
    }
    const { message, end } = messageAt(text, at);
    const before = text.slice(Math.max(from, at - contextLimit), at);
    refusals.push({ message, ...contextOf(before), ...placesBehind(text, end) });
    from = Math.max(end, at + refusalCode.length);
  }
  for (const [, code, rest] of text.matchAll(otherError)) {
    if (code === refusalCode || wrappers.has(code!)) continue;
    others.push({ code: code!, message: endOfMessage(rest!).message });
  }
  return { refusals, others, leftOut };
}

/** Codes around the error of inner DML: the inner one says what happened. */
export const wrappers: ReadonlySet<string> = new Set([
  'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY',
  'CANNOT_EXECUTE_FLOW_TRIGGER',
]);

const otherError = new RegExp(
  `(?:first error: |[Rr]ecords: |^|[\\s"'>])(${duplicateValue}|(?<=first error: )[A-Z][A-Z_]{4,60})[,:] ?([^\\n]{0,1000})`,
  'g',
);

/** `DUPLICATES_DETECTED, CRM ErrorMessage: …, RecordId: …`: tools put labels before both. */
const labelled = /^(?:[\w.]{1,20} )?(?:error ?)?message["']?\s?[:=]\s?/i;

function messageAt(text: string, at: number): { message: string; end: number } {
  const behind = at + refusalCode.length;
  const separator = /^["')]?\s?(,|:| -) ?/.exec(text.slice(behind, behind + 8));
  if (separator === null) return { message: messageBefore(text, at), end: behind };
  const label = labelled.exec(text.slice(behind + separator[0].length, behind + separator[0].length + 60));
  const start = behind + separator[0].length + (label?.[0].length ?? 0);
  if (label !== null) {
    const rest = text.slice(start, endOfLine(text, start)).slice(0, messageLimit);
    const length = Math.max(rest.search(/, [A-Z]\w{1,30}: /), 0) || rest.length;
    return { message: unquoted(rest.slice(0, length)), end: start + length };
  }
  const { message, length } = endOfMessage(text.slice(start, start + messageLimit), separator[1] === ',');
  if (message === '') return { message: messageBefore(text, at), end: behind };
  return { message, end: start + length };
}

/** Where a message ends: `: [fields]` (Apex), `:--` (bulk), `. You can look up …` (Flow), else the line. */
function endOfMessage(text: string, isApex = true): { message: string; length: number } {
  const line = endOfLine(text, 0);
  const bulk = /:(?:[\w ,.]{0,500} )?--/.exec(text.slice(0, line));
  const fields = isApex ? fieldsAt(text) : -1;
  const flow = text.slice(0, line).indexOf('. You can look up ExceptionCode');
  const ends = [line, bulk?.index ?? -1, fields, flow].filter((end) => end >= 0);
  // An alert text may have several lines; the fields behind it tell where it really ends.
  const end = fields >= 0 && bulk === null && flow < 0 ? fields : Math.min(...ends);
  return { message: unquoted(text.slice(0, end)), length: end };
}

/** Where the fields of an Apex error begin, `: []` or `: [Email, Phone]`. */
function fieldsAt(text: string): number {
  for (let at = text.indexOf(': ['); at >= 0; at = text.indexOf(': [', at + 1)) {
    const close = text.indexOf(']', at);
    if (close < 0) return -1;
    if (close - at > 500 || !/^[\w, .]*$/.test(text.slice(at + 3, close))) continue;
    // `Required fields are missing: [LastName]: [LastName]`: the message itself ends in brackets.
    if (close > at + 3 && text.startsWith(': [', close + 1)) continue;
    if (isBehindFields(text.slice(close + 1, close + 20))) return at;
  }
  return -1;
}

/** Brackets within an alert text are followed by more of it. */
function isBehindFields(text: string): boolean {
  return /^(?:$|[\r\n:"'),.;}|]| \(| ?:| (?:Class|Trigger)\.|\\)/.test(text);
}

/** MuleSoft puts the text first: `Use one of these records? DUPLICATES_DETECTED`. */
function messageBefore(text: string, at: number): string {
  const start = Math.max(text.lastIndexOf('\n', at - 1) + 1, at - 1000);
  const before = text.slice(start, at);
  const named = /message\s?[=:]\s?["']?([^"'\n]{1,500})["']?[\s,;|]*(?:status|error)?[cC]ode\W{0,4}$/.exec(
    before,
  );
  if (named !== null) return unquoted(named[1]!);
  // Java's connector prints fields on lines of their own: `message='…'`, then `statusCode='…'`.
  const java = /message='([^']{1,500})'\s{1,20}statusCode='$/.exec(text.slice(Math.max(0, at - 600), at));
  if (java !== null) return unquoted(java[1]!);
  // A key before the code, or nothing but a name of something: no message.
  if (/(?:code|errorCode|statusCode)\W{0,5}$/i.test(before)) return '';
  const last = before.replace(/[\s"'([{:=,-]{1,20}$/, '');
  const piece = last.slice(
    Math.max(last.lastIndexOf(': '), last.lastIndexOf('"'), last.lastIndexOf('|')) + 1,
  );
  const message = unquoted(piece.replace(/^:?\s/, ''));
  return /[?.!]$/.test(message) ? message : '';
}

function unquoted(text: string): string {
  const bare = text
    .replace(/\\[nr]/g, ' ')
    .trim()
    .replace(/^["']|["',]{1,3}$/g, '')
    .trim();
  // A bracket that closes what began before the code.
  return bare.endsWith(')') && !bare.includes('(') ? bare.slice(0, -1).trim() : bare;
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}

const operations: Readonly<Record<string, Refusal['operation']>> = {
  insert: 'insert',
  update: 'update',
  upsert: 'upsert',
  convertlead: 'convertLead',
  create: 'insert',
};

const failed =
  /\b(Insert|Update|Upsert|ConvertLead) failed\.(?: First exception on row \d{1,9}(?: with id (\w{15,18}))?;)?/gi;
const flowFailed = /when the flow tried to (create|update) records/gi;
const trigger =
  /([\w.]{1,120}): execution of ((?:Before|After)(?:Insert|Update|Delete|Undelete))\s{1,20}caused by:/g;

/** What stands before the code: the failed operations and triggers from the outermost to the innermost. */
function contextOf(before: string): Pick<Refusal, 'object' | 'operation' | 'nested'> {
  const text = before.slice(beginningOfException(before));
  const statements = [...text.matchAll(failed)];
  const flows = [...text.matchAll(flowFailed)];
  const triggers = [...text.matchAll(trigger)];
  const last = statements.at(-1);
  const flow = flows.at(-1);
  const inFlow = flow !== undefined && flow.index > (last?.index ?? -1);
  const word = inFlow ? flow[1] : last?.[1];
  const operation = word === undefined ? null : (operations[word.toLowerCase()] ?? null);
  const object = !inFlow && last?.[2] !== undefined ? objectOfId(last[2]) : null;

  const inside = triggers.reverse().map(([, name, event]) => `in the trigger ${name} (${event})`);
  const outer =
    triggers.length > 0 ? statements.find(({ index }) => index < triggers.at(-1)!.index) : undefined;
  const isFlowInSave = inFlow && (statements.length > 0 || text.includes('CANNOT_EXECUTE_FLOW_TRIGGER'));
  if (isFlowInSave) inside.unshift('in a flow');
  const around = outer ?? (isFlowInSave ? statements[0] : undefined);
  const whose = around?.[2] === undefined ? null : objectOfId(around[2]);
  if (inside.length > 0 && around !== undefined) {
    const noun = { insert: 'the insert', update: 'the update', upsert: 'the upsert' }[
      around[1]!.toLowerCase()
    ];
    inside.push(`inside ${noun ?? 'the conversion'}${whose === null ? '' : ` of ${whose}`}`);
  }
  return { object, operation, nested: inside.join(', ') };
}

/** The last exception begins behind whatever ended before it. */
function beginningOfException(before: string): number {
  const starts = ['|EXCEPTION_THROWN|', '|FATAL_ERROR|', '\n\n\n'].map((mark) => before.lastIndexOf(mark));
  return Math.max(0, ...starts);
}
