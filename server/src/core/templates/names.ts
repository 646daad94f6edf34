import { fullNameOf, kindOf } from '../files.ts';
import type { MatchingRule } from '../metadata/model.ts';
import type { TemplateProject } from './model.ts';

/** Longer developer names Salesforce does not take. */
export const longestName = 80;

/** What is wrong with a developer name; null: nothing. */
export function nameProblem(name: string): string | null {
  if (name === '') return 'A rule needs a name.';
  if (!/^\w+$/.test(name)) {
    return 'A developer name has letters, digits and underscores only.';
  }
  if (!/^[A-Za-z]/.test(name)) return 'A developer name begins with a letter.';
  if (/__/.test(name) || name.endsWith('_')) {
    return 'A developer name has no two underscores in a row, and none at its end.';
  }
  if (name.length > longestName) return `A developer name has ${longestName} characters at most.`;
  return null;
}

/** Developer names of the duplicate rules of an object, in lower case: of rules and of files that cannot be read. */
export function duplicateRuleNames(object: string, { catalog, files }: TemplateProject): ReadonlySet<string> {
  const prefix = `${object}.`.toLowerCase();
  const ofFiles = files
    .filter((uri) => kindOf(uri) === 'duplicate-rule')
    .map((uri) => fullNameOf(uri).toLowerCase())
    .filter((name) => name.startsWith(prefix))
    .map((name) => name.slice(prefix.length));
  const ofRules = rulesOf(object, catalog.duplicateRules).map(({ name }) => name.toLowerCase());
  return new Set([...ofFiles, ...ofRules]);
}

export function matchingRuleNames(object: string, { catalog }: TemplateProject): ReadonlySet<string> {
  return new Set(rulesOf(object, catalog.matchingRules).map(({ name }: MatchingRule) => name.toLowerCase()));
}

export function rulesOf<T extends { readonly object: string }>(
  object: string,
  rules: readonly T[],
): readonly T[] {
  const lower = object.toLowerCase();
  return rules.filter((rule) => rule.object.toLowerCase() === lower);
}

/** The name, or the first of `Name_2`, `Name_3` … that is free. @param taken in lower case */
export function freeName(name: string, taken: ReadonlySet<string>, join = '_'): string {
  for (let number = 1; ; number++) {
    const one = number === 1 ? name : `${name}${join}${number}`;
    if (!taken.has(one.toLowerCase())) return one;
  }
}
