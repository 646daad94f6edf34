import { definitionInRuleTest } from '../../ruleTests/editing/find.ts';
import type { Location } from '../../text.ts';
import { locationOf } from './find.ts';
import type { Named } from './named.ts';
import type { RuleFileProject } from './project.ts';

/** Where rule tests name a rule of the project. Their YAML is read only where its name is in the text. */
export function referencesInRuleTests(
  named: Named,
  tests: Iterable<{ readonly uri: string; readonly text: string }>,
  project: RuleFileProject,
): readonly Location[] {
  if (named.kind !== 'duplicate-rule' && named.kind !== 'matching-rule') return [];
  const target = locationOf(named, project);
  if (target === null) return [];
  const found: Location[] = [];
  for (const { uri, text } of tests) {
    for (const start of occurrences(named.name, text)) {
      const leads = definitionInRuleTest(uri, text, start, project);
      if (leads?.uri !== target.uri || leads.start !== target.start) continue;
      found.push({ uri, start, end: start + named.name.length });
    }
  }
  return found;
}

/** Of a name as a word of its own, in any case. */
function occurrences(name: string, text: string): readonly number[] {
  const lower = text.toLowerCase();
  const word = name.toLowerCase();
  const found: number[] = [];
  for (let at = lower.indexOf(word); at >= 0; at = lower.indexOf(word, at + word.length)) {
    const isWord = !/\w/.test(lower[at - 1] ?? '') && !/\w/.test(lower[at + word.length] ?? '');
    if (isWord) found.push(at);
  }
  return found;
}
