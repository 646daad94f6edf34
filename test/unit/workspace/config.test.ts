import { describe, expect, test } from 'vitest';
import { readConfigText } from '../../../server/src/core/config/configFile.ts';
import { readJson } from '../../../server/src/core/config/json.ts';
import { readConfig } from '../../../server/src/workspace/config.ts';
import { makeTree } from './tree.ts';

const name = 'duplicate-rules.config.json';

describe('the configuration file', () => {
  test('none, and one in order', () => {
    expect(readConfig(makeTree({}))).toEqual({ values: {}, text: null, problems: [] });
    const text =
      '{ "$schema": "x", "includeTests": true, /* why */ "severities": {"unhandled-duplicates": "error",}, }';
    expect(readConfig(makeTree({ [name]: text }))).toEqual({
      values: { includeTests: true, severities: { 'unhandled-duplicates': 'error' } },
      text,
      problems: [],
    });
  });

  test('what is wrong is told with its place, the rest applies', () => {
    const text = `{
  "includeTests": "yes",
  "ignored": ["x"],
  "severities": { "a": "error", "b": "loud" },
  "completeObjects": ["Lead", 7]
}`;
    const folder = makeTree({ [name]: text });
    const { values, problems } = readConfig(folder);
    expect(values).toEqual({ severities: { a: 'error' }, completeObjects: ['Lead'] });
    expect(problems.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^Line 2, column 19: Setting "includeTests"/),
      'Line 3, column 3: Unknown setting "ignored" (did you mean "ignore"?).',
      'Line 4, column 19: Setting "severities": there is no rule "a".',
      'Line 4, column 33: Setting "severities": there is no rule "b".',
      expect.stringMatching(/^Line 4, column 38: Setting "severities"\["b"\]/),
      expect.stringMatching(/^Line 5, column 31: Setting "completeObjects"\[1\]/),
    ]);
  });

  test.each([
    ['', {}, []],
    ['[]', {}, ['Settings must be an object.']],
    ['"x"', {}, ['Settings must be an object.']],
    ['{', {}, ['It is not valid JSON: A property name in double quotes is expected.']],
    [
      '{ "includeTests": true, "ignore" }',
      { includeTests: true },
      ['It is not valid JSON: A colon is expected.'],
    ],
    [
      '{ "includeTests": true "a": 1}',
      { includeTests: true },
      ['It is not valid JSON: A comma or } is expected.'],
    ],
    ['{} {}', {}, ['It is not valid JSON: Nothing may follow the value.']],
    [
      '{"severities": {"unhandled-duplicates": "off", "unhandled-duplicate": "off"}}',
      { severities: { 'unhandled-duplicates': 'off', 'unhandled-duplicate': 'off' } },
      [
        'Setting "severities": there is no rule "unhandled-duplicate" (did you mean "unhandled-duplicates"?).',
      ],
    ],
    [
      '{"suppressions": [{"path": "a", "rule": "b", "reason": "c"}, 7]}',
      { suppressions: [{ path: 'a', rule: 'b', reason: 'c' }] },
      [
        'Setting "suppressions"[0]: there is no rule "b".',
        expect.stringContaining('Setting "suppressions"[1]'),
      ],
    ],
    ['{"severities": null, "suppressions": {}}', {}, [expect.any(String), expect.any(String)]],
    ['{"__proto__": {"includeTests": true}}', {}, ['Unknown setting "__proto__".']],
  ])('%s', (text, values, problems) => {
    const read = readConfigText(text);
    expect(read.values).toEqual(values);
    expect(read.problems.map(({ message }) => message)).toEqual(problems);
  });
});

describe('JSON with places', () => {
  test.each([
    '{"a":[1,-2.5e3,true,false,null,"x\\u0041\\n"],"b":{"c":{}}}',
    '[]',
    '"s"',
    '0',
    ' [ { } , [ ] ] ',
  ])('%s is read as JSON.parse reads it', (text) => {
    const json = readJson(text);
    expect(json.error).toBeNull();
    expect(json.value).toEqual(JSON.parse(text));
  });

  test('places of keys and values', () => {
    const text = '{ "a": { "b": [10, 20] } }';
    const json = readJson(text);
    const at = (path: PropertyKey[], part?: 'key') => {
      const { start, end } = json.spanOf(path, part);
      return text.slice(start, end);
    };
    expect(at(['a', 'b', 1])).toBe('20');
    expect(at(['a', 'b'], 'key')).toBe('"b"');
    expect(at(['a', 'b', 9])).toBe('[10, 20]');
    expect(at([])).toBe(text);
  });

  test.each(['01', '1.2.3', "'x'", '{a: 1}', '"open', '[1 2]', 'tru', '{"a":}', '['.repeat(10_000)])(
    '%s is an error',
    (text) => expect(readJson(text).error).not.toBeNull(),
  );
});
