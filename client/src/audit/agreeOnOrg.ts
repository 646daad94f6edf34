import { l10n } from 'vscode';
import { type AuditParams, listOrgsRequest, type OrgEntry } from '../../../server/src/protocol.ts';
import { askModally, showProblem } from '../notifications.ts';
import { askOrg } from '../org/ask.ts';
import { selectOrg } from '../org/selectOrg.ts';
import type { Server } from '../server.ts';

/**
 * Which org an audit asks: the one in use, once the user has agreed to it. Undefined: none.
 *
 * @param uri of the project
 */
export async function agreeOnOrg(server: Server, uri: string | null): Promise<AuditParams['org']> {
  for (;;) {
    const list = await askOrg(server, l10n.t('looking for orgs'), listOrgsRequest, { uri });
    if (list === undefined) return undefined;
    const name = list.chosen ?? list.target;
    const org = list.orgs.find(({ username, aliases }) => username === name || aliases.includes(name ?? ''));
    const answer = org === undefined ? await offerSelection(name) : await agree(org);
    if (answer !== 'other') return answer;
    if (!(await selectOrg(server, uri))) return undefined;
  }
}

type Answer = AuditParams['org'] | 'other';

async function offerSelection(name: string | null): Promise<Answer> {
  const select = l10n.t('Select Org');
  const text =
    name === null
      ? l10n.t('No org is set for this project.')
      : l10n.t('The Salesforce CLI is not logged in to {0}.', name);
  return (await showProblem(text, select)) === select ? 'other' : undefined;
}

async function agree({ username, aliases, instanceUrl }: OrgEntry): Promise<Answer> {
  const count = l10n.t('Ask the Org');
  const name = l10n.t('Ask, and Name Users and Records');
  const other = l10n.t('Select Org');
  const chosen = await askModally(
    l10n.t('Ask the org {0} for the audit?', aliases[0] ?? username),
    [
      `${username} · ${instanceUrl}`,
      l10n.t(
        'Its duplicate rules, active users, permission sets and duplicate record sets are read. Nothing is changed. Users and records are counted, and named only if you say so.',
      ),
    ].join('\n\n'),
    count,
    name,
    other,
  );
  if (chosen === other) return 'other';
  return chosen === undefined ? undefined : { username, names: chosen === name };
}
