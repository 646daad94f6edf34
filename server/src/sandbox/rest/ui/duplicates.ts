import type { DuplicateRule, RuleReaction } from '../../../core/metadata/model.ts';
import { readValues } from '../../data/values.ts';
import type { RuleHit } from '../../duplicates/detect.ts';
import { findDuplicates } from '../../duplicates/find.ts';
import { allowsSave } from '../../duplicates/wire.ts';
import { RestError } from '../../errors.ts';
import { json } from '../../http.ts';
import type { Org } from '../../org.ts';
import { jsonBody } from '../body.ts';
import { objectNamed } from '../records.ts';
import type { Route } from '../route.ts';

/** Duplicates in the User Interface API: response bodies "Duplicates" and "Duplicates Configuration". */
export const uiDuplicateRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: /^\/ui-api\/predupe$/,
    answer: (request) => {
      const { org, session, call } = request;
      const body = jsonBody(call);
      if (typeof body.apiName !== 'string') {
        throw new RestError(400, 'ILLEGAL_QUERY_PARAMETER_VALUE', 'apiName is required');
      }
      const object = objectNamed(request, body.apiName);
      const fields = Object.entries((body.fields ?? {}) as Record<string, unknown>);
      const values = readValues(org, session, object, fields);
      return json(200, duplicatesJson(findDuplicates(org, session, object, values, null)));
    },
  },
  {
    method: 'GET',
    path: /^\/ui-api\/duplicates\/([^/]+)$/,
    answer: (request) => {
      const object = objectNamed(request, request.parts[0]!);
      return json(200, configurationJson(request.org, object.name));
    },
  },
];

function duplicatesJson(hits: readonly RuleHit[]): unknown {
  const found = hits.filter(({ matches }) => matches.some(({ records }) => records.length > 0));
  const objects = [...new Set(found.flatMap(({ matches }) => matches.map(({ entityType }) => entityType)))];
  return {
    allowSave: found.every(allowsSave),
    duplicateError: found.length > 0,
    duplicateRules: hits.map(({ rule }) => rule.name),
    matches: objects
      .map((objectApiName) => ({
        duplicateResultInfos: Object.fromEntries(found.flatMap((hit) => resultInfo(hit, objectApiName))),
        objectApiName,
        recordIds: [...new Set(found.flatMap((hit) => idsOf(hit, objectApiName)))],
      }))
      .filter(({ recordIds }) => recordIds.length > 0),
  };
}

function resultInfo(hit: RuleHit, object: string): [string, unknown][] {
  const match = hit.matches.find(({ entityType, records }) => entityType === object && records.length > 0);
  if (!match) return [];
  const matchResultInfo = { recordIds: match.records.map(({ record }) => record.id), rule: match.rule };
  return [[hit.rule.name, { allowSave: allowsSave(hit), matchResultInfo, rule: hit.rule.name }]];
}

function idsOf({ matches }: RuleHit, object: string): string[] {
  const own = matches.filter(({ entityType }) => entityType === object);
  return own.flatMap(({ records }) => records.map(({ record }) => record.id));
}

function configurationJson(org: Org, object: string): unknown {
  const rules = org.detector.activeRules(object);
  const fieldsOf = (rule: DuplicateRule): string[] =>
    rule.matchRules.flatMap(({ objectType, matchingRule, mapping }) => {
      if (mapping) return mapping.map(({ inputField }) => inputField);
      const items = org.metadata.catalog.matchingRule(objectType, matchingRule)?.items ?? [];
      return items.map(({ field }) => field);
    });
  return {
    apiName: object,
    dedupeEnabled: rules.length > 0,
    dedupeFields: [...new Set(rules.flatMap(fieldsOf))],
    duplicateRules: rules.map((rule) => ({
      actionOnInsert: rule.onInsert.action,
      actionOnUpdate: rule.onUpdate.action,
      active: rule.active,
      duplicateRuleFilters: filtersJson(rule),
      matchRules: rule.matchRules.map(({ objectType, matchingRule }) => {
        const items = org.metadata.catalog.matchingRule(objectType, matchingRule)?.items ?? [];
        const exact = items.length > 0 && items.every(({ method }) => method.toLowerCase() === 'exact');
        return {
          matchEngine: exact ? 'ExactMatchEngine' : 'FuzzyMatchEngine',
          matchFields: items.map(({ field }) => field),
          name: matchingRule,
          objectApiName: objectType,
        };
      }),
      name: rule.name,
      operationsOnInsert: operations(rule.onInsert),
      operationsOnUpdate: operations(rule.onUpdate),
    })),
    predupeEnabled: rules.length > 0,
  };
}

function operations({ alert, report }: RuleReaction): string[] {
  return [...(alert ? ['Alert'] : []), ...(report ? ['Report'] : [])];
}

function filtersJson({ filter }: DuplicateRule): unknown[] {
  if (filter === null) return [];
  return [
    {
      booleanFilter: filter.booleanFilter,
      duplicateRuleFilterItems: filter.conditions.map((condition) => ({
        field: condition.field,
        operation: condition.operation,
        sortOrder: condition.sortOrder,
        table: condition.table,
        value: condition.value,
        valueField: condition.valueField,
      })),
    },
  ];
}
