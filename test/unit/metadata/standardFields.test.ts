import { describe, expect, test } from 'vitest';
import {
  fieldsOfCustomObjects,
  isPersonAccountField,
  standardField,
  standardFields,
} from '../../../server/src/core/metadata/standardFields.ts';
import type { FieldType } from '../../../server/src/sandbox/schema/model.ts';
import { standardObjects } from '../../../server/src/sandbox/schema/standard/objects.ts';

const objects = [
  ...['Account', 'PersonAccount', 'Contact', 'Lead', 'Individual', 'Opportunity', 'Case', 'Campaign'],
  ...['Asset', 'Contract', 'Product2', 'User', 'Profile', 'UserRole'],
];

const typeOf: Readonly<Partial<Record<string, readonly FieldType[]>>> = {
  'Auto Number': ['string'],
  Checkbox: ['boolean'],
  Currency: ['currency'],
  Date: ['date'],
  'Date/Time': ['datetime'],
  Email: ['email'],
  Fax: ['phone'],
  'Long Text Area': ['textarea'],
  Lookup: ['reference'],
  Name: ['string'],
  Number: ['int', 'double'],
  Percent: ['percent'],
  Phone: ['phone'],
  Picklist: ['picklist'],
  'Record Type': ['reference'],
  Text: ['string'],
  'Text Area': ['textarea'],
  URL: ['url'],
};

test.each(objects)('fields of %s have a name, a label and a type, each once', (object) => {
  const fields = standardFields(object);
  expect(fields.length).toBeGreaterThan(3);
  for (const { name, label, type } of fields) {
    expect(name).toMatch(/^[A-Z]\w*$/);
    expect(label).toMatch(/^\S.*\S$/);
    expect(Object.keys(typeOf), `${object}.${name}`).toContain(type.replace(/\(.*\)$/, ''));
  }
  expect(new Set(fields.map(({ name }) => name.toLowerCase())).size).toBe(fields.length);
});

test('the embedded org has them with these labels, as such types and of such lengths', () => {
  let count = 0;
  for (const { name: object, fields } of standardObjects) {
    for (const { name, label, type, length } of fields) {
      const known = standardField(object, name);
      if (known === null) continue;
      count++;
      const [, base = '', size] = /^([^(]+)(?:\((\d+)\))?/.exec(known.type)!;
      expect(typeOf[base], `${object}.${name}`).toContain(type);
      expect(label).toBe(known.label);
      if (base === 'Text' && size !== undefined) expect(length, `${object}.${name}`).toBe(Number(size));
    }
  }
  expect(count).toBeGreaterThan(150);
});

describe('names', () => {
  test('are found in any case', () => {
    expect(standardField('LEAD', 'postalcode')).toEqual({
      name: 'PostalCode',
      label: 'Zip/Postal Code',
      type: 'Text(20)',
    });
    expect(standardField('Lead', 'Nothing')).toBeNull();
    expect(standardFields('Thing__c')).toEqual([]);
  });

  test('of person accounts are told from those of all accounts', () => {
    expect(['PersonEmail', 'lastname', 'Name', 'CreatedDate'].map(isPersonAccountField)).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect(standardField('Account', 'PersonEmail')?.type).toBe('Email');
  });

  test('of custom objects are few', () => {
    expect(fieldsOfCustomObjects().map(({ name }) => name)).toContain('Name');
  });
});
