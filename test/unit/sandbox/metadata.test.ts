import { strFromU8, unzipSync } from 'fflate';
import { afterEach, describe, expect, it } from 'vitest';
import { readDuplicateRule } from '../../../server/src/core/metadata/duplicateRule.ts';
import { readMatchingRules } from '../../../server/src/core/metadata/matchingRule.ts';
import { readProjectFiles } from '../../../server/src/sandbox/rules/project.ts';
import { type Sandbox, startSandbox } from '../../../server/src/sandbox/server.ts';
import { sampleProject, soap, startSampleOrg } from '../../support/sandbox.ts';
import { duplicateRuleFile, matchingRulesFile } from '../../support/sandboxRules.ts';

let org: Sandbox;
afterEach(() => org.close());

const all = (text: string, element: string): string[] =>
  [...text.matchAll(new RegExp(`<${element}>([^<]*)</${element}>`, 'g'))].map(([, value]) => value!);

async function call(body: string): Promise<string> {
  return (await soap(org, 'm', body)).text;
}

const list = async (type: string): Promise<string[]> =>
  all(
    await call(
      `<listMetadata><queries><type>${type}</type></queries><asOfVersion>66.0</asOfVersion></listMetadata>`,
    ),
    'fullName',
  );

describe('the lists', () => {
  it('name the project’s rules and Salesforce’s own', async () => {
    org = await startSampleOrg({ data: null });
    expect(await list('MatchingRules')).toEqual(['Account', 'Candidate__c', 'Contact', 'Lead']);
    expect(await list('MatchingRule')).toContain('Account.Standard_Account_Match_Rule_v1_0');
    expect(await list('DuplicateRule')).toContain('Account.Standard_Account_Duplicate_Rule');
    expect(await list('ApexClass')).toEqual([]);
    expect(all(await call('<describeMetadata/>'), 'xmlName')).toEqual([
      'DuplicateRule',
      'MatchingRules',
      'CustomObject',
      'Settings',
    ]);
  });

  it('name the rules of person accounts as those of accounts, and a read takes either name', async () => {
    const files = [
      matchingRulesFile('PersonAccount', { P: ['PersonEmail'] }),
      duplicateRuleFile({ object: 'PersonAccount', name: 'P' }),
    ];
    org = await startSandbox({ files: new Map(files), data: null });
    expect(await list('DuplicateRule')).toContain('Account.P');
    for (const name of ['Account.P', 'PersonAccount.P']) {
      const text = await call(
        `<readMetadata><type>DuplicateRule</type><fullNames>${name}</fullNames></readMetadata>`,
      );
      expect(all(text, 'masterLabel')).toEqual(['P']);
    }
  });
});

it('reads nil for what is not there', async () => {
  org = await startSampleOrg({ data: null });
  const text = await call(
    '<readMetadata><type>DuplicateRule</type><fullNames>Lead.Nonsense</fullNames></readMetadata>',
  );
  expect(text).toContain('<result><records xsi:nil="true"/></result>');
});

it('refuses more than ten names, other operations, and a request that is no XML', async () => {
  org = await startSampleOrg({ data: null });
  const many = `<readMetadata><type>DuplicateRule</type>${'<fullNames>A.B</fullNames>'.repeat(11)}</readMetadata>`;
  expect(await call(many)).toContain('sf:EXCEEDED_ID_LIMIT');
  expect(await call('<deploy/>')).toContain('ZipFile is missing');
  expect(await call('<unclosed>')).toContain('Fault');
  expect(org.journal.writes).toMatchObject([{ soapOperation: 'deploy' }]);
});

describe('a retrieve', () => {
  const types =
    '<types><members>*</members><name>DuplicateRule</name></types><types><members>Lead</members><members>Nonsense</members><name>MatchingRules</name></types><types><members>LeadConfig</members><name>Settings</name></types>';

  it.each(['request', 'retrieveRequest'])('packs what it names in <%s>', async (element) => {
    org = await startSampleOrg({ data: null });
    const started = await call(
      `<retrieve><${element}><apiVersion>66.0</apiVersion><unpackaged>${types}<version>66.0</version></unpackaged></${element}></retrieve>`,
    );
    const [id] = all(started, 'id');
    const checked = await call(
      `<checkRetrieveStatus><asyncProcessId>${id}</asyncProcessId><includeZip>true</includeZip></checkRetrieveStatus>`,
    );
    expect(all(checked, 'problem')).toEqual([
      "Entity of type 'MatchingRules' named 'Nonsense' cannot be found",
    ]);
    const zip = unzipSync(Buffer.from(all(checked, 'zipFile')[0]!, 'base64'));
    expect(Object.keys(zip).sort()).toEqual([
      'unpackaged/duplicateRules/Account.Standard_Account_Duplicate_Rule.duplicateRule',
      'unpackaged/duplicateRules/Candidate__c.Candidate_Profile.duplicateRule',
      'unpackaged/duplicateRules/Contact.Contact_Email.duplicateRule',
      'unpackaged/duplicateRules/Lead.Lead_Email.duplicateRule',
      'unpackaged/matchingRules/Lead.matchingRule',
      'unpackaged/package.xml',
      'unpackaged/settings/LeadConfig.settings',
    ]);
    expect(strFromU8(zip['unpackaged/package.xml']!)).toContain('<members>Lead.Lead_Email</members>');
  });

  it('gives the rules as the project has them', async () => {
    org = await startSampleOrg({ data: null });
    const started = await call(
      '<retrieve><request><unpackaged><types><members>*</members><name>DuplicateRule</name></types><types><members>*</members><name>MatchingRules</name></types></unpackaged></request></retrieve>',
    );
    const checked = await call(
      `<checkRetrieveStatus><asyncProcessId>${all(started, 'id')[0]}</asyncProcessId></checkRetrieveStatus>`,
    );
    const zip = unzipSync(Buffer.from(all(checked, 'zipFile')[0]!, 'base64'));
    let compared = 0;
    for (const [path, text] of readProjectFiles(sampleProject)) {
      const name = /[^/]+$/.exec(path)![0].replace(/-meta\.xml$/, '');
      const [file, bytes] = Object.entries(zip).find(([one]) => one.endsWith(`/${name}`)) ?? [];
      if (file === undefined || bytes === undefined) continue;
      const isRule = file.includes('duplicateRules/');
      const read = (content: string) =>
        isRule
          ? readDuplicateRule(file, content).rule
          : readMatchingRules(file, content).rules.map(({ rule }) => rule);
      const plain = (value: unknown) =>
        JSON.parse(JSON.stringify(value, (key, one) => (key === 'source' ? undefined : one)));
      expect(plain(read(strFromU8(bytes)))).toEqual(plain(read(text)));
      if (isRule) expect(strFromU8(bytes)).toBe(text);
      compared++;
    }
    expect(compared).toBe(6);
  });
});
