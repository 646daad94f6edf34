import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DataProblem, RecordFormat, RecordPosition } from '../../../server/src/core/recordSets/model.ts';
import { formatOfName, formatOfText, recordReader } from '../../../server/src/core/recordSets/read.ts';

interface Read {
  readonly fields: readonly string[];
  readonly records: readonly (readonly (string | undefined)[])[];
  readonly positions: readonly RecordPosition[];
  readonly objects: readonly (string | null)[];
  readonly problems: readonly DataProblem[];
}

function read(format: RecordFormat, text: string, pieceLength = text.length || 1): Read {
  let fields: readonly string[] = [];
  const records: (string | undefined)[][] = [];
  const positions: RecordPosition[] = [];
  const objects: (string | null)[] = [];
  const problems: DataProblem[] = [];
  const reader = recordReader(format, {
    fields: (names) => {
      fields = names;
    },
    record: (values, position, object) => {
      records.push([...values]);
      positions.push(position);
      objects.push(object);
    },
    problem: (problem) => problems.push(problem),
  });
  for (let at = 0; at < text.length; at += pieceLength) reader.push(text.slice(at, at + pieceLength));
  reader.end();
  return { fields, records, positions, objects, problems };
}

const messages = ({ problems }: Read) =>
  problems.map(({ position, column, message }) => `${position?.row ?? '-'} ${column ?? '-'} ${message}`);

describe('CSV', () => {
  const rows: readonly [name: string, text: string, expected: readonly (readonly string[])[]][] = [
    [
      'plain',
      'A,B\n1,2\n3,4\n',
      [
        ['1', '2'],
        ['3', '4'],
      ],
    ],
    ['without a last line end', 'A,B\n1,2', [['1', '2']]],
    [
      'line ends of Windows',
      'A,B\r\n1,2\r\n"3",4\r\n',
      [
        ['1', '2'],
        ['3', '4'],
      ],
    ],
    ['line ends of old', 'A,B\r1,2\r', [['1', '2']]],
    [
      'mixed line ends',
      'A,B\r\n1,2\n3,4\r\n',
      [
        ['1', '2'],
        ['3', '4'],
      ],
    ],
    ['quotes, delimiters and lines in quotes', 'A,B\n"a ""b"", c","d\r\ne"\n', [['a "b", c', 'd\ne']]],
    ['a byte order mark', '\uFEFFA,B\n1,2\n', [['1', '2']]],
    ['semicolons', 'A;B\n1;2\n', [['1', '2']]],
    ['tabs', 'A\tB\n1\t2\n', [['1', '2']]],
    [
      'blank rows',
      '\nA,B\n\n1,2\n  \n3,4\n',
      [
        ['1', '2'],
        ['3', '4'],
      ],
    ],
    ['one column', 'Email\na@b.c\n\nd@e.f\n', [['a@b.c'], ['d@e.f']]],
  ];
  test.each(rows)('%s', (_, text, expected) => {
    for (const pieceLength of [1, 3, 7, text.length]) {
      expect(read('csv', text, pieceLength)).toMatchObject({ records: expected, problems: [] });
    }
  });

  test('rows are counted with the blank ones, lines with those in quotes', () => {
    const { positions } = read('csv', 'A,B\n"x\ny",1\n\nz,2\n');
    expect(positions).toEqual([
      { row: 1, line: 2 },
      { row: 3, line: 5 },
    ]);
  });

  test('a header with spaces, blanks and names that come twice', () => {
    const found = read('csv', ' Email ,,email\na,b,c\n');
    expect(found.fields).toEqual(['Email', '', 'email']);
    expect(messages(found)).toEqual([
      '- column 2 The column has no name: it is left out.',
      '- email The column is there twice: the first one counts.',
    ]);
  });

  test('rows that are too short or too long are told, and read as far as they go', () => {
    const found = read('csv', 'A,B\n1\n1,2,3\n4,5\n');
    expect(found.records).toEqual([
      ['1', undefined],
      ['1', '2'],
      ['4', '5'],
    ]);
    expect(messages(found)).toEqual([
      '1 - The row has 1 value, the header 2 names: the missing ones count as not given.',
      '2 - The row has 3 values, the header 2 names: what is too much is left out. A value with a delimiter in it needs quotes.',
    ]);
  });

  test('a quote that is never closed costs its line', () => {
    const found = read('csv', 'A,B\n1,2\n"3,4\n5,6\n7,8\n');
    expect(found.records).toEqual([
      ['1', '2'],
      ['5', '6'],
      ['7', '8'],
    ]);
    expect(messages(found)).toEqual([expect.stringMatching(/^2 - A quote is opened here and not closed/)]);
    expect(found.problems[0]?.position).toEqual({ row: 2, line: 3 });
    expect(found.positions.at(-1)).toEqual({ row: 4, line: 5 });
  });

  test('the same when the file is long', () => {
    const long = 'A,B\n"3,4\n' + `x,${'y'.repeat(500)}\n`.repeat(10_000);
    const found = read('csv', long, 65_536);
    expect(found.records).toHaveLength(10_000);
    expect(found.problems).toHaveLength(1);
  });

  test('nothing but broken quotes ends', () => {
    const found = read('csv', `A,B\n${'"x,y\nz,'.repeat(200)}`);
    expect(messages(found).at(-1)).toMatch(/the rest of the file is not read/);
  });

  test('without names of fields nothing is read', () => {
    const found = read('csv', 'A,"B\n1,2\n3,4\n');
    expect(found.records).toEqual([]);
    expect(messages(found)).toEqual([
      expect.stringMatching(/^0 - A quote is opened here/),
      '0 - It has to name the fields: without it the file is not read.',
    ]);
  });

  test.each([
    ['in quotes', `"${'x'.repeat(5_000_000)}"`],
    ['without quotes', 'x'.repeat(5_000_000)],
  ])('a row that is far too long, %s, costs its line', (_, value) => {
    const found = read('csv', `A,B\n1,${value}\n3,4\n`, 1 << 20);
    expect(found.records).toEqual([['3', '4']]);
    expect(found.positions).toEqual([{ row: 2, line: 3 }]);
    expect(messages(found)).toEqual([
      expect.stringMatching(/^1 - The row has more than 4,000,000 characters/),
    ]);
  });

  test('the line by which spreadsheets tell the delimiter', () => {
    const found = read('csv', 'sep=;\nA;B\n1;2,3\n');
    expect(found.records).toEqual([['1', '2,3']]);
    expect(found.positions).toEqual([{ row: 1, line: 3 }]);
  });

  test('what is no text in a value', () => {
    expect(messages(read('csv', 'A,B\n1,2\n1,\0\n'))).toEqual([
      expect.stringMatching(/^2 B The value holds a NUL character/),
    ]);
  });

  test('rows as long as a header that is too long', () => {
    const wide = Array.from({ length: 1_600 }, (_, at) => `F${at}`).join(',');
    expect(read('csv', `${wide}\n${wide}\n`).problems).toHaveLength(1);
  });

  test('something behind a closing quote', () => {
    const found = read('csv', 'A,B\n"a"x,1",2\nb,2\n');
    expect(found.records.at(-1)).toEqual(['b', '2']);
    expect(messages(found)).toEqual([
      '1 - Something stands behind a closing quote: check the quotes of this row.',
    ]);
  });

  test('a quote that swallows rows', () => {
    const found = read('csv', 'A,B\n"a"x,1\nb,2\nc,3",4\nd,5\n');
    expect(found.records.at(-1)).toEqual(['d', '5']);
    expect(messages(found)[0]).toContain('which takes 3 lines: a quote may swallow the rows below');
  });

  test('a value of a million characters', () => {
    const found = read('csv', `A,B\n"${'x'.repeat(1_000_000)}",1\n2,3\n`, 65_536);
    expect(found.records.map(([value]) => value?.length)).toEqual([131_072, 1]);
    expect(messages(found)).toEqual([expect.stringMatching(/^1 A The value has 1,000,000 characters/)]);
  });

  test('an empty file', () => {
    expect(messages(read('csv', ''))).toEqual([
      '- - The file is empty: its first row has to name the fields.',
    ]);
  });

  test('a text that is no table', () => {
    const found = read('csv', '# Recruiting\n\nA small project, with rules.\n', 5);
    expect(found).toMatchObject({ fields: [], records: [] });
    expect(messages(found)).toEqual([
      '- - The first row holds no API names of fields, such as LastName or Email.',
    ]);
    expect(read('csv', 'Last Name,Owner:User.Name\nPoe,Ada\n').records).toEqual([['Poe', 'Ada']]);
  });

  test('is read the same in pieces of any length', () => {
    const cell = fc.constantFrom('', 'a', '"q ""x"" q"', '"l\nm"', ' s ', '"', 'é');
    const table = fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { maxLength: 8 });
    fc.assert(
      fc.property(table, fc.integer({ min: 1, max: 9 }), (rows, pieceLength) => {
        const text = `A,B,C\n${rows.map((cells) => cells.join(',')).join('\n')}`;
        expect(read('csv', text, pieceLength)).toEqual(read('csv', text));
      }),
      { numRuns: 100 },
    );
  });
});

describe('JSON', () => {
  const tree = JSON.stringify({
    records: [
      {
        attributes: { type: 'Account', referenceId: 'A1' },
        Name: 'Acme',
        Contacts: { records: [{ attributes: { type: 'Contact', referenceId: 'C1' }, LastName: 'Poe' }] },
      },
      { attributes: { type: 'Account', referenceId: 'A2' }, Name: 'Ajax', ParentId: '@A1', Employees__c: 5 },
    ],
  });

  test.each([1, 10, 10_000])(
    'a tree file, children as records of their own (pieces of %i)',
    (pieceLength) => {
      const found = read('tree', tree, pieceLength);
      expect(found.objects).toEqual(['Account', 'Contact', 'Account']);
      expect(found.fields).toEqual(['Name', 'LastName', 'Employees__c']);
      expect(found.records).toEqual([['Acme'], [undefined, 'Poe'], ['Ajax', undefined, '5']]);
      expect(found.positions.map(({ row }) => row)).toEqual([1, 1, 2]);
      expect(found.problems).toEqual([]);
    },
  );

  test.each([
    ['an array', '[{"A":"1"},{"A":null}]', [['1'], ['']]],
    ['a query result', '{"totalSize":1,"records":[{"attributes":{"type":"X"},"A":true}]}', [['true']]],
    ['what the sf CLI prints', '{"status":0,"result":{"records":[{"A":"1"}]}}', [['1']]],
    ['one record', ' {"A":"1"}', [['1']]],
    ['a byte order mark', '\uFEFF[{"A":"1"}]', [['1']]],
    ['related records', '[{"A":"1","Account":{"attributes":{},"Name":"Acme"}}]', [['1', 'Acme']]],
  ])('%s', (_, text, expected) => {
    expect(read('json', text)).toMatchObject({ records: expected, problems: [] });
  });

  test('what stands before a break is read', () => {
    const found = read('json', '[{"A":"1"},\n{"A":2},\n{"A":oops}]', 4);
    expect(found.records).toEqual([['1'], ['2']]);
    expect(messages(found)).toEqual(['3 - The JSON document is broken: the 2 records before it are read.']);
    expect(messages(read('json', '[{"A":"1"},'))).toEqual([
      '- - The JSON document ends before it is complete: the record before it is read.',
    ]);
  });

  test.each(['', '  ', '5', '"x"', '[]', '{"records":[]}', '[1,2]'])('no record: %j', (text) => {
    const found = read('json', text);
    expect(found.records).toEqual([]);
    expect(found.problems).not.toEqual([]);
  });

  test('odd values are told by their names', () => {
    const found = read('json', '[{"A":["x"],"B":"1"}]');
    expect(found.records).toEqual([['1']]);
    expect(messages(found)).toEqual([
      '1 A The value is no field value (a list, or nested too deep): it is left out.',
    ]);
  });
});

describe('JSON lines', () => {
  test('a line that is broken costs itself', () => {
    const found = read('ndjson', '{"A":"1"}\r\n\n{oops}\n5\n{"A":"2","B":"3"}', 5);
    expect(found.records).toEqual([['1'], ['2', '3']]);
    expect(found.positions).toEqual([
      { row: 1, line: 1 },
      { row: 4, line: 5 },
    ]);
    expect(messages(found)).toEqual([
      '2 - The line is no JSON document: it is left out.',
      '3 - The line holds no object: it is left out.',
    ]);
  });

  test('a line that is far too long costs itself', () => {
    const found = read('ndjson', `{"A":"1"}\n{"A":"${'x'.repeat(16_000_000)}"}\n{"A":"2"}`, 1 << 20);
    expect(found.records).toEqual([['1'], ['2']]);
    expect(messages(found)).toEqual(['2 - The line is longer than 16,000,000 characters: it is left out.']);
  });
});

test('never throws, and says the same in pieces', () => {
  const formats = fc.constantFrom<RecordFormat>('csv', 'json', 'ndjson');
  const text = fc.string({ unit: fc.constantFrom(...'{}[]":,\n\r\\ atrue1é"'), maxLength: 60 });
  fc.assert(
    fc.property(formats, text, fc.integer({ min: 1, max: 9 }), (format, some, pieceLength) => {
      const { records } = read(format, some, pieceLength);
      expect(records.length).toBeLessThanOrEqual(some.length + 1);
    }),
    { numRuns: 300 },
  );
});

test.each([
  ['leads.CSV', 'csv'],
  ['a.b/leads.jsonl', 'ndjson'],
  ['x.json', 'json'],
  ['x.txt', null],
])('%s is %s by its name', (name, format) => {
  expect(formatOfName(name)).toBe(format);
});

test.each([
  ['{"a":1}\n{"a":2}', 'ndjson'],
  ['[{"a":1}]', 'json'],
  ['{\n "a":1}', 'json'],
  ['Name,Email\n{x},y', 'csv'],
  ['', 'csv'],
])('%j looks like %s', (text, format) => {
  expect(formatOfText(text)).toBe(format);
});
