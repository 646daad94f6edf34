import { h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { describe, expect, it, test } from 'vitest';
import type { PanelState } from '../../../client/src/preview/messages.ts';
import { App } from '../../../client/webview/app.tsx';
import type { OfflineVerdict, Preview, PreviewField, PreviewRule } from '../../../server/src/protocol.ts';

const field: PreviewField = {
  name: 'Email',
  sampleName: 'Email',
  label: 'Email',
  sampleValue: 'ada@example.com',
  value: 'ADA@example.com',
  difference: 'same',
  differenceFrom: 'org',
  deciding: true,
  method: 'Exact',
};

function ruleWith(fields: readonly PreviewField[], more: Partial<PreviewRule> = {}): PreviewRule {
  return {
    fullName: 'Lead.Lead_Email',
    label: 'Lead Email',
    state: 'matched',
    source: 'force-app/Lead.Lead_Email.duplicateRule-meta.xml',
    file: 'file:///p/Lead.Lead_Email.duplicateRule-meta.xml',
    actions: 'Allow + Alert on create',
    alertText: 'Use one of these records?',
    condition: null,
    security: null,
    allowSave: true,
    channels: [],
    matches: [
      {
        matchingRule: 'Lead_Email_Exact',
        label: 'Lead Email Exact',
        engine: 'ExactMatchEngine',
        objectType: 'Lead',
        criteria: 'Email (Exact)',
        crossObject: false,
        size: 1,
        errors: [],
        records: [
          {
            id: '00Q000000000001AAA',
            type: 'Lead',
            title: 'Ada Byron',
            url: 'https://org.example/00Q000000000001AAA',
            confidence: 100,
            fields,
          },
        ],
      },
    ],
    ...more,
  };
}

function preview(rules: readonly PreviewRule[], more: Partial<Preview> = {}): Preview {
  return {
    heading: 'Lead: 1 match',
    verdict: { kind: 'refused-unless-allow-save', text: 'Refused with DUPLICATES_DETECTED.' },
    org: null,
    testedBy: 'SOAP findDuplicates',
    testedAt: '2026-11-22T12:00:00Z',
    sample: { object: 'Lead', id: null, fields: [{ name: 'Email', value: 'ada@example.com' }] },
    operation: 'insert',
    rules,
    untested: [],
    problems: [],
    ...more,
  };
}

function show(state: Partial<PanelState>): string {
  const empty: PanelState = {
    version: 1,
    form: null,
    busy: null,
    failure: null,
    tested: null,
    explanation: null,
    waysToAsk: [],
  };
  return renderToString(h(App, { state: { ...empty, ...state }, send: () => {} }));
}

function showPreview(shown: Preview): string {
  return show({ tested: { preview: shown, suggestions: [], rules: [], ruleTest: null } });
}

describe('the preview', () => {
  it('puts sample and match side by side, with the difference in words', () => {
    const page = showPreview(preview([ruleWith([field])]));
    expect(page).toContain('ada@example.com');
    expect(page).toContain('ADA@example.com');
    expect(page).toMatch(/>= <\/span>same/);
    expect(page).toContain('decides: Exact');
  });

  it('says what was not tested', () => {
    const untested = [{ what: 'Rows of one batch', why: 'They are not compared with each other.' }];
    expect(showPreview(preview([], { untested }))).toContain('They are not compared with each other.');
  });

  it.each([
    [undefined, 'not given'],
    [null, 'blank'],
    [false, 'false'],
    [0, '0'],
  ])('shows the value %o as "%s"', (value, text) => {
    const page = showPreview(preview([ruleWith([{ ...field, value }])]));
    expect(page.replace(/<[^>]*>/g, '|')).toContain(`|${text}|`);
  });

  it('shows an unreadable field as such, not as blank', () => {
    const unreadable = { ...field, value: undefined, difference: 'unreadable' as const };
    const page = showPreview(preview([ruleWith([unreadable])]));
    expect(page).toContain('not readable for this user');
  });

  it('has no column for a sample that is not known', () => {
    const refused = preview([ruleWith([field])], { sample: null });
    expect(showPreview(refused)).not.toContain('Sample');
  });

  it('folds fields that the rule does not compare and the sample does not set', () => {
    const city = { ...field, name: 'City', label: 'City', deciding: false, method: null, value: 'Leeds' };
    const page = showPreview(preview([ruleWith([field, { ...city, sampleValue: undefined }])]));
    expect(page).toContain('1 further field');
    expect(page).not.toContain('Leeds');
    expect(showPreview(preview([ruleWith([field, { ...city, sampleValue: 'York' }])]))).toContain('Leeds');
  });

  it('cuts a value of 100 KB, and offers all of it', () => {
    const page = showPreview(preview([ruleWith([{ ...field, value: 'x'.repeat(100_000) }])]));
    expect(page.length).toBeLessThan(20_000);
    expect(page).toContain('Show all 100,000 characters');
  });
});

function withOffline(
  fields: readonly PreviewField[],
  text: string,
  more: Partial<PreviewRule> = {},
): PreviewRule {
  const rule = ruleWith(fields, more);
  const offline: OfflineVerdict = {
    matches: false,
    certainty: 'approximate',
    agrees: false,
    summary: text,
    why: [`${text} is why`],
    fields: [
      {
        name: text,
        method: text,
        matches: false,
        certainty: 'approximate',
        score: 54,
        threshold: 70,
        how: text,
      },
    ],
  };
  const matches = rule.matches.map((match) => ({
    ...match,
    records: match.records.map((record) => ({ ...record, offline })),
  }));
  const others = [{ id: text, type: text, title: text, matchingRule: text, offline }];
  return { ...rule, matches, offline: { runs: null, why: [text], others } };
}

describe('what the local rule says', () => {
  const textOf = (page: string) => page.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');

  it('stands beside the record, and is explained where it differs from the org', () => {
    const page = showPreview(preview([withOffline([field], 'Company scores 54 of 70')]));
    expect(textOf(page)).toContain('Offline no match approximate, unlike the org');
    expect(page).toMatch(/<details class="offline-details differs" open>/);
    expect(textOf(page)).toContain('does not match, 54 of 70');
  });

  it('is quiet where both say the same', () => {
    const rule = withOffline([field], 'They match.');
    const agreeing = rule.matches.map((match) => ({
      ...match,
      records: match.records.map((record) => ({
        ...record,
        offline: { ...record.offline!, matches: true, agrees: true, why: [] },
      })),
    }));
    const page = showPreview(
      preview([{ ...rule, matches: agreeing, offline: { runs: true, why: [], others: [] } }]),
    );
    expect(textOf(page)).toContain('Offline match approximate, as the org says');
    expect(page).not.toContain('differs');
  });
});

describe('a record compared with those of a file', () => {
  const form = {
    draftNumber: 1,
    form: { object: 'Lead', fields: [], rules: [], problems: [], typesGuessed: true },
    id: null,
    fields: [],
    open: [],
    origin: '',
    against: 'leads.csv',
  };

  it('names the file, and offers another', () => {
    const page = show({ form });
    expect(page).toContain('<bdi>leads.csv</bdi>');
    expect(page).toContain('Choose another file');
    expect(show({ form: { ...form, against: null } })).not.toContain('Choose another file');
  });

  it('says that types are guessed where an org would tell them', () => {
    expect(show({ form })).not.toContain('Field types are guessed');
    expect(show({ form: { ...form, against: null } })).toContain('Field types are guessed');
  });

  it.each([
    ['can be made into a rule test', 'tests: []', true],
    ['cannot where nothing is to be expected', null, false],
  ])('%s', (_what, ruleTest, isOffered) => {
    const page = show({ tested: { preview: preview([]), suggestions: [], rules: [], ruleTest } });
    expect(page.includes('Make This a Rule Test')).toBe(isOffered);
  });
});

describe('an explanation', () => {
  const refusal = {
    title: 'A record was refused',
    count: 1,
    preview: preview([ruleWith([field])]),
    suggestions: [],
    rows: [],
    advice: ['Read the results.'],
  };
  const explanation = {
    heading: 'Apex exception',
    refusals: [refusal],
    others: [],
    problems: ['Choose one, or run `sf config`.'],
    rules: [],
  };
  const page = show({ explanation, waysToAsk: [{ id: 'selectOrg', label: 'Select Org' }] });

  it('names the rule before what the code can do', () => {
    expect(page.indexOf('Lead.Lead_Email')).toBeLessThan(page.indexOf('Read the results.'));
  });

  it('offers the org that was not asked, and shows commands as such', () => {
    expect(page).toContain('<span>Choose one, or run <code>sf config</code>.</span>');
    expect(page).toContain('>Select Org</button>');
  });
});

const hostile = [
  '<img src=x onerror=alert(1)>',
  '</script><script>alert(1)</script>',
  '" onmouseover="alert(1)',
  "javascript:alert('1')",
  '&lt;b&gt;',
];

describe('what comes from records, rules and errors is text', () => {
  test.each(hostile)('%s', (text) => {
    const page = show({
      failure: { text, actions: [] },
      form: {
        draftNumber: 1,
        form: {
          object: text,
          fields: [{ name: text, label: text, input: 'text', type: text, options: [text], usedBy: [text] }],
          rules: [text],
          problems: [text],
          typesGuessed: false,
        },
        id: text,
        fields: [{ name: text, value: text }],
        open: [{ name: text, expression: text }],
        origin: text,
        against: text,
      },
      tested: {
        preview: preview(
          [
            withOffline([{ ...field, name: text, label: text, value: text, sampleValue: text }], text, {
              label: text,
              alertText: text,
              condition: text,
            }),
          ],
          { heading: text, problems: [text] },
        ),
        suggestions: [],
        rules: [],
        ruleTest: text,
      },
    });
    expect(page).not.toMatch(/<(img|script)\b/);
    expect(page).not.toMatch(/ on\w+="/);
    expect(page).not.toContain(`href="javascript:`);
  });
});

test('right-to-left text keeps to itself', () => {
  const page = showPreview(preview([ruleWith([{ ...field, value: 'שלום' }])]));
  expect(page).toContain('<bdi class="value">שלום</bdi>');
});

test('rules that did not match come after those that did, closed', () => {
  const none = ruleWith([], { label: 'Quiet', fullName: 'Lead.Quiet', state: 'no-match', matches: [] });
  const page = showPreview(preview([none, ruleWith([field])]));
  expect(page.indexOf('Lead Email')).toBeLessThan(page.indexOf('Quiet'));
  expect(page).toMatch(/<details class="rule no-match">/);
});
