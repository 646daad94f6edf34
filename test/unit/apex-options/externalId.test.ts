import { expect, it } from 'vitest';
import { inClass, sitesOf } from '../../support/apexSites.ts';

it.each<[string, string, string | null]>([
  ['upsert l;', '', null],
  ['upsert l Ext__c;', '', 'Ext__c'],
  ['upsert l Lead.Ext__c;', '', 'Ext__c'],
  ['upsert l Id;', '', null],
  ['Database.upsert(l, Lead.Ext__c);', '', 'Ext__c'],
  ['Database.upsert(l, Schema.Lead.Ext__c, false);', '', 'Ext__c'],
  ['Database.upsert(l, Lead.fields.Ext__c, false);', '', 'Ext__c'],
  ['Database.upsert(l, Lead.Id, false);', '', null],
  ['Database.upsert(l, false);', '', null],
  ['Schema.SObjectField key = Lead.Ext__c; Database.upsert(l, key, false);', '', 'Ext__c'],
  [
    'save(l, Lead.Ext__c);',
    'void save(SObject r, SObjectField f) { Database.upsert(r, f, false); }',
    'Ext__c',
  ],
  ['save(l, null);', 'void save(SObject r, SObjectField f) { Database.upsert(r, f, false); }', null],
  ['save(l, find());', 'void save(SObject r, SObjectField f) { Database.upsert(r, f, false); }', 'f'],
])('%s finds its records by %s %s', (code, members, field) => {
  expect(sitesOf([inClass(`Lead l = new Lead(); ${code}`, members)])[0]!.externalId).toBe(field);
});
