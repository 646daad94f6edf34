import {
  type CancellationToken,
  CancellationTokenSource,
  type Disposable,
  l10n,
  languages,
  type TestController,
  type TestItem,
  TestRunProfileKind,
  TestRunRequest,
  type TextDocument,
  tests,
  type Uri,
  workspace,
} from 'vscode';
import { ruleTestFiles, watchedFiles } from '../../../server/src/protocol.ts';
import type { Server } from '../server.ts';
import { coverageDetails } from './coverage.ts';
import { TestRuns } from './testRuns.ts';
import type { TestTraces } from './testTraces.ts';
import { TestTree } from './testTree.ts';

const ruleTests = { scheme: 'file', pattern: ruleTestFiles } as const;

/** Saving one of these can change what a test says: rules, and records that tests name. */
const bearing = [
  { scheme: 'file', pattern: watchedFiles.rules },
  { scheme: 'file', pattern: watchedFiles.metadata },
  { scheme: 'file', pattern: '**/*.{csv,tsv,json,ndjson,jsonl}' },
] as const;

/** After a keystroke tests are looked for again when it has been quiet for so long, in milliseconds. */
const typingPause = 300;

/** Rule tests in the Test Explorer. Files are found when it is opened, tests when a file is expanded or opened. */
export class RuleTestExplorer implements Disposable {
  readonly controller: TestController;
  readonly #tree: TestTree;
  readonly #runs: TestRuns;
  readonly #timers = new Map<string, NodeJS.Timeout>();
  readonly #disposables: Disposable[];

  constructor(server: Server, traces: TestTraces) {
    this.controller = tests.createTestController('duplicateRules.tests', 'Duplicate Rules');
    this.#tree = new TestTree(this.controller, server);
    this.#runs = new TestRuns(this.controller, server, this.#tree, traces);
    this.controller.resolveHandler = (item) =>
      item === undefined ? this.#discover() : this.#tree.resolve(item);
    this.controller.refreshHandler = () => this.#refresh();
    this.#disposables = [this.controller, ...this.#profiles(), ...this.#openDocuments()];
  }

  /** Runs the tests of a file that may have been made just now. */
  async runFile(uri: Uri): Promise<void> {
    const file = this.#tree.file(uri);
    await this.#tree.resolve(file);
    const never = new CancellationTokenSource();
    await this.#runs.run(new TestRunRequest([file]), never.token, false);
    never.dispose();
  }

  dispose(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    for (const one of this.#disposables.splice(0)) one.dispose();
  }

  #profiles(): Disposable[] {
    const run = this.controller.createRunProfile(
      l10n.t('Run'),
      TestRunProfileKind.Run,
      (request, token) =>
        request.continuous ? this.#onSave(request, token) : this.#runs.run(request, token, false),
      true,
      undefined,
      true,
    );
    const coverage = this.controller.createRunProfile(
      l10n.t('Coverage of the Rules'),
      TestRunProfileKind.Coverage,
      (request, token) => this.#runs.run(request, token, true),
      true,
    );
    coverage.loadDetailedCoverage = async (_run, file) => coverageDetails(file);
    return [run, coverage];
  }

  async #discover(): Promise<void> {
    if (!this.#tree.isDiscovered) this.#watch();
    await this.#tree.discover();
  }

  async #refresh(): Promise<void> {
    await this.#discover();
    for (const file of this.#tree.files) if (this.#tree.isResolved(file)) await this.#tree.resolve(file);
  }

  #watch(): void {
    const watcher = workspace.createFileSystemWatcher(ruleTestFiles);
    this.#disposables.push(
      watcher,
      watcher.onDidCreate((uri) => this.#tree.file(uri)),
      watcher.onDidDelete((uri) => this.#tree.remove(uri)),
      watcher.onDidChange((uri) => this.#changed(uri)),
    );
  }

  /** Tests stand in the margin of a document as soon as it is open. */
  #openDocuments(): Disposable[] {
    const look = (document: TextDocument) => {
      if (languages.match(ruleTests, document) > 0) void this.#tree.resolve(this.#tree.file(document.uri));
    };
    workspace.textDocuments.forEach(look);
    return [
      workspace.onDidOpenTextDocument(look),
      workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0 && languages.match(ruleTests, document) > 0)
          this.#changed(document.uri);
      }),
    ];
  }

  #changed(uri: Uri): void {
    const key = uri.toString();
    clearTimeout(this.#timers.get(key));
    this.#timers.set(
      key,
      setTimeout(() => {
        this.#timers.delete(key);
        const file = this.#tree.file(uri);
        if (this.#tree.isResolved(file)) void this.#tree.resolve(file);
      }, typingPause),
    );
  }

  /** Runs the tests that a request means whenever something is saved that bears on them, until it is cancelled. */
  #onSave(request: TestRunRequest, token: CancellationToken): void {
    const listener = workspace.onDidSaveTextDocument(async (document) => {
      const include = await this.#concerned(request, document);
      if (include !== null && include.length === 0) return;
      const again = new TestRunRequest(include ?? undefined, request.exclude, request.profile, true);
      await this.#runs.run(again, token, false);
    });
    token.onCancellationRequested(() => listener.dispose());
  }

  /** Null: all that the request means; none: the document bears on none of them. */
  async #concerned({ include }: TestRunRequest, document: TextDocument): Promise<readonly TestItem[] | null> {
    if (languages.match([...bearing], document) > 0) return include ?? null;
    if (languages.match(ruleTests, document) === 0) return [];
    const file = this.#tree.file(document.uri);
    // Tests may have come and gone with the last keystrokes.
    await this.#tree.resolve(file);
    if (include === undefined || include.includes(file)) return [file];
    return include.filter(({ uri }) => uri?.toString() === document.uri.toString());
  }
}
