import { CancellationTokenSource, type Connection, type Diagnostic } from 'vscode-languageserver';
import type { DiagnosticsOf } from './documentDiagnostics.ts';
import type { Documents } from './documents.ts';
import { isRuleTestFile } from './ruleTests/ruleTestFiles.ts';
import type { Workspace } from './workspace.ts';
import type { WorkspaceDiagnostics } from './workspaceDiagnostics.ts';

/** A document that is typed in is looked at when it has been quiet for so long, in milliseconds. */
const typingPause = 200;

/** Sends diagnostics to clients that cannot ask for them. */
export class PushDiagnostics {
  readonly #connection: Connection;
  readonly #documents: Documents;
  readonly #diagnosticsOf: DiagnosticsOf;
  readonly #overview: WorkspaceDiagnostics;
  readonly #timers = new Map<string, NodeJS.Timeout>();
  readonly #shown = new Set<string>();
  #look = new CancellationTokenSource();
  #lookTimer: NodeJS.Timeout | undefined;

  constructor(
    connection: Connection,
    workspace: Workspace,
    documents: Documents,
    diagnosticsOf: DiagnosticsOf,
    overview: WorkspaceDiagnostics,
  ) {
    this.#connection = connection;
    this.#documents = documents;
    this.#diagnosticsOf = diagnosticsOf;
    this.#overview = overview;
    documents.onDidChange((uri) => this.#later(uri));
    workspace.onDidChange(() => this.#lookLater());
  }

  send(uri: string, diagnostics: readonly Diagnostic[]): void {
    if (diagnostics.length === 0 && !this.#shown.delete(uri)) return;
    if (diagnostics.length > 0) this.#shown.add(uri);
    const version = this.#documents.version(uri);
    void this.#connection.sendDiagnostics({
      uri: this.#documents.spelling(uri),
      diagnostics: [...diagnostics],
      ...(version === null ? {} : { version }),
    });
  }

  /** A closed document's findings go with the next look at the workspace. */
  close(uri: string): void {
    clearTimeout(this.#timers.get(uri));
    this.#timers.delete(uri);
    this.#lookLater();
  }

  dispose(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    clearTimeout(this.#lookTimer);
    this.#look.cancel();
  }

  #later(uri: string): void {
    clearTimeout(this.#timers.get(uri));
    this.#timers.set(
      uri,
      setTimeout(() => {
        this.#timers.delete(uri);
        this.#diagnosticsOf(uri, this.#look.token).then(
          (diagnostics) => this.send(uri, diagnostics),
          () => {},
        );
      }, typingPause),
    );
  }

  #lookLater(): void {
    clearTimeout(this.#lookTimer);
    this.#lookTimer = setTimeout(() => {
      this.#look.cancel();
      this.#look = new CancellationTokenSource();
      this.#lookNow(this.#look).catch((error) => this.#connection.console.error(String(error)));
    }, typingPause);
  }

  async #lookNow(source: CancellationTokenSource): Promise<void> {
    const gone = new Set(this.#shown);
    const { complete } = await this.#overview.lookOnce(source.token, ({ uri, diagnostics }) => {
      gone.delete(uri);
      this.send(uri, diagnostics);
    });
    if (!complete) return;
    for (const uri of gone) {
      // Open ones have findings of their own, which may have changed with the rules.
      if (isRuleTestFile(uri) && this.#documents.version(uri) !== null) this.#later(uri);
      else this.send(uri, []);
    }
  }
}
