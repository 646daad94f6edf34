import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { parseRuleTests } from '../../../server/src/core/ruleTests/parse.ts';
import {
  certainties,
  channels,
  findings,
  hiders,
  keys,
  operations,
  outcomes,
} from '../../../server/src/core/ruleTests/words.ts';

const root = join(import.meta.dirname, '../../..');
const schema = JSON.parse(readFileSync(join(root, 'schemas/duptest.schema.json'), 'utf8'));
// Types and required keys stand in the parts that are joined.
const ajv = new Ajv({ strict: true, strictTypes: false, strictRequired: false, allErrors: true });
for (const keyword of ['defaultSnippets', 'enumDescriptions']) ajv.addKeyword(keyword);
const validate = ajv.compile(schema);
const { definitions } = schema;

describe('the schema has the words of the parser', () => {
  it.each([
    [schema.properties, keys.file],
    [definitions.test.properties, keys.test],
    [definitions.save.properties, keys.save],
    [definitions.batched.properties, keys.batched],
    [definitions.options.properties, keys.options],
    [definitions.user.properties, keys.user],
    [definitions.expect.properties, keys.expect],
    [definitions.rule.properties, keys.rule],
    [definitions.reason.oneOf.at(-1).properties, keys.noMatch],
  ])('%#', (properties, wanted) => {
    expect(Object.keys(properties).sort()).toEqual([...wanted].sort());
  });

  it.each([
    [definitions.channel, channels],
    [definitions.outcome, outcomes],
    [definitions.certainty, certainties],
    [definitions.finding, findings],
    [definitions.save.properties.operation, operations],
    [definitions.reason.oneOf.at(-1).properties.hiddenBy, hiders],
  ])('%#', (part, words) => {
    expect([...part.enum].sort()).toEqual([...words].sort());
    if (part.enumDescriptions) expect(part.enumDescriptions).toHaveLength(words.length);
  });
});

const head = 'object: Lead\nrecords: { Lead: { ada: { Email: a } } }\n';
const save = 'save: { fields: { Email: a } }';
const outcome = 'expect: { outcome: saved }';
const test = (body: string) => `${head}tests:\n  - name: t\n${body.replace(/^/gm, '    ')}`;

describe('the schema and the parser agree', () => {
  it.each<[string, boolean]>([
    [test(`${save}\n${outcome}`), true],
    [test(`saves: [{ fields: {}, ${outcome} }]`), true],
    [test(`saves: [{ batch: [{ fields: {} }], ${outcome} }]`), true],
    [test(`save: { record: ada, fields: { Email: b } }\n${outcome}`), true],
    [test(`save: { externalId: Email, fields: { Email: b } }\n${outcome}`), true],
    [test(`save: { operation: upsert, record: ada, fields: }\n${outcome}`), true],
    [test(`skip: true\ndescription: 1\n${save}\nexpect: { matches: [], certainty: exact }`), true],
    [test(`${save}\nexpect: { noMatch: { ada: }, outcome: [saved, refused] }`), true],
    [test(`${save}\nexpect: { noMatch: { ada: { because: [Email], by: X } } }`), true],
    [test(`${save}\nexpect: { noMatch: ada, rules: { A: { finding: not-run, why: x }, B: unknown } }`), true],
    [test(`user: { fields: { Username: a }, sees: [ada] }\n${save}\n${outcome}`), true],
    [test(`records: a.csv\n${save}\n${outcome}`), true],
    [test(`records: [a.csv, { Lead: [b.csv, { x: { A: 1 } }] }]\n${save}\n${outcome}`), true],
    ['tests: 5', false],
    [test(`description: [a]\n${save}\n${outcome}`), false],
    ['object: Lead', false],
    [`tests: []\nrules: []`, false],
    [test(outcome), false],
    [test(`${save}\nsaves: []\n${outcome}`), false],
    [test(`saves: []`), false],
    [test(`saves: [{ fields: {} }]\n${outcome}`), false],
    [test(`save: { batch: [{ fields: {} }], fields: {} }\n${outcome}`), false],
    [test(`save: { batch: [] }\n${outcome}`), false],
    [test(`save: {}\n${outcome}`), false],
    [test(`save: { operation: update, fields: {} }\n${outcome}`), false],
    [test(`save: { operation: insert, record: ada, fields: {} }\n${outcome}`), false],
    [test(`save: { operation: upsert, fields: {} }\n${outcome}`), false],
    [test(`save: { record: ada, externalId: Email, fields: {} }\n${outcome}`), false],
    [test(`save: { record: ada, as: x, fields: {} }\n${outcome}`), false],
    [test(`save: { fields: { A: [1] } }\n${outcome}`), false],
    [test(`save: { fields: [] }\n${outcome}`), false],
    [test(`target: embedded\n${save}\n${outcome}`), true],
    [test(`target: org\n${save}\n${outcome}`), false],
    [test(`channel: telepathy\n${save}\n${outcome}`), false],
    [test(`options: { allowSave: 1 }\n${save}\n${outcome}`), false],
    [test(`options: { runAsCurrentUser: true }\n${save}\n${outcome}`), false],
    [test(`${save}\nexpect: { outcome: blocked }`), false],
    [test(`${save}\nexpect: { outcome: [] }`), false],
    [test(`${save}\nexpect: { certainty: sure }`), false],
    [test(`${save}\nexpect: { rules: { A: finds-it } }`), false],
    [test(`${save}\nexpect: { rules: { A: {} } }`), false],
    [test(`${save}\nexpect: { noMatch: { ada: { because: Email, hiddenBy: keys } } }`), false],
    [test(`records: 5\nrecords2: 5\n${save}\n${outcome}`), false],
    [test(`records: { Lead: { x: 5 } }\n${save}\n${outcome}`), false],
  ])('%#', (text, isValid) => {
    const { problems } = parseRuleTests('file:///a.duptest.yaml', text);
    const errors = problems.filter(({ severity }) => severity === 'error').map(({ message }) => message);
    const value = parse(text, { merge: true });
    expect({ parser: errors.length === 0, schema: validate(value) }, errors.join('\n')).toEqual({
      parser: isValid,
      schema: isValid,
    });
  });

  it('on the samples', () => {
    for (const folder of ['recruiting', 'referrals']) {
      const tests = join(root, 'samples', folder, 'tests');
      for (const name of readdirSync(tests)) {
        const value = parse(readFileSync(join(tests, name), 'utf8'), { merge: true });
        expect(validate(value), `${name}: ${ajv.errorsText(validate.errors)}`).toBe(true);
      }
    }
  });
});

it('the manifest leaves the YAML extension alone, which would say everything twice', () => {
  const { contributes } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  expect(contributes.yamlValidation).toBeUndefined();
});
