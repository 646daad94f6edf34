import { refreshRulesRequest } from '../../../server/src/protocol.ts';
import { activeUri } from '../documents.ts';
import { inform, warn } from '../notifications.ts';
import type { Server } from '../server.ts';
import { askOrg } from './ask.ts';

/** Reads the org's rules; findings use them at once. */
export async function refreshRules(server: Server): Promise<void> {
  const read = await askOrg(server, 'reading the rules of the org', refreshRulesRequest, {
    uri: activeUri(),
  });
  if (read === undefined) return;
  const { username, duplicateRules, matchingRules, problems } = read;
  const rules = `${count(duplicateRules, 'duplicate rule')} and ${count(matchingRules, 'matching rule')}`;
  const text = `${rules} read from ${username}.`;
  if (problems.length === 0) inform(text);
  else warn([text, ...problems].join(' '));
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
