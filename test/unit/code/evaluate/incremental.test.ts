import { describe, expect, it } from 'vitest';
import { codeProject, type Files, shownSite, uriOf } from '../../../support/codeSaves.ts';

const base = `import { Connection } from 'jsforce';
import { save } from './lib';
const VERSION = '60.0';
const conn = new Connection({ version: VERSION });
const headers: any = {};
class Client {
  object = 'Lead';
  constructor(private allow = false) {}
  create(record: any) { return conn.sobject(this.object).create(record, { headers: this.allow ? ALLOW : {} }); }
}
const ALLOW = { 'Sforce-Duplicate-Rule-Header': 'allowSave=true' };
function insert(object: string, record: any) { return conn.sobject(object).create(record, { headers }); }
export async function lead(record: any) { await insert('Lead', record); }
export async function contact(record: any) { await insert('Contact', record); await save(conn, 'Account', record); }
export const account = async (record: any, allow: boolean) => {
  const client = new Client(allow);
  await client.create(record);
};
`;
const lib = `// salesforce
export function save(conn: any, object: string, record: any) { return conn.sobject(object).create(record); }
`;

/** Edits of the file one after the other, or of the other file. */
const edits: readonly (readonly [string, string, string])[] = [
  ['code.ts', "insert('Lead', record)", "insert('Opportunity', record)"],
  ['code.ts', "VERSION = '60.0'", "VERSION = '58.0'"],
  [
    'code.ts',
    'const headers: any = {};',
    "const headers: any = { 'Sforce-Duplicate-Rule-Header': 'allowSave=true' };",
  ],
  ['code.ts', "object = 'Lead'", "object = 'Case'"],
  ['code.ts', 'private allow = false', 'private readonly allow = true'],
  ['code.ts', 'create(record, { headers }); }', 'update(record, { headers }); }'],
  ['lib.ts', 'create(record)', 'update(record)'],
  ['code.ts', 'export async function contact', '// a comment\nexport async function contact'],
  ['code.ts', 'new Client(allow)', 'new Client(true)'],
  ['code.ts', 'const ALLOW = {', "headers['X'] = '1';\nconst ALLOW = {"],
  ['lib.ts', 'export function save', 'export function other() {}\nexport function save'],
  ['code.ts', 'function insert(', 'function insert2('],
  ['code.ts', 'function insert2(', 'function insert('],
  ['lib.ts', 'function save(', 'function gone('],
  ['code.ts', "import { Connection } from 'jsforce';", "import { Connection } from 'jsforce'; // first"],
];

async function shown(files: Files): Promise<string[]> {
  const frontEnd = await codeProject(files);
  return frontEnd.facts(uriOf('code.ts')).sites.map((site) => shownSite(site, files));
}

describe('an edited file', () => {
  it('says what a fresh one says, edit by edit', async () => {
    let files: Record<string, string> = { 'code.ts': base, 'lib.ts': lib };
    const frontEnd = await codeProject(files);
    for (const [name, from, to] of edits) {
      expect(files[name], `an edit of ${from}`).toContain(from);
      files = { ...files, [name]: files[name]!.replace(from, () => to) };
      frontEnd.setFile(uriOf(name), files[name]!);
      const { sites } = frontEnd.facts(uriOf('code.ts'));
      expect(
        sites.map((site) => shownSite(site, files)),
        `after ${from} became ${to}`,
      ).toEqual(await shown(files));
    }
  });

  it('keeps the sites of functions that the edit does not touch', async () => {
    const frontEnd = await codeProject({ 'code.ts': base, 'lib.ts': lib });
    const before = frontEnd.facts(uriOf('code.ts')).sites;
    frontEnd.setFile(uriOf('code.ts'), base.replace("insert('Lead', record)", "insert('Case', record)"));
    const after = frontEnd.facts(uriOf('code.ts')).sites;
    const kept = before.filter((site) => after.includes(site)).map(({ enclosing }) => enclosing);
    expect(kept).toEqual(['Client.create', 'insert', 'contact', 'contact']);
  });
});
