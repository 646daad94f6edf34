import type { Place, Span } from '../text.ts';
import type { SaveSite } from './site.ts';

/**
 * What a front-end finds in a file: saves, and other things that a rule about code looks at. Facts carry no
 * judgement; the rules and the outcome model make findings of them.
 */
export interface FileFacts {
  readonly sites: readonly SaveSite[];
  readonly observations: readonly Observation[];
  /** For suppressions and reasons. */
  readonly comments: readonly CommentText[];
  /** Suppressions that the language itself has, such as Apex's @SuppressWarnings. */
  readonly declaredSuppressions: readonly DeclaredSuppression[];
  /** True for generated code, of which nothing is reported. */
  readonly generated: boolean;
  /** True where the whole file is a test. */
  readonly isTest: boolean;
}

export interface CommentText extends Span {
  /** Without the comment marks. */
  readonly text: string;
}

export interface DeclaredSuppression {
  /** What it covers: the annotated class or method. */
  readonly covers: Span;
  readonly at: Span;
  readonly ruleId: string;
  readonly reason: string | null;
}

/** What is wrong with a header, and what was meant; `meant` is null where that cannot be told. */
export type MalformedHeader =
  | { readonly what: 'header-name'; readonly written: string; readonly meant: string }
  | { readonly what: 'parameter-name'; readonly written: string; readonly meant: string | null }
  | { readonly what: 'parameter-value'; readonly name: string; readonly written: string }
  | { readonly what: 'no-parameters'; readonly written: string };

/** Facts that are no saves. All have the place where a finding would stand, and whether that is in a test. */
export type Observation = { readonly place: Place; readonly inTest: boolean; readonly enclosing: string } & (
  | {
      /** `findDuplicates(...)` whose result is read as if it said whether there are duplicates. */
      readonly kind: 'find-duplicates-misread';
      readonly reads: 'size' | 'is-success' | 'result-list';
      readonly call: Place;
    }
  | {
      /** A field is set to a literal; only for fields that some rule's condition mentions. */
      readonly kind: 'field-write';
      readonly object: string | null;
      readonly field: string;
      readonly value: string | number | boolean | null;
    }
  /** An option that the language's API does not have: `DuplicateRuleHeader.includeRecordDetails` in Apex. */
  | { readonly kind: 'no-such-option'; readonly name: string }
  /** A header, its parameters or a value that Salesforce does not know; see requests/header.ts. */
  | { readonly kind: 'malformed-header'; readonly problem: MalformedHeader }
  /** Options passed where no overload takes them: `Database.upsert(x, dmlOptions)`. */
  | { readonly kind: 'no-such-overload'; readonly method: string }
  /** `LeadConvert.setBypassAccountDedupeCheck(true)`; `argument` is null if not known. */
  | { readonly kind: 'dedupe-check-bypass'; readonly method: string; readonly argument: boolean | null }
  /** Code that deploys or writes an inactive rule. */
  | {
      readonly kind: 'rule-deactivation';
      readonly ruleKind: 'duplicate' | 'matching';
      readonly ruleName: string | null;
      readonly reactivated: boolean;
    }
);
