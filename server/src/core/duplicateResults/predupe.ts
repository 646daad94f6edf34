import { failed } from './findDuplicates.ts';
import { capped, limits } from './limits.ts';
import type { DuplicateAnswer, DuplicateResult, MatchRecord, MatchResult } from './model.ts';
import { flagOf, isProperties, listOf, namesOf, propertyOf, textOf } from './values.ts';

interface Found {
  readonly names: Set<string>;
  readonly duplicateRule: string;
  allowSave: boolean | null;
  readonly matchResults: MatchResult[];
}

/**
 * The answer of UI API `POST /ui-api/predupe`: `Duplicates {allowSave, duplicateError, duplicateRules[],
 * matches[] {objectApiName, recordIds[], duplicateResultInfos {rule → {allowSave, rule, matchResultInfo
 * {recordIds[], rule}}}}}` (UI API guide, "Duplicates", "Match", "Duplicate Result Info", "Match Result Info").
 * Rules that it names without a match have no match results. It gives neither engines nor confidence nor values.
 */
export function readPredupe(value: unknown): DuplicateAnswer {
  const duplicateError = flagOf(propertyOf(value, 'duplicateError'));
  const matchesGiven = propertyOf(value, 'matches');
  if (duplicateError === null && !Array.isArray(matchesGiven)) return failed(value);

  const allowSave = flagOf(propertyOf(value, 'allowSave'));
  const matches = capped(listOf(matchesGiven), limits.matchResults, 'matches');
  const found = matches.kept.flatMap(infosOf).reduce(join, []);
  const named = capped(
    listOf(propertyOf(value, 'duplicateRules'))
      .map(textOf)
      .filter((name) => name !== ''),
    limits.duplicateResults,
    'duplicate rules',
  );

  const results: DuplicateResult[] = found.map((rule) => ({
    // What the whole answer says holds for a rule that is alone in it.
    allowSave: rule.allowSave ?? (found.length === 1 ? allowSave : null),
    duplicateRule: rule.duplicateRule,
    duplicateRuleEntityType: '',
    errorMessage: null,
    matchResults: rule.matchResults,
  }));
  if (duplicateError === true && found.length === 0) {
    results.push(unnamedMatch(allowSave, named.kept.length === 1 ? named.kept[0]! : ''));
  } else if (found.every(({ names }) => named.kept.some((name) => names.has(name)))) {
    for (const name of named.kept) {
      if (!found.some(({ names }) => names.has(name))) results.push(withoutMatch(name));
    }
  }
  const leftOut = [...matches.leftOut, ...named.leftOut];
  return { success: true, errors: [], results, ...(leftOut.length > 0 && { leftOut }) };
}

function infosOf(match: unknown): Found[] {
  const object = textOf(propertyOf(match, 'objectApiName'));
  const infos = propertyOf(match, 'duplicateResultInfos');
  const entries: (readonly [string, unknown])[] = Array.isArray(infos)
    ? infos.map((info) => ['', info] as const)
    : namesOf(infos).map((key) => [key, propertyOf(infos, key)] as const);
  const known = entries.filter(([, info]) => isProperties(info)).slice(0, limits.duplicateResults);
  if (known.length === 0) {
    const records = recordsOf(propertyOf(match, 'recordIds'), object);
    return records.size === 0
      ? []
      : [
          {
            names: new Set(),
            duplicateRule: '',
            allowSave: null,
            matchResults: [matchResult(object, '', records)],
          },
        ];
  }
  return known.map(([key, info]) => {
    const rule = textOf(propertyOf(info, 'rule'));
    const result = propertyOf(info, 'matchResultInfo');
    const records = recordsOf(propertyOf(result, 'recordIds') ?? propertyOf(match, 'recordIds'), object);
    return {
      names: new Set([key, rule].filter((name) => name !== '')),
      duplicateRule: rule || key,
      allowSave: flagOf(propertyOf(info, 'allowSave')),
      matchResults: [matchResult(object, textOf(propertyOf(result, 'rule')), records)],
    };
  });
}

/** One rule may match records of several objects. */
function join(found: Found[], next: Found): Found[] {
  const same = found.find(({ duplicateRule }) => duplicateRule === next.duplicateRule);
  if (same === undefined) return [...found, next];
  for (const name of next.names) same.names.add(name);
  same.allowSave ??= next.allowSave;
  same.matchResults.push(...next.matchResults);
  return found;
}

function recordsOf(value: unknown, type: string): { size: number; records: MatchRecord[] } {
  const ids = listOf(value)
    .map(textOf)
    .filter((id) => id !== '');
  return {
    size: ids.length,
    records: ids.slice(0, limits.matchRecords).map((id) => ({
      id,
      type,
      matchConfidence: null,
      fieldDiffs: [],
      additionalInformation: [],
      fields: {},
    })),
  };
}

function matchResult(
  entityType: string,
  rule: string,
  { size, records }: { size: number; records: MatchRecord[] },
): MatchResult {
  return { entityType, rule, matchEngine: null, size, success: null, errors: [], matchRecords: records };
}

function withoutMatch(duplicateRule: string): DuplicateResult {
  return {
    allowSave: null,
    duplicateRule,
    duplicateRuleEntityType: '',
    errorMessage: null,
    matchResults: [],
  };
}

/** There are duplicates, by the answer, and it names none: that must not look like no match. */
function unnamedMatch(allowSave: boolean | null, duplicateRule: string): DuplicateResult {
  const message = 'The answer says that there are duplicates and does not name them.';
  return {
    ...withoutMatch(duplicateRule),
    allowSave,
    matchResults: [
      {
        entityType: '',
        rule: '',
        matchEngine: null,
        size: null,
        success: false,
        errors: [{ code: '', message }],
        matchRecords: [],
      },
    ],
  };
}
