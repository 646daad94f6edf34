import type { Impact, TestChange } from '../../core/impact/model.ts';
import { objectsConcerned, testChanges } from '../../core/impact/testChanges.ts';
import type { OtherRules } from '../../core/project.ts';
import { parseRuleTests } from '../../core/ruleTests/parse.ts';
import type { LoadedProject } from '../loadedProject.ts';
import type { ProjectSource } from '../projectSource.ts';
import type { RuleTestFiles } from '../ruleTests/ruleTestFiles.ts';
import { type Cancellable, inSlices } from '../slices.ts';

export interface TestsAsked {
  readonly source: ProjectSource;
  readonly files: RuleTestFiles;
  readonly token: Cancellable;
}

/** The rule tests of a project by its rules and by others. Null where it was cancelled. */
export async function changedTests(
  project: LoadedProject,
  other: OtherRules,
  impact: Impact,
  { source, files, token }: TestsAsked,
): Promise<Impact['tests'] | null> {
  const { catalogOfFiles, schema } = project.analysis;
  const objects = objectsConcerned(impact);
  const changes: TestChange[] = [];
  let run = 0;
  for (const uri of project.root === '' ? [] : await source.findRuleTests(project.root)) {
    const found = await files.text(uri);
    if (found === null || found.project !== project) continue;
    const file = parseRuleTests(uri, found.text);
    const controller = new AbortController();
    const data = await files.data({ ...found, file }, controller.signal);
    const compared = testChanges({
      file,
      data,
      objects,
      before: { catalog: other.catalogOfFiles, schema },
      after: { catalog: catalogOfFiles, schema },
    });
    const isWhole = await inSlices(
      compared,
      (change) => {
        run++;
        if (change !== null) changes.push(change);
      },
      token,
    );
    if (!isWhole) return null;
  }
  return { run, changes };
}
