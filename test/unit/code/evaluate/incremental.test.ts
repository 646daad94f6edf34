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

const classes = `import { Connection } from 'jsforce';
import { OBJECT } from './lib';
const conn = new Connection({});
const failed: any[] = [];
class Base {
  object = 'Lead';
  save(record: any) { return conn.sobject(this.object).create(record, this.options()); }
  options() { return {}; }
}
class Bulk extends Base {
  object = 'Contact';
  headers: any;
  options() { return { headers: this.headers }; }
  prepare() { this.headers = { 'Sforce-Duplicate-Rule-Header': 'allowSave=true' }; }
  async run(record: any) { try { await this.save(record); } catch (error) { failed.push(error); } }
}
class Other {
  async run(record: any) { await conn.sobject(OBJECT).create(record); }
}
const registry = { bulk: new Bulk(), other: new Other() };
export async function bulk(record: any) { await registry.bulk.run(record); report(); }
export async function other(record: any) { await registry.other.run(record); }
function report() { if (failed.length > 0) console.log(failed); }
export async function last(record: any) { await new Other().run(record); }
`;
const objects = "// salesforce\nexport const OBJECT = 'Lead';\nexport const PERSON = 'Contact';\n";

const editsOfClasses: readonly (readonly [string, string, string])[] = [
  ['code.ts', 'class Other {', 'class Other extends Bulk {'],
  ['code.ts', 'async run(record: any) { await conn', 'async walk(record: any) { await conn'],
  ['code.ts', 'class Other extends Bulk {', 'class Other extends Base {'],
  ['code.ts', 'async walk(record: any) { await conn', 'async run(record: any) { await conn'],
  ['code.ts', 'allowSave=true', 'allowSave=false'],
  ['code.ts', 'prepare() { this.headers', 'prepare(headers: any) { this.headers = headers; this.other'],
  ['code.ts', 'console.log(failed)', 'throw failed[0]'],
  ['code.ts', '{ OBJECT }', '{ PERSON as OBJECT }'],
  ['code.ts', 'throw failed[0]', '`throw failed[0]'],
  ['code.ts', '`throw failed[0]', 'throw failed[0]'],
  ['code.ts', 'bulk: new Bulk()', 'bulk: new Other()'],
  ['code.ts', "object = 'Contact'", "object = 'Case'"],
  ['code.ts', 'function report() {', 'function report() { {'],
  ['code.ts', 'function report() { {', 'function report() {'],
];

const later = `import jsforce from 'jsforce';
let conn: any;
async function connect() { conn = new jsforce.Connection({ version: '50.0' }); }
export async function lead(record: any) { await conn.sobject('Lead').create(record); }
`;

const editsOfLater: readonly (readonly [string, string, string])[] = [
  ['code.ts', "'50.0'", "'60.0'"],
  ['code.ts', 'conn = new', 'const conn = new'],
  ['code.ts', 'const conn = new', 'conn = new'],
];

async function shown(files: Files): Promise<string[]> {
  const frontEnd = await codeProject(files);
  return frontEnd.facts(uriOf('code.ts')).sites.map((site) => shownSite(site, files));
}

describe('an edited file', () => {
  it.each([
    ['functions', { 'code.ts': base, 'lib.ts': lib }, edits],
    ['classes', { 'code.ts': classes, 'lib.ts': objects }, editsOfClasses],
    ['values that come later', { 'code.ts': later }, editsOfLater],
  ] as const)('says what a fresh one says, edit by edit: %s', async (_, first, all) => {
    let files: Record<string, string> = first;
    const frontEnd = await codeProject(files);
    for (const [name, from, to] of all) {
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

  it('keeps what it found of a class when a method of the same name changes in another', async () => {
    const frontEnd = await codeProject({ 'code.ts': classes, 'lib.ts': objects });
    const before = frontEnd.facts(uriOf('code.ts')).sites;
    frontEnd.setFile(uriOf('code.ts'), classes.replace('create(record); }\n}', 'create(record, {}); }\n}'));
    const after = frontEnd.facts(uriOf('code.ts')).sites;
    const kept = (is: boolean) =>
      after
        .filter(({ target }) => before.some((one) => one.target === target) === is)
        .map(({ enclosing }) => enclosing);
    expect([kept(true), kept(false)]).toEqual([['Base.save', 'Bulk.run'], ['Other.run']]);
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
