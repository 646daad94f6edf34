import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createProject, type Project } from '../../../server/src/core/project.ts';
import { recordReader } from '../../../server/src/core/recordSets/read.ts';
import { checkRuleTests } from '../../../server/src/core/ruleTests/check.ts';
import { fileRecordSink } from '../../../server/src/core/ruleTests/dataRecords.ts';
import { DataFiles } from '../../../server/src/core/ruleTests/existing.ts';
import type { RuleTestFile, RuleTestResult } from '../../../server/src/core/ruleTests/model.ts';
import { parseRuleTests } from '../../../server/src/core/ruleTests/parse.ts';
import { runRuleTest } from '../../../server/src/core/ruleTests/run.ts';

const samples = join(import.meta.dirname, '../../../samples');

/** The rules and objects of the sample projects, with more files if there are. */
export function sampleRules(more: Readonly<Record<string, string>> = {}): Project {
  const project = createProject();
  for (const folder of ['recruiting', 'referrals']) {
    const root = join(samples, folder, 'force-app');
    for (const file of readdirSync(root, { recursive: true, encoding: 'utf8' })) {
      const uri = `file:///${folder}/${file.replaceAll('\\', '/')}`;
      if (!/\.(?:duplicateRule|matchingRule|field|object)-meta\.xml$/.test(file) || !project.reads(uri))
        continue;
      project.setFile(uri, readFileSync(join(root, file), 'utf8'));
    }
  }
  for (const [uri, text] of Object.entries(more)) project.setFile(uri, text);
  return project;
}

export interface TestRun {
  readonly file: RuleTestFile;
  readonly results: readonly RuleTestResult[];
}

/** Reads, checks and runs a file of rule tests. @param data text of each file of records, by its path */
export function runFile(
  text: string,
  project: Project,
  data: Readonly<Record<string, string>> = {},
): TestRun {
  const file = checkRuleTests(parseRuleTests('file:///tests/a.duptest.yaml', text), project);
  const files = new DataFiles(({ path }) => {
    const held = data[path];
    if (held === undefined) return 'it is not there.';
    const sink = fileRecordSink();
    const reader = recordReader(path.endsWith('.csv') ? 'csv' : 'json', sink);
    reader.push(held);
    reader.end();
    return sink.end();
  });
  return { file, results: file.tests.map((test) => runRuleTest(file, test, project, files)) };
}
