import type { SaveOptions, SaveTarget, WrittenFields } from '../../../site.ts';
import type { ObservationDraft, SaveDraft } from '../../libraries/model.ts';
import type { CallExpression } from '../../tree.ts';
import type { Frame, Step } from '../state/frame.ts';
import { plainText } from '../values/build.ts';
import { fieldsOf } from './fields.ts';
import { optionsOf } from './options.ts';
import { targetOf } from './target.ts';
import { versionOf } from './version.ts';

/** A save as one root comes upon it, read at once: what it is made of may change later. */
export interface EncounteredSave {
  readonly operation: SaveDraft['operation'];
  readonly channel: SaveDraft['channel'];
  readonly reports: SaveDraft['reports'];
  readonly target: SaveTarget;
  readonly options: SaveOptions;
  readonly fields: WrittenFields;
  readonly apiVersion: number | null;
  readonly externalId: string | null;
  readonly call: CallExpression;
  /** In which it stands. */
  readonly frame: Frame;
  /** Calls from the root to it. */
  readonly way: readonly Step[];
}

export interface EncounteredFact {
  readonly observation: ObservationDraft;
  readonly frame: Frame;
}

export function encountered(draft: SaveDraft, frame: Frame): EncounteredSave {
  return {
    operation: draft.operation,
    channel: draft.channel,
    reports: draft.reports,
    target: targetOf(draft.object, draft.records),
    options: optionsOf(draft),
    fields: fieldsOf(draft.records),
    apiVersion: versionOf(draft.version),
    externalId: plainText(draft.externalId),
    call: draft.at,
    frame,
    way: frame.way,
  };
}
