import { describe, expect, it } from 'vitest';
import type { OptionDraft } from '../../../../server/src/core/saves/code/libraries/model.ts';
import { readHeaders } from '../../../../server/src/core/saves/code/requests/headers.ts';
import { call, choice, parameter, record, t, unknown, value } from './values.ts';

const name = 'Sforce-Duplicate-Rule-Header';

function read(headers: unknown) {
  return readHeaders(value(headers), call);
}

/** `allowSave=true`, `allowSave=true when x`, `allowSave=<flag>`; what is not set is left out. */
function options(headers: unknown): string | null {
  const { options } = read(headers);
  if (options === null) return null;
  return (['allowSave', 'includeRecordDetails', 'runAsCurrentUser'] as const)
    .flatMap((each) => (options[each].kind === 'unset' ? [] : [`${each}=${word(options[each])}`]))
    .join(' ');
}

function word(option: OptionDraft): string {
  switch (option.kind) {
    case 'known':
      return String(option.value);
    case 'conditional':
      return `${option.value} when ${option.when}`;
    case 'parameter':
      return `<${option.name}>`;
    case 'value':
      return option.value.kind === 'parameter' ? `<${option.value.name}>` : option.value.kind;
    default:
      return option.kind;
  }
}

function problems(headers: unknown): readonly string[] {
  return read(headers).problems.map(({ problem }) =>
    [
      problem.what,
      'name' in problem ? problem.name : null,
      problem.written,
      'meant' in problem ? problem.meant : null,
    ]
      .filter((each) => each !== null)
      .join(' '),
  );
}

describe('values', () => {
  it.each<[unknown, string | null]>([
    ['allowSave=true', 'allowSave=true'],
    ['allowSave=false', 'allowSave=false'],
    ['allowSave = TRUE', 'allowSave=true'],
    ['AllowSave=true;', 'allowSave=true'],
    [
      'allowSave=true; includeRecordDetails=true, runAsCurrentUser=false',
      'allowSave=true includeRecordDetails=true runAsCurrentUser=false',
    ],
    ['includeRecordDetails=true', 'includeRecordDetails=true'],
    [t`allowSave=${parameter('flag')}`, 'allowSave=<flag>'],
    [
      t`allowSave=${parameter('flag')}; includeRecordDetails=true`,
      'allowSave=<flag> includeRecordDetails=true',
    ],
    [t`allowSave=${true}`, 'allowSave=true'],
    [t`allowSave=${unknown()}`, 'allowSave=unknown'],
    [t`allowSave=${choice(['force', 'true'], [null, 'false'])}`, 'allowSave=true when force'],
    [t`allowSave=${choice(['strict', 'false'], [null, 'true'])}`, 'allowSave=true when !(strict)'],
    [choice(['force', 'allowSave=true'], [null, 'allowSave=false']), 'allowSave=true when force'],
    [choice(['force', 'allowSave=true'], [null, '']), 'allowSave=true when force'],
    [choice(['a', 'allowSave=true'], [null, 'allowSave=true']), 'allowSave=true'],
    [parameter('header'), 'allowSave=<header> includeRecordDetails=<header> runAsCurrentUser=<header>'],
    [unknown(), 'allowSave=unknown includeRecordDetails=unknown runAsCurrentUser=unknown'],
    ['', null],
    [null, null],
  ])('%o', (text, expected) => {
    expect(options({ [name]: text })).toBe(expected);
    expect(problems({ [name]: text })).toEqual([]);
  });
});

describe('where the header stands', () => {
  it.each<[string, unknown, string | null]>([
    ['none', {}, null],
    ['others', { Authorization: 'Bearer x', 'Content-Type': 'application/json' }, null],
    ['any case', { 'sforce-duplicate-rule-header': 'allowSave=true' }, 'allowSave=true'],
    ['under a condition', record([[name, 'allowSave=true', 'force']]), 'allowSave=true when force'],
    [
      'under a condition, else false',
      record([
        [name, 'allowSave=false'],
        [name, 'allowSave=true', 'force'],
      ]),
      'allowSave=true when force',
    ],
    [
      'taken back under a condition',
      record([
        [name, 'allowSave=true'],
        [name, 'allowSave=false', 'strict'],
      ]),
      'allowSave=true when !(strict)',
    ],
    [
      'replaced',
      record([
        [name, 'allowSave=true'],
        ['SFORCE-DUPLICATE-RULE-HEADER', 'allowSave=false'],
      ]),
      'allowSave=false',
    ],
    [
      'one of two objects',
      choice(['force', { [name]: 'allowSave=true' }], [null, {}]),
      'allowSave=true when force',
    ],
    ['lines', ['Content-Type: application/json', `${name}: allowSave=true`], 'allowSave=true'],
    ['a line with a hole', [t`${name}: allowSave=${parameter('flag')}`], 'allowSave=<flag>'],
    ['pairs', [[name, 'allowSave=true']], 'allowSave=true'],
    [
      'what is spread into it',
      record([
        ['...', { [name]: 'allowSave=true' }],
        ['Accept', '*/*'],
      ]),
      'allowSave=true',
    ],
    [
      'a parameter',
      parameter('headers'),
      [
        'allowSave=<headers.Sforce-Duplicate-Rule-Header>',
        'includeRecordDetails=<headers.Sforce-Duplicate-Rule-Header>',
        'runAsCurrentUser=<headers.Sforce-Duplicate-Rule-Header>',
      ].join(' '),
    ],
  ])('%s', (_, headers, expected) => expect(options(headers)).toBe(expected));

  it('a record that may hold more is taken for what is seen', () => {
    expect(options({ ...record([['Accept', '*/*']]), open: true })).toBeNull();
  });
});

describe('problems', () => {
  it.each<[unknown, readonly string[]]>([
    [
      { 'Sforce-Duplicate-Rules-Header': 'allowSave=true' },
      ['header-name Sforce-Duplicate-Rules-Header Sforce-Duplicate-Rule-Header'],
    ],
    [
      { DuplicateRuleHeader: 'allowSave=true' },
      ['header-name DuplicateRuleHeader Sforce-Duplicate-Rule-Header'],
    ],
    [
      { SforceDuplicateRuleHeader: 'x' },
      ['header-name SforceDuplicateRuleHeader Sforce-Duplicate-Rule-Header'],
    ],
    [{ 'Sforce-Duplicate-Rule': 'x' }, ['header-name Sforce-Duplicate-Rule Sforce-Duplicate-Rule-Header']],
    [
      { 'Sforce-Dupicate-Rule-Header': 'x' },
      ['header-name Sforce-Dupicate-Rule-Header Sforce-Duplicate-Rule-Header'],
    ],
    [
      ['Sforce-Duplicate-Rules-Header: allowSave=true'],
      ['header-name Sforce-Duplicate-Rules-Header Sforce-Duplicate-Rule-Header'],
    ],
    [{ 'Sforce-Auto-Assign': 'true', 'Sforce-Query-Options': 'batchSize=200' }, []],
    [{ [name]: 'allowsSave=true' }, ['parameter-name allowsSave allowSave']],
    [{ [name]: 'allow_save=true' }, ['parameter-name allow_save allowSave']],
    [{ [name]: 'operationName=Insert, allowSave=true' }, ['parameter-name operationName']],
    [{ [name]: 'allowSave=yes' }, ['parameter-value allowSave yes']],
    [{ [name]: 'allowSave=1' }, ['parameter-value allowSave 1']],
    [{ [name]: 'true' }, ['no-parameters true']],
    [{ [name]: true }, ['no-parameters true']],
    [{ [name]: 'allowSave' }, ['no-parameters allowSave']],
    [{ [name]: 'allowSave: true' }, ['no-parameters allowSave: true']],
  ])('%o', (headers, expected) => expect(problems(headers)).toEqual(expected));

  it('other parameters still count', () => {
    expect(options({ [name]: 'operationName=Insert, allowSave=true' })).toBe('allowSave=true');
  });
});
