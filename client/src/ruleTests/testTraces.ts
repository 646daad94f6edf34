import { type Disposable, EventEmitter, l10n, type TestItem, Uri, window, workspace } from 'vscode';
import { inform } from '../notifications.ts';

const scheme = 'duplicate-rules-trace';

/** How the records of tests compared when these last ran: pages of text that can be looked at but not saved. */
export class TestTraces implements Disposable {
  readonly #texts = new Map<string, string>();
  readonly #addresses = new Map<string, Uri>();
  readonly #changes = new EventEmitter<Uri>();
  readonly #registration = workspace.registerTextDocumentContentProvider(scheme, {
    onDidChange: this.#changes.event,
    provideTextDocumentContent: (uri) => this.#texts.get(uri.query) ?? '',
  });

  put(test: string, name: string, text: string): void {
    this.#texts.set(test, text);
    const path = `/${name.replace(/[\\/]/g, '-').slice(0, 80)}.txt`;
    const uri = Uri.from({ scheme, path, query: test });
    this.#addresses.set(test, uri);
    this.#changes.fire(uri);
  }

  textOf(test: string): string | undefined {
    return this.#texts.get(test);
  }

  /** @param given what a menu of the Test Explorer hands over: a test, or a message with its test */
  async open(given: unknown): Promise<void> {
    const item = ((given as { test?: TestItem } | undefined)?.test ?? given) as TestItem | undefined;
    const uri = item === undefined ? undefined : this.#addresses.get(item.id);
    if (uri === undefined) {
      inform(l10n.t('The test has not run yet: run it first, then its trace can be opened.'));
      return;
    }
    await window.showTextDocument(uri, { preview: true });
  }

  dispose(): void {
    this.#registration.dispose();
    this.#changes.dispose();
  }
}
