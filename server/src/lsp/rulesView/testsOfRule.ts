import type { Named } from '../../core/metadata/editing/named.ts';
import { referencesInRuleTests } from '../../core/metadata/editing/testReferences.ts';
import { parseRuleTests } from '../../core/ruleTests/parse.ts';
import { LineIndex } from '../../core/text.ts';
import type { FileRange } from '../../protocol.ts';
import { toRange } from '../convert.ts';
import type { LoadedProject } from '../loadedProject.ts';
import type { RuleTestTexts } from '../ruleFiles/ruleTestTexts.ts';

/** The rule tests that name a duplicate rule or a matching rule, by the places of their names. */
export async function testsOfRule(
  named: Named,
  project: LoadedProject,
  texts: RuleTestTexts,
): Promise<readonly FileRange[]> {
  const files = await texts.of(project);
  const { catalog, schema } = project.analysis;
  const references = referencesInRuleTests(named, files, { catalog, schema });
  return files.flatMap(({ uri, text }) => {
    const places = references.filter((one) => one.uri === uri);
    if (places.length === 0) return [];
    const lines = new LineIndex(text);
    return parseRuleTests(uri, text)
      .tests.filter((one) => places.some(({ start }) => one.start <= start && start < one.end))
      .map(({ nameSpan }) => ({ uri, range: toRange(lines, nameSpan) }));
  });
}
