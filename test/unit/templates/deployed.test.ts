import { strToU8, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fileNameOf, kindOf } from '../../../server/src/core/files.ts';
import { activatedFiles } from '../../../server/src/core/ruleTests/activated.ts';
import { checkRuleTests } from '../../../server/src/core/ruleTests/check.ts';
import { parseRuleTests } from '../../../server/src/core/ruleTests/parse.ts';
import { runRuleTest } from '../../../server/src/core/ruleTests/run.ts';
import type { TemplateAnswers, TemplateId } from '../../../server/src/core/templates/model.ts';
import { observeRuleTest } from '../../../server/src/embedded/observeRuleTest.ts';
import { type Sandbox, startSandbox } from '../../../server/src/sandbox/server.ts';
import { soap } from '../../support/sandbox.ts';
import { noFiles, TemplateWorkspace } from '../../support/templates.ts';

const user = { user: 'sync@acme.example', reason: 'The sync finds its duplicates itself.' };

/** Of every template, as many rules as its object takes. */
const all: readonly (readonly [TemplateId, Partial<TemplateAnswers>])[] = [
  ['account-exact-name', {}],
  ['account-fuzzy-name', {}],
  ['lead-to-lead', {}],
  ['lead-to-contact', {}],
  ['contact-to-contact', {}],
  ['contact-to-lead', {}],
  ['household', {}],
  ['external-id', { object: 'Candidate__c', fields: ['Crm_Id__c'] }],
  ['observation', { object: 'Candidate__c', fields: ['Email__c'] }],
  ['observation', { object: 'Lead', fields: ['LastName:LastName', 'Company:CompanyName'] }],
  ['integration-user', { object: 'Account', fields: ['Phone:Phone'], ...user }],
  ['integration-user', { object: 'Candidate__c', fields: ['Last_Name__c'], ...user }],
  ['person-account', {}],
];

/** The sample's objects, without its rules. */
function workspaceWithObjects(): TemplateWorkspace {
  const sample = TemplateWorkspace.recruiting();
  for (const path of [...sample.files.keys()]) if (!/\/objects\//.test(path)) sample.files.delete(path);
  sample.files.set(
    'force-app/main/default/objects/Candidate__c/fields/Crm_Id__c.field-meta.xml',
    '<CustomField xmlns="http://soap.sforce.com/2006/04/metadata"><fullName>Crm_Id__c</fullName><externalId>true</externalId><label>CRM Id</label><length>40</length><type>Text</type></CustomField>',
  );
  return sample;
}

const workspace = workspaceWithObjects();
let org: Sandbox;

beforeAll(async () => {
  org = await startSandbox({ files: new Map(workspace.files), data: null });
});
afterAll(() => org.close());

/** What Salesforce has against the rules; empty: it took them. */
async function deploy(files: ReadonlyMap<string, string>): Promise<readonly string[]> {
  const rules = [...files].filter(([path]) => /^(?:duplicate|matching)-rule$/.test(kindOf(path) ?? ''));
  const packageXml = `<Package xmlns="http://soap.sforce.com/2006/04/metadata"><types><members>*</members><name>MatchingRules</name></types><types><members>*</members><name>DuplicateRule</name></types><version>66.0</version></Package>`;
  const zip = zipSync({
    'package.xml': strToU8(packageXml),
    ...Object.fromEntries(
      rules.map(([path, text]) => {
        const folder = kindOf(path) === 'duplicate-rule' ? 'duplicateRules' : 'matchingRules';
        return [`${folder}/${fileNameOf(path).replace(/-meta\.xml$/, '')}`, strToU8(text)];
      }),
    ),
  });
  const metadata = async (body: string) => (await soap(org, 'm', body)).text;
  const started = await metadata(
    `<deploy><ZipFile>${Buffer.from(zip).toString('base64')}</ZipFile><DeployOptions><singlePackage>true</singlePackage></DeployOptions></deploy>`,
  );
  const id = /<id>(.*?)<\/id>/.exec(started)![1];
  const status = await metadata(
    `<checkDeployStatus><asyncProcessId>${id}</asyncProcessId><includeDetails>true</includeDetails></checkDeployStatus>`,
  );
  const problems = [...status.matchAll(/<problem>(.*?)<\/problem>/g)].map(([, problem]) => problem!);
  return /<status>Succeeded<\/status>/.test(status)
    ? problems
    : [status.match(/<status>.*?<\/status>/)![0], ...problems];
}

describe('rules from all templates in one project', () => {
  it.each(all)('%s %j is deployed', async (id, answers) => {
    workspace.apply(id, answers);
    expect(await deploy(workspace.files)).toEqual([]);
  });

  it('are deployed active, too', async () => {
    const names = [...workspace.files.keys()]
      .filter((path) => kindOf(path) === 'duplicate-rule')
      .map((path) => ({
        value: fileNameOf(path).replace(/\.duplicateRule-meta\.xml$/, ''),
        start: 0,
        end: 0,
      }));
    expect(await deploy(activatedFiles(workspace.files, names))).toEqual([]);
  });

  it('have sort orders without gaps, and no finding but of the exempt user', () => {
    const orders = new Map<string, number[]>();
    for (const { object, sortOrder } of workspace.project().catalog.duplicateRules)
      orders.set(object, [...(orders.get(object) ?? []), sortOrder!]);
    // The standard rule of a standard object is the first in the org, and no file of the project.
    expect(Object.fromEntries(orders)).toEqual({
      Account: [2, 3, 4],
      Lead: [2, 3, 4],
      Contact: [2, 3, 4],
      Candidate__c: [1, 2, 3],
      PersonAccount: [1],
    });
    const findings = workspace.findings();
    expect(findings.filter((text) => !/^information bypass-condition /.test(text))).toEqual([]);
  });

  it('have tests that pass in an embedded org, over REST', async () => {
    const project = workspace.project();
    const results: string[] = [];
    for (const [path, text] of workspace.files) {
      if (!path.endsWith('.duptest.yaml')) continue;
      const file = checkRuleTests(parseRuleTests(`file:///p/${path}`, text), project);
      const metadata = activatedFiles(workspace.files, file.activate);
      // The first finds a match; the last finds none, or leaves the exempt user alone.
      for (const test of [file.tests[0]!, file.tests.at(-1)!]) {
        const { observed, problems } = await observeRuleTest(test, metadata, project, noFiles);
        const { status, failures } = runRuleTest(file, test, project, noFiles, observed);
        results.push(
          [
            path,
            test.name,
            problems.length > 0 ? problems.join(' ') : status,
            ...failures.map(({ message }) => message),
          ].join(': '),
        );
      }
    }
    expect(results).toHaveLength(2 * all.length);
    expect(results.filter((text) => !text.endsWith(': passed'))).toEqual([]);
  });
});
