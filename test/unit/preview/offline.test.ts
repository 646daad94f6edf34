import { describe, expect, test } from 'vitest';
import type { FieldReading } from '../../../server/src/core/orgData/model.ts';
import { fieldsToRead } from '../../../server/src/core/preview/fieldsToRead.ts';
import { previewText } from '../../../server/src/core/preview/text.ts';
import type { FieldScalar } from '../../../server/src/core/records/model.ts';
import { catalogOf, catalogWith } from '../../support/catalog.ts';
import { matchingRule } from '../../support/matchingRules.ts';
import { answer, lead, match, preview, record, result } from './answers.ts';

const id = '00Q000000000001AAA';

function reading(fields: Readonly<Record<string, FieldScalar>>): FieldReading {
  return { type: 'Lead', records: [{ id, fields }], unreadable: [], missing: [] };
}

/** The catalogue of the shorthand, with a matching rule of ours. */
function catalog(fields: string, rules = 'Lead: Alert/Report', status = 'Active') {
  const base = catalogOf(rules);
  return catalogWith(base.duplicateRules, [matchingRule(fields, status, 'Lead_Rule_Match')]);
}

function offlineOf(parts: Parameters<typeof preview>[0]) {
  const [rule] = preview(parts).rules;
  return { verdict: rule?.matches[0]?.records[0]?.offline, rule: rule?.offline };
}

describe('beside what the org says of a matched record stands what the local rule says', () => {
  test.each([
    [
      'the same',
      {
        fields: 'Lead: Email Exact',
        sample: { Email: 'ada@example.com' },
        record: { Email: 'ADA@example.com' },
      },
      { matches: true, certainty: 'exact', agrees: true, why: [] },
    ],
    [
      'no match where the values differ',
      {
        fields: 'Lead: Email Exact',
        sample: { Email: 'ada@example.com' },
        record: { Email: 'eve@example.com' },
      },
      {
        matches: false,
        certainty: 'exact',
        agrees: false,
        why: [expect.stringContaining('its own copy of the rule, which may have changed')],
      },
    ],
    [
      'no match by a stand-in for an algorithm that is not public',
      {
        fields: 'Lead: Company CompanyName',
        sample: { Company: 'Analytical Engines' },
        record: { Company: 'Zephyr' },
      },
      {
        matches: false,
        certainty: 'approximate',
        agrees: false,
        why: [expect.stringContaining("org's verdict stands")],
      },
    ],
    [
      'nothing where a value was not read',
      { fields: 'Lead: Email Exact', sample: { Email: 'ada@example.com' }, record: {} },
      { matches: null, agrees: null, why: [expect.stringContaining('were not read')] },
    ],
    [
      'nothing of a method that is not known',
      { fields: 'Lead: Email Telepathy', sample: { Email: 'a@b.de' }, record: { Email: 'a@b.de' } },
      {
        matches: null,
        agrees: null,
        why: ['The matching method Telepathy of Email is not known.'],
        fields: [],
      },
    ],
    [
      'a match, though the rule is inactive here',
      {
        fields: 'Lead: Email Exact',
        status: 'Inactive',
        sample: { Email: 'a@b.de' },
        record: { Email: 'a@b.de' },
      },
      {
        matches: true,
        agrees: true,
        why: ['Here the matching rule Lead_Rule_Match is Inactive, and would find nothing.'],
      },
    ],
  ] as const)('%s', (_what, given, expected) => {
    const { fields, sample, record: held } = given;
    const status = 'status' in given ? given.status : 'Active';
    const { verdict } = offlineOf({
      catalog: catalog(fields, undefined, status),
      sample: lead(sample),
      readings: [reading(held)],
    });
    expect(verdict).toMatchObject(expected);
  });

  test('with scores and how they came about', () => {
    const { verdict } = offlineOf({
      catalog: catalog('Lead: FirstName FirstName, LastName Exact'),
      sample: lead({ FirstName: 'Jon', LastName: 'Doe' }),
      readings: [reading({ FirstName: 'Jonathan', LastName: 'Doe' })],
    });
    const [first, last] = verdict!.fields;
    expect(first).toMatchObject({ name: 'FirstName', matches: true });
    expect(first!.score).toBeGreaterThanOrEqual(first!.threshold!);
    expect(first!.how).not.toBe('');
    expect(last).toMatchObject({ name: 'LastName', matches: true, score: 100, certainty: 'exact' });
  });

  test('that the rule does not run on this save, and the org answers for it', () => {
    const { rule } = offlineOf({
      rules: 'Lead: Alert/Report matching Email inactive',
      readings: [reading({ Email: 'ada@example.com' })],
    });
    expect(rule).toMatchObject({ runs: false, why: ['Here the rule does not run: the rule is inactive.'] });
  });

  test('not of the tested record itself, nor of an error', () => {
    const { verdict } = offlineOf({ sample: lead({ Email: 'x' }, id), operation: 'update' });
    expect(verdict).toMatchObject({ matches: null, why: [expect.stringContaining('itself')] });
    expect(offlineOf({ by: 'error', sample: null }).verdict).toBeUndefined();
  });
});

describe('what another rule finds here and not in the org', () => {
  const rules = 'Lead.A: Alert/Report matching Email\nLead.B: Block/Block matching Phone';
  const parts = {
    rules,
    sample: lead({ Email: 'ada@example.com', Phone: '030 1234567' }),
    answer: answer(
      result({ duplicateRule: 'A', matchResults: [match('A_Match', [record(id)])] }),
      result({ duplicateRule: 'B', matchResults: [] }),
    ),
    readings: [reading({ Email: 'ada@example.com', Phone: '030 1234567', Name: 'Ada' })],
  };

  test('is told, with what may be behind it', () => {
    const [, b] = preview(parts).rules;
    expect(b).toMatchObject({
      fullName: 'Lead.B',
      state: 'no-match',
      offline: { others: [{ id, title: 'Ada', offline: { matches: true, agrees: false } }] },
    });
    expect(b!.offline!.others[0]!.offline.why.join(' ')).toContain('may have changed');
  });

  test('can be said as its fields are read too', () => {
    const [request] = fieldsToRead(parts.answer, catalogOf(rules), parts.sample);
    expect(request!.fields).toEqual(['Email', 'Name', 'Phone']);
  });
});

describe('in the terminal', () => {
  test('agreement takes one line, a difference is explained', () => {
    const textOf = (email: string) =>
      previewText(preview({ readings: [reading({ Email: email })] }), { width: 200 });
    expect(textOf('ada@example.com')).toContain('Offline: match (exact)\n');
    const differing = textOf('eve@example.com');
    expect(differing).toContain('Offline: no match (exact), unlike the org');
    expect(differing).toContain('Email differs');
    expect(differing).toContain('Email: 0 of 100, does not match (exact)');
  });
});
