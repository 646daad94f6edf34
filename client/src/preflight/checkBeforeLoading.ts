import {
  type Disposable,
  type ExtensionContext,
  l10n,
  ProgressLocation,
  Uri,
  window,
  workspace,
} from 'vscode';
import {
  type PreflightChoices,
  type PreflightParams,
  preflightChoicesRequest,
  preflightRequest,
} from '../../../server/src/protocol.ts';
import { interview } from '../interview/interview.ts';
import { askModally, inform, showProblem } from '../notifications.ts';
import { isCancelled } from '../org/failure.ts';
import { folderOf, listedFiles, lookForFiles, nameOf } from '../records/chooseDataFile.ts';
import type { Server } from '../server.ts';
import { type FromReport, PreflightPanel } from './panel.ts';
import { answered, type FoundFile, nextStep, noAnswers, otherFiles } from './questions.ts';

/** What becomes of the rows of a file before somebody loads it, in a tab. No org is asked. */
export class CheckBeforeLoading implements Disposable {
  readonly #server: Server;
  readonly #panel: PreflightPanel;
  /** What the tab shows: how it was asked for, and the page to keep. */
  #shown: { readonly params: PreflightParams; readonly html: string } | null = null;

  constructor({ extensionUri }: ExtensionContext, server: Server) {
    this.#server = server;
    this.#panel = new PreflightPanel(extensionUri, (message) => void this.#on(message));
  }

  /** @param at the file, as a menu or a lens names it; the active one if it is left out */
  async check(at?: unknown): Promise<void> {
    const file = fileOf(at);
    if (file === undefined) {
      inform(l10n.t('Open the file of records first, as a CSV file on disk.'));
      return;
    }
    const params = await this.#ask(file);
    if (params !== undefined) await this.#run(params);
  }

  dispose(): void {
    this.#panel.dispose();
  }

  async #ask(file: Uri): Promise<PreflightParams | undefined> {
    const uri = file.toString();
    let known: Promise<[PreflightChoices, readonly FoundFile[]]> | undefined;
    let against: readonly string[] = [];
    const plan = await interview({
      nothing: noAnswers,
      stepFor: async (answers) => {
        known ??= Promise.all([this.#server.request(preflightChoicesRequest, { uri }), existingFiles(file)]);
        return nextStep(answers, ...(await known));
      },
      answered,
      confirm: async ({ given }) => {
        if (!(await isSaved(file))) return undefined;
        against = given.against.filter((one) => one !== otherFiles);
        if (against.length < given.against.length) {
          const chosen = await lookForFiles(true);
          if (chosen.length === 0) return 'back';
          against = [...new Set([...against, ...chosen.map(String)])];
        }
        return 'create';
      },
      refusalTitle: l10n.t('This file cannot be checked'),
    });
    return plan && { ...plan.given, uri, against };
  }

  async #run(params: PreflightParams): Promise<void> {
    const name = nameOf(Uri.parse(params.uri));
    try {
      const { html, contents } = await window.withProgress(
        {
          location: ProgressLocation.Notification,
          title: l10n.t('Checking {0} before loading', name),
          cancellable: true,
        },
        async (progress, token) => {
          const listener = this.#server.onOrgProgress((message) => progress.report({ message }));
          try {
            return await this.#server.request(preflightRequest, params, token);
          } finally {
            listener.dispose();
          }
        },
      );
      this.#shown = { params, html };
      this.#panel.show(name, contents);
    } catch (error) {
      if (!isCancelled(error)) void showProblem(error instanceof Error ? error.message : String(error));
    }
  }

  async #on(message: FromReport): Promise<void> {
    if (this.#shown === null) return;
    const { params, html } = this.#shown;
    if (message === 'again') await this.#run(params);
    else if (message === 'save') await save(params, html);
    else await this.#open(Uri.parse(params.uri), message.line);
  }

  async #open(file: Uri, line: number): Promise<void> {
    try {
      await this.#panel.open(file, line);
    } catch (error) {
      void showProblem(error instanceof Error ? error.message : String(error));
    }
  }
}

function fileOf(at: unknown): Uri | undefined {
  const given = at instanceof Uri ? at : typeof at === 'string' ? Uri.parse(at) : undefined;
  const uri = given ?? window.activeTextEditor?.document.uri ?? uriOfTab();
  return uri?.scheme === 'file' && /\.(?:csv|tsv)$/i.test(uri.path) ? uri : undefined;
}

/** A file that is too large to be shown, or that another extension shows as a table, is in no text editor. */
function uriOfTab(): Uri | undefined {
  const shown = window.tabGroups.activeTabGroup.activeTab?.input as { readonly uri?: unknown } | undefined;
  return shown?.uri instanceof Uri ? shown.uri : undefined;
}

/** What is on disk is checked. False if the user thinks better of it. */
async function isSaved(file: Uri): Promise<boolean> {
  const document = workspace.textDocuments.find(({ uri }) => uri.toString() === file.toString());
  if (!document?.isDirty) return true;
  const save = l10n.t('Save and Check');
  const chosen = await askModally(
    l10n.t('{0} has changes that are not saved.', nameOf(file)),
    l10n.t('What is on disk is checked.'),
    save,
  );
  return chosen === save && document.save();
}

async function existingFiles(file: Uri): Promise<readonly FoundFile[]> {
  const found = await listedFiles();
  return found
    .filter((uri) => uri.toString() !== file.toString())
    .map((uri) => ({ uri: uri.toString(), name: nameOf(uri), folder: folderOf(uri) }));
}

async function save({ uri }: PreflightParams, html: string): Promise<void> {
  const file = Uri.parse(uri);
  const name = nameOf(file).replace(/\.\w+$/, '');
  const target = await window.showSaveDialog({
    defaultUri: Uri.joinPath(file, '..', `${name}-preflight.html`),
    filters: { HTML: ['html'] },
  });
  if (target === undefined) return;
  try {
    await workspace.fs.writeFile(target, new TextEncoder().encode(html));
    inform(l10n.t('The report was written to {0}.', workspace.asRelativePath(target)));
  } catch (error) {
    void showProblem(error instanceof Error ? error.message : String(error));
  }
}
