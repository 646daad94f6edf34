import { describe, expect, it } from 'vitest';
import type { DuplicateRule } from '../../../server/src/core/metadata/model.ts';
import type { RuleCatalog } from '../../../server/src/core/outcome/model.ts';
import { outcomeTable } from '../../../server/src/core/outcome/table.ts';
import type { TableChannel } from '../../../server/src/core/outcome/tableModel.ts';
import { saveTable } from '../../../server/src/core/saveTable/build.ts';
import { channelGroups } from '../../../server/src/core/saveTable/groups.ts';
import type { SavePart, SaveTable, Sourced } from '../../../server/src/core/saveTable/model.ts';
import { cellAt } from '../../../server/src/core/saveTable/words.ts';
import { catalogOf, catalogWith, standardRule } from '../../support/catalog.ts';

function rowIn(part: SavePart, channel: TableChannel) {
  const row = part.groups.flatMap(({ rows }) => rows).find((one) => one.channel === channel);
  if (!row) throw new Error(`no row for ${channel}`);
  return row;
}

/** `Refused by 'A' where its condition holds; else Saved by 'B'`; `-` where there is no such cell. */
function cellText(part: SavePart, channel: TableChannel, column: string): string {
  const [word, option] = column.split('+');
  const operation = word === 'any' ? null : word === 'create' ? 'insert' : 'update';
  const cell = cellAt(rowIn(part, channel), operation, option !== undefined);
  if (cell === null) return '-';
  const decisions = [cell, ...cell.otherwise].map((one) => `${one.words} ${one.by}`.trim());
  const open = cell.unknown === '' ? '' : `; ${cell.unknown}`;
  return decisions.join('; else ') + open;
}

const mailAndStrict = `
  Lead.Mail: Alert+Report/Report
  Lead.Strict: Block/Alert when Country equals US`;

describe('what happens on save', () => {
  it.each<[rules: string, channel: TableChannel, column: string, expected: string]>([
    ['Lead: Block/Allow', 'apex-statement', 'create', 'Refused'],
    ['Lead: Block/Allow', 'apex-statement', 'create+', '-'],
    ['Lead: Block/Allow', 'apex-statement', 'edit', 'Saved'],
    ['Lead: Alert/Report', 'apex-statement', 'create', 'Refused without allowSave'],
    ['Lead: Alert/Report', 'apex-statement', 'edit', 'Saved and reported'],
    ['Lead: Alert/Alert', 'apex-database', 'edit+', 'Saved by allowSave'],
    ['Lead: Block/Block', 'apex-database', 'edit+', 'Refused'],
    ['Lead: Alert/Alert', 'apex-set-options', 'create+', 'Not known'],
    ['Lead: Alert/Alert', 'apex-upsert', 'create', 'Refused'],
    ['Lead: Alert/Alert', 'ui-form', 'create', 'User is asked'],
    ['Lead: Alert/Alert', 'ui-form', 'create+', '-'],
    ['Lead: Block/Block', 'ui-form', 'edit', 'Refused'],
    ['Lead: Alert/Alert', 'rest-external-id', 'create+', 'Saved by allowSave'],
    ['Lead: Alert/Alert', 'rest-tree', 'create', 'Refused without allowSave'],
    ['Lead: Alert/Alert', 'rest-tree', 'create+', 'Not known'],
    ['Lead: Alert/Alert', 'rest-tree', 'edit', '-'],
    ['Lead: Alert/Alert', 'bulk-2', 'create', 'Refused'],
    ['Lead: Alert/Alert', 'data-loader-soap', 'create+', 'Saved by allowSave'],
    ['Lead: Alert/Alert', 'web-to-lead', 'create', 'Refused'],
    ['Lead: Alert/Alert', 'web-to-lead', 'edit', '-'],
    ['Lead: Block/Block', 'undelete', 'any', 'Rules not run'],
    ['Lead: Block/Block', 'merge-ui', 'any', 'Rules not run'],
    ['Lead: Block/Block', 'quick-create', 'create', 'Rules not run'],
    ['Lead: Block/Block', 'exchange-sync', 'edit', 'Rules not run'],
    ['Lead: Block/Block', 'merge-apex', 'any', 'Not known'],
    ['Lead: Allow/Allow', 'merge-apex', 'any', 'Saved'],
    ['Lead: Allow/Report', 'merge-apex', 'any', 'Not known'],
    ['Lead: Block/Block', 'soap-merge', 'any+', 'Not known'],
    ['Lead: Allow/Allow', 'graphql', 'create', 'Not known'],
    ['Contact: Report/Report', 'apex-convert-lead', 'create', 'Not known'],
    ['Contact: Report/Report\nsetting leadConversion on', 'apex-convert-lead', 'create', 'Refused'],
    ['Contact: Block/Block\nsetting leadConversion off', 'apex-convert-lead', 'create', 'Rules not run'],
    ['Contact: Alert/Alert\nsetting leadConversion off', 'apex-convert-lead', 'create+', 'Rules not run'],
    // The strictest of several decides, and where it does not run, the next one.
    ['Lead.A: Alert/Alert\nLead.B: Block/Report', 'rest-record', 'create', "Refused by 'B'"],
    ['Lead.A: Alert/Alert\nLead.B: Block/Report', 'rest-record', 'create+', "Refused by 'B'"],
    ['Lead.A: Alert/Alert\nLead.B: Block/Report', 'rest-record', 'edit', "Refused without allowSave by 'A'"],
    ['Lead.A: Alert/Alert\nLead.B: Alert/Alert', 'rest-record', 'edit', 'Refused without allowSave'],
    [
      'Lead.A: Alert/Alert\nLead.B: Alert/Alert\nLead.C: Allow/Allow',
      'flow',
      'edit',
      "Refused by 'A' and 'B'",
    ],
    ['Lead.A: Alert/Alert\nLead.B: Block/Block inactive', 'rest-record', 'create+', 'Saved by allowSave'],
    [
      'Lead.A: Alert/Alert\nLead.B: Block/Block matching-inactive',
      'rest-record',
      'create',
      'Refused without allowSave',
    ],
    [
      mailAndStrict,
      'apex-database',
      'create',
      "Refused by 'Strict' where its condition holds; else Refused without allowSave by 'Mail'",
    ],
    [
      mailAndStrict,
      'apex-database',
      'create+',
      "Refused by 'Strict' where its condition holds; else Saved by allowSave by 'Mail'",
    ],
    // Both refuse, and one of them always runs.
    [mailAndStrict, 'bulk-2', 'create', 'Refused'],
    [
      'Lead: Block/Block when $User.Username notEqual a@b.c',
      'flow',
      'create',
      'Refused where its condition holds',
    ],
  ])('%s: %s, %s: %s', (rules, channel, column, expected) => {
    const object = rules.trim().split(/[.:]/)[0]!;
    const table = saveTable(object, catalogOf(rules));
    expect(table.parts).toHaveLength(1);
    expect(cellText(table.parts[0]!, channel, column)).toBe(expected);
  });

  it('keeps business accounts and person accounts apart', () => {
    const rules = 'Account: Alert/Report\nPersonAccount: Block/Block';
    for (const name of ['Account', 'PersonAccount']) {
      const { object, parts, notes } = saveTable(name, catalogOf(rules));
      expect(object).toBe('Account');
      expect(parts.map(({ title }) => title)).toEqual([
        'Account, business accounts',
        'Account, person accounts',
      ]);
      expect(parts.map((part) => cellText(part, 'rest-record', 'create'))).toEqual([
        'Refused without allowSave',
        'Refused',
      ]);
      expect(textsOf(notes)).toContain('Person accounts have rules of their own');
    }
  });

  it('says of which kind of accounts no rule runs', () => {
    const { parts } = saveTable(
      'Account',
      catalogOf('Account: Alert/Report\nPersonAccount: Block/Block inactive'),
    );
    expect(parts.map(({ quiet }) => quiet?.text)).toEqual([
      undefined,
      'No duplicate rule that runs is known for person accounts: what is known refuses no save, on any channel.',
    ]);
    expect(parts.map(({ groups }) => groups.length > 0)).toEqual([true, false]);
  });

  it.each([
    ['', false],
    ['Contact: Block/Block matching Email', false],
    ['Contact: Block/Block matching AccountId', true],
    ['Contact: Block/Block matching Employer__c', true],
  ])('lists lookups of person accounts where the rule compares a lookup: %s', (rules, expected) => {
    const { silences } = saveTable('Contact', catalogOf(rules));
    expect(textsOf(silences).includes('person-account lookup')).toBe(expected);
  });

  it('says what is assumed, of the standard rules too', () => {
    const { parts, notes } = saveTable('Contact', catalogOf());
    expect(parts[0]!.rules).toMatchObject([
      { sourceKind: 'assumed', actions: 'Allow + Alert on create, Allow + Report on edit' },
    ]);
    expect(cellText(parts[0]!, 'apex-statement', 'create')).toBe('Refused without allowSave');
    expect(textsOf(notes)).toContain("Salesforce's standard rule is assumed");
    expect(textsOf(notes)).toContain('may have other rules');
  });

  it.each([
    ['Invoice__c', '', [], 'No duplicate rule is known for Invoice__c', true],
    ['Invoice__c', '', ['Invoice__c'], 'There is no duplicate rule for Invoice__c', false],
    ['Lead', 'Lead: Block/Block inactive', [], 'No duplicate rule that runs is known for Lead', true],
    ['Lead', 'Lead: Block/Block inactive', ['Lead'], 'No duplicate rule runs for Lead', false],
  ])('has no cells where no rule runs: %s %s %j', (object, rules, complete, note, mayBeOthers) => {
    const { parts, notes, facts, silences } = saveTable(object, catalogOf(rules, complete));
    expect(parts[0]!.groups).toEqual([]);
    expect([facts, silences]).toEqual([[], []]);
    expect(parts[0]!.quiet?.text).toContain(note);
    expect(textsOf(notes).includes('The org may have')).toBe(mayBeOthers);
  });

  it('does not know what a rule does whose action is not known', () => {
    const odd: DuplicateRule = {
      ...standardRule('Lead'),
      fullName: 'Lead.Odd',
      name: 'Odd',
      label: 'Odd',
      onInsert: { action: null, alert: false, report: false },
    };
    const table = saveTable('Lead', catalogWith([odd, { ...standardRule('Lead'), label: 'Usual' }], []));
    const [part] = table.parts;
    expect(cellText(part!, 'rest-record', 'create')).toBe(
      "Refused without allowSave by 'Usual'; what 'Odd' does is not known",
    );
    expect(cellText(part!, 'rest-record', 'create+')).toBe("Not known by 'Odd'");
    expect(cellText(saveTable('Lead', catalogWith([odd], [])).parts[0]!, 'flow', 'create')).toBe('Not known');
  });

  it('tells why a rule does not run, whom it runs for and what it compares', () => {
    const { parts } = saveTable(
      'Lead',
      catalogOf(`
        Lead.A: Block/Block matching Email | Phone when $User.Username notEqual a@b.c sharing
        Lead.B: Block/Block inactive
        Lead.C: Block/Block matching-inactive`),
    );
    const [a, b, c] = parts[0]!.rules;
    expect(a).toMatchObject({ compares: ['Lead: Email (Exact), Phone (Exact), as 1 OR 2'], notRun: [] });
    expect(textsOf(a!.provisos)).toContain(
      'It runs only where the running user\'s Username is not equal to "a@b.c".',
    );
    expect(textsOf(a!.provisos)).toContain('Who saves decides');
    expect(textsOf(a!.provisos)).toContain('shared with the running user');
    expect(textsOf(b!.notRun)).toBe('Inactive: it never runs.');
    expect(textsOf(c!.notRun)).toBe('None of its matching rules is active: it finds nothing.');
  });

  it("says how the org's copy of a rule differs", () => {
    const catalog: RuleCatalog = {
      ...catalogOf('Lead: Block/Block'),
      orgDifferences: () => ['action on create Allow + Alert'],
    };
    const [rule] = saveTable('Lead', catalog).parts[0]!.rules;
    expect(textsOf(rule!.provisos)).toContain(
      "The org's copy differs, and decides there: action on create Allow + Alert.",
    );
  });

  it.each<[rules: string, object: string, channel: TableChannel, change: string]>([
    [
      'Lead: Alert/Report',
      'Lead',
      'rest-record',
      'The header Sforce-Duplicate-Rule-Header with allowSave=true would save it.',
    ],
    ['Lead: Block/Report', 'Lead', 'rest-record', 'No option saves it.'],
    [
      'Lead: Block/Alert',
      'Lead',
      'soap',
      'On create: No option saves it. On edit: allowSave=true would save it.',
    ],
    [
      'Lead.A: Block/Allow\nLead.B: Alert/Allow',
      'Lead',
      'ui-api',
      "allowSaveOnDuplicate=true would save it only where no Block rule finds a match: rule 'A' cannot be passed.",
    ],
    ['Lead: Alert/Report', 'Lead', 'bulk-1', 'The Bulk API has no option that saves it.'],
    [
      'Lead: Alert/Report',
      'Lead',
      'apex-upsert',
      'No overload of upsert takes options; split into insert and update, allowSave=true would save it.',
    ],
    [
      'Lead: Alert/Report',
      'Lead',
      'rest-tree',
      'Whether the header Sforce-Duplicate-Rule-Header with allowSave=true would save it is not known: that is not documented for this resource.',
    ],
    [
      'Lead: Alert/Report',
      'Lead',
      'nested-dml',
      'Only options that the inner DML passes itself would save it.',
    ],
    [
      'Contact: Alert/Report',
      'Contact',
      'apex-convert-lead',
      'With "Require Validation for Converted Leads" on, no option saves it; off, no rule runs.',
    ],
    ['Lead: Report/Report', 'Lead', 'rest-record', ''],
  ])('%s: %s by %s can be changed: %s', (rules, object, channel, change) => {
    const [part] = saveTable(object, catalogOf(rules)).parts;
    expect(rowIn(part!, channel).changes.join(' ')).toBe(change);
  });

  it('tells what is seen of a refusal, and nothing where none comes', () => {
    const part = (rules: string) => saveTable('Lead', catalogOf(rules)).parts[0]!;
    expect(rowIn(part('Lead: Block/Block'), 'ui-form').seen?.text).toContain('error in the form');
    expect(rowIn(part('Lead: Alert/Alert'), 'ui-form').seen?.text).toContain('dialog');
    expect(rowIn(part('Lead: Allow/Report'), 'ui-form').seen).toBeNull();
    expect(rowIn(part('Lead: Allow/Report'), 'flow')).toMatchObject({ seen: null, step: '' });
    expect(rowIn(part('Lead: Allow/Alert'), 'flow').step).toContain('fault path');
    expect(rowIn(part('Lead: Block/Block'), 'merge-apex').seen).toBeNull();
  });
});

describe('of every object', () => {
  const rules =
    'Account: Alert/Block\nPersonAccount: Block/Report\nLead: Alert/Alert when Country equals US\nInvoice__c: Block/Block sharing';
  const tables = ['Account', 'Contact', 'Lead', 'Invoice__c', 'Case'].map((object) =>
    saveTable(object, catalogOf(rules)),
  );
  const parts = tables.flatMap((table) => table.parts);

  it('each row of the outcome table stands in one group', () => {
    const grouped = channelGroups.flatMap(({ channels }) => channels);
    expect([...grouped].sort()).toEqual(outcomeTable.map(({ channel }) => channel).sort());
  });

  it.each(parts.map((part) => [part.title, part] as const))(
    '%s: every row of the outcome table appears once',
    (_, part) => {
      const shown = part.groups.flatMap(({ rows }) => rows.map(({ channel }) => channel));
      const elsewhere = part.elsewhere.map(({ channel }) => channel);
      const all = part.groups.length === 0 ? [] : outcomeTable.map(({ channel }) => channel);
      if (all.length > 0) expect([...shown, ...elsewhere].sort()).toEqual([...all].sort());
      for (const one of elsewhere) expect(shown).not.toContain(one);
    },
  );

  it('each sentence and each cell has a source, and what is not known is said to be open', () => {
    for (const table of tables) {
      for (const { text, sources } of statementsOf(table)) {
        expect(text).toMatch(/^[A-Z].*[.…]$/s);
        expect(sources, text).not.toEqual([]);
      }
      for (const { cells } of table.parts.flatMap(({ groups }) => groups.flatMap(({ rows }) => rows))) {
        for (const cell of cells) {
          for (const one of [cell, ...cell.otherwise, ...cell.ofRules]) {
            expect(one.sources).not.toEqual([]);
            expect(one.words).not.toBe('');
            if (one.result === 'unknown') expect(one.confidence).toBe('open');
          }
        }
      }
    }
  });

  it('the combined outcome is that of one of the rules', () => {
    for (const { cells } of parts.flatMap(({ groups }) => groups.flatMap(({ rows }) => rows))) {
      for (const cell of cells) {
        const deciding = cell.ofRules.filter(({ fullName }) => cell.decidedBy.includes(fullName));
        expect(deciding.length).toBeGreaterThan(0);
        for (const { result } of deciding) expect(result).toBe(cell.result);
      }
    }
  });
});

function textsOf(statements: readonly Sourced[]): string {
  return statements.map(({ text }) => text).join(' ');
}

function statementsOf(table: SaveTable): readonly Sourced[] {
  return [
    ...table.notes,
    ...table.silences,
    ...table.facts,
    ...table.parts.flatMap(({ quiet, rules, groups, elsewhere, onEdit }) => [
      ...(quiet === null ? [] : [quiet]),
      ...rules.flatMap(({ notRun, provisos }) => [...notRun, ...provisos]),
      ...groups.flatMap(({ rows }) => rows.flatMap(({ seen }) => seen ?? [])),
      ...elsewhere.map(({ why }) => why),
      ...(onEdit === null ? [] : [onEdit]),
    ]),
  ];
}
