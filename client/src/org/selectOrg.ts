import { type QuickPickItem, window } from 'vscode';
import { listOrgsRequest, selectOrgRequest } from '../../../server/src/protocol.ts';
import { activeUri } from '../documents.ts';
import { inform } from '../notifications.ts';
import type { Server } from '../server.ts';
import { askOrg } from './ask.ts';

interface OrgItem extends QuickPickItem {
  /** Null: the project's own target-org. */
  readonly username: string | null;
}

/** Lets the user choose the org that the project of the active file is tested against. */
export async function selectOrg(server: Server): Promise<void> {
  const uri = activeUri();
  const list = await askOrg(server, 'looking for orgs', listOrgsRequest, { uri });
  if (list === undefined) return;
  if (list.orgs.length === 0) {
    const how = 'No org is logged in to with the Salesforce CLI. Run "sf org login web" in a terminal first.';
    inform(how);
    return;
  }
  const items: OrgItem[] = [
    {
      label: '$(target) Target org of the project',
      description: list.target ?? 'none is set',
      username: null,
      ...(list.chosen === null ? { detail: 'in use' } : {}),
    },
    ...list.orgs.map(({ username, aliases, instanceUrl, isScratch, isSandbox, problem }): OrgItem => {
      const kind = isScratch ? 'scratch org' : isSandbox ? 'sandbox' : '';
      return {
        label: `$(cloud) ${aliases[0] ?? username}`,
        description: [aliases.length > 0 ? username : '', kind].filter(Boolean).join(' · '),
        detail: [username === list.chosen ? 'in use' : '', problem ?? '', instanceUrl]
          .filter(Boolean)
          .join(' · '),
        username,
      };
    }),
  ];
  const chosen = await window.showQuickPick(items, {
    placeHolder: 'Org that records are tested against and rules are read from',
    matchOnDescription: true,
    matchOnDetail: true,
  });
  if (chosen === undefined) return;
  await askOrg(server, 'selecting the org', selectOrgRequest, { uri, username: chosen.username });
}
