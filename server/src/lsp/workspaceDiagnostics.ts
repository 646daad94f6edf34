import { t } from '@vscode/l10n';
import {
  type CancellationToken,
  type Connection,
  type Disposable,
  LSPErrorCodes,
  ResponseError,
  type WorkspaceDiagnosticParams,
  type WorkspaceDiagnosticReport,
  type WorkspaceDiagnosticReportPartialResult,
  type WorkspaceDocumentDiagnosticReport,
} from 'vscode-languageserver';
import type { WorkspaceSummary } from '../protocol.ts';
import { type Converter, resultIdOf } from './convert.ts';
import type { Documents } from './documents.ts';
import type { SettingsStore } from './settingsStore.ts';
import { type Cap, defaultCap, type FileResult, survey } from './survey.ts';
import { canonicalUri } from './uris.ts';
import type { Workspace } from './workspace.ts';

/** Files to a partial result. */
const chunkSize = 50;

/** After a change the workspace is looked at again when it has been quiet for so long, in milliseconds. */
const quietTime = 400;

export interface PartialReporter {
  report(part: WorkspaceDiagnosticReportPartialResult): void;
}

/**
 * Answers workspace/diagnostic, and keeps what the last look at the workspace found. A client asks again as
 * soon as it is answered; a request that has nothing new to say is therefore held until something changes,
 * where the client takes partial results (the protocol provides for that).
 */
export class WorkspaceDiagnostics {
  readonly #connection: Connection;
  readonly #workspace: Workspace;
  readonly #settings: SettingsStore;
  readonly #documents: Documents;
  readonly #converter: Converter;
  readonly #onSummary: (summary: WorkspaceSummary) => void;
  #cap: Cap = defaultCap;
  #hasToldOfCap = false;
  /** Documents closed since the last look: the client has dropped what it was told of them. */
  readonly #closed = new Set<string>();
  /** Counts what makes another look at the workspace worthwhile. */
  #changes = 0;

  constructor(
    connection: Connection,
    workspace: Workspace,
    settings: SettingsStore,
    documents: Documents,
    converter: Converter,
    onSummary: (summary: WorkspaceSummary) => void,
  ) {
    this.#connection = connection;
    this.#workspace = workspace;
    this.#settings = settings;
    this.#documents = documents;
    this.#converter = converter;
    this.#onSummary = onSummary;
    workspace.onDidChange(() => this.#changes++);
  }

  /** From now on nothing is left out. */
  liftCap(): void {
    this.#cap = { files: Number.POSITIVE_INFINITY, findings: Number.POSITIVE_INFINITY };
    this.#changes++;
  }

  /**
   * While a document is open, clients take its diagnostics from textDocument/diagnostic alone, and they keep
   * the last ones on closing: only a report of the workspace, though it be empty, replaces them.
   */
  close(uri: string): void {
    this.#closed.add(uri);
    this.#workspace.announce('typing');
  }

  async pull(
    params: WorkspaceDiagnosticParams,
    token: CancellationToken,
    partial: PartialReporter | undefined,
  ): Promise<WorkspaceDiagnosticReport> {
    const known = new Map(params.previousResultIds.map(({ uri, value }) => [canonicalUri(uri), value]));
    for (;;) {
      const seen = this.#changes;
      const items = await this.#look(known, token, partial);
      if (token.isCancellationRequested) throw new ResponseError(LSPErrorCodes.RequestCancelled, 'Cancelled');
      if (items.length > 0 || partial === undefined) return { items };
      await this.#untilChanged(seen, token);
      if (token.isCancellationRequested) throw new ResponseError(LSPErrorCodes.RequestCancelled, 'Cancelled');
    }
  }

  /** Looks at the whole workspace without a cap; `report` gets every file with findings. */
  async checkAll(token: CancellationToken, report: (result: FileResult) => void): Promise<WorkspaceSummary> {
    this.liftCap();
    return this.#survey(token, () => true, report);
  }

  /** One look, for clients that are sent diagnostics instead of asking. */
  async lookOnce(token: CancellationToken, report: (result: FileResult) => void): Promise<WorkspaceSummary> {
    return this.#survey(
      token,
      (project) => this.#settings.of(project).editor['workspaceDiagnostics.enabled'],
      report,
    );
  }

  /** @returns what has not been reported yet; `known` is brought up to date */
  async #look(
    known: Map<string, string>,
    token: CancellationToken,
    partial: PartialReporter | undefined,
  ): Promise<WorkspaceDocumentDiagnosticReport[]> {
    let items: WorkspaceDocumentDiagnosticReport[] = [];
    let anythingSent = false;
    const closed = new Set(this.#closed);
    this.#closed.clear();
    const gone = new Set([...known.keys(), ...closed]);
    for (const uri of closed) known.delete(uri);
    const add = (item: WorkspaceDocumentDiagnosticReport) => {
      items.push(item);
      if (partial === undefined || items.length < chunkSize) return;
      partial.report({ items });
      anythingSent = true;
      items = [];
    };

    const summary = await this.lookOnce(token, ({ uri, diagnostics }) => {
      gone.delete(uri);
      const before = known.get(uri);
      if (diagnostics.length === 0) {
        if (before !== undefined || closed.has(uri)) add(this.#empty(uri, known));
        return;
      }
      const resultId = resultIdOf(diagnostics);
      if (before === resultId) return;
      known.set(uri, resultId);
      add({
        kind: 'full',
        uri: this.#documents.spelling(uri),
        version: this.#documents.version(uri),
        resultId,
        items: [...diagnostics],
      });
    });
    if (!summary.complete) {
      for (const uri of closed) this.#closed.add(uri);
      return items;
    }
    for (const uri of gone) add(this.#empty(uri, known));
    if (anythingSent && items.length > 0) {
      partial?.report({ items });
      items = [];
    }
    return items;
  }

  #empty(uri: string, known: Map<string, string>): WorkspaceDocumentDiagnosticReport {
    known.delete(uri);
    return {
      kind: 'full',
      uri: this.#documents.spelling(uri),
      version: this.#documents.version(uri),
      items: [],
    };
  }

  async #survey(
    token: CancellationToken,
    isWanted: Parameters<typeof survey>[4],
    report: (result: FileResult) => void,
  ): Promise<WorkspaceSummary> {
    const summary = await survey(
      this.#connection,
      this.#workspace,
      this.#converter,
      token,
      isWanted,
      this.#cap,
      report,
    );
    if (summary.complete) this.#onSummary(summary);
    if (summary.hiddenFiles > 0) this.#tellOfCap(summary);
    return summary;
  }

  #tellOfCap({ filesWithFindings, hiddenFiles }: WorkspaceSummary): void {
    if (this.#hasToldOfCap) return;
    this.#hasToldOfCap = true;
    const shown = filesWithFindings - hiddenFiles;
    const message = t('Duplicate Rules shows the findings of {0} of {1} files.', shown, filesWithFindings);
    const showAll = { title: t('Show All') };
    this.#connection.window.showInformationMessage(message, showAll).then(
      (answer) => {
        if (answer?.title !== showAll.title) return;
        this.liftCap();
        this.#workspace.announce('settings');
      },
      () => {},
    );
  }

  /** Waits for a change and then for quiet. */
  async #untilChanged(seen: number, token: CancellationToken): Promise<void> {
    const waits: Disposable[] = [];
    if (this.#changes === seen) {
      await new Promise<void>((resolve) => {
        waits.push(
          this.#workspace.onDidChange(() => resolve()),
          token.onCancellationRequested(() => resolve()),
        );
      });
      for (const wait of waits) wait.dispose();
    }
    for (let latest = -1; latest !== this.#changes && !token.isCancellationRequested; ) {
      latest = this.#changes;
      await new Promise<void>((resolve) => setTimeout(resolve, quietTime));
    }
  }
}
