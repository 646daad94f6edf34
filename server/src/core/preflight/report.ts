import { rowOf } from '../outcome/table.ts';
import type { DataProblem, RecordTable } from '../recordSets/model.ts';
import type { LoadPlan, PreflightSummary, RowFate, RowVerdict } from './model.ts';

/** What a preflight hands to a person or a program: plain data. It holds ids and rows, and no other value of a record. */
export interface PreflightReport {
  readonly file: string;
  /** Files of existing records, each with its object and number of records. */
  readonly existing: readonly { readonly file: string; readonly object: string; readonly records: number }[];
  readonly object: string;
  readonly operation: LoadPlan['operation'];
  readonly externalId: string | null;
  readonly channel: string;
  readonly channelTitle: string;
  readonly batchSize: number;
  readonly allowSave: boolean;
  readonly summary: PreflightSummary;
  /** Those of which something is to be told, in the order of the file; a text or page has the first of them. */
  readonly rows: readonly ReportedRow[];
  /** How many such rows there are. */
  readonly told: number;
  readonly problems: readonly (DataProblem & { readonly file: string })[];
}

export interface ReportedRow {
  /** From 1, the header not counted. */
  readonly row: number;
  readonly line: number | null;
  readonly fate: RowFate;
  /** Why it is refused though no duplicate rule refuses it; null if that is not so. */
  readonly fails: string | null;
  readonly certainty: RowVerdict['certainty'];
  readonly action: RowVerdict['action'];
  readonly rules: readonly ReportedRule[];
  /** Earlier rows of its batch that it duplicates. */
  readonly escapes: readonly number[];
  /** Those of them for which a rule reports it. */
  readonly reportedFor: readonly number[];
  /** Later rows of its batch that match it, where it is reported for them alone; the first of them. */
  readonly reportedBy: readonly number[];
  readonly hints: RowVerdict['hints'];
}

export interface ReportedRule {
  readonly rule: string;
  readonly result: string;
  readonly finds: boolean | null;
  readonly matches: readonly ReportedMatch[];
  readonly count: number;
  readonly notes: readonly string[];
}

export interface ReportedMatch {
  readonly object: string;
  readonly id: string | null;
  /** Of the file that is to be loaded, from 1; null for an existing record. */
  readonly row: number | null;
  /** Of the existing data, from 1; null for a row of the file. */
  readonly existingRow: number | null;
  readonly matchingRule: string;
  readonly certainty: RowVerdict['certainty'];
  readonly confidence: number;
}

/** A report of what is known at the end. */
export function preflightReport(
  plan: LoadPlan,
  found: Pick<PreflightReport, 'file' | 'existing' | 'summary' | 'rows' | 'told' | 'problems'>,
): PreflightReport {
  const { object, operation, externalId, channel, batchSize, allowSave } = plan;
  const { file, existing, ...rest } = found;
  return {
    file,
    existing,
    object,
    operation,
    externalId,
    channel,
    channelTitle: rowOf(channel).title,
    batchSize,
    allowSave,
    ...rest,
  };
}

/** What follows for a field that the file has no column for. */
export function leftBlank(operation: LoadPlan['operation']): string {
  switch (operation) {
    case 'insert':
      return 'the rows leave it blank';
    case 'update':
      return 'the rows leave it as it is';
    case 'upsert':
      return 'new rows leave it blank, others as it is';
  }
}

/** Whether there is anything to tell of a row. */
export function isTelling({ fate, escapes, hints }: RowVerdict): boolean {
  return fate !== 'saved' || escapes.length > 0 || hints.length > 0;
}

/** @param existing tables of existing records, by object in lower case */
export function reportedRow(
  verdict: RowVerdict,
  table: RecordTable,
  existing: ReadonlyMap<string, RecordTable>,
): ReportedRow {
  const rowOfOrdinal = (ordinal: number) => table.position(ordinal).row;
  return {
    row: verdict.position.row,
    line: verdict.position.line,
    fate: verdict.fate,
    fails: verdict.fails,
    certainty: verdict.certainty,
    action: verdict.action,
    rules: verdict.rules.map(({ rule, result, finds, matches, count, notes }) => ({
      rule,
      result,
      finds,
      matches: matches.map(({ object, id, row, ordinal, matchingRule, certainty, confidence }) => ({
        object,
        id,
        row: row === null ? null : rowOfOrdinal(row),
        existingRow:
          ordinal === null ? null : (existing.get(object.toLowerCase())?.position(ordinal).row ?? null),
        matchingRule,
        certainty,
        confidence,
      })),
      count,
      notes,
    })),
    escapes: verdict.escapes.map(rowOfOrdinal),
    reportedFor: verdict.reportedFor.map(rowOfOrdinal),
    reportedBy: verdict.reportedBy.map(rowOfOrdinal),
    hints: verdict.hints,
  };
}

export function planWords({
  channel,
  operation,
  externalId,
  object,
  batchSize,
  allowSave,
}: PlanWords): string {
  const by = operation === 'upsert' && externalId ? ` by ${externalId}` : '';
  const title = rowOf(channel as LoadPlan['channel']).title;
  const batches = batchSize === 1 ? 'one at a time' : `in batches of ${batchSize}`;
  return `${operation} of ${object}${by} over ${title}, ${batches}, ${allowSave ? 'with' : 'without'} allowSave`;
}

type PlanWords = Pick<
  PreflightReport,
  'channel' | 'operation' | 'externalId' | 'object' | 'batchSize' | 'allowSave'
>;
