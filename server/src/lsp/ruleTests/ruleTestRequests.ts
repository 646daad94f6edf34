import { t } from '@vscode/l10n';
import type { Connection, Disposable } from 'vscode-languageserver';
import * as z from 'zod';
import { RuleCoverage } from '../../core/ruleTests/coverage.ts';
import type { CoveredElement, RuleTest, RuleTestResult } from '../../core/ruleTests/model.ts';
import {
  type CoveredFile,
  type RuleTestOutcome,
  type RuleTestRun,
  ruleTestEndedNotification,
  ruleTestsOfRequest,
  runRuleTestsRequest,
} from '../../protocol.ts';
import { toRange } from '../convert.ts';
import type { Documents } from '../documents.ts';
import { localised } from '../l10n/language.ts';
import type { LoadedProject } from '../loadedProject.ts';
import { CancellableRequests } from '../org/requests.ts';
import { canonicalUri } from '../uris.ts';
import { runTestWhereItSays } from './embeddedTests.ts';
import type { OpenedRuleTests, RuleTestFiles } from './ruleTestFiles.ts';
import { ruleTestTrace } from './traceText.ts';

const aboutFile = z.object({ uri: z.string() });
const runOf = z.object({
  run: z.int(),
  files: z.array(z.object({ uri: z.string(), ids: z.array(z.string()).nullable() })),
  coverage: z.boolean(),
});

/** What is tested of one project. */
interface Covered {
  readonly project: LoadedProject;
  readonly coverage: RuleCoverage;
}

/** Answers the Test Explorer. No real org takes part, and nothing is run but the rules. */
export class RuleTestRequests implements Disposable {
  readonly #connection: Connection;
  readonly #files: RuleTestFiles;
  readonly #documents: Documents;
  readonly #requests: CancellableRequests;

  constructor(connection: Connection, files: RuleTestFiles, documents: Documents) {
    this.#connection = connection;
    this.#files = files;
    this.#documents = documents;
    this.#requests = new CancellableRequests(connection);
    this.#requests.on(ruleTestsOfRequest, aboutFile, async ({ uri }) => {
      const opened = await this.#files.open(canonicalUri(uri));
      if (opened === null) return { tests: [], problem: t('The file cannot be read.') };
      const { file, lines } = opened;
      const error = file.problems.find(({ severity }) => severity === 'error');
      return {
        tests: file.tests.map(({ id, name, nameSpan, skip }) => ({
          id,
          name,
          range: toRange(lines, nameSpan),
          skip,
        })),
        problem:
          file.tests.length > 0
            ? null
            : error === undefined
              ? t('The file has no tests.')
              : localised(error.message),
      };
    });
    this.#requests.on(runRuleTestsRequest, runOf, (params, signal) => this.#run(params, signal));
  }

  dispose(): void {
    this.#requests.dispose();
  }

  async #run({ run, files, coverage }: RuleTestRun, signal: AbortSignal) {
    const covered = new Map<LoadedProject, Covered>();
    for (const { uri, ids } of files) {
      const opened = await this.#files.open(canonicalUri(uri));
      if (signal.aborted) break;
      const tests = opened?.file.tests.filter(({ id }) => ids === null || ids.includes(id)) ?? [];
      for (const id of ids ?? [])
        if (!tests.some((test) => test.id === id)) this.#end(run, missing(uri, id), signal);
      if (opened === null || tests.length === 0) continue;
      const data = await this.#files.data(opened, signal);
      const { project } = opened;
      const of = covered.get(project) ?? { project, coverage: new RuleCoverage() };
      covered.set(project, of);
      for (const test of tests) {
        // A cancellation that has come meanwhile gets its turn.
        await new Promise(setImmediate);
        if (signal.aborted) break;
        const start = performance.now();
        const result = await runTestWhereItSays(opened, test, data, this.#documents);
        const milliseconds = performance.now() - start;
        of.coverage.add(result.touched);
        this.#end(run, outcomeOf(uri, opened, test, result, milliseconds), signal);
      }
    }
    return { coverage: coverage ? [...covered.values()].flatMap((one) => this.#covered(one)) : [] };
  }

  #end(run: number, outcome: RuleTestOutcome, signal: AbortSignal): void {
    if (signal.aborted) return;
    void this.#connection.sendNotification(ruleTestEndedNotification.method, { run, outcome });
  }

  #covered({ project, coverage }: Covered): readonly CoveredFile[] {
    const files = coverage.files(project.analysis.catalogOfFiles, (uri) => project.text(uri));
    return files.flatMap(({ uri, elements }) => {
      const lines = project.lines(uri);
      if (lines === null) return [];
      const parts = elements.map((element) => ({
        kind: isWholeRule(element) ? ('rule' as const) : ('part' as const),
        name: element.name,
        range: toRange(lines, element),
        count: element.count,
        branches: element.branches,
      }));
      return [{ uri: this.#documents.spelling(uri), elements: parts }];
    });
  }
}

function isWholeRule({ kind }: CoveredElement): boolean {
  return kind === 'duplicate-rule' || kind === 'matching-rule';
}

function outcomeOf(
  uri: string,
  { lines }: OpenedRuleTests,
  test: RuleTest,
  result: RuleTestResult,
  milliseconds: number,
): RuleTestOutcome {
  const { id, status, messages, failures } = result;
  return {
    uri,
    id,
    status,
    milliseconds,
    messages: messages.map(localised),
    failures: failures.map((failure) => ({
      range: toRange(lines, failure),
      message: localised(failure.message),
      expected: failure.expected,
      actual: failure.actual,
      why: failure.why.map(localised),
    })),
    trace: ruleTestTrace(test, result),
  };
}

function missing(uri: string, id: string): RuleTestOutcome {
  const messages = [t('The file has no such test any more.')];
  return { uri, id, status: 'error', milliseconds: 0, messages, failures: [], trace: '' };
}
