import type {
  DescribedForm,
  Explanation,
  OpenField,
  SampleField,
  SampleRecord,
  TestedPreview,
} from '../../../server/src/protocol.ts';

/** All that the preview's page shows. The extension sends it anew whenever something of it changes. */
export interface PanelState {
  /** Counts up: answers to an earlier state are out of date. */
  readonly version: number;
  readonly form: FormState | null;
  /** What is being waited for; null if nothing is. */
  readonly busy: string | null;
  readonly failure: Failure | null;
  readonly tested: TestedPreview | null;
  readonly explanation: Explanation | null;
  /** What can be done about an org that the explanation did without. */
  readonly waysToAsk: Failure['actions'];
}

/** The record to test, as the form starts with it. */
export interface FormState {
  /** Another number starts the form afresh; the same one keeps what was typed. */
  readonly draftNumber: number;
  readonly form: DescribedForm;
  readonly id: string | null;
  readonly fields: readonly SampleField[];
  readonly open: readonly OpenField[];
  /** Where the record was found: `new Lead(…) in LeadCapture.register`; '' for one that is typed in. */
  readonly origin: string;
  /** Name of the file whose records it is compared with; null: the org tests it. */
  readonly against: string | null;
}

export interface Failure {
  readonly text: string;
  readonly actions: readonly { readonly id: FailureAction; readonly label: string }[];
}

export type FailureAction =
  | 'testLocally'
  | 'useEmbeddedOrg'
  | 'startEmbeddedOrg'
  | 'retry'
  | 'selectOrg'
  | 'manageTrust'
  | 'showOutput';

export type ToPage = { readonly kind: 'state'; readonly state: PanelState };

export type FromPage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'test'; readonly record: SampleRecord }
  | { readonly kind: 'cancel' }
  /** Another file of records to compare with. `record`: as the form stands now; null without a form. */
  | { readonly kind: 'chooseFile'; readonly record: SampleRecord | null }
  /** The tested record as a file of rule tests. */
  | { readonly kind: 'makeRuleTest' }
  | { readonly kind: 'openRecord'; readonly url: string }
  | { readonly kind: 'openRule'; readonly fullName: string }
  /** `refusal`: which refusal of an explanation; null for a tested record. */
  | { readonly kind: 'copyJson'; readonly refusal: number | null }
  | { readonly kind: 'useCode'; readonly refusal: number | null; readonly id: string }
  | { readonly kind: 'testRow'; readonly refusal: number; readonly row: number }
  | { readonly kind: 'failureAction'; readonly id: FailureAction; readonly record: SampleRecord | null };
