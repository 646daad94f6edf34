import type { SaveOptions, SaveTarget, WrittenFields } from '../../../site.ts';
import type { ObservationDraft, SaveDraft } from '../../libraries/model.ts';
import type { SavedRecord } from '../../savedRecords.ts';
import type { CallExpression, FunctionSyntax } from '../../tree.ts';
import type { Frame } from '../state/frame.ts';
import { plainText } from '../values/build.ts';
import { fieldsOf } from './fields.ts';
import { optionsOf } from './options.ts';
import { recordsOf } from './records.ts';
import { conversionTarget, targetOf } from './target.ts';
import { versionOf } from './version.ts';

/** A save as one root comes upon it, read at once: what it is made of may change later. */
export interface EncounteredSave {
  readonly operation: SaveDraft['operation'];
  readonly channel: SaveDraft['channel'];
  readonly reports: SaveDraft['reports'];
  readonly target: SaveTarget;
  readonly options: SaveOptions;
  readonly fields: WrittenFields;
  readonly records: readonly SavedRecord[];
  readonly apiVersion: number | null;
  readonly externalId: string | null;
  readonly call: CallExpression;
  /** What it returns, as the model calls it; '' if that is nothing of a library. */
  readonly returns: string;
  /** Where it stands. */
  readonly spot: Spot;
  /** Calls from the root to it, outermost first. */
  readonly way: readonly WayStep[];
}

/** Where code stands: what of a frame outlives the evaluation. */
export interface Spot {
  readonly uri: string;
  /** The outermost function around it; null for code of the top level. */
  readonly root: FunctionSyntax | null;
  readonly label: string;
  readonly inTest: boolean;
}

export interface WayStep {
  readonly call: CallExpression;
  readonly from: Spot;
}

export interface EncounteredFact {
  readonly observation: ObservationDraft;
  readonly spot: Spot;
}

export function spotOf({ file, root, label, inTest }: Frame): Spot {
  return { uri: file.uri, root, label, inTest };
}

export function encountered(draft: SaveDraft, frame: Frame): EncounteredSave {
  const isConversion = draft.operation === 'convertLead';
  // What a conversion is given says which lead, and holds no field of the account or contact.
  const records = isConversion ? null : draft.records;
  return {
    operation: draft.operation,
    channel: draft.channel,
    reports: draft.reports,
    target: isConversion ? conversionTarget(draft.object) : targetOf(draft.object, records),
    options: optionsOf(draft),
    fields: fieldsOf(records),
    records: recordsOf({ ...draft, records }),
    apiVersion: versionOf(draft.version),
    externalId: plainText(draft.externalId),
    call: draft.at,
    returns: draft.returns.kind === 'library' ? draft.returns.type : '',
    spot: spotOf(frame),
    way: frame.way.map(({ call, from }) => ({ call, from: spotOf(from) })),
  };
}
