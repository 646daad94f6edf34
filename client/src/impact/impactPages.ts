import { type Disposable, l10n, ProgressLocation, window } from 'vscode';
import { type EarlierRules, ruleImpactRequest } from '../../../server/src/protocol.ts';
import { activeUri } from '../documents.ts';
import { inform } from '../notifications.ts';
import type { Server } from '../server.ts';
import { chooseBase } from './gitTexts.ts';
import { ImpactPanel } from './impactPanel.ts';

/** Tells what a change of the rules does to saves and rule tests. */
export class ImpactPages implements Disposable {
  readonly #server: Server;
  readonly #panel = new ImpactPanel();

  constructor(server: Server) {
    this.#server = server;
  }

  /** What the rule files that are not saved do otherwise than the saved ones. */
  async showUnsaved(given?: unknown): Promise<void> {
    await this.#show(typeof given === 'string' ? given : activeUri(), null);
  }

  /** What the rules do otherwise than those of a commit that the user chooses. */
  async compareWithGit(): Promise<void> {
    const uri = activeUri();
    const base = await chooseBase(uri);
    if (base !== undefined) await this.#show(uri, base);
  }

  async #show(uri: string | null, before: EarlierRules | null): Promise<void> {
    const answer = await window.withProgress(
      {
        location: ProgressLocation.Window,
        title: l10n.t('Duplicate Rules: judging the saves by both rules'),
      },
      () => this.#server.request(ruleImpactRequest, { uri, before }),
    );
    if (answer === null) return;
    if (answer.changes) await this.#panel.show(answer.title, answer.markdown);
    else if (before === null) inform(l10n.t('What is not saved changes nothing that a rule does.'));
    else inform(l10n.t('The rules are the same as those of {0}.', before.name));
  }

  dispose(): void {
    this.#panel.dispose();
  }
}
