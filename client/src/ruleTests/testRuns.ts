import {
  type CancellationToken,
  Location,
  l10n,
  MarkdownString,
  Range,
  type TestController,
  type TestItem,
  TestMessage,
  type TestRun,
  type TestRunRequest,
  Uri,
} from 'vscode';
import {
  type RuleTestFailureEntry,
  type RuleTestOutcome,
  runRuleTestsRequest,
  type TextRange,
} from '../../../server/src/protocol.ts';
import { isCancelled } from '../org/failure.ts';
import type { Server } from '../server.ts';
import { fileCoverage } from './coverage.ts';
import type { TestTraces } from './testTraces.ts';
import type { TestTree } from './testTree.ts';

/** By which the menus of a failure know it. */
const failureContext = 'duplicateRules.failure';

/** Runs tests on the server and tells the Test Explorer of each as it ends. */
export class TestRuns {
  readonly #controller: TestController;
  readonly #server: Server;
  readonly #tree: TestTree;
  readonly #traces: TestTraces;
  #runs = 0;

  constructor(controller: TestController, server: Server, tree: TestTree, traces: TestTraces) {
    this.#controller = controller;
    this.#server = server;
    this.#tree = tree;
    this.#traces = traces;
  }

  async run(request: TestRunRequest, token: CancellationToken, coverage: boolean): Promise<void> {
    const run = this.#controller.createTestRun(request);
    const number = ++this.#runs;
    const left = new Set<TestItem>();
    const counts = new Map<RuleTestOutcome['status'], number>();
    const listener = this.#server.onRuleTestEnded((ended) => {
      if (ended.run !== number) return;
      const item = this.#tree.item(ended.outcome);
      if (item === undefined) return;
      left.delete(item);
      const { status } = ended.outcome;
      counts.set(status, (counts.get(status) ?? 0) + 1);
      this.#report(run, item, ended.outcome);
    });
    try {
      const files = await this.#wanted(request, run);
      for (const items of files.values()) {
        for (const item of items) {
          left.add(item);
          run.enqueued(item);
        }
      }
      const asked = [...files].map(([uri, items]) => ({
        uri,
        ids: items.map((item) => this.#tree.placeOf(item)!.id),
      }));
      const answer = await this.#server.request(
        runRuleTestsRequest,
        { run: number, files: asked, coverage },
        token,
      );
      for (const file of answer.coverage) run.addCoverage(fileCoverage(file));
    } catch (error) {
      if (!isCancelled(error) && !token.isCancellationRequested) {
        const text = error instanceof Error ? error.message : String(error);
        for (const item of left) run.errored(item, new TestMessage(wrapped(text)));
      }
    } finally {
      listener.dispose();
      run.appendOutput(summaryOf(counts));
      run.end();
    }
  }

  /** The tests that a request means, by their files: files that nobody has looked into are read first. */
  async #wanted(request: TestRunRequest, run: TestRun): Promise<ReadonlyMap<string, readonly TestItem[]>> {
    if (request.include === undefined) await this.#tree.discover();
    const excluded = new Set(request.exclude ?? []);
    const found = new Map<string, TestItem[]>();
    const add = (item: TestItem) => {
      const place = this.#tree.placeOf(item);
      if (place === null || excluded.has(item)) return;
      const items = found.get(place.uri) ?? [];
      if (!items.includes(item)) items.push(item);
      found.set(place.uri, items);
    };
    for (const item of request.include ?? this.#tree.files) {
      if (excluded.has(item)) continue;
      if (this.#tree.placeOf(item) !== null) add(item);
      else {
        if (!this.#tree.isResolved(item)) await this.#tree.resolve(item);
        for (const [, child] of item.children) add(child);
        if (item.children.size === 0 && typeof item.error === 'string')
          run.errored(item, new TestMessage(wrapped(item.error)));
      }
    }
    return found;
  }

  #report(run: TestRun, item: TestItem, outcome: RuleTestOutcome): void {
    const { status, milliseconds, messages, failures, trace } = outcome;
    if (status === 'skipped') {
      run.skipped(item);
      return;
    }
    this.#traces.put(item.id, item.label, trace);
    run.started(item);
    const place = item.uri && item.range ? new Location(item.uri, item.range) : undefined;
    if (status !== 'passed') run.appendOutput(outputOf(item.label, outcome), undefined, item);
    switch (status) {
      case 'passed':
        run.passed(item, milliseconds);
        return;
      case 'failed':
        run.failed(
          item,
          failures.map((failure) => messageOf(failure, Uri.parse(outcome.uri))),
          milliseconds,
        );
        return;
      case 'error': {
        const message = new TestMessage(wrapped(messages.join('\n')));
        if (place) message.location = place;
        run.errored(item, message, milliseconds);
      }
    }
  }
}

/** What was expected and what is the case stand beside each other; menus lead to the trace. */
function messageOf({ message, why, expected, actual, range }: RuleTestFailureEntry, uri: Uri): TestMessage {
  const shown = TestMessage.diff([message, ...why].join('\n'), ...withoutLabel(expected, actual));
  shown.location = new Location(uri, toRange(range));
  shown.contextValue = failureContext;
  return shown;
}

/** `outcome: saved` and `outcome: refused` stand at a line that says outcome, and there is little room beside it. */
function withoutLabel(expected: string, actual: string): [string, string] {
  const label = /^[^\n:]+:/.exec(expected)?.[0] ?? '';
  return actual.startsWith(label)
    ? [withoutName(expected, label), withoutName(actual, label)]
    : [expected, actual];
}

/** Of a list its items, one a line. */
function withoutName(text: string, label: string): string {
  return text
    .slice(label.length)
    .trimStart()
    .replace(/^\s*- /gm, '');
}

/** Plain text is shown on one line, and cut off there. */
function wrapped(text: string): MarkdownString {
  return new MarkdownString().appendText(text);
}

/** What the trace says at length. With a place it would stand in the editor too, behind the line. */
function outputOf(name: string, { messages, failures }: RuleTestOutcome): string {
  const said = [
    ...messages,
    ...failures.flatMap(({ message, why }) => [message, ...why.map((one) => `  ${one}`)]),
  ];
  return [name, ...said.map((line) => `  ${line}`), ''].join('\r\n');
}

/** The output of the whole run would be empty where all tests pass. */
function summaryOf(counts: ReadonlyMap<RuleTestOutcome['status'], number>): string {
  const said = (['passed', 'failed', 'error', 'skipped'] as const)
    .filter((status) => counts.has(status))
    .map((status) => statusWords(status, counts.get(status)!));
  const all = said.length === 0 ? l10n.t('no test ran') : said.join(', ');
  return `${l10n.t('Offline, by the rules in files: {0}.', all)}\r\n`;
}

function statusWords(status: RuleTestOutcome['status'], count: number): string {
  switch (status) {
    case 'passed':
      return l10n.t('{0} passed', count);
    case 'failed':
      return l10n.t('{0} failed', count);
    case 'error':
      return l10n.t('{0} could not run', count);
    case 'skipped':
      return l10n.t('{0} skipped', count);
  }
}

export function toRange({ start, end }: TextRange): Range {
  return new Range(start.line, start.character, end.line, end.character);
}
