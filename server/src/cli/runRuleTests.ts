import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Project } from '../core/project.ts';
import { activatedFiles } from '../core/ruleTests/activated.ts';
import { checkRuleTests } from '../core/ruleTests/check.ts';
import { RuleCoverage } from '../core/ruleTests/coverage.ts';
import type { DataFiles } from '../core/ruleTests/existing.ts';
import type { RuleTest, RuleTestFile, RuleTestResult, RuleTestTarget } from '../core/ruleTests/model.ts';
import { parseRuleTests } from '../core/ruleTests/parse.ts';
import {
  type ReportedCoverage,
  type ReportedFile,
  type RuleTestReport,
  type RunFile,
  reportedCoverage,
  reportedFile,
  reportJson,
  summaryOf,
} from '../core/ruleTests/report.ts';
import { runRuleTest } from '../core/ruleTests/run.ts';
import { ruleTestText } from '../core/ruleTests/text.ts';
import { makeFolder } from '../data/makeFolder.ts';
import { replaceFile } from '../data/replaceFile.ts';
import { findProject } from '../workspace/findProjects.ts';
import { whyNotWritten } from '../workspace/problem.ts';
import { EXIT_FINDINGS, EXIT_OK } from './exitCodes.ts';
import { formatJson } from './formats/json.ts';
import { formatJunit } from './formats/junit.ts';
import type { OrgRun } from './orgRun.ts';
import { outputWidth, writeOut } from './output.ts';
import { displayPath, pathOfUri, uriOfPath } from './paths.ts';
import { Problem } from './problem.ts';
import { junitReport, refuseToOverwrite, refuseToReplaceOther } from './refuseToOverwrite.ts';
import { openRuleProject } from './ruleProject.ts';
import { dataOfTests, filesBelow, textOf } from './ruleTestFiles.ts';
import { statOf } from './targets.ts';

/** The options of `test`, as the command line gives them. */
export interface TestOptions {
  readonly format: 'text' | 'json' | 'junit';
  readonly junit?: string;
  readonly coverage?: true;
  readonly filter?: string;
  readonly project?: string;
  /** Wherever the tests say. */
  readonly target?: RuleTestTarget;
}

/**
 * The `test` command.
 *
 * @returns the exit code
 * @throws Problem where there is nothing to run
 */
export async function runRuleTests(
  typed: readonly string[],
  options: TestOptions,
  run: OrgRun,
): Promise<number> {
  const files = findFiles(typed.length === 0 ? ['.'] : typed, run);
  const { junit } = options;
  if (junit !== undefined) {
    refuseToOverwrite(junit, path.resolve(run.cwd, junit), files);
    refuseToReplaceOther(junit, path.resolve(run.cwd, junit), junitReport);
  }
  const tester = new Tester(options, run);
  run.endInOrder();
  for (const file of files) await tester.file(file);
  const report = tester.report();
  const { passed, failed, skipped, errors } = report.summary;
  if (passed + failed + skipped + errors === 0) {
    throw new Problem(
      options.filter === undefined
        ? 'the files hold no tests.'
        : `no test has "${options.filter}" in its name.`,
    );
  }
  if (junit !== undefined) writeJunit(junit, report, tester.dataFiles, run);
  run.settle();
  writeOut(formatted(report, options.format));
  return failed + errors > 0 ? EXIT_FINDINGS : EXIT_OK;
}

class Tester {
  readonly #options: TestOptions;
  readonly #run: OrgRun;
  readonly #projects = new Map<string, Tested>();
  readonly #files: ReportedFile[] = [];
  /** Absolute paths of records that tests name. */
  readonly dataFiles: string[] = [];
  /** Files of rules, objects and fields by the project's folder: for embedded orgs. */
  readonly #metadata = new Map<string, ReadonlyMap<string, string>>();

  constructor(options: TestOptions, run: OrgRun) {
    this.#options = options;
    this.#run = run;
  }

  async file(file: string): Promise<void> {
    const shown = displayPath(file, this.#run.cwd);
    const text = textOf(file, shown);
    const { project, coverage } = this.#project(file);
    const parsed = checkRuleTests(parseRuleTests(uriOfPath(file), text), project);
    const filter = this.#options.filter?.toLowerCase();
    const wanted = parsed.tests.filter(({ id }) => filter === undefined || id.toLowerCase().includes(filter));
    // Errors of a file without the tests that are asked for are not asked for either.
    if (wanted.length === 0 && (filter !== undefined || parsed.problems.length === 0)) return;
    for (const { path: named } of parsed.dataFiles)
      this.dataFiles.push(path.resolve(path.dirname(file), named));
    const data = await dataOfTests(parsed, file, shown, this.#run);
    const results: RunFile['results'][number][] = [];
    for (const test of wanted) {
      this.#run.progress(`Testing ${shown} … ${results.length + 1} of ${wanted.length}`);
      await new Promise(setImmediate);
      this.#run.signal.throwIfAborted();
      const start = performance.now();
      const result = await this.#result(parsed, test, file, data);
      coverage.add(result.touched);
      results.push({ result, milliseconds: performance.now() - start });
    }
    this.#files.push(reportedFile({ path: shown, text, file: parsed, results }));
  }

  async #result(
    parsed: RuleTestFile,
    test: RuleTest,
    file: string,
    data: DataFiles,
  ): Promise<RuleTestResult> {
    const { project, root } = this.#project(file);
    const target = this.#options.target ?? test.target;
    if (target === 'offline' || test.isBroken || test.skip !== null) {
      return runRuleTest(parsed, test, project, data);
    }
    const { observeRuleTest } = await import('../embedded/observeRuleTest.ts');
    const { readProjectFiles } = await import('../sandbox/rules/project.ts');
    const metadata = this.#metadata.get(root) ?? readProjectFiles(root);
    this.#metadata.set(root, metadata);
    const { observed, problems } = await observeRuleTest(
      test,
      activatedFiles(metadata, parsed.activate),
      project,
      data,
    );
    if (problems.length === 0) return runRuleTest(parsed, test, project, data, observed);
    return { id: test.id, status: 'error', messages: problems, failures: [], saves: [], touched: {} };
  }

  report(): RuleTestReport {
    const coverage = this.#options.coverage ? this.#coverage() : null;
    return { files: this.#files, summary: summaryOf(this.#files), coverage };
  }

  #project(file: string): Tested {
    const named = this.#options.project ?? path.dirname(file);
    const key = this.#options.project ?? findProject(named).root;
    let tested = this.#projects.get(key);
    if (tested === undefined) {
      const { project, root } = openRuleProject({ project: named }, this.#run);
      tested = { project, root, coverage: new RuleCoverage() };
      this.#projects.set(key, tested);
    }
    return tested;
  }

  #coverage(): readonly ReportedCoverage[] {
    const { cwd } = this.#run;
    return [...this.#projects.values()].flatMap(({ project, coverage }) =>
      coverage.files(project.catalog, fileText).map((file) => {
        const shown = displayPath(pathOfUri(file.uri), cwd);
        return reportedCoverage(shown, fileText(file.uri)!, file);
      }),
    );
  }
}

interface Tested {
  readonly project: Project;
  /** Absolute path of its folder. */
  readonly root: string;
  readonly coverage: RuleCoverage;
}

function fileText(uri: string): string | null {
  try {
    return readFileSync(pathOfUri(uri), 'utf8');
  } catch {
    return null;
  }
}

/** @throws Problem for a path that is not there, or where no path holds rule tests */
function findFiles(typed: readonly string[], { cwd, warn }: OrgRun): readonly string[] {
  const files = new Set<string>();
  const empty: string[] = [];
  for (const one of typed) {
    const absolute = path.resolve(cwd, one);
    const stat = statOf(one, absolute);
    if (!stat.isDirectory() && !/\.ya?ml$/i.test(absolute)) {
      throw new Problem(`"${one}" is no file of rule tests: these end in .duptest.yaml.`);
    }
    const found = stat.isDirectory() ? filesBelow(absolute) : [absolute];
    if (found.length === 0) empty.push(one);
    for (const file of found) files.add(file);
  }
  if (files.size === 0) {
    const where = empty.map((one) => `"${one}"`).join(', ');
    throw new Problem(`there are no rule tests in ${where}: files that end in .duptest.yaml.`);
  }
  for (const one of empty) warn(`there are no rule tests in "${one}".`);
  return [...files].sort();
}

function formatted(report: RuleTestReport, format: TestOptions['format']): string {
  switch (format) {
    case 'text':
      return ruleTestText(report, outputWidth());
    case 'json':
      return formatJson(reportJson(report));
    case 'junit':
      return formatJunit(report);
  }
}

function writeJunit(typed: string, report: RuleTestReport, read: readonly string[], { cwd }: OrgRun): void {
  const file = path.resolve(cwd, typed);
  refuseToOverwrite(typed, file, read);
  try {
    makeFolder(path.dirname(file));
    replaceFile(file, formatJunit(report));
  } catch (error) {
    throw new Problem(`"${typed}" cannot be written: ${whyNotWritten(error)}.`);
  }
}
