/** The benches whose figures are in the table, with what was asked for. docs/measurements.md tells how they came about. */
import { type Bench, type Figure, numbers } from './model.ts';

const five = ['jsforce', 'simple-salesforce', 'CumulusCI', 'dataloader', 'NPSP'];
const parsed = ['NPSP', 'EDA', 'fflib-apex-common', 'apex-recipes', 'NebulaLogger'];
const pmd = 'PMD 7.26, one XPath rule';
const duckDb = 'DuckDB 1.5';

export const benches: readonly Bench[] = [
  {
    id: 'check',
    command: (of, small) => ['bench/check.ts', of('NPSP'), small ? '1' : '5'],
    needs: ['NPSP'],
    minutes: 3,
    figures: [
      {
        issue: 2,
        what: '`check` on NPSP, cold, whole process',
        unit: 's',
        target: { most: 2 },
        read: (output) => numbers(output, /^duplicate-rules check: median ([\d.]+) s/m),
        peer: { name: pmd, read: (output) => numbers(output, /^PMD .*?: median ([\d.]+) s/m) },
      },
      {
        issue: 2,
        what: 'the same, how many times as fast as PMD',
        unit: '×',
        digits: 1,
        target: { least: 10 },
        read: (output) => numbers(output, /^ratio of the medians: ([\d.]+)/m),
      },
      {
        issue: 2,
        what: 'the same, peak memory',
        unit: 'MB',
        digits: 0,
        read: (output) => numbers(output, /^duplicate-rules check: .*peak (\d+) MB/m),
        peer: { name: pmd, read: (output) => numbers(output, /^PMD .*peak (\d+) MB/m) },
      },
    ],
  },
  {
    id: 'server',
    command: (of) => ['bench/server.ts', of('NPSP')],
    needs: ['NPSP'],
    minutes: 2,
    figures: [
      ...quantiles(
        2,
        'keystroke to diagnostics in a 5,000-line Apex class, through the server',
        'x',
        [10, 25],
      ),
      {
        issue: 2,
        what: 'the same, p95 of the slowest key of all',
        unit: 'ms',
        digits: 1,
        read: (output) => most(numbers(output, /^key .*p95 ([\d.]+) ms/m)),
      },
      {
        issue: 2,
        what: 'resident memory of the server with NPSP open',
        unit: 'MB',
        digits: 0,
        target: { most: 250 },
        read: (output) => numbers(output, /^resident after reading: (\d+) MB/m),
      },
    ],
  },
  {
    id: 'oracle',
    command: (of) => ['bench/parser-oracle.ts', ...parsed.map(of)],
    needs: parsed,
    minutes: 4,
    figures: [
      {
        issue: 2,
        what: 'methods, DML statements and expressions that @apexdevtools/apex-parser sees otherwise, five repositories',
        unit: '',
        digits: 0,
        target: { most: 0 },
        read: (output) => sumOf(output, /, (\d+) only the oracle has/, /, (\d+) only we have/),
      },
    ],
  },
  {
    id: 'mutants',
    command: (of, small) => [
      'bench/mutants.ts',
      of('NPSP'),
      '--count',
      small ? '300' : '100000',
      '--seed',
      '3',
    ],
    needs: ['NPSP'],
    minutes: 6,
    figures: [
      {
        issue: 2,
        what: 'saves outside the damaged line found in 100,000 mutants of NPSP',
        unit: '%',
        digits: 3,
        target: { least: 99 },
        read: (output) => numbers(output, /outside the damaged line found: ([\d.]+) %/),
      },
    ],
  },
  {
    id: 'operands',
    command: (of) => ['bench/operands.ts', `${of('NPSP')}/force-app`, of('EDA')],
    needs: ['NPSP', 'EDA'],
    minutes: 1,
    figures: [
      {
        issue: 2,
        what: 'operands of saves outside tests whose object is known, NPSP (force-app) and EDA, the lesser',
        unit: '%',
        digits: 1,
        target: { least: 95 },
        read: (output) => least(numbers(output, /resolved \d+ \(([\d.]+) %\)/)),
      },
    ],
  },
  {
    id: 'corpus',
    command: () => ['test/corpus/report.ts'],
    needs: [],
    minutes: 0.5,
    figures: [
      labelled('precision on the labelled corpus (Apex and integration code)', /^precision\s+([\d.]+)/m),
      labelled('recall on the labelled corpus', /^recall\s+([\d.]+)/m),
    ],
  },
  {
    id: 'sample-record',
    command: () => ['bench/org.ts'],
    needs: [],
    minutes: 1,
    figures: [
      {
        issue: 3,
        what: 'Test Sample Record to preview, embedded org, org bundle cold',
        unit: 'ms',
        digits: 0,
        target: { most: 2500 },
        read: (output) => numbers(output, /^cold: median (\d+) ms/m),
      },
      {
        issue: 3,
        what: 'the same, warm',
        unit: 'ms',
        digits: 0,
        target: { most: 200 },
        read: (output) => numbers(output, /^warm: median (\d+) ms/m),
      },
    ],
  },
  {
    id: 'check-five',
    command: (of, small) => ['bench/check.ts', ...five.map(of), small ? '1' : '5'],
    needs: five,
    minutes: 1,
    figures: [
      {
        issue: 4,
        what: '`check` over jsforce, simple-salesforce, CumulusCI, dataloader and NPSP in one call',
        unit: 's',
        target: { most: 4 },
        read: (output) => numbers(output, /^duplicate-rules check: median ([\d.]+) s/m),
      },
      {
        issue: 4,
        what: 'the same, peak memory',
        unit: 'MB',
        digits: 0,
        target: { most: 350 },
        read: (output) => numbers(output, /^duplicate-rules check: .*peak (\d+) MB/m),
      },
    ],
  },
  {
    id: 'typescript',
    command: () => ['bench/code.ts'],
    needs: [],
    minutes: 2,
    figures: [
      ...quantiles(
        4,
        'keystroke to diagnostics in 2,000 lines of TypeScript, through the server',
        'x',
        [10, 30],
      ),
      {
        issue: 4,
        what: 'growth of the server’s memory over 1,500 more edits (asked: flat)',
        unit: 'MB',
        digits: 0,
        read: (output) => {
          const ends = numbers(output, /^key "y": .* to (\d+) MB/m);
          return ends.length > 1 ? [ends.at(-1)! - ends[0]!] : [];
        },
      },
    ],
  },
  {
    id: 'keystroke',
    command: () => ['bench/keystroke.ts'],
    needs: [],
    minutes: 2,
    figures: [
      {
        issue: 4,
        what: 'the same without the protocol, processor time, p95 of the slowest of twelve keys',
        unit: 'ms',
        digits: 1,
        target: { most: 30 },
        read: (output) => most(numbers(output, /\tp95 ([\d.]+)/)),
      },
    ],
  },
  {
    id: 'matching',
    command: (_, small) => ['bench/matching.ts', ...(small ? ['20000', '200'] : [])],
    needs: [],
    minutes: 6,
    figures: [
      {
        issue: 5,
        what: 'one lead against 1,000,000 contacts, four match keys, p50',
        unit: 'ms',
        digits: 3,
        target: { most: 0.1 },
        read: (output) => numbers(output, /\] look-ups, wall: p50 ([\d.]+)/),
        peer: { name: duckDb, read: (output) => numbers(output, /DuckDB, look-ups, wall: p50 ([\d.]+)/) },
      },
      {
        issue: 5,
        what: 'the same, p99',
        unit: 'ms',
        target: { most: 2 },
        read: (output) => numbers(output, /\] look-ups, wall: p50 [\d.]+, p99 ([\d.]+)/),
        peer: {
          name: duckDb,
          read: (output) => numbers(output, /DuckDB, look-ups, wall: p50 [\d.]+, p99 ([\d.]+)/),
        },
      },
      {
        issue: 5,
        what: 'the same, look-ups for each second of processor time',
        unit: 'a second',
        digits: 0,
        target: { timesPeer: 10 },
        moreIsBetter: true,
        read: (output) => numbers(output, /\] look-ups, .*processor time: .* ([\d,]+) a second/),
        peer: {
          name: duckDb,
          read: (output) => numbers(output, /DuckDB, look-ups, .*processor time: .* ([\d,]+) a second/),
        },
      },
      cost('index of 1,000,000 contacts from CSV', /\] index of [\d,]+ from CSV/, 8),
      {
        issue: 5,
        what: 'the same, peak memory',
        unit: 'MB',
        digits: 0,
        target: { most: 700 },
        read: (output) => numbers(output, /\] index of [\d,]+ from CSV: .*peak (\d+) MB/),
      },
      cost('reload of a saved index', /\] reload/, 1),
      cost('`preflight` of 5,000 leads, index built in the run', /\] preflight, index built in the run/, 12),
      cost('the same, index saved', /\] preflight, saved index/, 3),
      ...pairs('from CSV', /pairs of all leads, from CSV, here/, /the same by DuckDB alone/),
      ...pairs(
        'from a saved index, or a database file',
        /pairs of all leads, saved index, here/,
        /the same from a database file of DuckDB/,
      ),
      ...(['precision', 'recall'] as const).map(
        (name): Figure => ({
          issue: 5,
          what: `${name} of these pairs, against the labels`,
          unit: '',
          digits: 4,
          target: { timesPeer: 1 },
          moreIsBetter: true,
          read: (output) =>
            numbers(output, new RegExp(`pairs of all leads, from CSV, here: .*${name} ([\\d.]+)`)),
          peer: {
            name: duckDb,
            read: (output) => numbers(output, new RegExp(`by DuckDB alone: .*${name} ([\\d.]+)`)),
          },
        }),
      ),
    ],
  },
  {
    id: 'embedded-org',
    command: (_, small) => ['bench/embeddedOrg.ts', ...(small ? ['start'] : [])],
    needs: [],
    minutes: 4,
    figures: [
      created('leads, the sample project’s rules'),
      created('contacts, the sample project’s rules'),
      created('leads, Salesforce’s standard rules'),
      created('contacts, Salesforce’s standard rules'),
      {
        issue: 6,
        what: 'wrong answers to 200 clients in 30 s of mixed calls, faults switched on',
        unit: '',
        digits: 0,
        target: { most: 0 },
        read: (output) => numbers(output, /clients at once for \d+ s: .* (\d+) wrong/),
      },
      {
        issue: 6,
        what: 'the same, calls that were answered rightly',
        unit: '',
        digits: 0,
        read: (output) => numbers(output, /clients at once for \d+ s: (\d+) calls right/),
      },
      {
        issue: 6,
        what: 'start with the sample project and 5,000 records',
        unit: 's',
        target: { most: 1 },
        read: (output) => numbers(output, /^start with the sample project and 5,000 records: ([\d.]+) s/m),
      },
    ],
  },
  {
    id: 'rule-files-cold',
    command: () => ['bench/ruleFiles.ts'],
    environment: { CHECK: '1' },
    needs: [],
    minutes: 0.1,
    figures: [
      {
        issue: 7,
        what: '500 rule files read and checked, cold',
        unit: 'ms',
        digits: 0,
        target: { most: 200 },
        read: (output) => numbers(output, /^cold: (\d+) ms/m),
      },
    ],
  },
  {
    id: 'rule-files',
    command: () => ['bench/ruleFiles.ts'],
    needs: [],
    minutes: 0.5,
    figures: [
      {
        issue: 7,
        what: 'keystroke in one of them to its findings, p95, the slower of two files',
        unit: 'ms',
        target: { most: 5 },
        read: (output) => most(numbers(output, /^keystroke in .*p95 ([\d.]+) ms/m)),
      },
    ],
  },
  {
    id: 'packages',
    command: () => ['bench/packages.ts'],
    needs: [],
    minutes: 0.5,
    figures: [
      {
        issue: 4,
        what: 'VSIX, with all grammars and the org bundle',
        unit: 'MB',
        target: { most: 4 },
        read: (output) => numbers(output, /^VSIX: ([\d.]+) MB/m),
      },
      {
        issue: 8,
        what: 'npm package of the command line',
        unit: 'MB',
        read: (output) => numbers(output, /^npm package: ([\d.]+) MB/m),
      },
    ],
  },
];

function quantiles(
  issue: number,
  what: string,
  key: string,
  [p50, p95]: readonly [number, number],
): Figure[] {
  return [
    {
      issue,
      what: `${what}, p50`,
      unit: 'ms',
      digits: 1,
      target: { most: p50 },
      read: (output) => numbers(output, new RegExp(`^key "${key}": p50 ([\\d.]+) ms`, 'm')),
    },
    {
      issue,
      what: 'the same, p95',
      unit: 'ms',
      digits: 1,
      target: { most: p95 },
      read: (output) => numbers(output, new RegExp(`^key "${key}": p50 [\\d.]+ ms, p95 ([\\d.]+) ms`, 'm')),
    },
  ];
}

function labelled(what: string, pattern: RegExp): Figure {
  return {
    issue: 2,
    what,
    unit: '',
    digits: 3,
    target: { least: 0.95 },
    read: (output) => numbers(output, pattern),
  };
}

function cost(what: string, line: RegExp, limit: number): Figure {
  return {
    issue: 5,
    what,
    unit: 's',
    target: { most: limit },
    read: (output) => numbers(output, new RegExp(`${line.source}: ([\\d.]+) s`)),
  };
}

/** Wall and processor time: DuckDB uses all cores, this product one. */
function pairs(from: string, ours: RegExp, theirs: RegExp): Figure[] {
  const wall = (line: RegExp) => (output: string) =>
    numbers(output, new RegExp(`${line.source}: ([\\d.]+) s`));
  const processor = (line: RegExp) => (output: string) =>
    numbers(output, new RegExp(`${line.source}: [\\d.]+ s, processor time ([\\d.]+) s`));
  return [
    {
      issue: 5,
      what: `pairs of 5,000 leads and 1,000,000 contacts, ${from}`,
      unit: 's',
      target: { timesPeer: 1 },
      read: wall(ours),
      peer: { name: duckDb, read: wall(theirs) },
    },
    {
      issue: 5,
      what: 'the same, processor time',
      unit: 's',
      read: processor(ours),
      peer: { name: duckDb, read: processor(theirs) },
    },
  ];
}

function created(what: string): Figure {
  return {
    issue: 6,
    what: `creates over HTTP by one client beside 100,000 ${what}`,
    unit: 'a second',
    digits: 0,
    target: { least: 500 },
    read: (output) => numbers(output, new RegExp(`creates beside 100,000 ${what}: ([\\d,]+) a second`)),
  };
}

function most(values: readonly number[]): number[] {
  return values.length === 0 ? [] : [Math.max(...values)];
}

function least(values: readonly number[]): number[] {
  return values.length === 0 ? [] : [Math.min(...values)];
}

function sumOf(output: string, ...patterns: readonly RegExp[]): number[] {
  const all = patterns.flatMap((pattern) => numbers(output, pattern));
  return all.length === 0 ? [] : [all.reduce((sum, value) => sum + value, 0)];
}
