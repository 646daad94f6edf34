import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../../server/src/sandbox/server.ts';
import { request } from '../../support/sandbox.ts';
import { duplicateRuleFile, matchingRulesFile, matchRule } from '../../support/sandboxRules.ts';
import { otherCalls } from './deployedCalls.ts';
import { ownWords } from './deployedWords.ts';
import {
  all,
  createLead,
  deploy,
  emailBlock,
  emailRule,
  inactive,
  metadata,
  org,
  packageXml,
  packed,
  query,
  resultOf,
  start,
  useOrg,
} from './deployments.ts';

useOrg();

describe('a deployment', () => {
  it('takes effect at once: rules, what they refuse, and their records', async () => {
    await start([emailRule, duplicateRuleFile({ object: 'Lead', name: 'Email', active: false })]);
    await createLead({ Email: 'a@x.example' });
    expect((await createLead({ Email: 'a@x.example' })).status).toBe(201);
    expect(await query("SELECT IsActive FROM DuplicateRule WHERE SobjectType = 'Lead'")).toEqual([
      { IsActive: false },
    ]);
    expect(await deploy(packed([emailBlock]))).toMatchObject({
      status: 'Succeeded',
      failures: [],
      successes: ['Lead.Email changed'],
    });
    expect(await createLead({ Email: 'a@x.example' })).toMatchObject({
      status: 400,
      body: [{ errorCode: 'DUPLICATES_DETECTED' }],
    });
    expect(await query("SELECT IsActive FROM DuplicateRule WHERE SobjectType = 'Lead'")).toEqual([
      { IsActive: true },
    ]);
  });

  it('brings a whole set of objects, fields and rules, in whatever order the package has them', async () => {
    await start([]);
    const files = [
      duplicateRuleFile({ object: 'Guest__c', name: 'Mail' }),
      matchingRulesFile('Guest__c', { Mail: ['Mail__c'] }),
      [
        'objects/Guest__c.object',
        '<CustomObject><label>Guest</label><pluralLabel>Guests</pluralLabel><nameField><label>Name</label><type>Text</type></nameField><fields><fullName>Mail__c</fullName><label>Mail</label><type>Email</type></fields></CustomObject>',
      ],
    ] as const;
    expect(await deploy(packed(files))).toMatchObject({
      status: 'Succeeded',
      failures: [],
      successes: [
        'Guest__c.Mail created',
        'Guest__c.Mail created',
        'Guest__c created',
        'Guest__c.Mail__c created',
      ],
    });
    const create = () =>
      request(org, 'POST', '/services/data/v66.0/sobjects/Guest__c', { Name: 'G', Mail__c: 'g@x.example' });
    const { status, body } = await create();
    expect([status, (await create()).body[0].errorCode]).toEqual([201, 'DUPLICATES_DETECTED']);
    expect(body.id).toMatch(/^a0/);
    const read = await metadata(
      '<readMetadata><type>CustomField</type><fullNames>Guest__c.Mail__c</fullNames></readMetadata>',
    );
    expect(read).toContain('<type>Email</type>');
    expect(await deploy(packed(files))).toMatchObject({
      status: 'Succeeded',
      successes: expect.arrayContaining(['Guest__c.Mail unchanged', 'Guest__c.Mail__c unchanged']),
    });
  });

  it('leaves the org alone when it only checks, or when a component fails', async () => {
    await start([emailRule]);
    const wrong = duplicateRuleFile({
      object: 'Lead',
      name: 'Other',
      sortOrder: 3,
      matchRules: matchRule('Lead', 'Email'),
    });
    const rules = () => query("SELECT DeveloperName FROM DuplicateRule WHERE SobjectType = 'Lead'");
    const before = await rules();
    expect(await deploy(packed([emailBlock]), '<checkOnly>true</checkOnly>')).toMatchObject({
      status: 'Succeeded',
      successes: ['Lead.Email created'],
    });
    expect(await deploy(packed([emailBlock, wrong]))).toMatchObject({
      status: 'Failed',
      failures: ['Lead.Other: SortOrder must be in sequential order from 1.'],
      successes: ['Lead.Email created'],
    });
    expect(await rules()).toEqual(before);
    const partial = await deploy(packed([emailBlock, wrong]), '<rollbackOnError>false</rollbackOnError>');
    expect(partial.status).toBe('SucceededPartial');
    // Salesforce's standard rule stays beside the first one of the org's own.
    expect(await rules()).toEqual([
      { DeveloperName: 'Standard_Lead_Duplicate_Rule' },
      { DeveloperName: 'Email' },
    ]);
  });

  it('deploys a validation again, and cancels one that is not done', async () => {
    await start([emailRule], { timing: { deploy: 60_000 } });
    const [id] = all(
      await metadata(
        `<deploy><ZipFile>${Buffer.from(packed([emailBlock])).toString('base64')}</ZipFile></deploy>`,
      ),
      'id',
    );
    expect((await resultOf(id!)).status).toBe('Pending');
    expect(all(await metadata(`<cancelDeploy><String>${id}</String></cancelDeploy>`), 'done')).toEqual([
      'true',
    ]);
    expect((await resultOf(id!)).status).toBe('Canceled');
    expect(await metadata(`<cancelDeploy><String>${id}</String></cancelDeploy>`)).toContain(
      'Deployment already completed',
    );
    await org.close();
    await start([emailRule]);
    const checked = await deploy(packed([emailBlock]), '<checkOnly>true</checkOnly>');
    const quick = await metadata(
      `<deployRecentValidation><validationId>${all(checked.text, 'id').at(-1)}</validationId></deployRecentValidation>`,
    );
    expect(await resultOf(all(quick, 'result')[0]!)).toMatchObject({
      status: 'Succeeded',
      successes: ['Lead.Email created'],
    });
  });

  it('deletes what destructive changes name, before or after the rest', async () => {
    await start([emailRule, emailBlock, matchingRulesFile('Contact', { C: ['Email'] }, 'Inactive')]);
    const destroy = (
      name: string,
      types: Readonly<Record<string, readonly string[]>>,
      more: readonly [string, string][] = [],
    ) =>
      deploy(packed([[name, packageXml(types)], ...more], more.length > 0 ? { MatchingRules: ['*'] } : {}));
    expect(await destroy('destructiveChanges.xml', { MatchingRule: ['Lead.Email'] })).toMatchObject({
      status: 'Failed',
      failures: [
        'Lead.Email: This matching rule is referenced elsewhere in salesforce.com. : Duplicate Rule - Email.',
      ],
    });
    const gone = await destroy('destructiveChangesPost.xml', { DuplicateRule: ['Lead.Email', 'Lead.None'] }, [
      inactive,
    ]);
    expect(gone).toMatchObject({
      status: 'Succeeded',
      successes: ['Lead.Email changed', 'Lead.Email deleted', 'destructiveChangesPost.xml unchanged'],
    });
    expect(gone.text).toContain(
      '<problem>No DuplicateRule named: Lead.None found</problem><problemType>Warning',
    );
    expect(
      await destroy('destructiveChangesPre.xml', { MatchingRule: ['Lead.Email', 'Contact.C'] }),
    ).toMatchObject({
      status: 'Succeeded',
      successes: ['Lead.Email deleted', 'Contact.C deleted'],
    });
    expect(await query('SELECT Id FROM MatchingRuleItem')).toEqual([]);
    // No rule of the org's own is left, and none is assumed in its place.
    expect(await query("SELECT Id FROM DuplicateRule WHERE SobjectType = 'Lead'")).toEqual([]);
  });
});

describe('a matching rule that takes its time', () => {
  it('does so where a control call says how long', async () => {
    await start([], { clock: new Date('2026-03-01T09:00:00Z') });
    const control = (method: string, call: string, body: object) =>
      request(org, method, `/embedded-org/${call}`, body);
    expect((await control('PUT', 'timing', { activationSeconds: 60 })).body).toEqual({
      deploySeconds: 0,
      activationSeconds: 60,
    });
    await deploy(packed([emailRule]));
    const status = () => query("SELECT RuleStatus FROM MatchingRule WHERE DeveloperName = 'Email'");
    expect(await status()).toEqual([{ RuleStatus: 'Activating' }]);
    await control('POST', 'clock/advance', { seconds: 60 });
    expect(await status()).toEqual([{ RuleStatus: 'Active' }]);
    await control('POST', 'reset', {});
    expect(org.org.timing.activation).toBe(0);
  });

  it('is activating until then, and no active duplicate rule can use it', async () => {
    let now = new Date('2026-03-01T09:00:00Z');
    await start([], { now: () => now, timing: { activation: 60_000 } });
    const both = packed([emailRule, emailBlock]);
    expect(await deploy(both)).toMatchObject({
      status: 'Failed',
      failures: [
        'Lead.Email: Before you can use this duplicate rule, all associated matching rules must be active and have their fields mapped.',
      ],
    });
    expect((await deploy(packed([emailRule]))).status).toBe('Succeeded');
    const status = () => query("SELECT RuleStatus FROM MatchingRule WHERE DeveloperName = 'Email'");
    expect(await status()).toEqual([{ RuleStatus: 'Activating' }]);
    now = new Date('2026-03-01T09:01:00Z');
    expect(await status()).toEqual([{ RuleStatus: 'Active' }]);
    expect((await deploy(both)).status).toBe('Succeeded');
  });
});

ownWords();

it('takes several packages in one zip, and names their folders', async () => {
  await start([]);
  const manifest = strToU8(packageXml({ MatchingRules: ['*'], DuplicateRule: ['*'] }));
  const body = zipSync({
    'one/package.xml': manifest,
    'one/matchingRules/Lead.matchingRule': strToU8(emailRule[1]),
    'two/package.xml': manifest,
    'two/duplicateRules/Lead.Email.duplicateRule': strToU8(emailBlock[1]),
  });
  expect(await deploy(body)).toMatchObject({
    status: 'Failed',
    failures: [expect.stringContaining('2 packages')],
  });
  const result = await deploy(body, '', false);
  expect([result.status, all(result.text, 'fileName')]).toEqual([
    'Succeeded',
    [
      'one/package.xml',
      'two/package.xml',
      'one/matchingRules/Lead.matchingRule',
      'two/duplicateRules/Lead.Email.duplicateRule',
    ],
  ]);
});

it('changes Salesforce’s standard rule, which is in no file, and leaves it as it is', async () => {
  await start([]);
  const read = () =>
    metadata(
      '<readMetadata><type>DuplicateRule</type><fullNames>Lead.Standard_Lead_Duplicate_Rule</fullNames></readMetadata>',
    );
  const own = /<records[^>]*>(.*)<\/records>/s.exec(await read())![1]!;
  const file = (isActive: boolean) =>
    [
      'duplicateRules/Lead.Standard_Lead_Duplicate_Rule.duplicateRule',
      `<DuplicateRule xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">${own.replace('<isActive>true', `<isActive>${isActive}`)}</DuplicateRule>`,
    ] as const;
  const name = 'Lead.Standard_Lead_Duplicate_Rule';
  expect((await deploy(packed([file(true)]))).successes).toEqual([`${name} unchanged`]);
  expect((await deploy(packed([file(false)]))).successes).toEqual([`${name} changed`]);
  expect(await query("SELECT IsActive FROM DuplicateRule WHERE SobjectType = 'Lead'")).toEqual([
    { IsActive: false },
  ]);
});

it('leaves the org as one that was made of the same rules', async () => {
  await start([emailRule]);
  const phone = matchingRulesFile('Lead', { Phone: ['Phone'] });
  const both = matchingRulesFile('Lead', { Email: ['Email'], Phone: ['Phone'] });
  const phoneRule = (more: object) =>
    duplicateRuleFile({ object: 'Lead', name: 'Phone', sortOrder: 2, ...more });
  const destroy = (types: Readonly<Record<string, readonly string[]>>) =>
    packed([['destructiveChanges.xml', packageXml(types)]], {});
  const steps: readonly (readonly [Uint8Array, readonly (readonly [string, string])[]])[] = [
    [packed([emailBlock]), [emailRule, emailBlock]],
    [
      packed([phone, phoneRule({ insert: 'Allow Alert' })]),
      [both, emailBlock, phoneRule({ insert: 'Allow Alert' })],
    ],
    [packed([phoneRule({})]), [both, emailBlock, phoneRule({})]],
    [destroy({ DuplicateRule: ['Lead.Email'] }), [both, phoneRule({})]],
    [packed([emailBlock]), [both, phoneRule({}), emailBlock]],
    [destroy({ DuplicateRule: ['Lead.Phone', 'Lead.Email'] }), [both]],
  ];
  await deploy(destroy({ DuplicateRule: ['Lead.Standard_Lead_Duplicate_Rule'] }));
  for (const [index, value] of ['a', 'b', 'a', 'c', 'b'].entries()) {
    await createLead({ LastName: `L${index}`, Email: `${value}@x.example`, Phone: `555010${index % 3}` });
  }
  const leads = await query('SELECT LastName, Company, Email, Phone FROM Lead');
  const answers = async (sandbox: Sandbox): Promise<unknown> => {
    const rows = [];
    for (const lead of leads) {
      const { body } = await request(sandbox, 'POST', '/services/data/v66.0/ui-api/predupe', {
        apiName: 'Lead',
        fields: lead,
      });
      rows.push([body.allowSave, body.matches, body.duplicateRules]);
    }
    return rows;
  };
  for (const [zip, files] of steps) {
    expect((await deploy(zip)).status).toBe('Succeeded');
    const fresh = await startSandbox({ files: new Map(files), data: null });
    fresh.org.metadata.replace(new Map(files), ['Lead']);
    for (const lead of leads) {
      const object = fresh.org.schema.object('Lead')!;
      fresh.org.store.insert(object, Object.entries(lead) as [string, string][], '');
    }
    expect(await answers(org)).toEqual(await answers(fresh));
    await fresh.close();
  }
});

it('is taken back to its start, ids included', async () => {
  await start([emailRule, emailBlock]);
  const ids = async () => [
    ...(await query('SELECT Id, DeveloperName FROM DuplicateRule ORDER BY DeveloperName')),
    ...(await query('SELECT Id FROM MatchingRuleItem')),
  ];
  const before = await ids();
  const other = duplicateRuleFile({ object: 'Lead', name: 'Other', matchRules: matchRule('Lead', 'Email') });
  for (let round = 0; round < 2; round++) {
    await deploy(packed([['destructiveChanges.xml', packageXml({ DuplicateRule: ['Lead.Email'] })]], {}));
    await deploy(packed([other]));
    expect(await query("SELECT DeveloperName FROM DuplicateRule WHERE SobjectType = 'Lead'")).toEqual([
      { DeveloperName: 'Other' },
    ]);
    await request(org, 'POST', '/embedded-org/reset');
    expect(await ids()).toEqual(before);
  }
  await deploy(
    packed([
      duplicateRuleFile({
        object: 'Lead',
        name: 'Last',
        sortOrder: 2,
        matchRules: matchRule('Lead', 'Email'),
      }),
    ]),
  );
  const after = await query('SELECT Id FROM DuplicateRule');
  expect(new Set(after.map(({ Id }) => Id)).size).toBe(before.length);
});

it('warns of what means nothing here', async () => {
  await start([]);
  const object =
    '<CustomObject><label>G</label><nameField><type>Text</type></nameField><validationRules><fullName>V</fullName></validationRules></CustomObject>';
  const { status, text } = await deploy(
    packed([['objects/G__c.object', object], matchingRulesFile('Lead', { M: ['Email', 'Jigsaw_Id'] })]),
  );
  expect([status, all(text, 'problem')]).toEqual([
    'Succeeded',
    [
      'The embedded org takes no notice of validationRules.',
      'The embedded org has no field Lead.Jigsaw_Id: it is blank in all records.',
    ],
  ]);
});

it('bears packages that are cut off anywhere', async () => {
  await start([emailRule]);
  const manifest = packageXml({ MatchingRules: ['*'], DuplicateRule: ['*'] });
  const [rulePath, ruleText] = emailBlock;
  const cut = (text: string, part: number) => text.slice(0, Math.floor((text.length * part) / 9));
  for (let part = 0; part < 9; part++) {
    const file = {
      [rulePath.replace('force-app/', '').replace('-meta.xml', '')]: strToU8(cut(ruleText, part)),
    };
    const one = await deploy(zipSync({ 'package.xml': strToU8(manifest), ...file }));
    expect([one.status, one.failures.length > 0]).toEqual(['Failed', true]);
    expect((await deploy(zipSync({ 'package.xml': strToU8(cut(manifest, part)) }))).status).toBe('Failed');
    const zip = packed([emailBlock]);
    expect((await deploy(zip.slice(0, (zip.length * part) / 9))).status).toBe('Failed');
  }
  expect((await deploy(packed([emailBlock]))).status).toBe('Succeeded');
});

otherCalls();
