import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CsvForm, csvProblem, csvRows, csvText } from '../../../server/src/sandbox/bulk/csv.ts';
import { BulkJobs } from '../../../server/src/sandbox/bulk/jobs.ts';
import { Session } from '../../../server/src/sandbox/session.ts';

describe('CSV', () => {
  const forms = fc.record({
    columnDelimiter: fc.constantFrom('COMMA', 'TAB', 'PIPE'),
    lineEnding: fc.constantFrom('LF', 'CRLF'),
  }) as fc.Arbitrary<CsvForm>;
  const problemOf = (text: string, form: CsvForm): string | null => {
    const check = csvProblem(text, form);
    for (;;) {
      const { done, value } = check.next();
      if (done) return value;
    }
  };

  it('is read as it was written', () => {
    const cell = fc.string({
      unit: fc.constantFrom('a', '"', ',', '\t', '|', '\n', '\r', ' ', 'é'),
      maxLength: 6,
    });
    const rows = fc
      .integer({ min: 2, max: 4 })
      .chain((columns) =>
        fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), { minLength: 1, maxLength: 5 }),
      );
    fc.assert(
      fc.property(rows, forms, (written, form) => {
        const text = csvText(written, form);
        expect(problemOf(text, form)).toBeNull();
        expect([...csvRows(text, form)]).toEqual(written);
      }),
      { numRuns: 150 },
    );
  });

  it('has as many values in every row, or a problem', () => {
    const text = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r\n', '\r', '|'), maxLength: 30 });
    fc.assert(
      fc.property(text, forms, (garbage, form) => {
        if (problemOf(garbage, form) !== null) return;
        const lengths = new Set([...csvRows(garbage, form)].map(({ length }) => length));
        expect(lengths.size).toBeLessThan(2);
      }),
      { numRuns: 500 },
    );
  });
});

it('forgets the oldest jobs that are over, and takes nothing more where there is no room', () => {
  const jobs = new BulkJobs();
  const user = { id: '005', username: 'u', name: 'U', email: 'u@x.example', permissions: {} };
  const session = new Session(user, 'token');
  const add = (size: number, isOver: boolean) => {
    const job = { id: jobs.nextId(), session, size, isOver };
    jobs.add(job);
    return jobs.find(job.id, session);
  };
  add(150_000_000, true);
  add(100_000_000, true);
  add(300_000_000, false);
  expect(jobs.isFull(1)).toBe(false);
  expect(jobs.all(session).map(({ size }) => size)).toEqual([300_000_000]);
  add(200_000_000, false);
  expect(jobs.isFull(1)).toBe(true);
});
