import type {
  DuplicateAnswer,
  DuplicateResult,
  MatchRecord,
  MatchResult,
} from '../../duplicateResults/model.ts';
import { isCompiled } from '../../matching/compile.ts';
import type { CompiledRule, RecordValues as ValuesByKey } from '../../matching/model.ts';
import type {
  Candidate,
  CandidateSource,
  OfflineSave,
  RulePartRun,
  RuleRun,
  RunningUser,
} from '../../matching/run/model.ts';
import { runRules } from '../../matching/run/run.ts';
import type { MatchRuleReference } from '../../metadata/model.ts';
import type { FieldReading } from '../../orgData/model.ts';
import { fieldKey } from '../../outcome/fieldNames.ts';
import type { RuleCatalog } from '../../outcome/model.ts';
import type { FieldScalar, SampleRecord } from '../../records/model.ts';
import { buildPreview } from '../build.ts';
import type { NearMatch } from '../input.ts';
import type { Preview } from '../model.ts';
import { type NearMiss, nearMisses } from './nearMisses.ts';

export interface LocalTest {
  readonly sample: SampleRecord;
  readonly catalog: RuleCatalog;
  /** Existing records. */
  readonly source: CandidateSource;
  /** Of an existing record: the row or Id by which it is shown, and its fields. */
  describe(
    object: string,
    candidate: Candidate,
  ): { readonly id: string; readonly fields: Readonly<Record<string, FieldScalar>> };
  /** What the sample's record holds before the update; null for an insert, or where it is not among the records. */
  readonly before: Readonly<Record<string, FieldScalar>> | null;
  readonly user: RunningUser | null;
  /** "leads.csv (1,200 records of Lead)". */
  readonly comparedWith: string;
  /** Now, in ISO 8601. */
  readonly testedAt: string;
  readonly notes: readonly string[];
  /** All records that a rule compares with, to look for near misses. */
  everything(rule: CompiledRule): Iterable<Candidate>;
}

/**
 * A preview made of the local rules and records alone: no org is asked. Never throws.
 * @yields now and then, so that whoever waits can give up
 */
export function* localPreview(test: LocalTest): Generator<void, Preview> {
  const { sample, catalog, before } = test;
  const operation = sample.id === null ? 'insert' : 'update';
  const save: OfflineSave = {
    object: sample.object,
    operation,
    id: sample.id,
    values: valuesOf(sample, before),
    changed: sample.id === null ? null : new Set(sample.fields.map(({ name }) => fieldKey(name))),
    user: test.user,
    catalog,
  };
  const local = runRules(save, test.source);
  yield;
  const near = yield* nearMisses(save, local, test.everything);
  const reading: FieldReading | null =
    before === null || sample.id === null
      ? null
      : {
          type: sample.object,
          records: [{ id: sample.id, fields: before }],
          unreadable: [],
          missing: [],
        };
  return buildPreview({
    sample,
    operation,
    by: 'local',
    local,
    near: new Map([...near].map(([rule, misses]) => [rule, nearMatchesOf(misses, test)])),
    answer: answerOf(local, test),
    testedBy: `the local rules and ${test.comparedWith}, without an org`,
    testedAt: test.testedAt,
    catalog,
    org: null,
    readings: reading === null ? [] : [reading],
    descriptions: [],
    notes: test.notes,
  });
}

function valuesOf({ fields }: SampleRecord, before: LocalTest['before']): ValuesByKey {
  const given = new Map(fields.map(({ name, value }) => [fieldKey(name), value]));
  const held = new Map(Object.entries(before ?? {}).map(([name, value]) => [fieldKey(name), value]));
  return (key) => (given.has(key) ? given.get(key) : held.get(key));
}

/** What the rules find, in the form of an org's answer. Rules of which it is not known are not named. */
function answerOf(runs: readonly RuleRun[], test: LocalTest): DuplicateAnswer {
  const results = runs.flatMap((run): DuplicateResult[] => {
    const { rule, finds } = run;
    const matchResults = run.parts.flatMap((part) => matchesOf(part, test));
    const isOpen = finds === null && matchResults.length === 0;
    if (!rule.active || isOpen) return [];
    return [
      {
        allowSave: null,
        duplicateRule: rule.name,
        duplicateRuleEntityType: rule.object,
        errorMessage: rule.alertText,
        matchResults,
      },
    ];
  });
  return { success: true, errors: [], results };
}

function matchesOf({ reference, compiled, matches }: RulePartRun, test: LocalTest): MatchResult[] {
  const seen = (matches ?? []).filter(({ visible }) => visible !== false);
  if (!isCompiled(compiled) || seen.length === 0) return [];
  const candidates = seen.map(({ candidate }) => candidate);
  return [matchResult(reference, compiled, candidates, test)];
}

/** Near misses by the matching rule that misses them. */
function nearMatchesOf(misses: readonly NearMiss[], test: LocalTest): readonly NearMatch[] {
  const references = new Set(misses.map(({ reference }) => reference));
  return [...references].map((reference) => {
    const its = misses.filter((miss) => miss.reference === reference);
    const candidates = its.map(({ candidate }) => candidate);
    return {
      result: matchResult(reference, its[0]!.compiled, candidates, test),
      missing: its.map(({ missing }) => missing),
    };
  });
}

function matchResult(
  { matchingRule }: MatchRuleReference,
  { object, engine }: CompiledRule,
  candidates: readonly Candidate[],
  test: LocalTest,
): MatchResult {
  return {
    entityType: object,
    rule: matchingRule,
    matchEngine: engine,
    size: candidates.length,
    success: true,
    errors: [],
    matchRecords: candidates.map((candidate): MatchRecord => {
      const { id, fields } = test.describe(object, candidate);
      return { id, type: object, matchConfidence: null, fieldDiffs: [], additionalInformation: [], fields };
    }),
  };
}
