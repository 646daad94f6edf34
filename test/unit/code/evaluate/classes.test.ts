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
