import { isStandardAlertText } from './alertTexts.ts';
import { Collector } from './collector.ts';
import { isDebugLog, readDebugLog } from './debugLog.ts';
import { duplicateValue, isDuplicateValueMessage } from './duplicateValue.ts';
import { failedRowColumns, readFailedRows } from './failedRows.ts';
import type { ErrorForm, ErrorReading } from './model.ts';
import { type PiecesReading, readPieces } from './pieces.ts';
import { holdsSoap, readSoap } from './soapErrors.ts';

/**
 * Reads an error text as people copy it: from an API's answer, a client's exception, Apex, a flow, a debug log, a
 * file of failed rows. Never throws; the work is linear in the length of the text. Record values go into `rows`
 * and `answer` only, never into problems.
 */
export function readError(text: string, languageId: string | null): ErrorReading {
  const collector = new Collector();
  const form = read(text, languageId, collector);
  const found = collector.reading(form);
  const reading = sourceLanguages.has(languageId ?? '') ? withoutMentions(found) : found;
  const isEmpty = reading.refusals.length === 0 && reading.others.length === 0;
  if (!isEmpty) return reading;
  const { problems } = reading;
  return { ...reading, problems: [...(collector.sawPassedMatch ? [] : [nothingFound(text)]), ...problems] };
}

const sourceLanguages: ReadonlySet<string> = new Set(
  'apex apex-anon javascript javascriptreact typescript typescriptreact python java csharp ruby php go'.split(
    ' ',
  ),
);

/** Source code that handles a refusal names its code, and is none. */
function withoutMentions(reading: ErrorReading): ErrorReading {
  const refusals = reading.refusals.filter(
    ({ message, answer, rules }) => message !== '' || answer !== null || rules.length > 0,
  );
  return { ...reading, refusals };
}

function read(text: string, languageId: string | null, collector: Collector): ErrorForm {
  const columns = languageId === 'json' || languageId === 'xml' ? null : failedRowColumns(text);
  if (columns !== null) {
    readFailedRows(text, columns, collector);
    if (collector.isEmpty) collector.problem('The file has no row with an error.');
    return columns.form;
  }
  if (isDebugLog(text)) {
    readDebugLog(text, collector);
    return 'debug-log';
  }
  if (holdsSoap(text)) {
    readSoap(text, collector);
    if (!collector.isEmpty) return 'soap';
  }
  const pieces = readPieces(text, collector);
  if (collector.isEmpty) readBareMessage(text, collector);
  return formOf(text, pieces);
}

/** Someone copied only the message. */
function readBareMessage(text: string, collector: Collector): void {
  const message = text.trim();
  if (message.length > 2000) return;
  if (isDuplicateValueMessage(message)) collector.other(duplicateValue, message);
  else if (isStandardAlertText(message)) collector.refusal({ message });
}

const clientMarks: readonly (readonly [RegExp, ErrorForm])[] = [
  [
    /SalesforceMalformedRequest|SalesforceGeneralError|simple_salesforce|Response content: \[?\{'/,
    'simple-salesforce',
  ],
  [/jsforce|HttpApi\.|\bat .{0,200}node:internal|\[?DUPLICATES_DETECTED: .{0,500}\n\s{0,8}at /, 'jsforce'],
];

const textMarks: readonly (readonly [RegExp, ErrorForm])[] = [
  [/\[(?:Duplicate)?Error {1,2}(?:fields|message|statusCode)=/, 'soap'],
  [
    /System\.DmlException|first error: [A-Z_]{4,60},|execution of (?:Before|After)|ConvertLead failed/i,
    'apex',
  ],
  [/when the flow tried to|FlowException|FLOW_ELEMENT|Flow API Name/, 'flow'],
];

/** Which form a text has that may hold values: the client's marks first, then the shape of the values. */
function formOf(text: string, { shape, style }: PiecesReading): ErrorForm {
  const sample = text.length > 200_000 ? text.slice(0, 200_000) : text;
  const client = clientMarks.find(([mark]) => mark.test(sample))?.[1];
  if (client !== undefined) return client;
  if (shape === null) return textMarks.find(([mark]) => mark.test(sample))?.[1] ?? 'text';
  // Python prints quotes around keys, Node none.
  if (style === 'single-quoted') return 'simple-salesforce';
  if (style === 'bare' && /errorCode: '|duplicateResut: \{/.test(sample)) return 'jsforce';
  switch (shape) {
    case 'collections':
      return 'rest-collections';
    case 'composite':
      return 'rest-composite';
    case 'tree':
      return 'rest-tree';
    case 'batch':
      return 'rest-batch';
    case 'ui-api':
      return 'ui-api';
    case 'errors':
      return 'rest';
  }
}

function nothingFound(text: string): string {
  if (text.trim() === '') return 'There is no text: the whole error is needed.';
  return 'Nothing of a duplicate rule was found here: no DUPLICATES_DETECTED, no payload, no failed rows. Give the answer of the API, the exception with its message, the debug log, or the file of failed rows with its header line.';
}
