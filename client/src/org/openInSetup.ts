import { env, l10n, type QuickPickItem, Uri, window } from 'vscode';
import { listRulesRequest, type RuleEntry, ruleSetupUrlRequest } from '../../../server/src/protocol.ts';
import type { NodeElement } from '../rulesView/element.ts';
import type { Server } from '../server.ts';
import { askOrg } from './ask.ts';
import { whichProject } from './whichProject.ts';

interface RuleItem extends QuickPickItem {
  readonly fullName: string;
}

/**
 * Opens a duplicate rule in the org's Setup: that of an entry of the rules' view, that of the active file, or one that
 * the user chooses.
 */
export async function openInSetup(server: Server, entry?: unknown): Promise<void> {
  const given = ruleOfEntry(entry);
  const uri = given?.uri ?? (await whichProject(server));
  if (uri === undefined) return;
  const fullName = given?.fullName ?? (await ruleOfFile(server, uri));
  if (fullName === undefined) return;
  const answer = await askOrg(server, l10n.t('looking the rule up'), ruleSetupUrlRequest, { uri, fullName });
  if (answer !== undefined) await openInBrowser(answer.url);
}

async function ruleOfFile(server: Server, uri: string | null): Promise<string | undefined> {
  const rules = await server.request(listRulesRequest, { uri });
  return rules.find(({ location }) => location?.uri === uri)?.fullName ?? (await choose(rules));
}

/** A menu of the view passes the entry; one of an editor, its file. */
function ruleOfEntry(entry: unknown): { readonly uri: string; readonly fullName: string } | undefined {
  const { kind, root, node } = (entry ?? {}) as Partial<NodeElement>;
  if (kind !== 'node' || root === undefined || node?.kind !== 'duplicate-rule' || node.name === null) return;
  return { uri: node.place?.uri ?? `${root}/`, fullName: node.name };
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
    placeHolder: l10n.t('Duplicate rule to open in Setup'),
    matchOnDescription: true,
  });
  return chosen?.fullName;
}

/** Only addresses of the web are opened: what an org says is not trusted further. */
export async function openInBrowser(address: string): Promise<void> {
  const uri = Uri.parse(address, true);
  if (uri.scheme === 'https' || uri.scheme === 'http') await env.openExternal(uri);
}
