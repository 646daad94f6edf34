import { describe, expect, it } from 'vitest';
import type { SaveSite } from '../../../../server/src/core/saves/site.ts';
import { codeProject, shownSite, uriOf } from '../../../support/codeSaves.ts';

const code = `import { Connection } from 'jsforce';
const conn = new Connection({ version: '58.0' });
const allow = { 'Sforce-Duplicate-Rule-Header': 'allowSave=true' };

export class Client {
  object = 'Lead';
  private readonly failed: any[] = [];
  constructor(private readonly isSure = false) {}
  async create(record: any) {
    return conn.sobject(this.object).create(record, { headers: this.isSure ? allow : {} });
  }
  async all(records: any[]) {
    for (const record of records) await this.create(record).catch((error) => this.failed.push(error));
  }
}

function note(error: any) {
  console.error(\`not saved: \${error}\`);
}

export async function contact(record: any) {
  try {
    await conn.sobject('Contact').create(record);
  } catch (error) {
    note(error);
  }
}

export async function account(name: string) {
  const record = { Name: name };
  await conn.sobject('Account').create(record, { headers: allow });
}

const saver = (object: string) => ({ run: (record: any) => conn.sobject(object).create(record) });
const cases = saver('Case');

export const run = async (records: any[]) => {
  await new Client(true).all(records);
  await cases.run(records[0]);
};
`;
const name = 'code.ts';
const uri = uriOf(name);
const start = (text: string) => codeProject({ [name]: text });

type Code = Awaited<ReturnType<typeof start>>;

function shown(frontEnd: Code, text: string): string[] {
  return frontEnd
    .facts(uri)
    .sites.map((site) => `${shownSite(site, { [name]: text })}: ${site.refusal.kind}, ${site.refusal.how}`);
}

/** What callers make of a save is put together anew; what was found of the save itself is the same. */
function isAmong({ target }: SaveSite, sites: readonly SaveSite[]): boolean {
  return sites.some((one) => one.target === target);
}

/** A sequence that is the same in each run. */
function randomly(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
}

describe('code that is broken by a key', () => {
  const keys = ['{', '}', '(', ')', '[', '<', "'", '"', '`', '${', '/*', '*/', '@', 'return;', '\n}\n'];

  it.each([1, 2])('says what fresh code says, key by key: %s', async (seed) => {
    const random = randomly(seed);
    const frontEnd = await start(code);
    shown(frontEnd, code);
    let text = code;
    for (let round = 0; round < 12; round++) {
      const at = random(text.length);
      const key = keys[random(keys.length)]!;
      const broken = text.slice(0, at) + key + text.slice(at);
      // Most keys are taken back; what is left is broken in two places.
      for (const now of random(3) > 0 ? [broken, text] : [broken]) {
        text = now;
        frontEnd.setFile(uri, text);
        expect(shown(frontEnd, text), `${key} at ${at}, round ${round}`).toEqual(
          shown(await start(text), text),
        );
      }
      if (round % 6 === 5) text = code;
    }
  });

  it.each(['{', '(', '[', "'", '`', '/*', '}', ')'])(
    'keeps what was found in other functions: %s',
    async (key) => {
      const frontEnd = await start(code);
      const before = frontEnd.facts(uri).sites;
      const at = code.indexOf("await conn.sobject('Contact')");
      frontEnd.setFile(uri, code.slice(0, at) + key + code.slice(at));
      const { sites } = frontEnd.facts(uri);
      const kept = before.filter((site) => isAmong(site, sites)).map(({ enclosing }) => enclosing);
      expect(kept).toEqual(expect.arrayContaining(['Client.create', 'account', 'run']));
    },
  );

  it('keeps it when the key is taken back', async () => {
    const frontEnd = await start(code);
    const before = frontEnd.facts(uri).sites;
    frontEnd.setFile(uri, code.replace('function note(', 'function note(('));
    frontEnd.facts(uri);
    frontEnd.setFile(uri, code);
    const { sites } = frontEnd.facts(uri);
    expect(before.filter((site) => !isAmong(site, sites))).toEqual([]);
  });
});

describe('lines that look like the beginning of a section, and are none', () => {
  const save = "  await conn.sobject('Lead').create({});\n";
  it.each([
    ['in a template', `const text = \`\n\nexport async function inText() {\n${save}}\n\`;\n`, []],
    ['in a comment', `/*\n\nexport async function inComment() {\n${save}}\n*/\n`, []],
    [
      'in a function without indentation',
      `(function () {\n\nasync function inside() {\n${save}}\n\nfunction other() {}\n\nreturn inside();\n\n})();\n`,
      ['code'],
    ],
    ['behind a decorator', `@decorated()\n\nexport class A {\n  async a() {\n${save}  }\n}\n`, ['A.a']],
    ['behind an export', `export default\n\nasync function named() {\n${save}}\n`, ['named']],
  ])('%s', async (_, text, enclosing) => {
    const head = `import { Connection } from 'jsforce';\nconst conn = new Connection({});\n\n`;
    const tail = `\nexport async function last() {\n${save}}\n`;
    const names = (frontEnd: Code) => frontEnd.facts(uri).sites.map((site) => site.enclosing);
    const whole = head + text + tail;
    expect(names(await start(whole))).toEqual([...enclosing, 'last']);
    const edited = await start(head + tail);
    names(edited);
    edited.setFile(uri, whole);
    expect(names(edited)).toEqual([...enclosing, 'last']);
    edited.setFile(uri, `${whole}const x = (`);
    expect(names(edited)).toEqual([...enclosing, 'last']);
  });
});
