import { describe, expect, it } from 'vitest';
import type {
  ClassStatement,
  ExportStatement,
  FunctionSyntax,
} from '../../../../server/src/core/saves/code/tree.ts';
import { TextUnits } from '../../../../server/src/core/saves/code/units.ts';
import { loweredJs, PlainUnits, show } from '../../../support/code.ts';

const uri = 'file:///project/leads.ts';
const before = `import { Connection } from 'jsforce';

const headers = { a: 1 };
export function first() { return 1; }
export class Leads {
  field = 1;
  @api async save() { await this.conn.sobject('Lead').create({}); }
  load() { return 2; }
}
function last() { return 3; }
`;

async function edited(after: string) {
  const units = new PlainUnits(before, uri);
  const old = await loweredJs(before, 'typescript', units);
  const statements = [...old.statements];
  const now = await loweredJs(after, 'typescript', new PlainUnits(after, uri, units.pool));
  return { old: statements, now: now.statements };
}

const classOf = (statement: unknown) => (statement as ExportStatement).declaration as ClassStatement;

describe('units of JavaScript and TypeScript', () => {
  it('stay the same objects where their text is the same', async () => {
    const { old, now } = await edited(before);
    expect(now).toHaveLength(old.length);
    now.forEach((statement, index) => {
      expect(statement).toBe(old[index]);
    });
  });

  it('move when the text above them grows', async () => {
    const after = `// a line more\n${before}`;
    const { old, now } = await edited(after);
    expect(now.every((statement, index) => statement === old[index])).toBe(true);
    for (const statement of now) {
      const { anchor, start, end } = statement;
      expect(before).toContain(after.slice(anchor.offset + start, anchor.offset + end));
    }
  });

  it('are new for the edited method alone', async () => {
    const { old, now } = await edited(before.replace('return 2', 'return 22'));
    expect(now.map((statement, index) => statement === old[index])).toEqual([true, true, true, false, true]);
    const [oldClass, newClass] = [classOf(old[3]), classOf(now[3])];
    const same = (left: readonly FunctionSyntax[], right: readonly FunctionSyntax[]) =>
      left.map((item, index) => item === right[index]);
    expect(same(newClass.functions, oldClass.functions)).toEqual([true, false]);
    expect(newClass.fields[0]).toBe(oldClass.fields[0]);
    expect(show([now[3]!])).toContain('(return 22)');
  });

  it('change with the decorators and the head of a class', async () => {
    expect(show((await edited(before.replace('@api ', ''))).now)).toContain('(async fn save');
    expect(show((await edited(before.replace('class Leads', 'class Leads extends Base'))).now)).toContain(
      'class Leads < Base',
    );
    expect(show((await edited(before.replace('export class', 'export default class'))).now)).toContain(
      'Leads as default',
    );
  });

  it('give what a fresh reading gives, after any edit', async () => {
    for (const [from, to] of [
      ['headers', 'header'],
      ['{ a: 1 }', '{ a: 1 '],
      ['load()', 'load('],
      ['}\nfunction', '\nfunction'],
      ['export class', 'class'],
      ['field = 1;', ''],
    ] as const) {
      const after = before.replace(from, to);
      const { now } = await edited(after);
      const fresh = await loweredJs(after, 'typescript', new PlainUnits(after, uri));
      expect(show(now)).toBe(show(fresh));
      now.forEach((statement, index) => {
        const other = fresh.statements[index]!;
        expect(statement.anchor.offset + statement.start).toBe(other.anchor.offset + other.start);
        expect(statement.anchor.offset + statement.end).toBe(other.anchor.offset + other.end);
      });
    }
  });

  it('have no bodies where their words say that no save can depend on them', async () => {
    const filler = 'x = x + 1; '.repeat(200);
    const text = `
      function dull() { ${filler} }
      const alsoDull = (a) => { ${filler} };
      class A { dull() { ${filler} } save() { ${filler} conn.create(); } }
      if (x) { function inside() { ${filler} } }
    `;
    const tree = show(await loweredJs(text, 'typescript', new TextUnits(uri, text, null)));
    expect(tree).toContain(
      '(fn dull () -)\n(const alsoDull (fn (a) -))\n(class A (fn dull () -) (fn save () {(= x',
    );
    expect(tree).toContain('(fn inside () {(= x');
  });
});
