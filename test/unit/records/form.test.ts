import { describe, expect, it } from 'vitest';
import type { DuplicateRule, MatchingRule } from '../../../server/src/core/metadata/model.ts';
import { ProjectSchema } from '../../../server/src/core/metadata/objects.ts';
import type { FieldDescription, ObjectDescription } from '../../../server/src/core/orgData/model.ts';
import { recordForm } from '../../../server/src/core/records/form.ts';
import { catalogOf, catalogWith } from '../../support/catalog.ts';

const field = (name: string, type: string, more: Partial<FieldDescription> = {}): FieldDescription => ({
  name,
  label: `${name} label`,
  type,
  length: 0,
  picklistValues: [],
  createable: true,
  updateable: true,
  ...more,
});

const described: ObjectDescription = {
  name: 'Lead',
  label: 'Lead',
  keyPrefix: '00Q',
  fields: [
    field('Email', 'email'),
    field('LastName', 'string', { length: 80 }),
    field('FirstName', 'string', { length: 40 }),
    field('Status', 'picklist', { picklistValues: ['Open', 'Closed'] }),
    field('Budget__c', 'currency'),
    field('Partner__c', 'reference'),
  ],
};

const rule = (more: Partial<DuplicateRule> = {}): DuplicateRule => ({
  fullName: 'Lead.R',
  object: 'Lead',
  name: 'R',
  label: 'Lead Email',
  active: true,
  onInsert: { action: 'Allow', alert: true, report: false },
  onUpdate: { action: 'Allow', alert: false, report: true },
  alertText: null,
  security: null,
  sortOrder: 1,
  filter: null,
  matchRules: [{ objectType: 'Lead', matchingRule: 'M', mapping: null }],
  source: { kind: 'assumed' },
  ...more,
});

const matching = (items: MatchingRule['items'], more: Partial<MatchingRule> = {}): MatchingRule => ({
  fullName: 'Lead.M',
  object: 'Lead',
  name: 'M',
  label: 'Lead Match',
  status: 'Active',
  booleanFilter: null,
  items,
  source: { kind: 'assumed' },
  ...more,
});

const exact = (name: string, matchBlanks = false) => ({ field: name, method: 'Exact', matchBlanks });

const formOf = (
  rules: readonly DuplicateRule[],
  matchingRules: readonly MatchingRule[],
  description: ObjectDescription | null = null,
  schema = new ProjectSchema(),
) => recordForm('lead', catalogWith(rules, matchingRules), schema, description);

describe('the form for a record', () => {
  it('asks for the fields of the assumed standard rules', () => {
    const form = recordForm('lead', catalogOf(), new ProjectSchema(), null);
    expect(form.object).toBe('Lead');
    expect(form.rules).toHaveLength(1);
    expect(form.rules[0]).toMatch(/on create, .* on edit$/);
    expect(form.fields.find(({ name }) => name === 'Email') ?? null).toMatchObject({
      input: 'email',
      type: 'Email',
    });
  });

  it('tells method, blanks, and the rules that use a field', () => {
    const form = formOf(
      [
        rule({
          filter: {
            booleanFilter: null,
            conditions: [
              {
                table: 'Lead',
                field: 'Status',
                operation: 'equals',
                value: 'Open',
                valueField: null,
                sortOrder: 1,
              },
              {
                table: 'User',
                field: 'Username',
                operation: 'equals',
                value: 'x',
                valueField: null,
                sortOrder: 2,
              },
            ],
          },
        }),
      ],
      [matching([exact('Email'), exact('Name', true), exact('Partner__r')])],
      described,
    );
    expect(form.rules).toEqual(['Lead Email: Allow + Alert on create, Allow + Report on edit']);
    expect(form.problems).toEqual([]);
    expect(form.fields).toEqual([
      {
        name: 'Email',
        label: 'Email label',
        input: 'email',
        type: 'Email',
        options: [],
        usedBy: ['Exact, blank never matches, by Lead Match'],
      },
      {
        name: 'FirstName',
        label: 'FirstName label',
        input: 'text',
        type: 'Text(40)',
        options: [],
        usedBy: ['Exact, blank matches blank, by Lead Match'],
      },
      {
        name: 'LastName',
        label: 'LastName label',
        input: 'text',
        type: 'Text(80)',
        options: [],
        usedBy: ['Exact, blank matches blank, by Lead Match'],
      },
      {
        name: 'Partner__c',
        label: 'Partner__c label',
        input: 'text',
        type: 'Lookup',
        options: [],
        usedBy: ['Exact, blank never matches, by Lead Match'],
      },
      {
        name: 'Status',
        label: 'Status label',
        input: 'select',
        type: 'Picklist',
        options: ['Open', 'Closed'],
        usedBy: ["in the condition of 'Lead Email'"],
      },
    ]);
  });

  it('maps the fields of another object back', () => {
    const across = rule({
      matchRules: [
        {
          objectType: 'Contact',
          matchingRule: 'C',
          mapping: [
            { inputField: 'Email', outputField: 'Email' },
            { inputField: 'Company', outputField: 'AccountId' },
          ],
        },
      ],
    });
    const form = formOf(
      [across],
      [
        matching([exact('Email'), exact('Account'), exact('Phone')], {
          object: 'Contact',
          name: 'C',
          label: 'C',
        }),
      ],
    );
    expect(form.fields.map(({ name, usedBy }) => [name, ...usedBy])).toEqual([
      ['Email', 'Exact, blank never matches, with Contact.Email, by C'],
      ['Company', 'Exact, blank never matches, with Contact.Account, by C'],
    ]);
    expect(form.problems).toEqual(["'Lead Email' maps no field of Lead to Contact.Phone, which C compares."]);
  });

  it('takes types from the project’s metadata without an org', () => {
    const schema = new ProjectSchema();
    schema.setFile(
      'file:///p/objects/Lead/fields/Budget__c.field-meta.xml',
      '<CustomField><fullName>Budget__c</fullName><label>Budget</label><type>Currency</type></CustomField>',
    );
    const form = formOf(
      [rule()],
      [matching([exact('Budget__c'), exact('Other__c'), exact('Company')])],
      null,
      schema,
    );
    expect(form.fields.map(({ label, input, type }) => [label, input, type])).toEqual([
      ['Budget', 'number', 'Currency'],
      ['Other__c', 'text', ''],
      ['Company', 'text', 'Text(255)'],
    ]);
  });

  it('asks for what is published of Salesforce’s own matching rules', () => {
    const standard = rule({
      matchRules: [{ objectType: 'Lead', matchingRule: 'Standard_Lead_Match_Rule_v1_0', mapping: null }],
    });
    const form = formOf([standard], []);
    expect(form.fields.map(({ name }) => name)).toEqual([
      'FirstName',
      'LastName',
      'Title',
      'Company',
      'Email',
      'Phone',
      'Street',
      'City',
      'PostalCode',
    ]);
    expect(form.problems[0]).toContain('Not all is published');
  });

  it.each([
    ['an unknown matching rule', [rule()], [], 'What matching rule M of Lead compares is not known'],
    [
      'an inactive matching rule',
      [rule()],
      [matching([exact('Email')], { status: 'Inactive' })],
      'is not active (Inactive)',
    ],
    [
      'inactive rules only',
      [rule({ active: false })],
      [matching([exact('Email')])],
      'No active duplicate rule of Lead is known',
    ],
  ])('says why it asks for nothing: %s', (_, rules, matchingRules, problem) => {
    const form = formOf(rules, matchingRules);
    expect(form.fields).toEqual([]);
    expect(form.problems.join()).toContain(problem);
  });

  it('spells the fields of person accounts as accounts do', () => {
    const personRule = rule({
      object: 'PersonAccount',
      matchRules: [{ objectType: 'PersonAccount', matchingRule: 'P', mapping: null }],
    });
    const catalog = catalogWith(
      [personRule],
      [
        matching([exact('Email'), exact('Name'), exact('BillingCity')], {
          object: 'PersonAccount',
          name: 'P',
        }),
      ],
    );
    expect(recordForm('Account', catalog, new ProjectSchema(), null).fields.map(({ name }) => name)).toEqual([
      'PersonEmail',
      'FirstName',
      'LastName',
      'BillingCity',
    ]);
  });
});
