import { commands, type Disposable, l10n, type QuickPickItem, Uri, window, workspace } from 'vscode';
import { compareRulesRequest, type RuleDrift } from '../../../server/src/protocol.ts';
import { inform, warn } from '../notifications.ts';
import type { Server } from '../server.ts';
import { askOrg } from './ask.ts';
import { whichProject } from './whichProject.ts';

const scheme = 'duplicate-rules-org';

interface DriftItem extends QuickPickItem {
  readonly drift: RuleDrift;
}

const icons: Readonly<Record<RuleDrift['state'], string>> = {
  same: 'pass',
  different: 'diff-modified',
  'only-local': 'diff-added',
  'only-org': 'cloud',
};

const words: Readonly<Record<RuleDrift['state'], string>> = {
  same: l10n.t('the same'),
  different: l10n.t('different'),
  'only-local': l10n.t('only in the workspace'),
  'only-org': l10n.t('only in the org'),
};

/** The org's copies of rules, as documents that can be looked at but not saved. */
export class OrgRuleTexts implements Disposable {
  readonly #texts = new Map<string, string>();
  #shown = 0;
  readonly #registration = workspace.registerTextDocumentContentProvider(scheme, {
    provideTextDocumentContent: (uri) => this.#texts.get(uri.toString()) ?? '',
  });

  /**
   * The editor keeps a document by its address, so each text gets one of its own.
   *
   * @param path as in the project: the editor takes the file type from it
   */
  put(username: string, path: string, text: string): Uri {
    const uri = Uri.from({
      scheme,
      authority: 'org',
      path: `/${username}/${path}`,
      query: `${++this.#shown}`,
    });
    this.#texts.set(uri.toString(), text);
    return uri;
  }

  dispose(): void {
    this.#registration.dispose();
    this.#texts.clear();
  }
}

/** Compares the rules of the workspace with those of the org, and shows the differences of the one chosen. */
export async function compareRules(server: Server, texts: OrgRuleTexts): Promise<void> {
  const uri = await whichProject(server);
  if (uri === undefined) return;
  const compared = await askOrg(server, l10n.t('comparing rules with the org'), compareRulesRequest, { uri });
  if (compared === undefined) return;
  const { username, drift, problems } = compared;
  for (const problem of problems) warn(problem);
  const unequal = drift.filter(({ state }) => state !== 'same');
  if (unequal.length === 0) {
    inform(
      drift.length === 0
        ? l10n.t('There are no rules to compare, in the workspace and in {0}.', username)
        : l10n.t('All rules are the same, in the workspace and in {0}.', username),
    );
    return;
  }
  const items = [...unequal, ...drift.filter(({ state }) => state === 'same')].map(
    (one): DriftItem => ({
      label: `$(${icons[one.state]}) ${one.label}`,
      description: `${one.fullName} · ${words[one.state]}`,
      detail: one.differences.join(' · '),
      drift: one,
    }),
  );
  const placeHolder = l10n.t(
    '{0} of {1} rules differ between the workspace and {2}',
    unequal.length,
    drift.length,
    username,
  );
  const chosen = await window.showQuickPick(items, {
    placeHolder,
    matchOnDescription: true,
    matchOnDetail: true,
  });
  if (chosen !== undefined) await show(chosen.drift, username, texts);
}

async function show(
  { file, orgText, orgPath, label, fullName }: RuleDrift,
  username: string,
  texts: OrgRuleTexts,
): Promise<void> {
  const ofOrg = orgText === null ? null : texts.put(username, orgPath ?? `${fullName}.xml`, orgText);
  const local = file === null ? null : Uri.parse(file);
  if (local !== null && ofOrg !== null) {
    await commands.executeCommand(
      'vscode.diff',
      ofOrg,
      local,
      l10n.t('{0}: {1} ↔ workspace', label, username),
    );
  } else if (local !== null || ofOrg !== null) {
    await window.showTextDocument((local ?? ofOrg)!, { preview: true });
  }
}
