import type { Channel } from '../saves/site.ts';
import type { Confidence, Result } from './model.ts';
import type { SourceKey } from './sources.ts';

/** Every way to save that the facts speak of, with those that no code takes. */
export type TableChannel =
  | Channel
  | 'ui-form'
  | 'apex-upsert'
  | 'apex-set-options'
  | 'nested-dml'
  | 'apex-async'
  | 'soap-merge'
  | 'data-import-wizard'
  | 'web-to-lead'
  | 'lead-conversion-ui'
  | 'merge-ui'
  | 'merge-apex'
  | 'undelete'
  | 'quick-create'
  | 'self-registration'
  | 'exchange-sync'
  | 'person-account-conversion';

/** `asked`: a dialog shows the alert, and the user may save. */
export type TableResult = Result | 'asked';

export interface Cell {
  readonly result: TableResult;
  readonly confidence: Confidence;
  readonly sources: readonly SourceKey[];
}

/** A sentence, how sure it is, and what it rests on. */
export interface Statement {
  readonly text: string;
  readonly confidence: Confidence;
  readonly sources: readonly SourceKey[];
}

/** What carries allowSave on a channel. */
export type OptionCarrier =
  /** DMLOptions, the header or the body of the call itself. */
  | 'call'
  /** Not this form, but another one that a local rewrite gives: `insert x;` becomes `Database.insert(x, dml)`. */
  | 'after-rewrite'
  /** A setting of the tool. */
  | 'tool-setting'
  | 'none';

export interface Row {
  readonly channel: TableChannel;
  readonly title: string;
  /** Row numbers in section 1.2 of the facts. */
  readonly facts: readonly number[];
  readonly carrier: OptionCarrier;
  /** Action Block. */
  readonly block: Cell;
  /** Action Allow with Alert, no allowSave or allowSave=false. */
  readonly alert: Cell;
  /** Action Allow with Alert and allowSave=true; null where the channel has no such option. */
  readonly alertAllowSave: Cell | null;
  /** Action Allow without Alert: Report only, or nothing. */
  readonly quiet: Cell;
  /** What a reader should know besides; '' if nothing. */
  readonly note: string;
}

type Entry = TableResult | readonly [TableResult, Confidence, ...SourceKey[]];

/** The short way to write a row: a cell without confidence and sources of its own takes those of the row. */
export interface RowDraft {
  readonly channel: TableChannel;
  readonly title: string;
  readonly facts: readonly number[];
  readonly carrier: OptionCarrier;
  readonly confidence: Confidence;
  readonly sources: readonly SourceKey[];
  readonly block: Entry;
  readonly alert: Entry;
  readonly alertAllowSave: Entry | null;
  readonly quiet: Entry;
  readonly note?: string;
}

export function row(draft: RowDraft): Row {
  const cell = (entry: Entry): Cell => {
    if (typeof entry === 'string')
      return { result: entry, confidence: draft.confidence, sources: draft.sources };
    const [result, confidence, ...own] = entry;
    return { result, confidence, sources: own.length > 0 ? own : draft.sources };
  };
  return {
    channel: draft.channel,
    title: draft.title,
    facts: draft.facts,
    carrier: draft.carrier,
    block: cell(draft.block),
    alert: cell(draft.alert),
    alertAllowSave: draft.alertAllowSave === null ? null : cell(draft.alertAllowSave),
    quiet: cell(draft.quiet),
    note: draft.note ?? '',
  };
}
