import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createProject } from '../../../server/src/core/project.ts';
import { readRecords } from '../../../server/src/core/records/read.ts';

const apex = `public class Capture {
  static final String SOURCE = 'Web';
  Contact held = new Contact(LastName = SOURCE);
  public void register(List<String> names, Boolean hot) {
    List<Lead> leads = new List<Lead>{ new Lead(LastName = 'A'), new Lead() };
    for (String name : names) {
      Lead lead = new Lead(LastName = name, Company = 'Acme' + SOURCE);
      lead.put('City', 'Ulm');
      if (hot) lead.Rating = 'Hot'; else lead = new Lead(LastName = 'B');
      leads.add(lead);
    }
    for (Lead each : leads) each.Born__c = Date.newInstance(2026, 1, 2);
    Database.insert(leads, false);
    leads[0].City = null;
    update new Schema.Lead(Id = leads[0].Id, Email = 'a@b.c');
  }
}
`;

const json = `{"records": [{"attributes": {"type": "Account"}, "Name": "A", "Contacts": {"records": [{"LastName": "B"}]}}],
 "compositeRequest": [{"url": "/sobjects/Lead/00Q", "method": "PATCH", "body": {"City": "U"}}]}`;

const csv = 'Id,LastName,"Str""eet",\r\n001,"A\nB";x\t|,\n#N/A,,,,\n';

const pieces = [
  '{',
  '}',
  '(',
  ')',
  '[',
  ']',
  "'",
  '"',
  '""',
  ',',
  ';',
  ':',
  '\\',
  '\n',
  '\r',
  '\uFEFF',
  '\u0000',
  '/*',
  '//',
  '@{',
  '=',
  'new Lead(',
  'x.City = ',
  'insert ',
  '"records": [',
  '"attributes": {"type": 1}',
  '"__proto__": {',
  '"constructor": 1',
  '\ud800',
  'ǅ',
  '-',
  '1e999',
  'null',
];

const sources = [
  ['apex', 'file:///p/A.cls', apex],
  ['json', 'file:///p/%E0%A4%A.json', json],
  ['jsonl', 'file:///p/Lead.jsonl', json],
  ['csv', 'file:///p/Lead.csv', csv],
  ['plaintext', '', csv],
] as const;

const edits = fc.array(
  fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    remove: fc.constantFrom(0, 1, 3, 20, 100),
    insert: fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 5 })),
  }),
  { maxLength: 6 },
);

type Edits = typeof edits extends fc.Arbitrary<infer T> ? T : never;

function edited(text: string, changes: Edits): string {
  let now = text;
  for (const { at, remove, insert } of changes) {
    const start = Math.floor(now.length * at);
    now = now.slice(0, start) + insert + now.slice(start + remove);
  }
  return now;
}

const place = fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0, 0, 1, 30, 1_000));

describe('reading records', () => {
  it.each(sources)('of %s never throws, and gives spans within the text', (languageId, uri, source) => {
    fc.assert(
      fc.property(edits, place, fc.boolean(), (changes, [at, length], isNoise) => {
        const text = isNoise ? changes.map(({ insert }) => insert).join('') : edited(source, changes);
        const start = Math.floor(text.length * at);
        const { drafts, problems } = readRecords(languageId, uri, text, {
          start,
          end: Math.min(start + length, text.length),
        });
        for (const { span, fields, open, object } of drafts) {
          expect(span.start).toBeGreaterThanOrEqual(0);
          expect(span.end).toBeLessThanOrEqual(text.length);
          expect(span.start).toBeLessThanOrEqual(span.end);
          const names = [...fields, ...open].map(({ name }) => name.toLowerCase());
          if (languageId !== 'json' && languageId !== 'jsonl') expect(new Set(names).size).toBe(names.length);
          expect(typeof object).toBe('string');
        }
        if (drafts.length === 0) expect(problems.length).toBeGreaterThan(0);
      }),
      { numRuns: 400 },
    );
  });

  it('bears deep nesting and long chains', () => {
    const deep = 5_000;
    const texts = [
      ['json', 'file:///a.json', '['.repeat(deep) + '{"a":1}'],
      ['json', 'file:///a.json', '{"records":['.repeat(deep)],
      ['apex', 'file:///a.cls', `insert new Lead(City = ${"'a' + ".repeat(deep)} 'b');`],
      ['apex', 'file:///a.cls', `Lead l = ${'('.repeat(deep)}new Lead(City = 'x')${')'.repeat(deep)};`],
      [
        'apex',
        'file:///a.cls',
        `Lead l0 = new Lead(City = 'x');\n${Array.from({ length: deep }, (_, n) => `Lead l${n + 1} = l${n};`).join('\n')}`,
      ],
    ] as const;
    for (const [languageId, uri, text] of texts) {
      const start = Math.max(0, text.indexOf('City'));
      expect(() => readRecords(languageId, uri, text, { start, end: start })).not.toThrow();
    }
  });

  it('ends in time where a body makes very many records', () => {
    const time = (count: number): number => {
      const body = Array.from(
        { length: count },
        (_, n) => `Lead l${n} = new Lead(City = 'x');\nl${n}.Fax = '1';\nleads.add(l${n});\n`,
      );
      const text = `List<Lead> leads = new List<Lead>();\n${body.join('')}insert leads;`;
      const started = performance.now();
      const { drafts } = readRecords('apex', 'file:///a.apex', text, {
        start: text.length - 3,
        end: text.length - 3,
      });
      expect(drafts).toHaveLength(Math.min(count, 200));
      return performance.now() - started;
    };
    time(100);
    expect(time(5_000)).toBeLessThan(30_000);
  });
});

describe('lenses of a file that was edited', () => {
  it('are those of one that is read afresh', () => {
    const uri = 'file:///p/Capture.cls';
    fc.assert(
      fc.property(fc.array(edits, { minLength: 1, maxLength: 4 }), (steps) => {
        const project = createProject();
        project.setFile(uri, apex);
        expect(project.records(uri)).toHaveLength(5);
        let text = apex;
        for (const changes of steps) {
          text = edited(text, changes);
          project.setFile(uri, text);
          const fresh = createProject();
          fresh.setFile(uri, text);
          expect(project.records(uri)).toEqual(fresh.records(uri));
          for (const { object, start } of fresh.records(uri)) {
            const { drafts } = readRecords('apex', uri, text, { start: start + 1, end: start + 1 });
            expect(drafts.map((draft) => [draft.object, draft.span.start])).toEqual([[object, start]]);
          }
        }
      }),
      { numRuns: 60 },
    );
  });
});
