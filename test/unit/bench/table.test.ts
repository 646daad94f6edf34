import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { benches } from '../../../bench/table/benches.ts';
import { type Figure, isMet, type Measured, median, numbers, ratio } from '../../../bench/table/model.ts';
import { table, withTable } from '../../../bench/table/page.ts';

/** What each bench prints, as far as it is read. */
const outputs: Record<string, string> = {
  check: `duplicate-rules check: median 1.62 s (1.58–1.70), peak 194 MB; 12 findings
PMD 7.26, one XPath rule: median 16.30 s (16.10–16.90), peak 1536 MB; 168 violations
ratio of the medians: 10.1`,
  server: `resident after reading: 192 MB
key "x": p50 5.0 ms, p95 15.9 ms, worst 74.2 ms; resident 245 to 278 MB
key "{": p50 8.6 ms, p95 19.7 ms, worst 54.8 ms; resident 278 to 283 MB`,
  oracle: `  methods: 12359 ours, 0 only the oracle has, 0 only we have
  dml: 3332 ours, 1 only the oracle has, 2 only we have`,
  mutants: '319658 of 319658 saves outside the damaged line found: 100.000 %',
  operands: `  resolved 196 (95.6 %), callers of wrappers judged: 186
  resolved 57 (100.0 %), callers of wrappers judged: 64`,
  corpus: 'precision    1.000 (490 found, 0 false)\nrecall       0.998 (1 missed)',
  'sample-record': `cold: median 1265 ms, from 1111 to 1652, 95 % below 1652 (7 times)
warm: median 28 ms, from 18 to 183, 95 % below 92 (210 times)`,
  'check-five': 'duplicate-rules check: median 4.80 s (4.80–5.30), peak 300 MB; 30 findings',
  typescript: `key "x": p50 5.6 ms, p95 18.1 ms, worst 87.1 ms; resident 129 to 167 MB
key "y": p50 5.2 ms, p95 21.2 ms, worst 91.8 ms; resident 169 to 172 MB
key "y": p50 4.8 ms, p95 16.4 ms, worst 58.7 ms; resident 172 to 173 MB`,
  keystroke: '"x"\tp50 7.9\tp95 18.4\tworst 139.1\t112 at 356\n"{"\tp50 7.8\tp95 22.0\tworst 98.2\t52 at 0',
  matching: `[load 1.0 on 2] index of 1,000,000 from CSV: 7.40 s, processor time 8.41 s, peak 391 MB
[load 1.0 on 2] reload: 0.02 s, processor time 0.01 s, peak 81 MB
[load 1.0 on 2] look-ups, wall: p50 0.024, p99 0.170, worst 4.4 ms, 28,500 a second; processor time: p50 0.016, p99 0.150, worst 5.3 ms, 26,000 a second
[load 1.0 on 2] preflight, index built in the run: 8.60 s, processor time 9.70 s, peak 388 MB; precision 1.0000, recall 0.9375
[load 1.0 on 2] preflight, saved index: 1.60 s, processor time 1.80 s, peak 146 MB; precision 1.0000, recall 0.9375
[load 1.0 on 2] pairs of all leads, from CSV, here: 9.40 s, processor time 10.35 s, peak 388 MB; precision 0.9989, recall 0.9340
[load 1.0 on 2] the same by DuckDB alone: 7.03 s, processor time 14.50 s, peak 1040 MB; precision 0.9989, recall 0.8720
[load 1.0 on 2] pairs of all leads, saved index, here: 0.44 s, processor time 0.62 s, peak 146 MB; precision 0.9989, recall 0.9340
[load 1.0 on 2] the same from a database file of DuckDB: 0.63 s, processor time 1.13 s, peak 316 MB; precision 0.9989, recall 0.9345
[load 1.0 on 2] DuckDB, look-ups, wall: p50 31.000, p99 40.000, worst 48.1 ms, 30 a second; processor time: p50 30.605, p99 42.332, worst 45.2 ms, 32 a second`,
  'embedded-org': `creates beside 100,000 leads, the sample project’s rules: 1,960 a second, 2,303 a second of processor time; 4,500 saved
creates beside 100,000 contacts, the sample project’s rules: 1,980 a second, 2,654 a second of processor time; 4,500 saved
creates beside 100,000 leads, Salesforce’s standard rules: 1,650 a second, 2,311 a second of processor time; 4,500 saved
creates beside 100,000 contacts, Salesforce’s standard rules: 480 a second, 2,132 a second of processor time; 4,500 saved
200 clients at once for 30 s: 75556 calls right, 11299 faults met, 0 wrong; 14947 leads known to them, 0 held otherwise
start with the sample project and 5,000 records: 0.50 s, processor time 0.59 s`,
  'rule-files-cold': 'cold: 190 ms, processor time of all threads 236 ms, 927 findings',
  'rule-files': `keystroke in Thing_0__c.Rule_0.duplicateRule-meta.xml: p50 0.65 ms, p95 3.20 ms, worst 9.00 ms
keystroke in Thing_0__c.matchingRule-meta.xml: p50 0.83 ms, p95 3.70 ms, worst 13.00 ms`,
  packages: 'VSIX: 3.70 MB\nnpm package: 4.10 MB',
};

const measured: Measured[] = benches.flatMap(({ id, figures }) =>
  figures.map((figure) => ({
    figure,
    values: figure.read(outputs[id]!),
    peer: figure.peer?.read(outputs[id]!) ?? [],
    missing: null,
  })),
);

describe('the table of figures', () => {
  it('reads every figure, and every peer, of what the benches print', () => {
    for (const { figure, values, peer } of measured) {
      expect(values, figure.what).not.toEqual([]);
      if (figure.peer) expect(peer, figure.what).not.toEqual([]);
      for (const value of [...values!, ...peer]) expect(value, figure.what).not.toBeNaN();
    }
  });

  it('says which targets are not met', () => {
    const failed = measured.filter((one) => isMet(one) === false).map(({ figure }) => figure.what);
    expect(failed).toEqual([
      'methods, DML statements and expressions that @apexdevtools/apex-parser sees otherwise, five repositories',
      '`check` over jsforce, simple-salesforce, CumulusCI, dataloader and NPSP in one call',
      'pairs of 5,000 leads and 1,000,000 contacts, from CSV',
      'creates over HTTP by one client beside 100,000 contacts, Salesforce’s standard rules',
    ]);
  });

  it('compares with the peer, whichever way is better', () => {
    const times = new Map(measured.map((one) => [one.figure.what, ratio(one)]));
    expect(times.get('`check` on NPSP, cold, whole process')).toBeCloseTo(16.3 / 1.62);
    expect(times.get('the same, look-ups for each second of processor time')).toBeCloseTo(26_000 / 32);
    expect(times.get('recall of these pairs, against the labels')).toBeCloseTo(0.934 / 0.872);
    expect(times.get('VSIX, with all grammars and the org bundle')).toBeNull();
  });

  it('takes medians, and numbers with commas', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 2, 3])).toBe(2.5);
    expect(numbers('1,960 a second\n23 a second', /([\d,]+) a second/)).toEqual([1960, 23]);
  });

  it('is written as Markdown, and says what was not measured', () => {
    const figure: Figure = { issue: 2, what: 'a | b', unit: 's', target: { most: 2 }, read: () => [] };
    const peer = { name: 'Peer', read: () => [] };
    const circumstances = {
      machine: '2 cores',
      system: 'Linux',
      commit: 'abc',
      date: '2026-01-31',
      loads: [0.4, 1],
    };
    const none = { figure: { ...figure, issue: 3 }, values: null, peer: [], missing: 'pass --repos' };
    const some = { figure: { ...figure, peer }, values: [1, 2, 1.5], peer: [30], missing: null };
    const steady = { ...some, values: [0.02, 0.02], peer: [48.5] };
    const text = table([none, some, steady], circumstances);
    expect(text.split('\n')).toEqual([
      'Measured on 2026-01-31 at abc: 2 cores, Linux, load before the benches 0.4 to 1.0.',
      '',
      '| issue | what | asked | measured | peer | times as good | met |',
      '|---|---|---|---|---|---|---|',
      '| 2 | a \\| b | at most 2 s | 1.50 s (1.00 to 2.00) | Peer: 30.00 s | 20 | yes |',
      '| 2 | a \\| b | at most 2 s | 0.02 s | Peer: 48.50 s | 2,425 | yes |',
      '| 3 | a \\| b | at most 2 s | not measured: pass --repos |  |  |  |',
    ]);
    const page = readFileSync('docs/performance.md', 'utf8');
    const written = withTable(page, text);
    expect(withTable(written, 'x')).toBe(withTable(page, 'x'));
    expect(written).toContain(`--write -->\n\n${text}\n\n<!-- end`);
    expect(() => withTable('# A page', text)).toThrow('no place for the table');
  });
});
