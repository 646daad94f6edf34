import { describe, expect, it } from 'vitest';
import { convertLead } from '../../../server/src/sandbox/saves/convertLead.ts';
import { startSandbox } from '../../../server/src/sandbox/server.ts';
import { org, seed, useLoadOrg, valuesOf } from '../../support/loadOrg.ts';
import { duplicateRuleFile, mapping, matchingRulesFile, matchRule } from '../../support/sandboxRules.ts';
import { at, call, f, post, text, wsc } from '../../support/soapCalls.ts';

useLoadOrg();

describe('convertLead', () => {
  const convert = (leadId: string, more = '', status = 'Closed - Converted') =>
    call(
      'convertLead',
      `<m:leadConverts><m:bypassAccountDedupeCheck xsi:nil="true"/><m:convertedStatus>${status}</m:convertedStatus><m:doNotCreateOpportunity>true</m:doNotCreateOpportunity><m:leadId>${leadId}</m:leadId><m:overwriteLeadSource>false</m:overwriteLeadSource><m:sendNotificationEmail>false</m:sendNotificationEmail>${more}</m:leadConverts>`,
      'LeadConvertResult',
    );

  it('makes an account and a contact of a lead', async () => {
    const { id } = seed({ FirstName: 'F', Email: 'convert@x.example', City: 'Y' });
    const [result] = await convert(id);
    expect(text(result!, 'success')).toBe('true');
    const accountId = text(result!, 'accountId')!;
    expect(valuesOf(accountId)).toMatchObject({ Name: 'C', BillingCity: 'Y' });
    const contact = valuesOf(text(result!, 'contactId')!);
    expect(contact).toMatchObject({ AccountId: accountId, FirstName: 'F', Email: 'convert@x.example' });
    expect(valuesOf(id)).toMatchObject({ IsConverted: true, Status: 'Closed - Converted' });
    const [again] = await convert(id);
    expect(text(again!, 'errors', 'statusCode')).toBe('CANNOT_UPDATE_CONVERTED_LEAD');
  });

  it('makes an opportunity unless told not to', async () => {
    const { id } = seed({});
    const body = `<m:leadConverts><m:convertedStatus>Closed - Converted</m:convertedStatus><m:doNotCreateOpportunity>false</m:doNotCreateOpportunity><m:leadId>${id}</m:leadId><m:opportunityName>Big</m:opportunityName><m:overwriteLeadSource>false</m:overwriteLeadSource><m:sendNotificationEmail>false</m:sendNotificationEmail></m:leadConverts>`;
    const [result] = await call('convertLead', body, 'LeadConvertResult');
    const opportunity = valuesOf(text(result!, 'opportunityId')!);
    expect(opportunity).toMatchObject({ Name: 'Big', AccountId: text(result!, 'accountId') });
    expect(valuesOf(id)).toMatchObject({ ConvertedOpportunityId: opportunity.Id });
  });

  it('is refused by a rule for what it makes, whatever its action, unless the check is bypassed', async () => {
    const { id } = seed({ Email: 'reported@x.example' });
    seed({ LastName: 'Z', Email: 'reported@x.example' }, 'Contact');
    const accounts = org.org.store.count('Account');
    const [refused] = await convert(id);
    expect(at(refused!, 'errors')!.attributes.get('xsi:type')).toBe('DuplicateError');
    expect(text(refused!, 'errors', 'duplicateResult', 'duplicateRule')).toBe('OnlyReports');
    expect(org.org.store.count('Account')).toBe(accounts);
    expect(valuesOf(id)).toMatchObject({ IsConverted: false });
    const [bypassed] = await convert(id, '<m:bypassContactDedupeCheck>true</m:bypassContactDedupeCheck>');
    expect(text(bypassed!, 'success')).toBe('true');
  });

  it.each<[what: string, id: string, status: string | undefined, code: string]>([
    ['a record that is no lead', '001Lb0000009999MAA', undefined, 'INVALID_CROSS_REFERENCE_KEY'],
    ['a status that is not for converted leads', '', 'Closed - Not Converted', 'INVALID_STATUS'],
  ])('is refused for %s', async (_, id, status, code) => {
    const [result] = await convert(id || seed({}).id, '', status);
    expect(text(result!, 'errors', 'statusCode')).toBe(code);
  });
});

it('does not find the lead itself to be a duplicate of what it makes', async () => {
  const other = await startSandbox({
    files: new Map([
      matchingRulesFile('Lead', { L: ['Email'] }),
      duplicateRuleFile({
        object: 'Contact',
        name: 'Cross',
        matchRules: matchRule('Lead', 'L', mapping('Contact', 'Lead', { Email: 'Email' })),
      }),
    ]),
    data: null,
  });
  const values = { LastName: 'S', Company: 'C', Email: 'self@x.example' };
  const add = () => other.org.store.insert(other.org.schema.object('Lead')!, Object.entries(values), '').id;
  const admin = other.org.sessions.find(other.token)!;
  const conversion = {
    leadId: add(),
    convertedStatus: 'Closed - Converted',
    accountId: null,
    contactId: null,
    ownerId: null,
    opportunityId: null,
    opportunityName: null,
    doNotCreateOpportunity: true,
    bypassAccountDedupeCheck: false,
    bypassContactDedupeCheck: false,
  };
  const options = { header: { allowSave: false, includeRecordDetails: false }, version: 66 };
  expect(convertLead(other.org, admin, conversion, options).leadId).toBe(conversion.leadId);
  const [one, twin] = [add(), add()];
  expect(() => convertLead(other.org, admin, { ...conversion, leadId: one }, options)).toThrow(
    'Cross says no.',
  );
  expect(other.org.store.record(one)!.values.get('IsConverted')).toBe(false);
  expect(
    convertLead(other.org, admin, { ...conversion, leadId: twin, bypassContactDedupeCheck: true }, options)
      .leadId,
  ).toBe(twin);
  await other.close();
});

describe('merge', () => {
  it('moves what refers to the records, and deletes them', async () => {
    const [kept, gone] = [seed({ Name: 'Kept' }, 'Account'), seed({ Name: 'Gone' }, 'Account')];
    const child = seed({ LastName: 'Moved', AccountId: gone.id }, 'Contact');
    const request = (ids: string) =>
      `<m:request><m:masterRecord><sobj:type>Account</sobj:type>${f('Id', kept.id)}${f('Site', 'New')}</m:masterRecord>${ids}</m:request>`;
    const ids = `<m:recordToMergeIds>${gone.id}</m:recordToMergeIds>`;
    const [result] = await call('merge', request(ids), 'MergeResult');
    expect(result!.children.map(({ text: value }) => value)).toEqual([kept.id, gone.id, 'true', child.id]);
    expect(valuesOf(kept.id)).toMatchObject({ Name: 'Kept', Site: 'New' });
    expect(valuesOf(child.id)).toMatchObject({ AccountId: kept.id });
    expect(org.org.store.deletedRecord(gone.id)).not.toBeNull();
    const [again] = await call('merge', request(ids), 'MergeResult');
    expect(text(again!, 'errors', 'statusCode')).toBe('ENTITY_IS_DELETED');
    const [none] = await call('merge', request(''), 'MergeResult');
    expect(text(none!, 'errors', 'statusCode')).toBe('LIMIT_EXCEEDED');
  });

  it('runs rules or not, as chosen', async () => {
    const [kept, gone] = [seed({ Email: 'k@merge.example' }), seed({})];
    seed({ Email: 'other@merge.example' });
    const request = `<m:request><m:masterRecord><sobj:type>Lead</sobj:type>${f('Id', kept.id)}${f('Email', 'other@merge.example')}</m:masterRecord><m:recordToMergeIds>${gone.id}</m:recordToMergeIds></m:request>`;
    const { openPoints } = org.org as { openPoints: { mergesRunRules: boolean } };
    openPoints.mergesRunRules = true;
    const [refused] = await call('merge', request, 'MergeResult');
    openPoints.mergesRunRules = false;
    expect(text(refused!, 'errors', 'statusCode')).toBe('DUPLICATES_DETECTED');
    expect(org.org.store.record(gone.id)).not.toBeNull();
    const [merged] = await call('merge', request, 'MergeResult');
    expect(text(merged!, 'success')).toBe('true');
  });
});

it('speaks the enterprise WSDL as well', async () => {
  const { id } = seed({ Email: 'enterprise@x.example' });
  const body = `<create xmlns="urn:enterprise.soap.sforce.com"><sObjects xsi:type="e:Lead" xmlns:e="urn:sobject.enterprise.soap.sforce.com"><e:Company>C</e:Company><e:Email>enterprise@x.example</e:Email><e:LastName>L</e:LastName></sObjects></create>`;
  const { text: refused } = await post(wsc(body, '', 'TOKEN', 'enterprise'), 'c/66.0/0DFx');
  expect(refused).toContain('xmlns="urn:enterprise.soap.sforce.com"');
  expect(refused).toContain(`<record xsi:type="sf:Lead"><sf:Id>${id}</sf:Id></record>`);
  const query = `<query xmlns="urn:enterprise.soap.sforce.com"><queryString>SELECT Id, LastName FROM Lead WHERE Id = '${id}'</queryString></query>`;
  const { text: found } = await post(wsc(query, '', 'TOKEN', 'enterprise'), 'c/66.0');
  expect(found).toContain(
    `<records xsi:type="sf:Lead"><sf:Id>${id}</sf:Id><sf:LastName>S</sf:LastName></records>`,
  );
});
