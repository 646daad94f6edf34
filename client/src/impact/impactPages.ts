import { commands, type Disposable, EventEmitter, ProgressLocation, Uri, window, workspace } from 'vscode';
import { type EarlierRules, type RuleImpactAnswer, ruleImpactRequest } from '../../../server/src/protocol.ts';
import { activeUri } from '../documents.ts';
import { inform } from '../notifications.ts';
import type { Server } from '../server.ts';
import { chooseBase } from './gitTexts.ts';

const scheme = 'duplicate-rules-impact';

/** Pages that tell what a change of the rules does, as documents that can be looked at but not saved. */
export class ImpactPages implements Disposable {
  readonly #server: Server;
  readonly #texts = new Map<string, string>();
  readonly #changed = new EventEmitter<Uri>();
  readonly #registration = workspace.registerTextDocumentContentProvider(scheme, {
    onDidChange: this.#changed.event,
    provideTextDocumentContent: (uri) => this.#texts.get(uri.toString()) ?? '',
  });

  constructor(server: Server) {
    this.#server = server;
  }

  /** What the rule files that are not saved do otherwise than the saved ones. */
  async showUnsaved(given?: unknown): Promise<void> {
    const uri = typeof given === 'string' ? given : activeUri();
    await this.#show(uri, null);
  }

  /** What the rules do otherwise than those of a commit that the user chooses. */
  async compareWithGit(): Promise<void> {
    const uri = activeUri();
    const base = await chooseBase(uri);
    if (base !== undefined) await this.#show(uri, base);
  }

  async #show(uri: string | null, before: EarlierRules | null): Promise<void> {
    const answer = await window.withProgress(
      { location: ProgressLocation.Window, title: 'Duplicate Rules: impact of the rules' },
      () => this.#server.request(ruleImpactRequest, { uri, before }),
    );
    if (answer === undefined || answer === null) return;
    if (!answer.changes && before === null) {
      inform('No rule file has changes that are not saved.');
      return;
    }
    await this.#open(answer);
  }

  async #open({ title, project, markdown }: RuleImpactAnswer): Promise<void> {
    const uri = Uri.from({ scheme, path: `/${project === '' ? 'rules' : project}/${title}.md` });
    this.#texts.set(uri.toString(), markdown);
    this.#changed.fire(uri);
    await commands.executeCommand('markdown.showPreviewToSide', uri);
  }

  dispose(): void {
    this.#registration.dispose();
    this.#changed.dispose();
    this.#texts.clear();
  }
}
