import { describe, expect, it } from 'vitest';
import { factsIn, savesIn } from '../../../support/codeSaves.ts';
import { classCases } from './classCases.ts';

describe('classes of the project', () => {
  for (const [name, file, code, expected] of classCases) {
    it(name, async () => {
      expect(await savesIn(file, code)).toEqual(expected);
    });
  }
});

describe('fields of an object that has lived before', () => {
  const form = (declared: string, saved: string) => `
    import { createRecord } from 'lightning/uiRecordApi';
    export default class Form {
      ${declared}
      async save() {
        await createRecord({ apiName: 'Lead', fields: ${saved} });
      }
    }`;

  for (const [name, declared, value] of [
    ['without a value', 'email;', undefined],
    ['that begins with null', 'email = null;', undefined],
    ['that begins blank', "email = '';", undefined],
    ['that begins with a text', "email = 'a@example.com';", 'a@example.com'],
  ] as const) {
    it(`one ${name}`, async () => {
      const { sites } = await factsIn('form.js', form(declared, '{ Email: this.email }'));
      expect(sites[0]?.fields.writes.map((write) => write.value)).toEqual([
        value === undefined ? { kind: 'unknown' } : { kind: 'literal', value },
      ]);
    });
  }

  it('a record that a handler fills, and a text that one changes', async () => {
    const { sites } = await factsIn(
      'form.js',
      form(
        `values = {}; more = {}; kept = { Company: 'x' }; source = 'Web'; origin = 'Web';
         changed({ target }) { this.values[target.name] = target.value; this.source = target.name; }
         added(more) { Object.assign(this.more, more); }`,
        '{ ...this.kept, LeadSource: this.source, Origin__c: this.origin }',
      ),
    );
    const [site] = sites;
    expect(site?.fields.complete).toBe(true);
    expect(site?.fields.writes.map(({ name, value }) => [name, value])).toEqual([
      ['Company', { kind: 'literal', value: 'x' }],
      ['LeadSource', { kind: 'unknown' }],
      ['Origin__c', { kind: 'literal', value: 'Web' }],
    ]);
    for (const field of ['values', 'more']) {
      const { sites: filled } = await factsIn(
        'form.js',
        form(
          `values = {}; more = {}; changed({ target }) { this.values[target.name] = target.value; }
           added(more) { Object.assign(this.more, more); }`,
          `this.${field}`,
        ),
      );
      expect(filled[0]?.fields.complete).toBe(false);
    }
  });

  it('one of an object that is made in sight holds what it began with', async () => {
    const { sites } = await factsIn(
      'form.js',
      `
        import { createRecord } from 'lightning/uiRecordApi';
        class Form { email = null; }
        const form = new Form();
        createRecord({ apiName: 'Lead', fields: { Email: form.email } });
      `,
    );
    expect(sites[0]?.fields.writes.map((write) => write.value)).toEqual([{ kind: 'literal', value: null }]);
  });
});
