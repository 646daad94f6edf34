import type { Connection } from '@salesforce/core';
import { readFindDuplicates } from '../core/duplicateResults/findDuplicates.ts';
import type { DuplicateAnswer } from '../core/duplicateResults/model.ts';
import { readPredupe } from '../core/duplicateResults/predupe.ts';
import type { SampleField, SampleRecord } from '../core/records/model.ts';
import type { TestedRecord } from './gateway.ts';
import { checkedId, checkedName } from './names.ts';
import { OrgError } from './problems.ts';
import { postJson, senseless } from './rest.ts';
import { callPartner, canUseSoap } from './soap.ts';
import { isSoapRefused } from './soapRefused.ts';

/** Tests one record against the active duplicate rules. @throws OrgError, jsforce's errors */
export async function testRecord(connection: Connection, record: SampleRecord): Promise<TestedRecord> {
  const sample = checked(record);
  if (!canUseSoap(connection)) return byPredupe(connection, sample, jwtReason);
  try {
    return await byFindDuplicates(connection, sample);
  } catch (error) {
    if (!(await isSoapRefused(connection, error))) throw error;
    return byPredupe(connection, sample, refusedReason);
  }
}

const jwtReason =
  'Asked through UI API predupe: the session’s token is a JSON Web Token, which cannot use SOAP before API version 68.';
const refusedReason =
  'Asked through UI API predupe: the org refuses SOAP to this session, though REST works.';
const predupeGaps =
  'predupe tells which records match by which rule; match confidence, field differences and alert texts it does not tell.';

async function byFindDuplicates(connection: Connection, sample: SampleRecord): Promise<TestedRecord> {
  const { object, id, fields } = sample;
  const answer =
    id !== null && fields.length === 0
      ? await callPartner(connection, 'findDuplicatesByIds', { ids: [id] })
      : await callPartner(connection, 'findDuplicates', { sObjects: soapRecord(sample) });
  const answers = readFindDuplicates(answer);
  if (!('result' in answer) || answers.length !== 1) throw senseless();
  const cleared = id !== null && fields.some(({ value }) => value === null);
  return {
    by: 'findDuplicates',
    answer: checkedAnswer(answers[0]!, object),
    notes: cleared
      ? [
          'Whether a test heeds fields that the update clears is not documented: a match by their old values is possible.',
        ]
      : [],
  };
}

async function byPredupe(
  connection: Connection,
  { object, id, fields }: SampleRecord,
  reason: string,
): Promise<TestedRecord> {
  const values = Object.fromEntries(fields.map(({ name, value }) => [name, value]));
  const notes = [reason, predupeGaps];
  if (id !== null) {
    if (fields.length === 0) {
      throw new OrgError(
        'permission',
        'An existing record can be tested by its id only through SOAP, which this session cannot use. Test it with the values of its fields instead.',
      );
    }
    notes.push(
      'An update was tested as if it were a new record with only the fields given here: predupe takes no id, so the record may match itself.',
    );
  }
  const answer = await postJson(connection, '/ui-api/predupe', { apiName: object, fields: values });
  return { by: 'predupe', answer: checkedAnswer(readPredupe(answer), object), notes };
}

/** "No active rules" may also come inside an answer; it is not an answer about the record. */
function checkedAnswer(answer: DuplicateAnswer, object: string): DuplicateAnswer {
  if (!answer.success && answer.errors.some(({ message }) => /No active duplicate rules/i.test(message))) {
    throw noActiveRules(object);
  }
  return answer;
}

function noActiveRules(object: string): OrgError {
  return new OrgError(
    'no-active-rules',
    `The org has no active duplicate rule for ${object}, so there is nothing to test. Activate one in Setup, Duplicate Rules.`,
  );
}

/** Elements in the order of the WSDL's sObject: type, fieldsToNull, Id, then the fields. */
function soapRecord({ object, id, fields }: SampleRecord): object {
  const given = fields.filter(({ value }) => value !== null);
  const cleared = id === null ? [] : fields.filter(({ value }) => value === null);
  return {
    '@xmlns:sf': 'urn:sobject.partner.soap.sforce.com',
    '@xsi:type': 'sf:sObject',
    'sf:type': object,
    ...(cleared.length > 0 && { 'sf:fieldsToNull': cleared.map(({ name }) => name) }),
    ...(id !== null && { 'sf:Id': id }),
    ...Object.fromEntries(given.map(({ name, value }) => [`sf:${name}`, String(value)])),
  };
}

/** @throws OrgError bad-record */
function checked({ object, id, fields }: SampleRecord): SampleRecord {
  checkedName(object, 'object');
  if (id !== null) checkedId(id);
  if (id === null && fields.length === 0) {
    throw new OrgError('bad-record', 'The record has no fields, so there is nothing to test.');
  }
  const byName = new Map<string, SampleField>();
  for (const field of fields) {
    checkedName(field.name, 'field');
    if (/^(id|type)$/i.test(field.name)) {
      throw new OrgError(
        'bad-record',
        `${field.name} is no field of a sample record: give the id as the record’s id.`,
      );
    }
    if (!isSendable(field.value)) {
      throw new OrgError('bad-record', `The value of ${field.name} holds characters that cannot be sent.`);
    }
    // As in an Apex literal with assignments after it, the last one holds.
    byName.set(field.name.toLowerCase(), field);
  }
  return { object, id, fields: [...byName.values()] };
}

/** XML 1.0 has no way to write control characters and halves of surrogate pairs. */
function isSendable(value: SampleField['value']): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return typeof value !== 'string' || !/[\0-\x08\x0B\x0C\x0E-\x1F\uFFFE\uFFFF]|\p{Surrogate}/u.test(value);
}
