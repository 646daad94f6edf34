import type { Connection } from '@salesforce/core';
import { OrgError } from '../problems.ts';
import { query } from '../rest.ts';
import type { Component } from './metadata.ts';

/**
 * Rules of person accounts are listed as `Account.X`, though their files are named `PersonAccount.X`. Both forms
 * are read; this tells which rules the components are.
 * @param read components by full name, of both forms
 * @param subtypes names of rules that the org's own tables call rules of person accounts; null: could not be asked
 */
export function sortPersonAccounts(
  read: ReadonlyMap<string, Component>,
  subtypes: ReadonlySet<string> | null,
): readonly { readonly fullName: string; readonly component: Component }[] {
  const rules: { fullName: string; component: Component }[] = [];
  const names = new Set([...read.keys()].map((fullName) => fullName.slice(fullName.indexOf('.') + 1)));
  for (const name of names) {
    const account = read.get(`Account.${name}`);
    const person = read.get(`PersonAccount.${name}`);
    if (account !== undefined && person !== undefined && !isSameBody(account, person)) {
      rules.push({ fullName: `Account.${name}`, component: account });
      rules.push({ fullName: `PersonAccount.${name}`, component: person });
      continue;
    }
    const component = (person ?? account)!;
    const isPerson = subtypes?.has(name) ?? namesPersonAccount(component);
    rules.push({
      fullName: `${isPerson || account === undefined ? 'PersonAccount' : 'Account'}.${name}`,
      component,
    });
  }
  return rules;
}

/** Developer names, with namespace, of the account rules that are for person accounts; null if not allowed. */
export async function personAccountRules(connection: Connection): Promise<ReadonlySet<string> | null> {
  try {
    const rules = await query(
      connection,
      "SELECT DeveloperName, NamespacePrefix, SobjectSubtype FROM DuplicateRule WHERE SobjectType = 'Account' LIMIT 200",
    );
    const persons = rules.filter(({ SobjectSubtype }) => SobjectSubtype === 'PersonAccount');
    return new Set(
      persons.map(({ DeveloperName, NamespacePrefix }) =>
        typeof NamespacePrefix === 'string' && NamespacePrefix !== ''
          ? `${NamespacePrefix}__${DeveloperName}`
          : String(DeveloperName),
      ),
    );
  } catch (error) {
    if (error instanceof OrgError) throw error;
    return null;
  }
}

function isSameBody(a: Component, b: Component): boolean {
  return JSON.stringify({ ...a, fullName: '' }) === JSON.stringify({ ...b, fullName: '' });
}

function namesPersonAccount({ duplicateRuleMatchRules }: Component): boolean {
  return JSON.stringify(duplicateRuleMatchRules ?? null).includes('"matchRuleSObjectType":"PersonAccount"');
}
