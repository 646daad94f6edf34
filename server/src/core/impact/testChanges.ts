import { checkRuleTests } from '../ruleTests/check.ts';
import type { DataFiles } from '../ruleTests/existing.ts';
import type { RuleTest, RuleTestFile, RuleTestResult } from '../ruleTests/model.ts';
import { type RuleTestProject, runRuleTest } from '../ruleTests/run.ts';
import type { Impact, TestChange } from './model.ts';

export interface ComparedTests {
  /** As it was parsed, not checked yet. */
  readonly file: RuleTestFile;
  readonly data: DataFiles;
  /** A test that saves none of these objects (lower case) is not run: nothing can change. Null: run all. */
  readonly objects: ReadonlySet<string> | null;
  readonly before: RuleTestProject;
  readonly after: RuleTestProject;
}

/** Runs the tests of a file by both rules, offline; yields each that was looked at, with its change if there is one. */
export function* testChanges({
  file,
  data,
  objects,
  before,
  after,
}: ComparedTests): Generator<TestChange | null> {
  const was = checkRuleTests(file, before);
  const is = checkRuleTests(file, after);
  for (const [index, test] of is.tests.entries()) {
    if (objects !== null && !savesOneOf(test, objects)) {
      yield null;
      continue;
    }
    const result = runRuleTest(is, test, after, data);
    const earlier = runRuleTest(was, was.tests[index]!, before, data);
    yield isSame(earlier, result)
      ? null
      : {
          uri: file.uri,
          name: test.name,
          location: { uri: file.uri, ...test.nameSpan },
          before: earlier,
          after: result,
        };
  }
}

function savesOneOf({ saves }: RuleTest, objects: ReadonlySet<string>): boolean {
  return saves.some(({ records }) => records.some(({ object }) => objects.has(object.value.toLowerCase())));
}

function isSame(before: RuleTestResult, after: RuleTestResult): boolean {
  const outcomes = ({ saves }: RuleTestResult) => saves.map(({ outcome }) => outcome).join();
  return before.status === after.status && outcomes(before) === outcomes(after);
}

/** Objects of which a save may be judged otherwise, in lower case; null: all. */
export function objectsConcerned({ rules, leadConversion }: Impact): ReadonlySet<string> | null {
  if (leadConversion !== null) return null;
  return new Set(
    rules
      .flatMap(({ before, after }) => [before, after])
      .flatMap((rule) => (rule === null ? [] : [rule.object.toLowerCase()]))
      .flatMap((object) => (object === 'personaccount' ? [object, 'account'] : [object])),
  );
}
