import { readProjectFiles } from '../../../server/src/sandbox/rules/project.ts';
import { type Sandbox, startSandbox } from '../../../server/src/sandbox/server.ts';
import { request, sampleProject } from '../../support/sandbox.ts';
import { duplicateRuleFile, matchingRulesFile } from '../../support/sandboxRules.ts';

export const data = '/services/data/v66.0';
export const nobody = '003000000000000AAA';

/** The sample project's objects, with one rule on contacts: no two with the same e-mail address. */
export async function startRecordsOrg(): Promise<Sandbox> {
  const objects = [...readProjectFiles(sampleProject)].filter(([path]) => path.includes('/objects/'));
  const rules = [
    matchingRulesFile('Contact', { R: ['Email'] }),
    duplicateRuleFile({ object: 'Contact', name: 'R', insert: 'Allow Alert', update: 'Block' }),
  ];
  const org = await startSandbox({ files: new Map([...objects, ...rules]), data: null });
  insertInto(org, 'Contact', { LastName: 'Taken', Email: 'taken@x.example' });
  return org;
}

/** Past all rules. */
export function insertInto(
  org: Sandbox,
  object: string,
  fields: Record<string, string | number | boolean>,
): string {
  return org.org.store.insert(org.org.schema.object(object)!, Object.entries(fields), '').id;
}

export function callTo(
  org: Sandbox,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
) {
  return request(org, method, `${data}${path}`, body, headers);
}
