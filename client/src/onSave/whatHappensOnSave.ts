import {
  commands,
  type Disposable,
  type ExtensionContext,
  env,
  l10n,
  type QuickPickItem,
  Uri,
  ViewColumn,
  window,
  workspace,
} from 'vscode';
import { type SaveTableAnswer, saveTableRequest } from '../../../server/src/protocol.ts';
import { commandIds } from '../commandIds.ts';
import { activeUri } from '../documents.ts';
import { showProblem } from '../notifications.ts';
import { openRule } from '../openRule.ts';
import type { Server } from '../server.ts';
import { type Asked, askedFor } from './asked.ts';
import type { FromPage } from './messages.ts';
import { OnSavePanel } from './panel.ts';

/** Shows what the rules of an object do on every channel, and keeps it up to date while it can be seen. */
export class WhatHappensOnSave implements Disposable {
  readonly #server: Server;
  readonly #panel: OnSavePanel;
  readonly #listening: Disposable;
  #asked: Asked = { uri: null, object: null };
  #isOutdated = false;
  /** Counts requests: answers to earlier ones are dropped. */
  #latest = 0;

  constructor({ extensionUri }: ExtensionContext, server: Server) {
    this.#server = server;
    this.#panel = new OnSavePanel(
      extensionUri,
      (message) => void this.#on(message),
      () => {
        if (this.#isOutdated) void this.#refresh();
      },
    );
    this.#listening = server.onRuleTreeChanged(() => void this.#rulesChanged());
  }

  /**
   * @param argument see {@link askedFor}; without an object the user chooses one
   * @returns whether it is shown
   */
  async show(argument?: unknown): Promise<boolean> {
    try {
      const asked = askedFor(argument) ?? { uri: activeUri(), object: null };
      const answer = await this.#choose(asked);
      if (!answer?.table) return false;
      this.#accept(answer);
      this.#panel.show({ answer, failure: null, news: '' });
      return true;
    } catch (error) {
      void showProblem(l10n.t('What happens on save is not known: {0}', textOf(error)));
      return false;
    }
  }

  /** Undefined where the user thinks better of it. */
  async #choose(asked: Asked): Promise<SaveTableAnswer | undefined> {
    let answer = await this.#server.request(saveTableRequest, asked);
    let { uri } = asked;
    if (answer.projects.length > 0) {
      const items = answer.projects.map((project) => ({ label: project.name, uri: project.uri }));
      const project = await window.showQuickPick(items, {
        placeHolder: l10n.t('Project whose rules are meant'),
      });
      if (project === undefined) return undefined;
      uri = project.uri;
      answer = await this.#server.request(saveTableRequest, { ...asked, uri });
    }
    if (answer.table !== null) return answer;
    const object = await chooseObject(answer);
    return object === undefined ? undefined : this.#server.request(saveTableRequest, { uri, object });
  }

  #accept(answer: SaveTableAnswer): void {
    this.#latest++;
    this.#isOutdated = false;
    this.#asked = { uri: answer.uri, object: answer.table?.object ?? null };
  }

  async #rulesChanged(): Promise<void> {
    this.#isOutdated = true;
    if (this.#panel.isVisible) await this.#refresh();
  }

  /** Asks again; what is the same stays as it is, with what the page says of it. */
  async #refresh(): Promise<void> {
    if (this.#asked.object === null) return;
    await this.#ask(this.#asked, (answer) => {
      const { answer: before, failure } = this.#panel.state;
      const isSame = JSON.stringify(answer.table) === JSON.stringify(before?.table);
      if (isSame && failure === null) this.#panel.remember(answer);
      else this.#panel.update({ answer, failure: null, news: isSame ? '' : changedWords() });
    });
  }

  async #ask(asked: Asked, show: (answer: SaveTableAnswer) => void): Promise<void> {
    const number = ++this.#latest;
    this.#asked = asked;
    try {
      const answer = await this.#server.request(saveTableRequest, asked);
      if (number !== this.#latest) return;
      this.#accept(answer);
      show(answer);
    } catch (error) {
      if (number === this.#latest) this.#panel.update({ failure: textOf(error), news: '' });
    }
  }

  #askAndShow(asked: Asked): Promise<void> {
    return this.#ask(asked, (answer) => this.#panel.update({ answer, failure: null, news: '' }));
  }

  async #on(message: FromPage): Promise<void> {
    switch (message.kind) {
      case 'choose':
        return this.#askAndShow({ ...this.#asked, object: message.object });
      case 'retry':
        return this.#askAndShow(this.#asked);
      case 'copy':
        return env.clipboard.writeText(this.#panel.state.answer?.markdown ?? '');
      case 'readOrg':
        return void (await commands.executeCommand(commandIds.refreshRules));
      case 'complete':
        return this.#setComplete();
      case 'openRule': {
        const rules = this.#panel.state.answer?.rules ?? [];
        const chosen = rules.filter(({ fullName }) => fullName === message.fullName);
        if (chosen.length > 0) await openRule(this.#server, chosen, { viewColumn: ViewColumn.Beside });
      }
    }
  }

  /** Names the object in the setting of the project's folder; the rules follow, and the page with them. */
  async #setComplete(): Promise<void> {
    const { uri, object } = this.#asked;
    if (object === null) return;
    const folder = uri === null ? null : Uri.parse(uri);
    const settings = workspace.getConfiguration('duplicateRules', folder);
    const named = settings.get<readonly string[]>('completeObjects', []);
    try {
      await settings.update('completeObjects', [...new Set([...named, object])]);
    } catch (error) {
      // A window without a folder has nowhere to keep it, and settings may be unreadable.
      return void showProblem(textOf(error));
    }
    await this.#refresh();
  }

  dispose(): void {
    this.#listening.dispose();
    this.#panel.dispose();
  }
}

function changedWords(): string {
  return l10n.t('The rules have changed, and the table with them.');
}

async function chooseObject({ objects }: SaveTableAnswer): Promise<string | undefined> {
  const items = objects.map(({ name, rules }): QuickPickItem => {
    const count = rules === 1 ? l10n.t('1 duplicate rule') : l10n.t('{0} duplicate rules', rules);
    return { label: name, description: rules === 0 ? '' : count };
  });
  const chosen = await window.showQuickPick(items, { placeHolder: l10n.t('Object that is saved') });
  return chosen?.label;
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
