import { l10n } from 'vscode';
import { refreshRulesRequest } from '../../../server/src/protocol.ts';
import { inform, warn } from '../notifications.ts';
import type { Server } from '../server.ts';
import { askOrg } from './ask.ts';
import { whichProject } from './whichProject.ts';

/** Reads the org's rules; findings use them at once. False where they were not read. */
export async function refreshRules(server: Server): Promise<boolean> {
  const uri = await whichProject(server);
  if (uri === undefined) return false;
  const read = await askOrg(server, l10n.t('reading the rules of the org'), refreshRulesRequest, { uri });
  if (read === undefined) return false;
  const { username, duplicateRules, matchingRules, problems } = read;
  const rules =
    duplicateRules === 1 ? l10n.t('1 duplicate rule') : l10n.t('{0} duplicate rules', duplicateRules);
  const compared =
    matchingRules === 1 ? l10n.t('1 matching rule') : l10n.t('{0} matching rules', matchingRules);
  const text = l10n.t('{0} and {1} read from {2}.', rules, compared, username);
  if (problems.length === 0) inform(text);
  else warn([text, ...problems].join(' '));
  return true;
}
