import { fullNameOf } from '../files.ts';
import type { Finding } from '../findings.ts';
import { runs } from '../saveTable/rules.ts';
import type { AuditInput } from './input.ts';
import { placeAt } from './input.ts';
import type { AuditStatement, Means, Recommendation, Risk } from './model.ts';
import { statementId } from './model.ts';
import { sentencesOf } from './sentences.ts';

/** What findings on rule files say of what gets through; the others are about deploying. */
const kinds: Readonly<Record<string, { readonly risk: Risk; readonly advice: string }>> = {
  'inactive-matching-rule': {
    risk: 'medium',
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
};

/** What findings on rule files say of what gets through. */
export function fileStatements(input: AuditInput): readonly AuditStatement[] {
  const idle = idleRuleFiles(input);
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
  for (const [uri, { told, silenced }] of input.reviews) {
    // That none of its matching rules is active is said of the rule itself.
    if (idle.has(uri)) continue;
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

function idleRuleFiles({ catalog }: AuditInput): ReadonlySet<string> {
  return new Set(
    catalog.duplicateRules
      .filter((rule) => !runs(rule, catalog))
      .flatMap(({ source }) => (source.kind === 'file' ? [source.location.uri] : [])),
  );
}

function statement(
  finding: Finding,
  { risk, advice }: { readonly risk: Risk; readonly advice: string },
  reason: string | null,
  input: AuditInput,
): AuditStatement {
  const [first, ...details] = sentencesOf(finding.message);
  const text = `${fullNameOf(finding.location.uri)}: ${first!.replace(/^(?:The|This|Rule|An?|Two)\b/, (word) => word.toLowerCase())}`;
  const { ruleId } = finding;
  const missing = ruleId === 'inactive-matching-rule' ? notFound(first!) : null;
  const recommendation: Recommendation = {
    key: ruleId === 'inactive-matching-rule' ? 'inactive-matching-rules' : ruleId,
    text: advice,
    ease: 'minutes',
    ...missing,
    means: [
      ...(missing?.means ?? []),
      ...(withFix.has(ruleId) ? [{ kind: 'fix' as const, name: ruleId, does: 'mends it in the file' }] : []),
      { kind: 'page', name: ruleId, does: 'says more' },
    ],
  };
  return {
    id: statementId(ruleId, input.places.pathOf(finding.location.uri), finding.fingerprint),
    kind: ruleId,
    section: 'rules',
    // Whether a rule that is kept elsewhere is active is not known.
    risk: missing?.key === 'matching-rules-elsewhere' ? 'low' : risk,
    text,
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

/** A matching rule that is not there cannot be activated here: what is to be done hangs on why it is not. */
function notFound(sentence: string): Pick<Recommendation, 'key' | 'text' | 'means'> | null {
  if (!sentence.includes(' was not found: ')) return null;
  if (/there is no such rule\.$/.test(sentence)) {
    const text = 'Make the matching rules that duplicate rules name and that do not exist, or name others';
    return { key: 'missing-matching-rules', text, means: [] };
  }
  const retrieve: Means = {
    kind: 'command',
    name: 'sf project retrieve start --metadata MatchingRules',
    does: 'brings them into the project',
  };
  return {
    key: 'matching-rules-elsewhere',
    text: 'Retrieve the matching rules that active duplicate rules use and that are not in this project',
    means: [retrieve],
  };
}

const withFix: ReadonlySet<string> = new Set([
  'fuzzy-field-in-or',
  'missing-object-mapping',
  'invalid-rule-metadata',
]);
