import type { SaveTableAnswer } from '../../../server/src/protocol.ts';

/** All that the page shows. The extension sends it anew whenever something of it changes. */
export interface OnSaveState {
  /** Null until the first answer has come. */
  readonly answer: SaveTableAnswer | null;
  /** Why there is no newer answer; null if there is nothing to tell. */
  readonly failure: string | null;
  /** What a screen reader is told of a change that the user did not ask for; '' if nothing. */
  readonly news: string;
}

export type ToPage = { readonly kind: 'state'; readonly state: OnSaveState };

export type FromPage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'choose'; readonly object: string }
  | { readonly kind: 'openRule'; readonly fullName: string }
  | { readonly kind: 'copy' }
  /** The rules of the org are read: the user chooses so. */
  | { readonly kind: 'readOrg' }
  /** All rules of the object are in the project: a setting says so from now on. */
  | { readonly kind: 'complete' }
  | { readonly kind: 'retry' };
