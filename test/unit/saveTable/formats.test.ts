import { describe, expect, it } from 'vitest';
import type { DuplicateRule } from '../../../server/src/core/metadata/model.ts';
import { saveTable } from '../../../server/src/core/saveTable/build.ts';
import { saveTableMarkdown } from '../../../server/src/core/saveTable/markdown.ts';
import { saveTableText } from '../../../server/src/core/saveTable/text.ts';
import { catalogOf, catalogWith, standardRule } from '../../support/catalog.ts';

const rules = `
  Lead.Same_Email: Alert+Report/Report matching Email
  Lead.Strict: Block/Alert when Country equals US sharing
  Lead.Old: Block/Block inactive`;

/** The cells of a row of a Markdown table: what a reader takes for a separator. */
function cellsOf(line: string): readonly string[] {
  return line
    .slice(1, -1)
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim());
}

function tablesOf(page: string): readonly (readonly (readonly string[])[])[] {
  return page
    .split(/\n\n/)
    .filter((block) => block.startsWith('|'))
    .map((block) => block.trimEnd().split('\n').map(cellsOf));
}

describe('Markdown', () => {
  const table = saveTable('Lead', catalogOf(rules));
  const page = saveTableMarkdown(table);

  it('has every channel in a row of as many cells as the head', () => {
    const tables = tablesOf(page);
    for (const [head, ...rows] of tables) {
      for (const row of rows) expect(row, row.join()).toHaveLength(head!.length);
    }
    const titles = tables.flatMap((rows) => rows.map(([title]) => title));
    for (const { title } of table.parts[0]!.groups.flatMap((group) => group.rows)) {
      expect(titles).toContain(title);
    }
  });

  it('gives each cell that says something its confidence and the numbers of its sources', () => {
    const channels = tablesOf(page).filter(([head]) => head![0] === 'Channel');
    expect(channels).toHaveLength(6);
    const count = page.split('## Sources')[1]!.match(/^\d+\. /gm)!.length;
    for (const cell of channels.flatMap((rows) => rows.slice(2).flatMap((row) => row.slice(1)))) {
      if (cell === '–' || cell === 'cannot carry it') continue;
      const numbers =
        /\((?:documented|well founded|weakly supported|an open question) \\\[([\d, ]+)\\\]\)/.exec(cell);
      expect(numbers, cell).not.toBeNull();
      for (const number of numbers![1]!.split(', ')) {
        expect(Number(number)).toBeGreaterThan(0);
        expect(Number(number)).toBeLessThanOrEqual(count);
      }
    }
  });

  it('says by which rule, under which condition, and what each would do alone', () => {
    expect(page).toContain(
      "| Apex insert or update statement | **Refused** by 'Strict' where its condition holds",
    );
    expect(page).toContain("else **Refused without allowSave** by 'Same Email'");
    expect(page).toContain('| 3 | Old (Lead.Old) | **Not run** (Block on create and edit) |');
    expect(page).toMatch(/^- Same Email alone, on create, without options: \*\*User is asked\*\*: forms; /m);
    expect(page).toMatch(/^- Apex insert or update statement: .*On edit: allowSave=true would save it\./m);
    expect(page).not.toContain('undefined');
  });

  it('keeps business accounts and person accounts apart', () => {
    const accounts = saveTableMarkdown(
      saveTable('Account', catalogOf('Account: Alert/Report\nPersonAccount: Block/Block')),
    );
    expect(accounts).toMatch(/^## Account, business accounts$/m);
    expect(accounts).toMatch(/^## Account, person accounts$/m);
  });

  it('lets nothing that a rule holds be markup', () => {
    const hostile = 'a|b\n# h\r\n- <img src=x> [x](javascript:1) `c` *d* _e_ ~f~ $m$ \\| \u202e\u0007 &amp;';
    const rule: DuplicateRule = {
      ...standardRule('Lead'),
      fullName: `Lead.${hostile}`,
      label: hostile,
      alertText: hostile,
      filter: {
        booleanFilter: null,
        conditions: [
          {
            table: 'Lead',
            field: hostile,
            operation: hostile,
            value: hostile,
            valueField: null,
            sortOrder: 1,
          },
        ],
      },
      matchRules: [{ objectType: hostile, matchingRule: hostile, mapping: null }],
    };
    const calm: DuplicateRule = { ...standardRule('Lead'), label: 'Calm' };
    const plain = saveTableMarkdown(saveTable('Lead', catalogWith([calm, { ...rule, label: 'X' }], [])));
    const written = saveTableMarkdown(saveTable('Lead', catalogWith([calm, rule], [])));
    const shape = (text: string) => tablesOf(text).map((rows) => rows.map((row) => row.length));
    expect(shape(written)).toEqual(shape(plain));
    expect(written.match(/^#+ .*$/gm)).toEqual(plain.match(/^#+ .*$/gm));
    expect(written).not.toMatch(/<(?!br>)|(?<!\\)[`$~]|(?<!\\)\[|\u202e/);
    expect(written).not.toContain('\u0007');
  });
});

describe('text', () => {
  const table = saveTable('Lead', catalogOf(rules));

  it.each([40, 80, 100, 200])('of %i columns says all, and no line is longer', (width) => {
    const page = saveTableText(table, width);
    const flat = page.replace(/\s+/g, ' ');
    for (const { title } of table.parts[0]!.groups.flatMap((group) => group.rows)) {
      expect(flat).toContain(title);
    }
    expect(flat).toContain(
      "Refused by 'Strict' where its condition holds; else Refused without allowSave by 'Same Email'",
    );
    expect(flat).not.toContain('…  ');
    const long = page.split('\n').filter((line) => line.length > width);
    // A path keeps its line.
    expect(long.every((line) => /\S{20,}/.test(line))).toBe(true);
  });

  it('is a table where it fits', () => {
    const narrow = saveTableText(saveTable('Lead', catalogOf('Lead: Block/Block')), 120);
    expect(narrow).toMatch(/^Apex +On create +On edit$/m);
    expect(narrow).toMatch(/^Apex insert or update statement +Refused +Refused$/m);
  });

  it('of a rule with control characters steers no terminal', () => {
    const rule: DuplicateRule = { ...standardRule('Lead'), label: '\u001b[31mred\u0007' };
    // biome-ignore lint/suspicious/noControlCharactersInRegex: it is about them
    expect(saveTableText(saveTable('Lead', catalogWith([rule], [])), 100)).not.toMatch(/[\u001b\u0007]/);
  });
});
