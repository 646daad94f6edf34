import type { LoadChannel } from '../core/preflight/loadChannels.ts';
import type { LoadPlan } from '../core/preflight/model.ts';
import type { RequestDefinition } from './messages.ts';

/** Command of the client that checks a file of records; takes its URI. */
export const checkBeforeLoadingCommand = 'duplicateRules.checkBeforeLoading';

/** What is to be asked before a file of records is checked. */
export interface PreflightChoices {
  /** Objects with active duplicate rules, by name, each with how many. */
  readonly objects: readonly { readonly object: string; readonly rules: number }[];
  /** That of the file, by its name or its columns; empty where neither tells. */
  readonly suggested: string;
  /** Names of its columns. */
  readonly columns: readonly string[];
  /** Ways to load it, with what they are called. */
  readonly channels: readonly {
    readonly channel: LoadChannel;
    readonly title: string;
    /** Rows that are saved in one go. */
    readonly batchSize: number;
  }[];
}

/** client → server: what a file of records may be, for an interview. Reads the file's first row. */
export const preflightChoicesRequest: RequestDefinition<{ readonly uri: string }, PreflightChoices> = {
  method: 'duplicateRules/preflightChoices',
};

/**
 * client → server: the object whose fields the columns of a file are, by the text of its first row; null where they are
 * those of no object with rules, or code lenses are switched off.
 */
export const objectOfHeaderRequest: RequestDefinition<
  { readonly uri: string; readonly header: string },
  string | null
> = { method: 'duplicateRules/objectOfHeader' };

export interface PreflightParams {
  readonly uri: string;
  readonly object: string;
  readonly operation: LoadPlan['operation'];
  readonly externalId: string | null;
  readonly channel: LoadChannel;
  /** URIs of files of existing records: of each object one. */
  readonly against: readonly string[];
}

export interface PreflightAnswer {
  /** The report as a page of its own, to be kept. */
  readonly html: string;
  /** What stands in its body, every text of it escaped; links to lines of the file are `#line-12`. */
  readonly contents: string;
}

/**
 * client → server: what becomes of each row of a file that is going to be loaded, without an org. Cancellable; tells
 * its progress as requests to orgs do.
 */
export const preflightRequest: RequestDefinition<PreflightParams, PreflightAnswer> = {
  method: 'duplicateRules/preflight',
};
