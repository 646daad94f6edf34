import { describe, expect, it } from 'vitest';
import type { FunctionSyntax, Statement } from '../../../../server/src/core/saves/code/tree.ts';
import { TextUnits, type UnitPool } from '../../../../server/src/core/saves/code/units.ts';
import { locate } from '../../../../server/src/core/text.ts';
import { loweredPython } from '../../../support/codePython.ts';

const uri = 'file:///project/sync.py';
const text = `import requests
URL = 'https://x.my.salesforce.com'

def first(a):
    return a

class Client(Base):
    version = 'v52.0'

    def __init__(self, sf):
        self.sf = sf

    @retry
    def create(self, row):
        return self.sf.Lead.create(row)

first(1)
`;

async function read(code: string, before: UnitPool | null = null) {
  const units = new TextUnits(uri, code, before);
  const { statements } = await loweredPython(code, units);
  return { statements, pool: units.pool };
}

const named = (statements: readonly Statement[]) => {
  const functions = new Map<string, FunctionSyntax>();
  for (const statement of statements) {
    if (statement.kind === 'function-statement')
      functions.set(statement.definition.name, statement.definition);
    if (statement.kind === 'class')
      for (const definition of statement.functions) functions.set(`.${definition.name}`, definition);
  }
  return functions;
};

describe('units of Python', () => {
  it('are all kept where lines are put above them', async () => {
    const before = await read(text);
    const after = await read(`# a comment\n\n${text}`, before.pool);
    expect(after.statements.length).toBe(before.statements.length);
    for (const [at, statement] of after.statements.entries()) expect(statement).toBe(before.statements[at]);
    const create = named(after.statements).get('.create')!;
    const { start, end } = locate(create);
    expect(`# a comment\n\n${text}`.slice(start, end)).toMatch(
      /^@retry\n {4}def create[\s\S]*create\(row\)$/,
    );
  });

  it('are kept around the one that is edited', async () => {
    const before = await read(text);
    const edited = text.replace('self.sf.Lead', 'self.sf.Contact');
    const after = await read(edited, before.pool);
    const [old, now] = [named(before.statements), named(after.statements)];
    for (const name of ['first', '.constructor']) expect(now.get(name)).toBe(old.get(name));
    expect(now.get('.create')).not.toBe(old.get('.create'));
    const { start, end } = locate(now.get('.create')!);
    expect(edited.slice(start, end)).toContain('self.sf.Contact.create(row)');
    const [oldClass, newClass] = [before, after].map(({ statements }) =>
      statements.find((statement) => statement.kind === 'class'),
    );
    expect(newClass).not.toBe(oldClass);
    expect(newClass?.kind === 'class' && newClass.fields[0]).toBe(
      oldClass?.kind === 'class' && oldClass.fields[0],
    );
  });

  it('of a method are others than those of a function with the same text', async () => {
    const method = 'def f(self):\n        self.x\n';
    const before = await read(`class A:\n    ${method}`);
    const after = await read(`${method}`, before.pool);
    expect(named(after.statements).get('f')?.parameters.length).toBe(1);
  });

  it('have no body where no word of it could bear on a save', async () => {
    const long = Array.from({ length: 200 }, (_, at) => `    total_${at} = ${at} * 2\n`).join('');
    const { statements } = await read(`def f(a):\n${long}\n\ndef g(a):\n${long}    push(a)\n`);
    expect(named(statements).get('f')?.body).toBeNull();
    expect(named(statements).get('f')?.parameters.length).toBe(1);
    expect(named(statements).get('g')?.body).not.toBeNull();
  });

  it('have places in the file, whatever is unfinished', async () => {
    const { statements } = await read(text);
    const places = statements.map(locate).map(({ start, end }) => text.slice(start, end).split('\n')[0]);
    expect(places).toEqual([
      'requests',
      "URL = 'https://x.my.salesforce.com'",
      'def first(a):',
      'class Client(Base):',
      'first(1)',
    ]);
  });
});
