import type { DuplicateAnswer } from '../duplicateResults/model.ts';
import type { FieldRequest } from '../orgData/model.ts';
import { fieldKey } from '../outcome/fieldNames.ts';
import type { RuleCatalog } from '../outcome/model.ts';
import type { SampleRecord } from '../records/model.ts';
import { identifyRules } from './identify.ts';
import { comparisonBy } from './matching.ts';
import { idKey } from './values.ts';

const mostIds = 200;
const mostFields = 50;

/**
 * What to read of the matched records so that they can stand beside the sample: fields that the matching rules
 * compare, those whose difference the answer tells, and the name where the answer leaves it out. Of a sample with
 * an id, the fields that it is compared by and does not change. With a sample also what the other active rules
 * compare, so that it can be said what they make of the same records.
 */
export function fieldsToRead(
  answer: DuplicateAnswer,
  catalog: RuleCatalog,
  sample: SampleRecord | null = null,
): readonly FieldRequest[] {
  const requests = new Map<string, Request>();
  const requestFor = (type: string): Request => {
    const key = type.toLowerCase();
    const known = requests.get(key) ?? { type, ids: new Map(), fields: new Map() };
    requests.set(key, known);
    return known;
  };
  for (const { result, rule } of identifyRules(answer.results, sample?.object ?? null, catalog)) {
    for (const match of result.matchResults) {
      const { fields, objectType } = comparisonBy(match.rule, match.entityType, rule, catalog);
      if (sample?.id && isId(sample.id) && isApiName(sample.object)) {
        const request = requestFor(sample.object);
        request.ids.set(idKey(sample.id), sample.id);
        for (const { sampleField } of fields) if (sampleField !== null) add(request, sampleField);
      }
      for (const record of match.matchRecords) {
        const type = record.type || match.entityType || objectType;
        if (!isApiName(type) || !isId(record.id)) continue;
        const request = requestFor(type === 'PersonAccount' ? 'Account' : type);
        request.ids.set(idKey(record.id), record.id);
        for (const { field } of fields) add(request, field);
        for (const { name } of record.fieldDiffs) add(request, name);
        if (hasName(type) && !('Name' in record.fields)) add(request, 'Name');
      }
    }
  }
  if (sample !== null) addOtherRules(requests, sample, catalog);
  return [...requests.values()]
    .filter(({ ids, fields }) => ids.size > 0 && fields.size > 0)
    .map(({ type, ids, fields }) => ({
      type,
      ids: [...ids.values()].slice(0, mostIds),
      fields: [...fields.values()].slice(0, mostFields),
    }));
}

function addOtherRules(
  requests: ReadonlyMap<string, Request>,
  sample: SampleRecord,
  catalog: RuleCatalog,
): void {
  for (const rule of catalog.rulesFor(sample.object)) {
    if (!rule.active) continue;
    for (const { objectType, matchingRule } of rule.matchRules) {
      const { fields } = comparisonBy(matchingRule, objectType, rule, catalog);
      const request = requests.get(objectType.toLowerCase().replace(/^personaccount$/, 'account'));
      const own = sample.id === null ? undefined : requests.get(sample.object.toLowerCase());
      for (const { field, sampleField } of fields) {
        if (request) add(request, field);
        if (request && own && sampleField !== null) add(own, sampleField);
      }
    }
  }
}

interface Request {
  readonly type: string;
  readonly ids: Map<string, string>;
  readonly fields: Map<string, string>;
}

function add({ fields }: Request, name: string): void {
  const field = queryName(name);
  if (isApiName(field) && !fields.has(fieldKey(field))) fields.set(fieldKey(field), field);
}

/** Matching rules spell a standard lookup without `Id`, and a custom one may come as a relationship. */
function queryName(field: string): string {
  if (/^(?:account|reportsto|owner|parent|recordtype|createdby|lastmodifiedby|individual)$/i.test(field)) {
    return `${field}Id`;
  }
  return field.replace(/__r$/i, '__c');
}

/** Objects that certainly have a field Name; an answer without record details gives ids alone. */
function hasName(type: string): boolean {
  return /^(?:Account|PersonAccount|Contact|Lead|Opportunity|User)$|__c$/i.test(type);
}

function isId(text: string): boolean {
  return /^[a-zA-Z0-9]{15}(?:[a-zA-Z0-9]{3})?$/.test(text);
}

/** A name from an answer goes into a query: nothing else does. */
function isApiName(text: string): boolean {
  return /^[a-z]\w{0,79}$/i.test(text);
}
