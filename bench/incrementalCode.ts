/**
 * Edits random places of integration code and holds the project that was edited against a fresh one:
 * node bench/run.mjs bench/incrementalCode.ts [FOLDER] [EDITS] [SEED]. Without FOLDER, or with -, it edits code of its own.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createProject, type Project } from '../server/src/core/project.ts';
import { grammarsIn } from '../server/src/grammars/load.ts';
import { typescriptFile } from './typescriptFile.ts';

const small = `import jsforce, { Connection } from 'jsforce';
const conn = new jsforce.Connection({ version: '58.0' });
const failed: any[] = [];
const registry: any = {};
class Base {
  object = 'Lead';
  protected options() { return {}; }
  save(record: any) { return conn.sobject(this.object).create(record, this.options()); }
}
class Bulk extends Base {
  object = 'Contact';
  protected options() { return { headers: { 'Sforce-Duplicate-Rule-Header': 'allowSave=true' } }; }
  async run(records: any[]) { for (const one of records) await this.save(one).catch((error: any) => failed.push(error)); }
}
class Other extends Bulk {
  async run(records: any[]) { try { await super.save(records[0]); } catch (error) { this.note(error); } }
  note(error: any) { console.log(error); }
}
registry.bulk = new Bulk();
export async function loadAll(records: any[]) { await registry.bulk.run(records); report(); }
function report() { if (failed.length > 0) console.log(failed); }
export async function one(record: any) {
  try { await new Other().save(record); } catch (error) { failed.push(error); }
}
const saver = (object: string) => ({ run: (record: any) => conn.sobject(object).create(record) });
const leads = saver('Lead');
export const make = async (record: any) => { await leads.run(record); };
async function main() { await one({ LastName: 'x' }); await loadAll([]); }
main().catch((error) => { console.error(error); process.exit(1); });
`;

const [folder = '-', edits = '200', seedText = '7'] = process.argv.slice(2);
const load = grammarsIn('dist/grammars');
const texts = new Map<string, string>(folder === '-' ? ownCode() : filesIn(folder));

let seed = Number(seedText);
function random(below: number): number {
  seed = (seed * 1103515245 + 12345) % 2147483648;
  return Math.floor((seed / 2147483648) * below);
}

async function start(): Promise<Project> {
  const project = createProject({ root: 'file:///p' });
  for (const [path, text] of texts) project.setFile(`file:///p/${path}`, text);
  for (const name of project.neededGrammars) project.setParser(await load(name));
  return project;
}

/** What grammars make of broken code depends on what it was before, unless a short text is read by its sections. */
async function isComparable(path: string, text: string): Promise<boolean> {
  if (/\.[cm]?[jt]sx?$/.test(path) && text.length < 8_000) return true;
  const names = {
    ts: 'typescript',
    tsx: 'tsx',
    py: 'python',
    java: 'java',
    cs: 'c_sharp',
    rb: 'ruby',
    php: 'php',
  } as const;
  const ending = path.slice(path.lastIndexOf('.') + 1);
  const tree = (await load(ending in names ? names[ending as keyof typeof names] : 'javascript')).parse(
    text,
    null,
  );
  const { hasError } = tree.rootNode;
  tree.delete();
  return !hasError;
}

function all(project: Project): string[] {
  return [...texts.keys()].map((path) => {
    const uri = `file:///p/${path}`;
    const saves = project.saves(uri).map(({ site }) => ({
      at: site.place.anchor.offset + site.place.start,
      target: site.target,
      allow: site.options.allowSave.kind,
      refusal: [site.refusal.kind, site.refusal.how],
      calls: site.calledWith.length,
    }));
    return `${path} ${JSON.stringify([saves, project.findings(uri)])}`;
  });
}

const pieces = [
  ...['x', '}', '{', '(', ')', '[', '<', ';', '/*', '*/', "'", '"', '`', '${', '@', '\n', '// '],
  ...['return;', 'throw error;', '\nfunction insert() {\n', '\nexport const record = 1;\n'],
];
const kept = await start();
all(kept);
const paths = [...texts.keys()];
let differences = 0;
let compared = 0;
for (let round = 0; round < Number(edits); round++) {
  const path = paths[random(paths.length)]!;
  const text = texts.get(path)!;
  const at = random(text.length);
  // Text of another place too, so that names lead elsewhere.
  const word = () => /\w+/.exec(text.slice(random(text.length)))?.[0] ?? '';
  const before = /\w*$/.exec(text.slice(0, at))![0];
  const after = /^\w*/.exec(text.slice(at))![0];
  const edited =
    random(2) > 0
      ? text.slice(0, at - before.length) + word() + text.slice(at + after.length)
      : text.slice(0, at) + pieces[random(pieces.length)]! + text.slice(at + random(3));
  for (const now of round % 3 === 0 ? [edited] : [edited, text]) {
    texts.set(path, now);
    kept.setFile(`file:///p/${path}`, now);
    if (!(await isComparable(path, now))) continue;
    compared++;
    const [these, those] = [all(kept), all(await start())];
    const different = these.findIndex((one, index) => one !== those[index]);
    if (different < 0) continue;
    differences++;
    const [is, be] = [these[different]!, those[different]!];
    const from = [...is].findIndex((char, index) => char !== be[index]);
    console.log(
      `round ${round}, ${now === text ? 'taken back' : 'edited'} at ${at} of ${path}: ${JSON.stringify(edited.slice(at - 30, at + 30))}`,
    );
    console.log(
      `  is  ${is.slice(Math.max(0, from - 200), from + 200)}\n  not ${be.slice(Math.max(0, from - 200), from + 200)}`,
    );
  }
  // The code does not fall to pieces altogether.
  if (round % 30 === 29)
    for (const [name, one] of folder === '-' ? ownCode() : filesIn(folder)) {
      texts.set(name, one);
      kept.setFile(`file:///p/${name}`, one);
    }
}
console.log(`${differences} differences, ${compared} comparisons, ${edits} edits of ${paths.length} files`);

function filesIn(root: string): [string, string][] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter(
      (path) =>
        /\.(?:[cm]?[jt]sx?|py|java|cs|rb|php)$/.test(path) && !/node_modules|\.min\.|\.d\.ts$/.test(path),
    )
    .map((path) => [path, readFileSync(join(root, path), 'utf8')]);
}

function ownCode(): [string, string][] {
  return [
    ['sync.ts', typescriptFile(180)],
    ['small.ts', small],
  ];
}
