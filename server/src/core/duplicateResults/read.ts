import type { FieldScalar } from '../records/model.ts';
import { capped, limits } from './limits.ts';
import type { AnswerError, DuplicateResult, FieldDiff, MatchRecord, MatchResult } from './model.ts';
import {
  exactPropertyOf,
  flagOf,
  isNil,
  isProperties,
  listOf,
  localName,
  namesOf,
  numberOf,
  propertyOf,
  scalarOf,
  textOf,
} from './values.ts';

/** Live REST traffic spells it without the l (facts, 2.1). */
const keys = ['duplicateResut', 'duplicateResult'] as const;

const ownNames = ['allowSave', 'isAllowSave', 'duplicateRule', 'duplicateRuleEntityType', 'matchResults'];

/**
 * What one duplicate rule says, from REST's JSON or from SOAP parsed to JSON, or from the error that holds it.
 * Null where the value has nothing of it. Never throws.
 */
export function readDuplicateResult(value: unknown): DuplicateResult | null {
  const inner = propertyOf(value, ...keys);
  const result = listOf(inner ?? value)[0];
  if (!isProperties(result) || ownNames.every((name) => propertyOf(result, name) === undefined)) return null;
  const matchResults = capped(
    listOf(propertyOf(result, 'matchResults')),
    limits.matchResults,
    'match results',
  );
  const message = propertyOf(result, 'errorMessage');
  return {
    allowSave: flagOf(propertyOf(result, 'allowSave', 'isAllowSave')),
    duplicateRule: textOf(propertyOf(result, 'duplicateRule')),
    duplicateRuleEntityType: textOf(propertyOf(result, 'duplicateRuleEntityType')),
    errorMessage: isNil(message) ? null : textOf(message),
    matchResults: matchResults.kept.filter(isProperties).map(readMatchResult),
    ...(matchResults.leftOut.length > 0 && { leftOut: matchResults.leftOut }),
  };
}

function readMatchResult(value: unknown): MatchResult {
  const all = listOf(propertyOf(value, 'matchRecords')).filter(isProperties);
  const size = numberOf(propertyOf(value, 'size'));
  const said = size !== null && Number.isInteger(size) && size >= 0 ? size : null;
  return {
    entityType: textOf(propertyOf(value, 'entityType')),
    rule: textOf(propertyOf(value, 'rule')),
    matchEngine: textOf(propertyOf(value, 'matchEngine')) || null,
    // A size below the number of records is a lie, and one that would hide matches.
    size:
      all.length > limits.matchRecords || (said !== null && said < all.length)
        ? Math.max(said ?? 0, all.length)
        : said,
    success: flagOf(propertyOf(value, 'success', 'isSuccess')),
    errors: readErrors(propertyOf(value, 'errors')),
    matchRecords: all.slice(0, limits.matchRecords).map(readMatchRecord),
  };
}

/** Errors in any of the API's spellings (`statusCode`, `errorCode`, `code`). */
export function readErrors(value: unknown): readonly AnswerError[] {
  return listOf(value)
    .slice(0, limits.errors)
    .map((error) =>
      isProperties(error)
        ? {
            code: textOf(propertyOf(error, 'statusCode', 'errorCode', 'code', 'faultcode')),
            message: textOf(propertyOf(error, 'message', 'faultstring')),
          }
        : { code: '', message: textOf(error) },
    )
    .filter(({ code, message }) => code !== '' || message !== '');
}

function readMatchRecord(value: unknown): MatchRecord {
  const record = listOf(propertyOf(value, 'record'))[0];
  const confidence = numberOf(propertyOf(value, 'matchConfidence'));
  return {
    id: recordId(record),
    type: recordType(record),
    matchConfidence: confidence === null || confidence < 0 ? null : Math.min(confidence, 100),
    fieldDiffs: listOf(propertyOf(value, 'fieldDiffs'))
      .slice(0, limits.fields)
      .map(
        (diff): FieldDiff => ({
          name: textOf(propertyOf(diff, 'name')),
          difference: textOf(propertyOf(diff, 'difference')).toUpperCase(),
        }),
      )
      .filter(({ name }) => name !== ''),
    additionalInformation: listOf(propertyOf(value, 'additionalInformation'))
      .slice(0, limits.fields)
      .map((item) => ({ name: textOf(propertyOf(item, 'name')), value: textOf(propertyOf(item, 'value')) }))
      .filter(({ name, value: text }) => name !== '' || text !== ''),
    fields: recordFields(record),
  };
}

/** SOAP sends the id twice, as the sObject's and as the field. */
function recordId(record: unknown): string {
  for (const id of listOf(exactPropertyOf(record, 'Id', 'id'))) {
    const text = textOf(id);
    if (text !== '') return text;
  }
  const url = textOf(propertyOf(exactPropertyOf(record, 'attributes'), 'url'));
  return url === '' ? '' : url.slice(url.lastIndexOf('/') + 1);
}

function recordType(record: unknown): string {
  const attributes = textOf(propertyOf(exactPropertyOf(record, 'attributes'), 'type'));
  if (attributes !== '') return attributes;
  const type = textOf(exactPropertyOf(record, 'type'));
  if (type !== '') return type;
  const declared = localName(textOf(propertyOf(propertyOf(record, '$'), 'type')));
  return declared === 'sObject' ? '' : declared;
}

/** Of the record itself, not its fields. Case matters: Account has a field `Type`. */
const noFields = new Set(['attributes', 'type', 'id', 'Id', '$', 'fieldsToNull']);

function recordFields(record: unknown): Readonly<Record<string, FieldScalar>> {
  const fields: [string, FieldScalar][] = [];
  const add = (name: string, value: unknown): void => {
    const scalar = scalarOf(value);
    if (scalar !== undefined && fields.length < limits.fields) fields.push([name, scalar]);
  };
  for (const key of namesOf(record)) {
    const name = localName(key);
    if (noFields.has(name)) continue;
    const value = exactPropertyOf(record, key);
    if (scalarOf(value) !== undefined) add(name, value);
    // A parent record or an address: `Account.Name`, `MailingAddress.city`.
    else
      for (const part of namesOf(value))
        if (!noFields.has(localName(part))) add(`${name}.${localName(part)}`, propertyOf(value, part));
  }
  return Object.fromEntries(fields);
}
