import { l10n, type QuickPickItem, window } from 'vscode';
import { listOrgsRequest, selectOrgRequest } from '../../../server/src/protocol.ts';
import { inform } from '../notifications.ts';
import type { Server } from '../server.ts';
import { askOrg } from './ask.ts';
import { whichProject } from './whichProject.ts';

interface OrgItem extends QuickPickItem {
  /** Null: the project's own target-org. */
  readonly username: string | null;
}

/**
 * Lets the user choose the org that a project is tested against.
 *
 * @param file of the project; the active one if it is left out
 * @returns whether one was chosen
 */
export async function selectOrg(server: Server, file?: string | null): Promise<boolean> {
  const uri = await whichProject(server, file);
  if (uri === undefined) return false;
  const list = await askOrg(server, l10n.t('looking for orgs'), listOrgsRequest, { uri });
  if (list === undefined) return false;
  if (list.orgs.length === 0) {
    inform(
      l10n.t('No org is logged in to with the Salesforce CLI. Run "sf org login web" in a terminal first.'),
    );
    return false;
  }
  const items: OrgItem[] = [
    {
      label: `$(target) ${l10n.t('Target org of the project')}`,
      description: list.target ?? l10n.t('none is set'),
      username: null,
      ...(list.chosen === null ? { detail: l10n.t('in use') } : {}),
    },
    ...list.orgs.map(({ username, aliases, instanceUrl, isScratch, isSandbox, problem }): OrgItem => {
      const kind = isScratch ? l10n.t('scratch org') : isSandbox ? l10n.t('sandbox') : '';
      return {
        label: `$(cloud) ${aliases[0] ?? username}`,
        description: [aliases.length > 0 ? username : '', kind].filter(Boolean).join(' · '),
        detail: [username === list.chosen ? l10n.t('in use') : '', problem ?? '', instanceUrl]
          .filter(Boolean)
          .join(' · '),
        username,
      };
    }),
  ];
  const chosen = await window.showQuickPick(items, {
    placeHolder: l10n.t('Org that records are tested against and rules are read from'),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  if (chosen === undefined) return false;
  const params = { uri, username: chosen.username };
  return (await askOrg(server, l10n.t('selecting the org'), selectOrgRequest, params)) !== undefined;
}
