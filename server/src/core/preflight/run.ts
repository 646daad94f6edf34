import { strongest, weakest } from '../matching/certainty.ts';
import { valuesIn } from '../matching/index/tableIndex.ts';
import type {
  CandidateSource,
  OfflineMatch,
  OfflineSave,
  RulePartRun,
  RuleRun,
} from '../matching/run/model.ts';
import type { Enough } from '../matching/run/part.ts';
import { runRules } from '../matching/run/run.ts';
import type { RuleOperation } from '../outcome/model.ts';
import { reactionOn } from '../outcome/reaction.ts';
import type { RecordTable } from '../recordSets/model.ts';
import { actionFor } from './action.ts';
import { isRow } from './earlierRow.ts';
import { EarlierRows } from './earlierRows.ts';
import type { ExistingById } from './existingById.ts';
import { recordKey } from './existingById.ts';
import { certaintyOfFate, fateOf, isRefused, resultOf, worst } from './fates.ts';
import { hintsFor } from './hints.ts';
import { LoadedRows, realId, savedValues } from './loadedRows.ts';
import type { LoadPlan, RowFate, RowMatch, RowRule, RowVerdict } from './model.ts';
import { newValues, type RowSave, repeatedKeys, rowSave } from './rowSave.ts';

/** Existing records, and the way to one of them by a field's value. */
export interface ExistingData {
  readonly source: CandidateSource;
  /** Null where nothing is known of the object's existing records. */
  readonly byId: ExistingById | null;
}

/** Of a larger batch, which Salesforce does not have, an earlier row is told before a later one reports it. */
const mostHeld = 10_000;

/** A verdict holds no more matches of a rule than these. */
const mostMatches = 20;

/**
 * What becomes of each row of a file, in its order, as if it was loaded by the plan: rows that are saved count as
 * existing for the batches after theirs.
 */
export function* preflight(
  table: RecordTable,
  plan: LoadPlan,
  existing: ExistingData,
): Generator<RowVerdict, void> {
  const valuesOf = valuesIn(table);
  const newRow = (ordinal: number) => newValues(valuesOf(ordinal));
  const loaded = new LoadedRows(plan, table.fields, newRow, existing.source, existing.byId);
  const isWhole = plan.channel === 'rest-tree' && plan.operation === 'insert';
  for (let from = 0; from < table.size; from += plan.batchSize) {
    const to = Math.min(table.size, from + plan.batchSize);
    /** Rows of the batch that are saved: they become existing ones with the next batch. */
    let pending: (readonly [ordinal: number, row: RowSave])[] = [];
    const reported: Reported = new Map();
    const verdicts = batchVerdicts(table, plan, loaded, from, to, pending, reported);
    if (isWhole) {
      const together = wholeBatch([...verdicts].map((one) => reportedTogether(one, reported)));
      if (together.some(({ fate }) => isRefused(fate))) pending = [];
      for (const { fate, ordinal } of together) if (fate === 'unknown') loaded.open.add(ordinal);
      yield* together;
    } else if (to - from <= mostHeld) {
      for (const verdict of [...verdicts]) yield reportedTogether(verdict, reported);
    } else for (const verdict of verdicts) yield reportedTogether(verdict, reported);
    for (const [ordinal, row] of pending) loaded.add(ordinal, row);
  }
}

function* batchVerdicts(
  table: RecordTable,
  plan: LoadPlan,
  loaded: LoadedRows,
  from: number,
  to: number,
  pending: (readonly [number, RowSave])[],
  reported: Reported,
): Generator<RowVerdict, void> {
  const valuesOf = valuesIn(table);
  const batch = new EarlierRows(
    plan.object,
    table.fields,
    (ordinal) => newValues(valuesOf(ordinal)),
    plan.operation === 'insert',
  );
  const repeated = repeatedKeys(table, from, to, plan);
  // Of a row that is written in another way no more is asked than its fate.
  const fateWritten = (save: OfflineSave) =>
    fateOfRules(
      judged(save, loaded, plan, ({ candidate }) => !isRow(candidate) || !loaded.open.has(candidate.ordinal)),
    );
  for (let ordinal = from; ordinal < to; ordinal++) {
    const row = rowSave(table, ordinal, valuesOf(ordinal), plan, loaded);
    const { save, key } = row;
    const place = {
      ordinal,
      position: table.position(ordinal),
      batch: Math.floor(from / plan.batchSize),
      operation: save.operation,
    };
    const fails =
      row.fails ??
      (repeated.has(recordKey(key, plan.externalId))
        ? `Another row of its batch has the same ${plan.externalId}: Salesforce refuses each of them.`
        : null);
    if (fails !== null) {
      yield { ...place, ...failing(fails) };
      continue;
    }
    const rules = judged(save, loaded, plan);
    const fate = fateOfRules(rules);
    const telling = rules.filter(({ isSilent }) => !isSilent).map(({ rule }) => rule);
    const beside =
      isRefused(fate) || fate === 'unknown' || !batch.has(plan.object)
        ? { escapes: [], reported: [] }
        : duplicatesIn(batch, save);
    noteReported(reported, ordinal, beside.reported);
    yield {
      ...place,
      fate,
      fails: null,
      isClean: !isRefused(fate) && fate !== 'unknown',
      certainty: certaintyOfFate(
        rules.map(({ rule: { finds, certainty }, ifFound }) => ({ finds, certainty, ifFound })),
        fate,
      ),
      rules: telling,
      action: actionFor(save, fate, telling),
      escapes: beside.escapes,
      reportedFor: beside.reported,
      reportedBy: [],
      hints: hintsFor(save, fate, sumOf(rules), fateWritten),
    };
    if (isRefused(fate)) continue;
    if (fate === 'unknown') loaded.open.add(ordinal);
    else if (save.operation === 'insert') batch.add(ordinal);
    else batch.addChange(ordinal, save.id, savedValues(save));
    pending.push([ordinal, row]);
  }
}

/** Rows of a batch are not refused for each other; a rule that reports holds them (facts, section 1.1). */
function reportedTogether(verdict: RowVerdict, reported: Reported): RowVerdict {
  const one = reported.get(verdict.ordinal);
  if (verdict.fate !== 'saved' || one === undefined) return verdict;
  return { ...verdict, fate: 'saved-and-reported', reportedBy: one.ownMatch ? [] : one.later };
}

/** Rows of a batch that are reported for each other: for an earlier one that they match, or for later ones. */
type Reported = Map<number, { readonly ownMatch: boolean; readonly later: number[] }>;

function noteReported(reported: Reported, ordinal: number, matches: readonly number[]): void {
  if (matches.length > 0) reported.set(ordinal, { ownMatch: true, later: [] });
  for (const other of matches) {
    const one = reported.get(other);
    if (one === undefined) reported.set(other, { ownMatch: false, later: [ordinal] });
    else if (one.later.length < mostMatches) one.later.push(ordinal);
  }
}

function failing(fails: string) {
  return {
    fate: 'refused',
    fails,
    isClean: false,
    certainty: 'documented',
    rules: [],
    action: { kind: 'review', why: 'it is refused whatever the rules find' },
    escapes: [],
    reportedFor: [],
    reportedBy: [],
    hints: [],
  } as const;
}

/** A tree request is saved as a whole, or not at all. */
function wholeBatch(verdicts: readonly RowVerdict[]): readonly RowVerdict[] {
  // allowSave helps the request only where it helps all of its refused rows.
  const fateOfAll = worst(verdicts.map(({ fate }) => fate));
  const refused = isRefused(fateOfAll) ? verdicts.find(({ fate }) => fate === fateOfAll) : undefined;
  const open = verdicts.find(({ fate }) => fate === 'unknown');
  return verdicts.map((verdict) => {
    if (isRefused(verdict.fate)) return verdict;
    if (refused !== undefined) {
      const fails = `Row ${refused.position.row} of its request is refused, and with it the whole request.`;
      return { ...verdict, fate: fateOfAll, fails, escapes: [], reportedFor: [], reportedBy: [], hints: [] };
    }
    if (open === undefined || verdict === open) return verdict;
    return {
      ...verdict,
      fate: 'unknown',
      certainty: 'unknown',
      escapes: [],
      reportedFor: [],
      reportedBy: [],
    };
  });
}

interface JudgedRule {
  readonly rule: RowRule;
  readonly reports: boolean;
  /** How many records it compared the save with. */
  readonly compared: number;
  /** It does nothing with this save. */
  readonly isSilent: boolean;
  /** What the row gets by it where it finds something for sure. */
  readonly ifFound: RowFate;
}

/** The rules that bear on a save, each with what it does. */
function judged(
  save: OfflineSave,
  { source, open }: LoadedRows,
  plan: LoadPlan,
  enough?: Enough,
): readonly JudgedRule[] {
  return runRules(save, source, enough)
    .filter(({ rule }) => rule.active)
    .map((run) => judgedRule(run, save.operation, source, open, plan));
}

function judgedRule(
  run: RuleRun,
  operation: RuleOperation,
  source: CandidateSource,
  open: ReadonlySet<number>,
  plan: LoadPlan,
): JudgedRule {
  const { rule, runs } = run;
  const reaction = reactionOn(rule, operation);
  // An object of which no records are at hand is told once, for the whole file.
  const parts = run.parts.filter(({ compiled }) => !('object' in compiled) || source.has(compiled.object));
  const finds = runs === false ? false : findsOf(parts);
  const matches = parts.flatMap(matchesOf);
  const hangsOnRows = matches.length > 0 && matches.every(({ row }) => row !== null && open.has(row));
  const known = runs === null || hangsOnRows ? null : finds;
  const result = resultOf(rule, operation, plan);
  return {
    reports: reaction.report,
    compared: run.parts.reduce((sum, { compared }) => sum + compared, 0),
    isSilent: finds === false,
    ifFound: runs === false ? 'saved' : fateOf(result, true, reaction.report),
    rule: {
      rule: rule.fullName,
      result: finds === false ? 'saved' : result,
      finds: finds === false ? false : known,
      certainty: runs === false ? run.certainty : certaintyOfParts(parts, finds, run.parts.length),
      matches: matches.slice(0, mostMatches),
      count: matches.length,
      notes: [
        ...(run.why === '' || runs === false ? [] : [run.why]),
        ...(hangsOnRows
          ? ['What it matches are rows of the file of which it is not known whether they are saved.']
          : []),
        ...parts.flatMap(({ notes }) => notes),
      ],
    },
  };
}

function findsOf(parts: readonly RulePartRun[]): boolean | null {
  if (parts.some(({ finds }) => finds === true)) return true;
  return parts.some(({ finds }) => finds === null) ? null : false;
}

function certaintyOfParts(parts: readonly RulePartRun[], finds: boolean | null, inAll: number) {
  if (parts.length < inAll && finds !== true) return 'unknown';
  const certainties = parts.filter((part) => part.finds === finds).map(({ certainty }) => certainty);
  if (finds === true) return strongest(...certainties);
  return finds === null ? 'unknown' : weakest(...certainties);
}

function matchesOf({ matches, reference }: RulePartRun): readonly RowMatch[] {
  return (matches ?? [])
    .filter(({ visible }) => visible === true)
    .map(({ candidate, certainty, confidence }: OfflineMatch) => {
      const inFile = isRow(candidate);
      return {
        object: reference.objectType,
        id: realId(candidate.id),
        row: inFile ? candidate.ordinal : null,
        ordinal: inFile ? null : candidate.ordinal,
        matchingRule: reference.matchingRule,
        certainty,
        confidence,
      };
    });
}

function sumOf(rules: readonly JudgedRule[]): number {
  return rules.reduce((sum, { compared }) => sum + compared, 0);
}

function fateOfRules(rules: readonly JudgedRule[]) {
  return worst(
    rules
      .filter(({ isSilent }) => !isSilent)
      .map(({ rule, reports }) => fateOf(rule.result, rule.finds === true, reports)),
  );
}

/** Earlier rows of the same batch that an active rule would have found in the org, and those that it reports. */
function duplicatesIn(
  batch: EarlierRows,
  save: OfflineSave,
): { readonly escapes: readonly number[]; readonly reported: readonly number[] } {
  const found = runRules(save, batch)
    .filter(({ rule, runs }) => rule.active && runs === true)
    .map(({ rule, parts }) => {
      const { action, report } = reactionOn(rule, save.operation);
      const ordinals = parts
        .flatMap(({ matches }) => matches ?? [])
        .filter(({ visible }) => visible === true)
        .map(({ candidate }) => candidate.ordinal);
      return { ordinals, reports: report && action !== 'Block' };
    });
  const unique = (some: typeof found) =>
    [...new Set(some.flatMap(({ ordinals }) => ordinals))].sort((a, b) => a - b);
  return { escapes: unique(found), reported: unique(found.filter(({ reports }) => reports)) };
}
