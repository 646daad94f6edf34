import { type Certainty, strongest, weakest } from '../matching/certainty.ts';
import type { DuplicateRule } from '../metadata/model.ts';
import type { RuleOperation } from '../outcome/model.ts';
import { reactionOn } from '../outcome/reaction.ts';
import { cellFor, rowOf } from '../outcome/table.ts';
import type { TableResult } from '../outcome/tableModel.ts';
import type { LoadPlan, RowFate } from './model.ts';

/** What a rule that finds a duplicate does with a save on the plan's channel, from the outcome table. */
export function resultOf(
  rule: DuplicateRule,
  operation: RuleOperation,
  { channel, allowSave }: Pick<LoadPlan, 'channel' | 'allowSave'>,
): TableResult {
  const row = rowOf(channel);
  const reaction = reactionOn(rule, operation);
  const cell = cellFor(row, reaction);
  if (cell === null) return 'unknown';
  const isAlert = reaction.action === 'Allow' && reaction.alert;
  return allowSave && isAlert && row.alertAllowSave !== null ? row.alertAllowSave.result : cell.result;
}

/** Whether allowSave can be given on a channel at all. */
export function takesAllowSave(channel: LoadPlan['channel']): boolean {
  return rowOf(channel).alertAllowSave !== null;
}

const fates: Readonly<Record<TableResult, RowFate>> = {
  refused: 'refused',
  'refused-unless-allow-save': 'refused-unless-allow-save',
  asked: 'refused-unless-allow-save',
  'saved-and-reported': 'saved-and-reported',
  'saved-by-allow-save': 'saved-and-reported',
  saved: 'saved',
  'not-evaluated': 'saved',
  unknown: 'unknown',
};

/** @param isSure false where it is not known whether the rule finds something, or runs: then none is said to report */
export function fateOf(result: TableResult, isSure: boolean, reports: boolean): RowFate {
  const fate = result === 'saved-by-allow-save' && !reports ? 'saved' : fates[result];
  if (isSure || fate === 'saved') return fate;
  return fate === 'saved-and-reported' ? 'saved' : 'unknown';
}

const order: readonly RowFate[] = [
  'refused',
  'refused-unless-allow-save',
  'unknown',
  'saved-and-reported',
  'saved',
];

/** Of several rules together. */
export function worst(fatesOfRules: readonly RowFate[]): RowFate {
  return order[Math.min(order.length - 1, ...fatesOfRules.map((fate) => order.indexOf(fate)))]!;
}

export function isRefused(fate: RowFate): boolean {
  return fate === 'refused' || fate === 'refused-unless-allow-save';
}

/** What a rule found, and what it does with the save where it finds something. */
export interface FateOfRule {
  /** Null: not known. */
  readonly finds: boolean | null;
  readonly certainty: Certainty;
  readonly ifFound: RowFate;
}

/**
 * As sure as what decides: the surest of the rules by which the row gets its fate, and that those by which it would
 * get a worse one find nothing.
 */
export function certaintyOfFate(rules: readonly FateOfRule[], fate: RowFate): Certainty {
  if (fate === 'unknown') return 'unknown';
  const deciding = rules.filter(({ finds, ifFound }) => finds === true && ifFound === fate);
  const others = rules.filter(({ finds, ifFound }) => finds !== true && worst([ifFound, fate]) !== fate);
  return weakest(
    deciding.length > 0 ? strongest(...deciding.map(({ certainty }) => certainty)) : 'exact',
    ...others.map(({ finds, certainty }) => (finds === null ? 'unknown' : certainty)),
  );
}
