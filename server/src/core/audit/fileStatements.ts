import type { Finding } from '../findings.ts';
import type { AuditInput } from './input.ts';
import { placeAt } from './input.ts';
import type { AuditStatement, Recommendation, Risk } from './model.ts';
import { statementId } from './model.ts';
import { sentencesOf } from './sentences.ts';

/** What findings on rule files say of what gets through; the others are about deploying. */
const kinds: Readonly<Record<string, { readonly risk: Risk; readonly advice: string }>> = {
  'inactive-matching-rule': {
    risk: 'high',
    advice: 'Activate the matching rules that active duplicate rules use',
  },
  'fuzzy-field-in-or': { risk: 'medium', advice: 'Split matching rules that repeat a fuzzy field' },
  'missing-object-mapping': {
    risk: 'medium',
    advice: 'Add the object mappings that cross-object rules lack',
  },
  'asymmetric-actions': {
    risk: 'medium',
    advice: 'Decide whether edit should be held to what create is held to',
  },
  'invalid-rule-metadata': { risk: 'medium', advice: 'Mend the rule files that cannot be read or deployed' },
  'bypass-condition': {
    risk: 'medium',
    advice: 'Review the users and records that conditions exempt, and state why',
  },
};

/** What findings on rule files say of what gets through. */
export function fileStatements(input: AuditInput): readonly AuditStatement[] {
  const made = new Map<string, AuditStatement>();
  const add = (statement: AuditStatement) => {
    const known = made.get(statement.id);
    made.set(
      statement.id,
      known === undefined
        ? statement
        : { ...known, places: [...known.places, ...statement.places], count: known.count + 1 },
    );
  };
  for (const { told, silenced } of input.reviews.values()) {
    for (const finding of told) {
      const kind = kinds[finding.ruleId];
      if (kind) add(statement(finding, kind, null, input));
    }
    for (const { finding, reason } of silenced) {
      const kind = kinds[finding.ruleId];
      if (kind) add(statement(finding, { ...kind, risk: 'low' }, reason ?? '', input));
    }
  }
  return [...made.values()];
}

function statement(
  finding: Finding,
  { risk, advice }: { readonly risk: Risk; readonly advice: string },
  reason: string | null,
  input: AuditInput,
): AuditStatement {
  const [text, ...details] = sentencesOf(finding.message);
  const { ruleId } = finding;
  const recommendation: Recommendation = {
    key: ruleId,
    text: advice,
    ease: 'minutes',
    means: [
      ...(withFix.has(ruleId) ? [{ kind: 'fix' as const, name: ruleId, does: 'mends it in the file' }] : []),
      { kind: 'page', name: ruleId, does: 'says more' },
    ],
  };
  return {
    id: statementId(ruleId, input.places.pathOf(finding.location.uri), finding.fingerprint),
    kind: ruleId,
    section: 'rules',
    risk,
    text: text!,
    details:
      reason === null
        ? details
        : [...details, reason === '' ? 'Silenced without a reason.' : `Stated reason: ${reason}`],
    confidence: 'documented',
    sources: ['Metadata API Developer Guide, DuplicateRule'],
    places: [placeAt(input, finding.location, ruleId)],
    count: 1,
    recommendation: reason === null || reason === '' ? recommendation : null,
  };
}

const withFix: ReadonlySet<string> = new Set([
  'fuzzy-field-in-or',
  'missing-object-mapping',
  'invalid-rule-metadata',
]);
