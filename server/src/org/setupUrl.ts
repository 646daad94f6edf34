import type { Connection } from '@salesforce/core';
import { ruleName } from './names.ts';
import { OrgError } from './problems.ts';
import { query } from './rest.ts';

/** Address of a rule in Setup; the list of all rules where its id cannot be found out. */
export async function ruleSetupUrl(
  connection: Connection,
  kind: 'DuplicateRule' | 'MatchingRule',
  fullName: string,
): Promise<string> {
  const list = `${connection.instanceUrl}/lightning/setup/${kind}s`;
  const id = await ruleId(connection, kind, fullName);
  return id === null ? `${list}/home` : `${list}/page?address=${encodeURIComponent(`/${id}`)}`;
}

async function ruleId(connection: Connection, kind: string, fullName: string): Promise<string | null> {
  const { object, namespace, name } = ruleName(fullName);
  const isPerson = object === 'PersonAccount';
  try {
    const rules = await query(
      connection,
      `SELECT Id, NamespacePrefix, SobjectSubtype FROM ${kind} WHERE DeveloperName = '${name}' AND SobjectType = '${isPerson ? 'Account' : object}' LIMIT 20`,
    );
    const own = rules.filter(({ NamespacePrefix }) => (NamespacePrefix ?? null) === namespace);
    const some = own.length > 0 ? own : rules;
    const rule =
      some.find(({ SobjectSubtype }) => (SobjectSubtype === 'PersonAccount') === isPerson) ?? some[0];
    const id = rule?.Id;
    return typeof id === 'string' && /^[A-Za-z0-9]{15,18}$/.test(id) ? id : null;
  } catch (error) {
    // Without the permission to see Setup the page would not open either, but the list says so best.
    if (error instanceof OrgError) throw error;
    return null;
  }
}
