import { describe, expect, it } from 'vitest';
import { readRecords } from '../../../server/src/core/records/read.ts';
import { readMarked } from '../../support/marked.ts';

const read = (marked: string, uri = 'file:///p/Lead.csv') => readMarked('csv', uri, marked);

describe('a row of CSV', () => {
  it('is the one under the cursor', () => {
    expect(read('LastName,Email\nA,a@x\n|B,b@x\nC,c@x')).toEqual({
      drafts: [
        {
          object: 'Lead',
          id: null,
          fields: { LastName: 'B', Email: 'b@x' },
          open: {},
          text: 'B,b@x',
          origin: 'row 2 (line 3)',
          updates: null,
        },
      ],
      problems: [],
    });
  });

  it.each([
    ['a semicolon', 'LastName;City\nA;Ulm|\n'],
    ['a tab', 'LastName\tCity\nA\tUlm|\n'],
    ['carriage returns', 'LastName,City\r\n|A,Ulm\r\nB,X\r\n'],
    ['old carriage returns', 'LastName,City\r|A,Ulm\rB,X'],
    ['a byte order mark', '\uFEFFLastName,City\nA,U|lm\nB,X'],
    ['quotes', '"LastName","City"\n"A","Ulm|"\n'],
    ['blank lines', '\nLastName,City\n\nA|,Ulm\n\n'],
    ['no line break at the end', 'LastName,City\nA,Ulm|'],
  ])('is read with %s', (_, marked) => {
    const { drafts, problems } = read(marked);
    expect(drafts).toMatchObject([{ fields: { LastName: 'A', City: 'Ulm' } }]);
    expect(drafts[0]!.text.replaceAll('"', '')).toMatch(/^A[,;\t]Ulm$/);
    expect(problems).toEqual([]);
  });

  it('is read with a pipe', () => {
    const { drafts } = readRecords('csv', 'file:///p/Lead.csv', 'LastName|City\nA|Ulm\n', {
      start: 15,
      end: 15,
    });
    expect(drafts[0]!.fields).toEqual([
      { name: 'LastName', value: 'A' },
      { name: 'City', value: 'Ulm' },
    ]);
  });

  it('may have line breaks within quotes', () => {
    const { drafts } = read('LastName,Street\nA,"1\n2"\nB,"say ""x""\n|Street 5\n"\nC,3');
    expect(drafts).toMatchObject([
      { fields: { LastName: 'B', Street: 'say "x"\nStreet 5\n' }, origin: 'row 2 (line 4)' },
    ]);
  });

  it('gives no value for an empty cell, and null for #N/A', () => {
    expect(read('Id,LastName,City,Fax\n00Q000000000001EAA,A,,#N/A|').drafts).toMatchObject([
      { id: '00Q000000000001EAA', updates: true, fields: { LastName: 'A', Fax: null } },
    ]);
  });

  it('has no object where the file is named otherwise', () => {
    expect(read('LastName\nA|', 'file:///p/export-2024.csv').drafts).toMatchObject([{ object: '' }]);
  });
});

describe('rows of CSV', () => {
  it('are those of the selection', () => {
    const { drafts } = read('LastName\nA\n|B\nC\n|D');
    expect(drafts.map(({ fields }) => fields.LastName)).toEqual(['B', 'C']);
  });

  it('are 200 at the most', () => {
    const { drafts, problems } = read(`|LastName\n${'A\n'.repeat(300)}|`);
    expect(drafts).toHaveLength(200);
    expect(problems).toEqual(['Only the first 200 of 300 records are taken.']);
  });

  it.each([
    [
      'Last Name,Email,Account.Name,\nA,b,c,d|',
      [
        'Column Last Name: left out, no API name of a field.',
        'Column Account.Name: left out, a record is tested without related ones.',
        'Column 4: left out, without a name.',
      ],
    ],
    ['LastName,lastname\nA,B|', ['Column lastname: there twice, the last one with a value is taken.']],
    ['LastName,City\nA|', ['Row 1 (line 2) has no cell for City.']],
    [
      'LastName,City\nA,B,C|',
      ['Row 1 (line 2) has 3 cells for 2 columns: from column 3 on they are left out.'],
    ],
    [
      'LastName,City\nA,"B|\nC,D',
      ['Row 1 (line 2) cannot be read, from column City on: a quote is opened and not closed.'],
    ],
    [
      'LastName,City\nA,"B"x|\nC,D',
      ['Row 1 (line 2) cannot be read, from column City on: something stands behind a closing quote.'],
    ],
    ['|LastName,City\nA,B', ['No row stands here: put the cursor into a row below the header.']],
    ['|', ['The file has no row with the names of fields.']],
    ['1,2\n|3,4', ['The first row holds no API names of fields, such as LastName or Email.']],
    ['sf__Id,sf__Error,LastName\n,X,A|', []],
  ])('problems: %s', (marked, problems) => {
    expect(read(marked).problems).toEqual(problems);
  });

  it('leaves out the columns that Data Loader adds to its error file, not a field of that name', () => {
    const names = (marked: string) => read(marked).drafts.flatMap(({ fields }) => Object.keys(fields));
    expect(names('LastName,STATUS,ERROR\nA,x,Use one of these records?|')).toEqual(['LastName']);
    expect(names('LastName,Status,Company\nA,Open,B|')).toEqual(['LastName', 'Status', 'Company']);
  });
});

it('takes time in proportion to the file', () => {
  const text = `LastName,Street\n${'Smith,"Main Street 5\nSpringfield"\nMiller,Elm Street\n'.repeat(20_000)}`;
  const start = performance.now();
  const { drafts } = readRecords('csv', 'file:///p/Lead.csv', text, {
    start: text.length - 5,
    end: text.length - 5,
  });
  expect(drafts).toMatchObject([{ origin: 'row 40000 (line 60001)' }]);
  expect(performance.now() - start).toBeLessThan(30_000);
});
