import { env, type QuickPickItem, Uri, window } from 'vscode';
import { listRulesRequest, type RuleEntry, ruleSetupUrlRequest } from '../../../server/src/protocol.ts';
import { activeUri } from '../documents.ts';
import type { Server } from '../server.ts';
import { askOrg } from './ask.ts';

interface RuleItem extends QuickPickItem {
  readonly fullName: string;
}

/** Opens a duplicate rule in the org's Setup: that of the active file, else one that the user chooses. */
export async function openInSetup(server: Server): Promise<void> {
  const uri = activeUri();
  const rules = await server.request(listRulesRequest, { uri });
  const fullName = rules.find(({ location }) => location?.uri === uri)?.fullName ?? (await choose(rules));
  if (fullName === undefined) return;
  const answer = await askOrg(server, 'looking the rule up', ruleSetupUrlRequest, { uri, fullName });
  if (answer !== undefined) await openInBrowser(answer.url);
}

async function choose(rules: readonly RuleEntry[]): Promise<string | undefined> {
  const items = rules.map(
    ({ label, fullName, actions, origin, orgNote }): RuleItem => ({
      label,
      description: [fullName, origin].filter(Boolean).join(' · '),
      detail: [actions, orgNote].filter(Boolean).join(' · '),
      fullName,
    }),
  );
  const chosen = await window.showQuickPick(items, {
    placeHolder: 'Duplicate rule to open in Setup',
    matchOnDescription: true,
  });
  return chosen?.fullName;
}

/** Only addresses of the web are opened: what an org says is not trusted further. */
export async function openInBrowser(address: string): Promise<void> {
  const uri = Uri.parse(address, true);
  if (uri.scheme === 'https' || uri.scheme === 'http') await env.openExternal(uri);
}
