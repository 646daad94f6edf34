import { describe, expect, it } from 'vitest';
import { request } from '../../support/sandbox.ts';
import {
  all,
  createLead,
  emailBlock,
  emailRule,
  metadata,
  org,
  packed,
  query,
  start,
} from './deployments.ts';

/** Tests of the calls that change rules without a package, and of deployments over REST. */
export function otherCalls(): void {
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
}
