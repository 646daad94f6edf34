/** How a rule of the workspace and the org's rule of the same name differ. */
export interface RuleDrift {
  readonly kind: 'DuplicateRule' | 'MatchingRule';
  readonly fullName: string;
  readonly label: string;
  readonly state: 'same' | 'different' | 'only-local' | 'only-org';
  /** "action on create: Allow here, Block in the org". */
  readonly differences: readonly string[];
  /** URI of the local file; null where only the org has the rule. */
  readonly file: string | null;
  /** The org's copy as a metadata file; null where only the workspace has the rule. */
  readonly orgText: string | null;
  /** Path of the org's copy, in source format. */
  readonly orgPath: string | null;
}
