import type { DuplicateAnswer, MatchRecord, MatchResult } from '../../duplicateResults/model.ts';
import { compileReference, isCompiled } from '../../matching/compile.ts';
import { candidatesOf } from '../../matching/run/candidates.ts';
import type { OfflineSave, RuleRun } from '../../matching/run/model.ts';
import { runRules } from '../../matching/run/run.ts';
import type { DuplicateRule, MatchRuleReference } from '../../metadata/model.ts';
import { fieldKey } from '../../outcome/fieldNames.ts';
import { isRunning } from '../../outcome/matchingFields.ts';
import type { SampleRecord } from '../../records/model.ts';
import type { PreviewInput } from '../input.ts';
import { isSameObject } from '../matching.ts';
import type { OfflineMatchedRecord, OfflineRule, OfflineVerdict } from '../model.ts';
import { idKey, type RecordValues } from '../values.ts';
import { preparedSample } from './prepared.ts';
import {
  answeredThoughSilent,
  noMatchAfterAll,
  offlineFields,
  verdictOfTrace,
  whyDifferent,
} from './sentences.ts';

/** A matched record by the object that it is of. */
interface Shown {
  readonly record: MatchRecord;
  readonly title: string;
}

/**
 * Runs the rules as they are known here on the sample and the matched records of an answer, so that the one verdict
 * can stand beside the other.
 */
export class OfflineComparison {
  readonly #input: PreviewInput;
  readonly #sample: SampleRecord;
  readonly #values: RecordValues;
  readonly #save: OfflineSave;
  readonly #records: readonly Shown[];
  #runs: readonly RuleRun[] | undefined;

  constructor(
    input: PreviewInput,
    sample: SampleRecord,
    answer: DuplicateAnswer,
    values: RecordValues,
    titleOf: (record: MatchRecord) => string,
  ) {
    this.#input = input;
    this.#sample = sample;
    this.#values = values;
    this.#records = shownRecords(answer, titleOf);
    this.#save = {
      object: sample.object,
      operation: input.operation ?? 'insert',
      id: sample.id,
      values: (key) => values.ofSample(sample, key),
      changed: sample.id === null ? null : new Set(sample.fields.map(({ name }) => fieldKey(name))),
      user: null,
      catalog: input.catalog,
    };
  }

  /** Of a record that the answer gives as a match by a matching rule of a duplicate rule. */
  ofMatch(rule: DuplicateRule | null, match: MatchResult, record: MatchRecord): OfflineVerdict {
    const wasAsked = this.#input.by !== 'local';
    if (rule === null) return notRun('The rule is not among those that are known here.');
    if (this.#sample.id !== null && idKey(record.id) === idKey(this.#sample.id)) {
      return notRun('It is the tested record itself, which a save does not compare with.');
    }
    const reference = referenceOf(match, rule);
    if (reference === null) return notRun('Which matching rule found it is not told.');
    const compiled = compileReference(reference, this.#input.catalog);
    if (!isCompiled(compiled)) return notRun(compiled.why);
    const sample = preparedSample(this.#save, compiled, reference);
    if (sample === null)
      return notRun(`Which fields of ${this.#sample.object} are mapped to ${compiled.object} is not known.`);
    const trace = compiled.trace(
      sample,
      compiled.prepare((key) => this.#values.ofRecord(record, key)),
    );
    const verdict = verdictOfTrace(trace);
    const { status, name } = compiled.rule;
    const agrees = wasAsked ? verdict.matches : null;
    const isOff = !isRunning(compiled.rule);
    const why = [
      ...(agrees === true ? [] : whyDifferent(trace, rule, this.#input)),
      ...(isOff && wasAsked ? [`Here the matching rule ${name} is ${status}, and would find nothing.`] : []),
    ];
    return { ...verdict, agrees, summary: trace.summary, why, fields: offlineFields(trace) };
  }

  /** @param matched ids of the records that the answer gives for the rule */
  ofRule(rule: DuplicateRule, matched: readonly string[], isAnswered: boolean): OfflineRule | null {
    const run = this.#runOf(rule);
    if (run === null) return null;
    if (this.#input.by === 'local') return { runs: run.runs, why: localNotes(run), others: [] };
    const why = answeredThoughSilent(run, matched.length > 0, isAnswered);
    return { runs: run.runs, why, others: this.#others(run, matched) };
  }

  #others(run: RuleRun, matched: readonly string[]): readonly OfflineMatchedRecord[] {
    const known = new Set(matched.map(idKey));
    return run.parts.flatMap(({ compiled, reference, matches }) => {
      if (!isCompiled(compiled) || matches === null) return [];
      const sample = preparedSample(this.#save, compiled, reference);
      if (sample === null) return [];
      return matches
        .filter(({ visible, candidate }) => visible === true && !known.has(idKey(candidate.id ?? '')))
        .flatMap(({ candidate, certainty }): OfflineMatchedRecord[] => {
          const shown = this.#records[candidate.ordinal];
          if (!shown) return [];
          const trace = compiled.trace(sample, candidate.prepared);
          const { record, title } = shown;
          const offline: OfflineVerdict = {
            matches: true,
            certainty,
            agrees: false,
            summary: trace.summary,
            why: noMatchAfterAll(run, certainty, this.#input),
            fields: offlineFields(trace),
          };
          return [{ id: record.id, type: record.type, title, matchingRule: reference.matchingRule, offline }];
        });
    });
  }

  #runOf(rule: DuplicateRule): RuleRun | null {
    this.#runs ??= this.#input.local ?? runRules(this.#save, this.#source());
    return this.#runs.find((run) => run.rule === rule) ?? null;
  }

  #source() {
    return candidatesOf(
      this.#records.map(({ record }): SampleRecord => {
        const fields = this.#values.fieldNames(record).flatMap((name) => {
          const value = this.#values.ofRecord(record, name);
          return value === undefined ? [] : [{ name, value }];
        });
        return { object: record.type, id: record.id, fields };
      }),
      { all: true },
    );
  }
}

function notRun(why: string): OfflineVerdict {
  return { matches: null, certainty: 'unknown', agrees: null, summary: '', why: [why], fields: [] };
}

/** Each once, in the order of the answer. */
function shownRecords(
  { results }: DuplicateAnswer,
  titleOf: (record: MatchRecord) => string,
): readonly Shown[] {
  const shown = new Map<string, Shown>();
  for (const { matchResults } of results) {
    for (const { entityType, matchRecords } of matchResults) {
      for (const record of matchRecords) {
        const typed = { ...record, type: record.type || entityType };
        const key = `${typed.type} ${idKey(record.id)}`;
        if (typed.type !== '' && !shown.has(key)) shown.set(key, { record: typed, title: titleOf(typed) });
      }
    }
  }
  return [...shown.values()];
}

function referenceOf(
  { rule: name, entityType }: MatchResult,
  rule: DuplicateRule,
): MatchRuleReference | null {
  const bare = (text: string) => text.toLowerCase().split('__').at(-1)!;
  const ofObject = rule.matchRules.filter(
    ({ objectType }) => entityType === '' || isSameObject(objectType, entityType),
  );
  const named = ofObject.filter(({ matchingRule }) => bare(matchingRule) === bare(name));
  if (named.length > 0) return named[0]!;
  return ofObject.length === 1 ? ofObject[0]! : null;
}

/** What a run says beside its matches: why it does not run, what is not known, what it left out. */
function localNotes({ why, parts }: RuleRun): readonly string[] {
  return [...(why === '' ? [] : [why]), ...new Set(parts.flatMap(({ notes }) => notes))];
}
