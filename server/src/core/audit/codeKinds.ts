import type { AuditConfidence, Recommendation, Risk } from './model.ts';

/** What an audit makes of the findings of a rule on code. */
export interface CodeKind {
  readonly ruleId: string;
  /** `bypass`: duplicates pass the rules. `lost`: a refusal that at most a log gets to know of. */
  readonly sort: 'bypass' | 'lost' | 'doubtful';
  /** By the severity of the finding: by rules that are known, by assumed or doubtful ones. */
  readonly risk: Readonly<Record<'warning' | 'information', Risk>>;
  /** What stands at the place of the finding. */
  readonly what: string;
  /** Where the outcomes of a save do not say it. */
  readonly confidence?: AuditConfidence;
  readonly sources?: readonly string[];
  /** Sentences of the message that the audit says by itself, or that do not hold where a reason is stated. */
  readonly leaveOut: readonly string[];
  readonly recommendation: Recommendation;
}

const writeDown =
  'Write down why, as the page of this rule shows, or take the option out and handle the refusal.';

const kinds: readonly CodeKind[] = [
  {
    ruleId: 'allow-save-bypass',
    sort: 'bypass',
    risk: { warning: 'high', information: 'medium' },
    what: 'allowSave=true',
    leaveOut: ['No reason is stated.', writeDown],
    recommendation: {
      key: 'state-bypasses',
      text: 'State why each save may pass the alerts, who answers for it and until when, or take allowSave=true out and handle the refusal',
      ease: 'minutes',
      means: [
        { kind: 'fix', name: 'allow-save-bypass', does: 'writes the reason, or takes the option out' },
        { kind: 'scaffold', name: 'save-class', does: 'makes a class that sets the options in one place' },
      ],
    },
  },
  {
    ruleId: 'dedupe-check-bypass',
    sort: 'bypass',
    risk: { warning: 'medium', information: 'medium' },
    what: 'bypass of the dedupe check',
    confidence: 'weak',
    sources: [
      'Apex Reference Guide, LeadConvert',
      'a public org project that sets the dedupe bypass on every conversion',
    ],
    leaveOut: [],
    recommendation: {
      key: 'dedupe-check-bypass',
      text: 'Set the id of the existing account or contact on conversions instead of passing the dedupe check',
      ease: 'hours',
      means: [{ kind: 'page', name: 'dedupe-check-bypass', does: 'shows how' }],
    },
  },
  {
    ruleId: 'condition-field-bypass',
    sort: 'bypass',
    risk: { warning: 'high', information: 'medium' },
    what: 'bypass field set',
    confidence: 'documented',
    sources: ['Metadata API Developer Guide, DuplicateRule'],
    leaveOut: [
      'Write down why, as the page of this rule shows, or leave the field out so that the rule runs.',
    ],
    recommendation: {
      key: 'condition-field-bypass',
      text: 'State why records are exempt from rules by a field, or leave the field out',
      ease: 'minutes',
      means: [{ kind: 'page', name: 'condition-field-bypass', does: 'shows how to state the reason' }],
    },
  },
  {
    ruleId: 'rule-deactivated-by-code',
    sort: 'bypass',
    risk: { warning: 'high', information: 'medium' },
    what: 'rule set inactive',
    confidence: 'documented',
    sources: ['Metadata API Developer Guide, DuplicateRule'],
    leaveOut: [],
    recommendation: {
      key: 'rule-deactivated-by-code',
      text: 'Set each rule that a script switches off active again, also where the script fails',
      ease: 'hours',
      means: [{ kind: 'page', name: 'rule-deactivated-by-code', does: 'shows how' }],
    },
  },
  {
    ruleId: 'expired-bypass',
    sort: 'doubtful',
    risk: { warning: 'medium', information: 'low' },
    what: 'suppression with a date',
    confidence: 'exact',
    sources: [],
    leaveOut: [],
    recommendation: {
      key: 'expired-bypass',
      text: 'Decide again on each bypass whose day has passed, or has a date that cannot be read',
      ease: 'minutes',
      means: [{ kind: 'page', name: 'expired-bypass', does: 'says how dates are written' }],
    },
  },
  {
    ruleId: 'unhandled-duplicates',
    sort: 'lost',
    risk: { warning: 'high', information: 'medium' },
    what: 'refusal lost',
    leaveOut: [],
    recommendation: {
      key: 'lost-refusals',
      text: 'Handle each refusal that is lost',
      ease: 'hours',
      means: [
        {
          kind: 'fix',
          name: 'unhandled-duplicates',
          does: 'handles the refusal in Apex, JavaScript, TypeScript and Python',
        },
      ],
    },
  },
  {
    ruleId: 'flow-save-without-fault-path',
    sort: 'doubtful',
    risk: { warning: 'low', information: 'low' },
    what: 'no fault path',
    leaveOut: [],
    recommendation: {
      key: 'fault-paths',
      text: 'Draw a fault path for each save of a flow that a rule can refuse',
      ease: 'minutes',
      means: [{ kind: 'page', name: 'flow-save-without-fault-path', does: 'shows what it should do' }],
    },
  },
  {
    ruleId: 'ineffective-duplicate-header',
    sort: 'doubtful',
    risk: { warning: 'low', information: 'low' },
    what: 'option without effect',
    leaveOut: [],
    recommendation: {
      key: 'ineffective-options',
      text: 'Take options out that cannot do what they say, before somebody makes them take effect',
      ease: 'minutes',
      means: [{ kind: 'fix', name: 'ineffective-duplicate-header', does: 'takes the option out' }],
    },
  },
  {
    ruleId: 'malformed-duplicate-header',
    sort: 'doubtful',
    risk: { warning: 'low', information: 'low' },
    what: 'option misspelt',
    confidence: 'documented',
    sources: ['REST API Developer Guide, Duplicate Rule Headers'],
    leaveOut: [],
    recommendation: {
      key: 'ineffective-options',
      text: 'Take options out that cannot do what they say, before somebody makes them take effect',
      ease: 'minutes',
      means: [{ kind: 'fix', name: 'malformed-duplicate-header', does: 'corrects or removes it' }],
    },
  },
  {
    ruleId: 'sharing-hides-duplicates',
    sort: 'doubtful',
    risk: { warning: 'low', information: 'low' },
    what: 'runAsCurrentUser=true',
    confidence: 'open',
    leaveOut: [],
    recommendation: {
      key: 'sharing-hides-duplicates',
      text: 'Try saves with runAsCurrentUser=true as a user who cannot see the other record',
      ease: 'hours',
      means: [{ kind: 'page', name: 'sharing-hides-duplicates', does: 'says why' }],
    },
  },
];

export const codeKinds: ReadonlyMap<string, CodeKind> = new Map(kinds.map((kind) => [kind.ruleId, kind]));
