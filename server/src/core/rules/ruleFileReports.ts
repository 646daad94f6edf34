import type { Related, Severity } from '../findings.ts';
import { isStandardRule } from '../matching/standard/rules.ts';
import type { ReadDuplicateRule } from '../metadata/duplicateRule.ts';
import type { DuplicateRule } from '../metadata/model.ts';
import type { RuleCatalog } from '../outcome/model.ts';
import type { Span } from '../text.ts';
import type { Report } from './rule.ts';

export interface RuleFileReport {
  readonly span: Span;
  readonly severity: Severity;
  readonly sentences: readonly (string | null)[];
  readonly related?: readonly Related[];
  /** What it is about, without positions: the rule's full name first. */
  readonly fingerprint: readonly string[];
}

/** A report on a place of a rule file. */
export function onRuleFile(uri: string, report: RuleFileReport): Report {
  const { span, severity, sentences, related = [], fingerprint } = report;
  return {
    place: { anchor: { uri, offset: 0 }, start: span.start, end: span.end },
    severity,
    message: sentences.filter((one) => one !== null && one !== '').join(' '),
    related,
    fingerprint: fingerprint.join('|'),
  };
}

/** Salesforce's own rules, which nobody edits. */
export function isStandardRuleName(name: string): boolean {
  return /^Standard_/i.test(name);
}

/** Salesforce's own matching rules (`Standard_Lead_Match_Rule_v1_0`), but not one's own `Standard_Project_Matching_Rule`. */
export function isStandardMatchingRuleName(name: string): boolean {
  return isStandardRule(name) || /^Standard_\w+_Match(?:ing)?_Rule_v\d/i.test(name);
}

/** A managed package's component: `ns__Name`. Names of one's own hold no two underscores in a row. */
export function isNamespaced(name: string): boolean {
  return /^[a-z][a-z0-9_]*?__[a-z]/i.test(name);
}

/** Accounts and person accounts are one object here; their rules have files of their own. */
export { isSameObject } from '../outcome/objectMapping.ts';

/** Of each rule the file that decides, as in the catalogue: the first by address. */
export function decidingCopies(files: readonly ReadDuplicateRule[]): readonly ReadDuplicateRule[] {
  const seen = new Set<string>();
  return files.filter((file) => {
    const name = file.fullName.toLowerCase();
    if (file.rule === null || seen.has(name)) return false;
    seen.add(name);
    return true;
  });
}

/** The rules of an object, person accounts on their own: an account's rules are not among those of either. */
export function ownRules(catalog: RuleCatalog, object: string): readonly DuplicateRule[] {
  const own = object.toLowerCase();
  return catalog.rulesFor(object).filter((rule) => rule.object.toLowerCase() === own);
}
