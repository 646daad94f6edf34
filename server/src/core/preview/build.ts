import type {
  DuplicateAnswer,
  DuplicateResult,
  MatchRecord,
  MatchResult,
} from '../duplicateResults/model.ts';
import type { NamedRule } from '../explain/model.ts';
import type { DuplicateRule } from '../metadata/model.ts';
import { accountKindOf } from '../outcome/accountKind.ts';
import { channelOutcomes } from '../outcome/channels.ts';
import { judgeFilterWith } from '../outcome/condition.ts';
import { fieldKey } from '../outcome/fieldNames.ts';
import type { RuleOperation } from '../outcome/model.ts';
import { actionsText, sourceWords } from '../outcome/sentences.ts';
import type { SampleRecord } from '../records/model.ts';
import { recordFields } from './fields.ts';
import { headingOf } from './heading.ts';
import { type AnsweredRule, identifyRules, joined, looksLikeId } from './identify.ts';
import type { NearMatch, PreviewInput } from './input.ts';
import type { JudgedRule } from './judgedRule.ts';
import { comparisonBy, criteriaText, isSameObject } from './matching.ts';
import type { Preview, PreviewMatch, PreviewRecord, PreviewRule } from './model.ts';
import { OfflineComparison } from './offline/comparison.ts';
import { untestedOf } from './untested.ts';
import { RecordValues } from './values.ts';
import { disagreements, verdictOf } from './verdict.ts';

export type { PreviewInput } from './input.ts';

/**
 * Joins what Salesforce answered about a record with what is known of the rules and the matched records. Never
 * throws, whatever the answer holds.
 */
export function buildPreview(input: PreviewInput): Preview {
  const { sample, catalog, operation, answer } = input;
  const results = [...(answer?.results ?? []), ...(input.named ?? []).map(resultOfNamed)];
  const object = sample?.object || input.object || objectOf(results);
  const values = new RecordValues(input.readings, input.descriptions);
  const answered = joined(identifyRules(results, object, catalog));
  const offline =
    sample === null || answer === null || input.by === 'error'
      ? null
      : new OfflineComparison(input, sample, answer, values, (record) => titleOf(record, values));
  const context: Context = { input, object, values, operations: operationsOf(operation), offline };

  const rules = [
    ...answered.map((part) => answeredRule(part, context)),
    ...unansweredRules(answered, context).map((rule) => ({ rule, shown: shownRule(rule, null, context) })),
  ];
  const ordered = inOrder(rules);
  const shown = ordered.map((rule) => rule.shown);
  return {
    heading: headingOf(input, object, shown),
    verdict: verdictOf(ordered, object, input),
    org: input.org && {
      username: input.org.username,
      alias: input.org.alias,
      instanceUrl: input.org.instanceUrl,
    },
    testedBy: input.testedBy ?? testedBy[input.by],
    testedAt: input.testedAt,
    sample,
    ...(sample && { fieldTypes: fieldTypes(sample, values) }),
    operation,
    rules: shown,
    untested: untestedOf(ordered, object, input),
    problems: problemsOf(ordered, results, input),
  };
}

function fieldTypes(sample: SampleRecord, values: RecordValues): Readonly<Record<string, string>> {
  return Object.fromEntries(
    sample.fields.flatMap(({ name }) => {
      const type = values.fieldType(sample.object, name);
      return type === null ? [] : [[name, type] as const];
    }),
  );
}

const testedBy: Readonly<Record<PreviewInput['by'], string>> = {
  findDuplicates: 'SOAP findDuplicates',
  predupe: 'UI API predupe',
  error: 'the error that you gave',
  local: 'the local rules, without an org',
};

interface Context {
  readonly input: PreviewInput;
  readonly object: string | null;
  readonly values: RecordValues;
  readonly operations: readonly RuleOperation[];
  /** Null where there is nothing to compare. */
  readonly offline: OfflineComparison | null;
}

function operationsOf(operation: RuleOperation | null): readonly RuleOperation[] {
  return operation === null ? ['insert', 'update'] : [operation];
}

function objectOf(results: readonly DuplicateResult[]): string | null {
  const named = new Set(
    results.map((result) => result.duplicateRuleEntityType).filter((type) => type !== ''),
  );
  return named.size === 1 ? [...named][0]! : null;
}

/** A debug log names rules and the ids of matched records, and no more. */
function resultOfNamed({ id, name, matchedIds }: NamedRule): DuplicateResult {
  const matchRecords = matchedIds.map(
    (matched): MatchRecord => ({
      id: matched,
      type: '',
      matchConfidence: null,
      fieldDiffs: [],
      additionalInformation: [],
      fields: {},
    }),
  );
  const match: MatchResult = {
    entityType: '',
    rule: '',
    matchEngine: null,
    size: matchRecords.length || null,
    success: null,
    errors: [],
    matchRecords,
  };
  return {
    allowSave: null,
    duplicateRule: name ?? id ?? '',
    duplicateRuleEntityType: '',
    errorMessage: null,
    matchResults: [match],
  };
}

/** Active rules of the object that the answer does not name, without those for the other kind of account. */
function unansweredRules(
  answered: readonly AnsweredRule[],
  { input, object }: Context,
): readonly DuplicateRule[] {
  if (object === null) return [];
  const named = new Set(answered.map(({ rule }) => rule));
  const kind = accountKindOf(input.sample?.fields.map(({ name }) => name) ?? []);
  const isOther = (rule: DuplicateRule): boolean =>
    kind !== null &&
    isSameObject(rule.object, 'Account') &&
    (rule.object === 'PersonAccount') !== (kind === 'person');
  return input.catalog.rulesFor(object).filter((rule) => rule.active && !named.has(rule) && !isOther(rule));
}

function answeredRule({ result, rule }: AnsweredRule, context: Context): JudgedRule {
  return { rule, shown: rule ? shownRule(rule, result, context) : unknownRule(result, context) };
}

function shownRule(rule: DuplicateRule, result: DuplicateResult | null, context: Context): PreviewRule {
  const { input, operations } = context;
  const condition = rule.filter && judgeFilterWith(rule.filter, () => null);
  const matched = (result?.matchResults ?? []).flatMap(({ matchRecords }) =>
    matchRecords.map(({ id }) => id),
  );
  const offline = context.offline?.ofRule(rule, matched, result !== null) ?? null;
  const near = (input.near?.get(rule) ?? []).flatMap((one) => nearMatchOf(one, rule, context));
  return {
    fullName: rule.fullName,
    label: rule.label,
    state: stateOf(result, input),
    source: sourceWords(rule),
    file: rule.source.kind === 'file' ? rule.source.location.uri : null,
    actions: actionsText(rule),
    alertText: result?.errorMessage ?? rule.alertText,
    condition: condition && condition.runs === null ? condition.text : null,
    security: rule.security && securityWords[rule.security],
    allowSave: result?.allowSave ?? null,
    channels: channelOutcomes(rule, operations, input.catalog.leadConversionValidation),
    matches: (result?.matchResults ?? []).flatMap((match) => matchOf(match, rule, result, context)),
    ...(near.length > 0 && { near }),
    ...(offline && { offline }),
  };
}

function nearMatchOf({ result, missing }: NearMatch, rule: DuplicateRule, context: Context): PreviewMatch[] {
  return matchOf(result, rule, null, context).map((match) => ({
    ...match,
    records: match.records.map((record, at) => ({
      ...record,
      fields: record.fields.map((field) => ({
        ...field,
        deciding: missing[at]!.has(fieldKey(field.name)),
      })),
    })),
  }));
}

const securityWords = {
  EnforceSharingRules: 'finds only records that are shared with the running user',
  BypassSharingRules: 'finds records whether or not they are shared with the running user',
} as const;

/** A rule that the answer names and the catalogue does not know. */
function unknownRule(result: DuplicateResult, context: Context): PreviewRule {
  const { duplicateRule: name, duplicateRuleEntityType: type } = result;
  const isId = looksLikeId(name);
  const object = type || context.object;
  return {
    fullName: isId || name === '' || !object || name.includes('.') ? name : `${object}.${name}`,
    label: isId ? `${name}, named by its id only` : name || 'without a name',
    state: stateOf(result, context.input),
    source: 'the answer alone: the rule is not among those that were read',
    file: null,
    actions: '',
    alertText: result.errorMessage,
    condition: null,
    security: null,
    allowSave: result.allowSave,
    channels: [],
    matches: result.matchResults.flatMap((match) => matchOf(match, null, result, context)),
  };
}

/**
 * Whether an answer lists rules without a match is not documented, so one that it leaves out stays unknown: it
 * found nothing, or it did not run.
 */
function stateOf(result: DuplicateResult | null, { answer, by }: PreviewInput): PreviewRule['state'] {
  if (result === null) return answer !== null && !answer.success ? 'failed' : 'unknown';
  const { matchResults } = result;
  if (matchResults.some(({ matchRecords, size }) => matchRecords.length > 0 || (size ?? 0) > 0))
    return 'matched';
  // An error names the rules that refused.
  if (by === 'error') return 'matched';
  if (matchResults.some(({ success, errors }) => success === false || errors.length > 0)) return 'failed';
  return answer !== null && !answer.success ? 'failed' : 'no-match';
}

function matchOf(
  match: MatchResult,
  rule: DuplicateRule | null,
  result: DuplicateResult | null,
  context: Context,
): PreviewMatch[] {
  const { object, input } = context;
  const errors = match.errors.map(({ code, message }) =>
    [code, message].filter((text) => text !== '').join(': '),
  );
  if (match.success === false && errors.length === 0) errors.push('Salesforce could not compare.');
  if (match.matchRecords.length === 0 && (match.size ?? 0) === 0 && errors.length === 0) return [];
  const comparison = comparisonBy(match.rule, match.entityType, rule, input.catalog);
  const compared = match.entityType || comparison.objectType;
  const own = rule?.object || result?.duplicateRuleEntityType || object;
  return [
    {
      matchingRule: match.rule,
      label: comparison.rule?.label ?? null,
      engine: match.matchEngine,
      objectType: compared,
      criteria: criteriaText(comparison),
      crossObject: own !== null && own !== '' && compared !== '' && !isSameObject(own, compared),
      size: match.size,
      errors,
      records: match.matchRecords.map((record) => {
        const type = record.type || compared;
        const typed = { ...record, type };
        const fields = recordFields(typed, {
          sample: input.sample,
          operation: input.operation,
          comparison,
          type,
          values: context.values,
        });
        const shown = recordOf(typed, fields, context);
        return context.offline ? { ...shown, offline: context.offline.ofMatch(rule, match, typed) } : shown;
      }),
    },
  ];
}

function recordOf(
  record: MatchRecord,
  fields: PreviewRecord['fields'],
  { input, values }: Context,
): PreviewRecord {
  const url =
    input.org && /^[a-zA-Z0-9]{15}(?:[a-zA-Z0-9]{3})?$/.test(record.id)
      ? input.org.recordUrl + record.id
      : null;
  return {
    id: record.id,
    type: record.type,
    title: titleOf(record, values),
    url,
    confidence: record.matchConfidence,
    fields,
  };
}

function titleOf(record: MatchRecord, values: RecordValues): string {
  const text = (field: string): string => {
    const value = values.ofRecord(record, field);
    return value === undefined || value === null ? '' : String(value).trim();
  };
  const full = [text('FirstName'), text('LastName')].filter((part) => part !== '').join(' ');
  const title = [text('Name'), full, text('CaseNumber'), text('Subject'), text('Title__c')].find(
    (one) => one !== '',
  );
  return title ?? record.id;
}

const rank: Readonly<Record<PreviewRule['state'], number>> = {
  matched: 0,
  failed: 1,
  'no-match': 2,
  unknown: 2,
};

/** Those that matched first; of one state in the order in which the org runs them. */
function inOrder(rules: readonly JudgedRule[]): readonly JudgedRule[] {
  const last = Number.MAX_SAFE_INTEGER;
  return rules
    .map((rule, index) => ({ rule, index }))
    .sort(
      (a, b) =>
        rank[a.rule.shown.state] - rank[b.rule.shown.state] ||
        (a.rule.rule?.sortOrder ?? last) - (b.rule.rule?.sortOrder ?? last) ||
        a.index - b.index,
    )
    .map(({ rule }) => rule);
}

function problemsOf(
  rules: readonly JudgedRule[],
  results: readonly DuplicateResult[],
  input: PreviewInput,
): readonly string[] {
  const { answer } = input;
  const unseen = rules.flatMap(({ shown }) => shown.matches).flatMap(({ records }) => records);
  const values = new RecordValues(input.readings, []);
  const hidden = unseen.filter(({ id, type }) => values.isMissing({ id, type } as MatchRecord)).length;
  return [
    ...(answer && !answer.success ? answer.errors.map(errorText) : []),
    ...disagreements(rules, input),
    ...otherCopies(rules, input),
    ...inactiveRules(rules),
    ...(hidden > 0
      ? [
          `${hidden} matched ${hidden === 1 ? 'record is' : 'records are'} not visible to this user: only what came with the answer is shown.`,
        ]
      : []),
    ...(answer?.leftOut ?? []),
    ...results.flatMap(({ leftOut }) => leftOut ?? []),
    ...input.notes,
  ];
}

function errorText({ code, message }: DuplicateAnswer['errors'][number]): string {
  return `Salesforce could not check the record: ${[code, message].filter((text) => text !== '').join(': ') || 'it says no reason'}.`.replace(
    /\.\.$/,
    '.',
  );
}

/** The answer is by the org's copy, what is shown of a rule is its file's. */
function otherCopies(rules: readonly JudgedRule[], { by, catalog }: PreviewInput): readonly string[] {
  if (by === 'error' || by === 'local') return [];
  return rules.flatMap(({ rule, shown }) => {
    const differences = rule ? (catalog.orgDifferences?.(rule) ?? []) : [];
    return differences.length === 0
      ? []
      : [
          `The org answers by its own copy of rule '${shown.label || shown.fullName}', which differs from the file: ${differences.join('; ')}.`,
        ];
  });
}

/** The org ran a rule that its file calls inactive. */
function inactiveRules(rules: readonly JudgedRule[]): readonly string[] {
  return rules
    .filter(({ rule, shown }) => rule !== null && !rule.active && shown.state !== 'unknown')
    .map(
      ({ rule }) =>
        `The org answers for rule '${rule!.label || rule!.fullName}', which is inactive in ${sourceWords(rule!)}: it differs from the org's.`,
    );
}
