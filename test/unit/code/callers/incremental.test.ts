import { describe, expect, it } from 'vitest';
import { defaultSettings } from '../../../../server/src/core/config/settings.ts';
import { ProjectSchema } from '../../../../server/src/core/metadata/objects.ts';
import { codeProject, type Files, loadGrammars, uriOf } from '../../../support/codeSaves.ts';

const files: Files = {
  'leads.ts': `import { Connection } from 'jsforce';
const conn = new Connection({});
export async function createLead(data: any) { return conn.sobject('Lead').create(data); }
export class Leads { async save(data: any) { return createContact(data); } }
async function createContact(data: any) { return conn.sobject('Contact').create(data); }
`,
  'sync.ts': `import { createLead, Leads } from './leads'; // salesforce
const leads = new Leads();
export async function sync(rows: any[]) { for (const row of rows) await importOne(row); }
async function importOne(row: any) { try { await createLead(row); } catch (e) { console.log(e); } }
export async function contacts(rows: any[]) { try { await leads.save(rows[0]); } catch (e) { return; } }
`,
  'other.ts': `// salesforce\nexport const nothing = 1;\n`,
};

/** Edits one after the other: file, text, what it becomes. */
const edits: readonly (readonly [string, string, string])[] = [
  ['sync.ts', 'console.log(e); }', "if (e.errorCode === 'DUPLICATES_DETECTED') return; throw e; }"],
  ['leads.ts', 'create(data); }\nexport class', "create({ ...data, Company: 'x' }); }\nexport class"],
  [
    'other.ts',
    'export const nothing = 1;',
    "import { createLead } from './leads';\nexport const f = async (d: any) => { try { await createLead(d); } catch {} };",
  ],
  ['other.ts', 'catch {}', 'catch (e) { throw e; }'],
  ['sync.ts', 'await importOne(row)', 'void importOne(row)'],
  ['sync.ts', 'catch (e) { return; }', 'finally { done(); }'],
  ['sync.ts', 'new Leads()', 'makeLeads()'],
  [
    'leads.ts',
    'return createContact(data)',
    'try { return await createContact(data); } catch (e) { console.log(e); }',
  ],
  [
    'sync.ts',
    "import { createLead, Leads } from './leads';",
    "import { Leads } from './leads'; import { createLead } from './others';",
  ],
  ['leads.ts', 'export async function createLead', 'export async function createLeads'],
  ['leads.ts', 'createLeads', 'createLead'],
  ['sync.ts', "import { createLead } from './others';", "import { createLead } from './leads';"],
];

const withoutTests = {
  settings: defaultSettings,
  schema: new ProjectSchema(),
  watchedFields: new Set<string>(),
};

async function fresh(files: Files): Promise<unknown> {
  return refusals(await codeProject(files), files);
}

function refusals(frontEnd: Awaited<ReturnType<typeof codeProject>>, files: Files): unknown {
  return Object.keys(files).map((name) =>
    frontEnd.facts(uriOf(name)).sites.map(({ refusal: { kind, how, callers } }) => ({
      kind,
      how,
      callers: callers?.deciding.map(({ enclosing }) => enclosing),
      handling: callers?.handling,
    })),
  );
}

describe('a refusal that callers decide', () => {
  it('is what a fresh project says, edit by edit', async () => {
    let now: Record<string, string> = { ...files };
    const frontEnd = await codeProject(now);
    const seen = new Set<string>();
    for (const [name, from, to] of edits) {
      expect(now[name], `an edit of ${from}`).toContain(from);
      now = { ...now, [name]: now[name]!.replace(from, () => to) };
      frontEnd.setFile(uriOf(name), now[name]!);
      const said = refusals(frontEnd, now);
      seen.add(JSON.stringify(said));
      expect(said, `after ${from} became ${to}`).toEqual(await fresh(now));
    }
    // The edits tell something apart.
    expect(seen.size).toBeGreaterThan(5);
  });

  it('is told anew when a caller in another file comes, changes or goes', async () => {
    const frontEnd = await codeProject({ 'leads.ts': files['leads.ts']! });
    const kind = () => frontEnd.facts(uriOf('leads.ts')).sites[0]!.refusal.kind;
    expect(kind()).toBe('propagates');
    const steps = [
      [files['sync.ts']!, 'logs'],
      [files['sync.ts']!.replace('console.log(e);', 'throw e;'), 'handles-errors'],
      [null, 'propagates'],
    ] as const;
    for (const [text, expected] of steps) {
      const before = frontEnd.generation;
      if (text === null) frontEnd.removeFile(uriOf('sync.ts'));
      else frontEnd.setFile(uriOf('sync.ts'), text);
      await loadGrammars(frontEnd);
      expect(frontEnd.generation).toBeGreaterThan(before);
      expect(kind()).toBe(expected);
    }
  });

  it('is told anew when the class of a caller gets another base', async () => {
    const code = `import { Connection } from 'jsforce';
const conn = new Connection({});
class Base { save(data: any) { return conn.sobject('Lead').create(data); } }
class Logging extends Base {
  async run(data: any) { try { await this.save(data); } catch (e) { console.log(e); } }
}
`;
    const frontEnd = await codeProject({ 'code.ts': code });
    const kind = () => frontEnd.facts(uriOf('code.ts')).sites[0]!.refusal.kind;
    expect(kind()).toBe('logs');
    frontEnd.setFile(uriOf('code.ts'), code.replace('extends Base', 'extends Other'));
    expect(kind()).toBe('propagates');
  });

  it('keeps its facts while nothing that bears on them changes', async () => {
    const frontEnd = await codeProject(files);
    const before = frontEnd.facts(uriOf('leads.ts'));
    frontEnd.setFile(uriOf('other.ts'), '// salesforce\nexport const other = 2;\n');
    expect(frontEnd.facts(uriOf('leads.ts'))).toBe(before);
  });

  it('leaves the tests out that the settings leave out', async () => {
    const test = { 'leads.ts': files['leads.ts']!, 'leads.test.ts': files['sync.ts']! };
    const frontEnd = await codeProject(test);
    expect(frontEnd.facts(uriOf('leads.ts')).sites[0]!.refusal.kind).toBe('logs');
    frontEnd.setContext(withoutTests);
    expect(frontEnd.facts(uriOf('leads.ts')).sites[0]!.refusal.kind).toBe('propagates');
  });
});
