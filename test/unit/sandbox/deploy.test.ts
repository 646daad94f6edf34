import { strToU8, zipSync } from 'fflate';
import { afterEach, describe, expect, it } from 'vitest';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../../server/src/sandbox/server.ts';
import { request, soap } from '../../support/sandbox.ts';
import { condition, duplicateRuleFile, matchingRulesFile, matchRule } from '../../support/sandboxRules.ts';

let org: Sandbox;
afterEach(() => org.close());

const start = async (files: readonly (readonly [string, string])[], options: SandboxOptions = {}) => {
  org = await startSandbox({ files: new Map(files), data: null, ...options });
};

const all = (text: string, element: string): string[] =>
  [...text.matchAll(new RegExp(`<${element}>([^<]*)</${element}>`, 'g'))].map(([, value]) => value!);

const metadata = async (body: string, header = ''): Promise<string> =>
  (await soap(org, 'm', body, header)).text;

const packageXml = (types: Readonly<Record<string, readonly string[]>>) =>
  `<Package xmlns="http://soap.sforce.com/2006/04/metadata">${Object.entries(types)
    .map(
      ([name, members]) =>
        `<types>${members.map((member) => `<members>${member}</members>`).join('')}<name>${name}</name></types>`,
    )
    .join('')}<version>66.0</version></Package>`;

/** Files of a project as those of a package, with a manifest that names all. */
const packed = (
  files: readonly (readonly [string, string])[],
  manifest: Readonly<Record<string, readonly string[]>> = {
    MatchingRules: ['*'],
    DuplicateRule: ['*'],
    CustomObject: ['*'],
  },
): Uint8Array =>
  zipSync(
    Object.fromEntries(
      [['package.xml', packageXml(manifest)] as const, ...files].map(([path, text]) => [
        path.replace('force-app/', '').replace('-meta.xml', ''),
        strToU8(text),
      ]),
    ),
  );

interface Result {
  readonly status: string;
  readonly failures: readonly string[];
  readonly successes: readonly string[];
  readonly text: string;
}

const resultOf = async (id: string): Promise<Result> => {
  const text = await metadata(
    `<checkDeployStatus><asyncProcessId>${id}</asyncProcessId><includeDetails>true</includeDetails></checkDeployStatus>`,
  );
  const lines = (element: string, of: (line: string) => string) =>
    [...text.matchAll(new RegExp(`<${element}>(.*?)</${element}>`, 'g'))].map(([, line]) => of(line!));
  const one = (line: string, element: string) => all(line, element)[0] ?? '';
  return {
    text,
    status: all(text, 'status')[0]!,
    failures: lines('componentFailures', (line) => `${one(line, 'fullName')}: ${one(line, 'problem')}`),
    successes: lines('componentSuccesses', (line) => {
      const did = ['created', 'deleted', 'changed'].find((what) => one(line, what) === 'true') ?? 'unchanged';
      return `${one(line, 'fullName')} ${did}`;
    }).filter((line) => !line.startsWith('package.xml')),
  };
};

const deploy = async (zip: Uint8Array, options = '', singlePackage = true): Promise<Result> => {
  const body = `<deploy><ZipFile>${Buffer.from(zip).toString('base64')}</ZipFile><DeployOptions><singlePackage>${singlePackage}</singlePackage>${options}</DeployOptions></deploy>`;
  const [id] = all(await metadata(body), 'id');
  return resultOf(id!);
};

const createLead = (values: object) =>
  request(org, 'POST', '/services/data/v66.0/sobjects/Lead', { LastName: 'L', Company: 'C', ...values });

const query = async (q: string): Promise<Record<string, unknown>[]> => {
  const { body } = await request(org, 'GET', `/services/data/v66.0/query?q=${encodeURIComponent(q)}`);
  // biome-ignore lint/suspicious/noExplicitAny: whatever the query gives
  return body.records.map(({ attributes: _, ...record }: any) => record);
};

const emailRule = matchingRulesFile('Lead', { Email: ['Email'] });
const emailBlock = duplicateRuleFile({ object: 'Lead', name: 'Email' });
const inactive = matchingRulesFile('Lead', { Email: ['Email'] }, 'Inactive');

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

describe('Salesforce’s own words', () => {
  const named = (name: string, sortOrder = 1) =>
    duplicateRuleFile({ object: 'Lead', name, sortOrder, matchRules: matchRule('Lead', 'Email') });
  const changed = (status: string) => matchingRulesFile('Lead', { Email: ['Phone'] }, status);
  const text = (file: readonly [string, string], from: string, to: string) =>
    [file[0], file[1].replace(from, to)] as const;

  it.each<[string, readonly (readonly [string, string])[], readonly (readonly [string, string])[], string]>([
    [
      'a duplicate rule naming an absent matching rule',
      [],
      [emailBlock],
      'Lead.Email: In field: matchingRule - no MatchingRule named Lead.Email found',
    ],
    [
      'an inactive matching rule under an active duplicate rule',
      [inactive],
      [emailBlock],
      'Lead.Email: Before you can use this duplicate rule, all associated matching rules must be active and have their fields mapped.',
    ],
    [
      'an unknown field of a matching rule',
      [],
      [matchingRulesFile('Lead', { Email: ['Nope__c'] })],
      'Lead.Email: In field: fieldName - no CustomField named Lead.Nope__c found',
    ],
    [
      'an unknown field of a condition',
      [emailRule],
      [duplicateRuleFile({ object: 'Lead', name: 'Email', filter: condition('Nope__c', 'equals', 'x') })],
      'Lead.Email: In field: field - no CustomField named Lead.Nope__c found',
    ],
    [
      'a change of an active matching rule',
      [emailRule],
      [changed('Active')],
      'Lead.Email: Before you change a matching rule, you must deactivate it.',
    ],
    [
      'a change of an inactive one that activates it as well',
      [inactive],
      [changed('Active')],
      'Lead.Email: Change the matching rule status separately from other changes.',
    ],
    [
      'a matching rule that an active duplicate rule needs',
      [emailRule, emailBlock],
      [inactive],
      'Lead.Email: Before you deactivate this matching rule, deactivate the duplicate rule that uses it: Lead.Email.',
    ],
    [
      'a gap in the sort order',
      [emailRule, named('One')],
      [named('Three', 3)],
      'Lead.Three: SortOrder must be in sequential order from 1.',
    ],
    [
      'a sixth active duplicate rule',
      [emailRule, ...['A', 'B', 'C', 'D', 'E'].map((name, index) => named(name, index + 1))],
      [named('F', 6)],
      'Lead.F: There can be at most 5 active duplicate rules for Lead.',
    ],
    [
      'a sixth active matching rule',
      [
        matchingRulesFile(
          'Lead',
          Object.fromEntries(['A', 'B', 'C', 'D', 'E'].map((name) => [name, ['Email']])),
        ),
      ],
      [emailRule],
      'Lead.Email: There can be at most 5 active matching rules for Lead.',
    ],
    [
      'filter logic',
      [],
      [text(emailRule, '<label>', '<booleanFilter>1 AND 2</booleanFilter><label>')],
      'Lead.Email: The filter logic 1 AND 2 is invalid.',
    ],
    [
      'an element that there is not',
      [emailRule],
      [text(emailBlock, '<isActive>', '<isBlocking>true</isBlocking><isActive>')],
      'Lead.Email: Error parsing file: Element {http://soap.sforce.com/2006/04/metadata}isBlocking invalid at this location in type DuplicateRule',
    ],
    [
      'a name twice',
      [],
      [
        text(
          emailRule,
          '</MatchingRules>',
          /<matchingRules>.*<\/matchingRules>/.exec(emailRule[1])![0] + '</MatchingRules>',
        ),
      ],
      "Lead.Email: Duplicate name 'Lead.Email' specified",
    ],
    [
      'a field of a kind that is not held here',
      [],
      [
        [
          'objects/Lead.object',
          '<CustomObject><fields><fullName>F__c</fullName><label>F</label><type>Location</type></fields></CustomObject>',
        ],
      ],
      'Lead.F__c: The embedded org holds no fields of type Location.',
    ],
  ])('%s', async (_, before, files, failure) => {
    await start(before);
    const result = await deploy(packed(files));
    expect([result.status, [...new Set(result.failures)]]).toEqual(['Failed', [failure]]);
  });

  it('say where, as Salesforce counts', async () => {
    await start([emailRule]);
    const [path, content] = changed('Active');
    const lines = content.replace('<matchingRules>', '\n    <matchingRules>');
    const { text: answer } = await deploy(packed([[path, lines]]));
    expect([all(answer, 'lineNumber'), all(answer, 'columnNumber')]).toEqual([['3'], ['20']]);
    const broken = await deploy(packed([[path, '<MatchingRules>\n  <matchingRules>\n</MatchingRules>']]));
    expect(broken.failures[0]).toMatch(/^Lead: Error parsing file: /);
    expect(all(broken.text, 'lineNumber')[0]).toBe('2');
  });

  it.each<
    [
      string,
      Readonly<Record<string, readonly string[]>>,
      readonly (readonly [string, string])[],
      readonly string[],
    ]
  >([
    [
      'a file that the manifest does not name',
      { MatchingRules: ['Lead'] },
      [emailRule, emailBlock],
      ['Lead.Email: Not in package.xml'],
    ],
    [
      'a name without a file',
      { DuplicateRule: ['Lead.Nope'] },
      [],
      [
        "Lead.Nope: An object 'Lead.Nope' of type DuplicateRule was named in package.xml, but was not found in zipped directory",
      ],
    ],
    [
      'types that are not held here',
      { ApexClass: ['Foo'], Settings: ['Case'] },
      [
        ['classes/Foo.cls', ''],
        ['classes/Foo.cls-meta.xml', ''],
      ],
      [
        'Foo: The embedded org holds no components of type ApexClass.',
        'Case: The embedded org holds no settings Case.',
      ],
    ],
    [
      'one rule of several in a file',
      { MatchingRule: ['Lead.Email'] },
      [matchingRulesFile('Lead', { Email: ['Email'], Bad: ['Nope__c'] })],
      [],
    ],
  ])('%s', async (_, manifest, files, failures) => {
    await start([]);
    const result = await deploy(packed(files, manifest));
    expect(result).toMatchObject({ status: failures.length > 0 ? 'Failed' : 'Succeeded', failures });
  });

  it('what is no package', async () => {
    await start([]);
    expect((await deploy(Buffer.from('nonsense'))).failures).toEqual([
      'package.xml: The zip file cannot be read.',
    ]);
    expect((await deploy(zipSync({ 'a/b.txt': strToU8('x') }))).failures).toEqual([
      'package.xml: No package.xml found',
    ]);
    expect(
      await metadata(
        '<checkDeployStatus><asyncProcessId>0Af000000000000</asyncProcessId></checkDeployStatus>',
      ),
    ).toContain('INVALID_CROSS_REFERENCE_KEY');
  });
});

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

describe('the calls for single components', () => {
  const lead = '<fullName>Lead.Score__c</fullName><label>Score</label>';
  const put = (operation: string, type: string, content: string, header = '') =>
    metadata(
      `<${operation}><metadata xsi:type="${type}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">${content}</metadata></${operation}>`,
      header,
    );
  const inner = ([, text]: readonly [string, string], tag: string) =>
    new RegExp(`<${tag}[^>]*>(.*)</${tag}>`, 's').exec(text)![1]!;
  const rule = `<fullName>Lead.Email</fullName>${inner(emailRule, 'matchingRules').replace('<fullName>Email</fullName>', '')}`;

  it('create, update, upsert, delete and rename', async () => {
    await start([]);
    const said = async (answer: Promise<string>): Promise<string> => {
      const text = await answer;
      return all(text, 'success')[0] === 'true'
        ? 'done'
        : `${all(text, 'statusCode')[0]}: ${all(text, 'message')[0]}`;
    };
    expect(await said(put('createMetadata', 'CustomField', `${lead}<type>Number</type>`))).toBe('done');
    expect((await createLead({ Score__c: 5 })).status).toBe(201);
    expect(await query('SELECT Score__c FROM Lead')).toEqual([{ Score__c: 5 }]);
    expect(await said(put('createMetadata', 'CustomField', `${lead}<type>Number</type>`))).toMatch(
      /^DUPLICATE_DEVELOPER_NAME/,
    );
    expect(
      await said(put('updateMetadata', 'CustomField', `${lead}<type>Text</type><length>9</length>`)),
    ).toMatch(/does not change a field with values from Number to Text/);
    expect(await said(put('createMetadata', 'MatchingRule', rule))).toBe('done');
    expect(
      await said(
        put(
          'upsertMetadata',
          'DuplicateRule',
          `<fullName>Lead.Email</fullName>${inner(emailBlock, 'DuplicateRule')}`,
        ),
      ),
    ).toBe('done');
    await createLead({ Email: 'a@x.example' });
    expect((await createLead({ Email: 'a@x.example' })).body[0].errorCode).toBe('DUPLICATES_DETECTED');
    const rename = (type: string, to: string) =>
      said(
        metadata(
          `<renameMetadata><type>${type}</type><oldFullName>Lead.Email</oldFullName><newFullName>${to}</newFullName></renameMetadata>`,
        ),
      );
    expect(await rename('MatchingRule', 'Lead.Mail')).toBe('done');
    expect(await rename('DuplicateRule', 'Contact.Email')).toMatch(/^INVALID_FULL_NAME/);
    expect((await createLead({ Email: 'a@x.example' })).body[0].duplicateResut.matchResults[0].rule).toBe(
      'Mail',
    );
    expect(
      await said(
        put(
          'updateMetadata',
          'LeadConfigSettings',
          '<fullName>LeadConfig</fullName><shouldLeadConvertRequireValidation>true</shouldLeadConvertRequireValidation>',
        ),
      ),
    ).toBe('done');
    expect(org.org.metadata.catalog.leadConversionValidation).toBe(true);
    const remove = (type: string, name: string) =>
      said(metadata(`<deleteMetadata><type>${type}</type><fullNames>${name}</fullNames></deleteMetadata>`));
    expect(await remove('MatchingRule', 'Lead.Mail')).toMatch(/^DEPENDENCY_EXISTS/);
    expect(await remove('DuplicateRule', 'Lead.Email')).toBe('done');
    expect(await remove('MatchingRule', 'Lead.Mail')).toMatch(/you must deactivate it/);
    expect(await remove('CustomField', 'Lead.Score__c')).toBe('done');
    expect((await createLead({ Score__c: 5 })).body[0].errorCode).toBe('INVALID_FIELD');
    expect(await remove('DuplicateRule', 'Lead.Email')).toMatch(/no DuplicateRule named Lead.Email found/);
    expect(await remove('ApexClass', 'Foo')).toBe(
      'INVALID_TYPE: The embedded org holds no components of type ApexClass.',
    );
    expect(await remove('DuplicateRule', 'Account.Standard_Account_Duplicate_Rule')).toBe('done');
    expect(await query("SELECT Id FROM DuplicateRule WHERE SobjectType = 'Account'")).toEqual([]);
  });

  it('take all or none where the header says so', async () => {
    await start([]);
    const two = `<createMetadata>${['Number', 'Formula'].map((type, index) => `<metadata xsi:type="CustomField"><fullName>Lead.F${index}__c</fullName><label>F</label><type>${type}</type></metadata>`).join('')}</createMetadata>`;
    const answer = await metadata(two, '<AllOrNoneHeader><allOrNone>true</allOrNone></AllOrNoneHeader>');
    expect(all(answer, 'statusCode')).toEqual(['ALL_OR_NONE_OPERATION_ROLLED_BACK', 'INVALID_TYPE']);
    expect(all(await metadata(two), 'success')).toEqual(['true', 'false']);
  });
});

describe('through REST', () => {
  const base = '/services/data/v66.0/metadata/deployRequest';
  const send = async (zip: Uint8Array, options: object) => {
    const form = new FormData();
    form.append(
      'file',
      new Blob([zip as Uint8Array<ArrayBuffer>], { type: 'application/zip' }),
      'package.xml',
    );
    form.append(
      'entity_content',
      new Blob([JSON.stringify({ deployOptions: options })], { type: 'application/json' }),
    );
    const headers = { Authorization: `Bearer ${org.token}` };
    const response = await fetch(org.url + base, { method: 'POST', headers, body: form });
    // biome-ignore lint/suspicious/noExplicitAny: tests look at whatever came
    return { status: response.status, body: (await response.json()) as any };
  };

  it('deploys, tells and cancels', async () => {
    await start([emailRule]);
    const { status, body } = await send(packed([emailBlock]), { singlePackage: true, checkOnly: true });
    expect([status, body.deployResult.status]).toEqual([201, 'Pending']);
    const checked = await request(org, 'GET', `${base}/${body.id}?includeDetails=true`);
    expect(checked.body).toMatchObject({
      id: body.id,
      deployOptions: { checkOnly: true },
      deployResult: {
        done: true,
        success: true,
        numberComponentsTotal: 1,
        details: {
          componentFailures: [],
          componentSuccesses: [
            { fullName: 'package.xml', forPackageManifestFile: true },
            { fullName: 'Lead.Email', componentType: 'DuplicateRule', created: true, problem: null },
          ],
        },
      },
    });
    const quick = await request(org, 'POST', base, { validatedDeployRequestId: body.id });
    expect(quick).toMatchObject({ status: 201, body: { validatedDeployRequestId: body.id } });
    expect(org.org.metadata.catalog.rulesFor('Lead').map(({ name }) => name)).toContain('Email');
    const cancel = await request(org, 'PATCH', `${base}/${body.id}`, {
      deployResult: { status: 'Canceling' },
    });
    expect(cancel).toMatchObject({ status: 400, body: [{ message: 'Deployment already completed' }] });
    expect((await request(org, 'GET', `${base}/0Af000000000000`)).status).toBe(404);
    expect((await request(org, 'POST', base, {})).body[0].errorCode).toBe('INVALID_INPUT');
  });
});
