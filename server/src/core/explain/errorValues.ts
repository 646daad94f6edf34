import type { DuplicateAnswer, DuplicateResult } from '../duplicateResults/model.ts';
import { readDuplicateResult } from '../duplicateResults/read.ts';
import {
  flagOf,
  isProperties,
  listOf,
  localName,
  type Properties,
  propertyOf,
  textOf,
} from '../duplicateResults/values.ts';
import { refusalCode, wrappers } from './errorText.ts';

/** What a parsed error value holds. */
export type FoundError =
  | { readonly kind: 'refusal'; readonly message: string; readonly answer: DuplicateAnswer | null }
  | { readonly kind: 'other'; readonly code: string; readonly message: string }
  /** A text in it that tells of a refusal: an exception's message, another value as a string. */
  | { readonly kind: 'text'; readonly text: string };

/** Which shapes of Salesforce's APIs a value has. */
export type Shape = 'collections' | 'composite' | 'tree' | 'batch' | 'ui-api' | 'errors' | null;

const nodeLimit = 200_000;
const depthLimit = 80;
/** jsforce's code for an error that holds several. */
const manyErrors = 'MULTIPLE_API_ERRORS';
const code = /^[A-Z][A-Z0-9_]{2,80}$/;

/** The errors in a value, wherever in it they stand. Never throws. */
export function errorsIn(value: unknown): readonly FoundError[] {
  const found: FoundError[] = [];
  const pending: [unknown, number][] = [[value, 0]];
  // Depth first, in the order of the text.
  for (let seen = 0; pending.length > 0 && seen < nodeLimit; seen++) {
    const [node, depth] = pending.pop()!;
    if (typeof node === 'string') {
      if (isTelling(node)) found.push({ kind: 'text', text: node });
      continue;
    }
    if (depth > depthLimit || typeof node !== 'object' || node === null) continue;
    const read = isProperties(node) ? errorOf(node) : null;
    if (read !== null) {
      found.push(...read);
      continue;
    }
    const children = Object.values(node);
    for (let at = children.length - 1; at >= 0; at--) pending.push([children[at], depth + 1]);
  }
  return found;
}

/** Whether a text tells of a refusal or of a payload. */
export function isTelling(text: string): boolean {
  return text.includes(refusalCode) || text.includes('duplicateResu');
}

function refusalBy(result: DuplicateResult | null, message: string): FoundError {
  const answer: DuplicateAnswer | null = result && { success: true, errors: [], results: [result] };
  return { kind: 'refusal', message: message || (result?.errorMessage ?? ''), answer };
}

/** Null for an object that is no error itself. */
function errorOf(node: Properties): readonly FoundError[] | null {
  const codeText = codeOf(node);
  if (codeText === manyErrors) return null;
  // The UI API's errors stand inside one with a code of its own.
  const output = propertyOf(node, 'output');
  if (codeText !== refusalCode && isProperties(output) && listOf(propertyOf(output, 'errors')).length > 0)
    return null;
  const inner = innerError(node);
  if (inner !== null) return errorOf(inner);
  const payload = payloadOf(node);
  const message = textOf(propertyOf(node, 'message', 'errorMessage', 'exceptionMessage', 'faultstring'));
  const isOther = codeText !== '' && codeText !== refusalCode;
  const result = payload === undefined ? null : readDuplicateResult(payload);
  // The code may be cut off; the payload tells as well.
  if (result !== null || (payload !== undefined && !isOther)) {
    return [refusalBy(result, message)];
  }
  if (codeText === refusalCode) {
    return [{ kind: 'refusal', message: withoutCode(message), answer: uiApiAnswer(node) }];
  }
  if (isOther) {
    // The error of inner DML stands in the message of the outer one.
    if (message.includes(refusalCode)) return [{ kind: 'text', text: `${codeText}, ${message}` }];
    return wrappers.has(codeText) && message === '' ? null : [{ kind: 'other', code: codeText, message }];
  }
  // Only the payload was pasted.
  const isPayload =
    flagOf(propertyOf(node, 'allowSave')) !== null && textOf(propertyOf(node, 'duplicateRule')) !== '';
  return isPayload ? [refusalBy(readDuplicateResult(node), '')] : null;
}

/** Clients' errors repeat the code and hold Salesforce's own error (jsforce: `data`). */
function innerError(node: Properties): Properties | null {
  for (const name of ['data', 'content', 'body', 'cause']) {
    const inner = listOf(propertyOf(node, name));
    const [only] = inner;
    if (inner.length === 1 && isProperties(only) && (codeOf(only) !== '' || payloadOf(only) !== undefined))
      return only;
  }
  return null;
}

function payloadOf(node: Properties): unknown {
  return propertyOf(node, 'duplicateResut', 'duplicateResult');
}

function codeOf(node: Properties): string {
  for (const name of ['errorCode', 'statusCode', 'exceptionCode', 'faultcode']) {
    const text = localName(textOf(propertyOf(node, name)));
    if (code.test(text)) return text;
  }
  return '';
}

/** jsforce writes the code before the message. */
function withoutCode(message: string): string {
  return message.startsWith(`${refusalCode}:`) ? message.slice(refusalCode.length + 1).trim() : message;
}

/**
 * UI API: `duplicateRecordError {matchResults[] {apiName, isAllowSave, matchRecordIds[], matchRule}}` (UI API guide,
 * "Record Exception Error", "Match Result": matchRule is the name of the duplicate rule).
 */
function uiApiAnswer(node: Properties): DuplicateAnswer | null {
  const matches = listOf(propertyOf(propertyOf(node, 'duplicateRecordError'), 'matchResults')).filter(
    isProperties,
  );
  if (matches.length === 0) return null;
  const message = textOf(propertyOf(node, 'message'));
  return {
    success: true,
    errors: [],
    results: matches.slice(0, 50).map((match) => {
      const ids = listOf(propertyOf(match, 'matchRecordIds'))
        .map(textOf)
        .filter((id) => id !== '');
      const entityType = textOf(propertyOf(match, 'apiName'));
      return {
        allowSave: flagOf(propertyOf(match, 'isAllowSave', 'allowSave')),
        duplicateRule: textOf(propertyOf(match, 'matchRule')),
        duplicateRuleEntityType: '',
        errorMessage: message || null,
        matchResults: [
          {
            entityType,
            rule: '',
            matchEngine: null,
            size: ids.length,
            success: null,
            errors: [],
            matchRecords: ids.slice(0, 200).map((id) => ({
              id,
              type: entityType,
              matchConfidence: null,
              fieldDiffs: [],
              additionalInformation: [],
              fields: {},
            })),
          },
        ],
      };
    }),
  };
}

/** The API whose answer a value is, by its outer shape. */
export function shapeOf(value: unknown): Shape {
  const list = listOf(value);
  const first = list.find(isProperties);
  if (first === undefined) return null;
  if (propertyOf(first, 'compositeResponse', 'graphs') !== undefined) return 'composite';
  if (propertyOf(first, 'enhancedErrorType', 'duplicateRecordError') !== undefined) return 'ui-api';
  const body = propertyOf(first, 'body', 'data', 'content', 'output', 'error', 'response');
  if (isProperties(body) || Array.isArray(body)) {
    const inner = shapeOf(body);
    if (inner !== null) return inner;
  }
  const results = propertyOf(first, 'results');
  if (flagOf(propertyOf(first, 'hasErrors')) !== null && Array.isArray(results)) {
    const isTree = results.some((result) => propertyOf(result, 'referenceId') !== undefined);
    return isTree ? 'tree' : 'batch';
  }
  const errors = propertyOf(first, 'errors');
  if (flagOf(propertyOf(first, 'success')) !== null && errors !== undefined) return 'collections';
  if (
    Array.isArray(errors) &&
    errors.some((error) => propertyOf(error, 'duplicateRecordError') !== undefined)
  )
    return 'ui-api';
  return codeOf(first) !== '' ||
    propertyOf(first, 'duplicateResut', 'duplicateResult', 'duplicateRule') !== undefined
    ? 'errors'
    : null;
}
