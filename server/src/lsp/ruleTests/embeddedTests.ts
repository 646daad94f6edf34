import { activatedFiles } from '../../core/ruleTests/activated.ts';
import type { DataFiles } from '../../core/ruleTests/existing.ts';
import type { RuleTest, RuleTestResult } from '../../core/ruleTests/model.ts';
import { runRuleTest } from '../../core/ruleTests/run.ts';
import type { Documents } from '../documents.ts';
import { pathOfUri, uriOfPath } from '../uris.ts';
import type { OpenedRuleTests } from './ruleTestFiles.ts';

/** Runs a test where it says: by the engine alone, or also in an embedded org with the rules as they are in the editor. */
export async function runTestWhereItSays(
  { file, rules, project }: OpenedRuleTests,
  test: RuleTest,
  data: DataFiles,
  documents: Documents,
): Promise<RuleTestResult> {
  if (test.target === 'offline' || test.isBroken || test.skip !== null) {
    return runRuleTest(file, test, rules, data);
  }
  // Loaded with the first test that needs it.
  const { observeRuleTest } = await import('../../embedded/observeRuleTest.ts');
  const { readProjectFiles } = await import('../../sandbox/rules/project.ts');
  const folder = pathOfUri(project.root);
  const onDisk = folder === null ? [] : [...readProjectFiles(folder)];
  const metadata = new Map(onDisk.map(([path, text]) => [path, documents.text(uriOfPath(path)) ?? text]));
  const { observed, problems } = await observeRuleTest(
    test,
    activatedFiles(metadata, file.activate),
    rules,
    data,
  );
  if (problems.length === 0) return runRuleTest(file, test, rules, data, observed);
  return { id: test.id, status: 'error', messages: problems, failures: [], saves: [], touched: {} };
}
