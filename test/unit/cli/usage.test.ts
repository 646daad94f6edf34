import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { runCommandLine } from '../../../server/src/cli/commandLine.ts';

const told = { out: '', err: '' };

beforeEach(() => {
  told.out = '';
  told.err = '';
  const keep = (stream: 'out' | 'err') => (text: unknown) => {
    told[stream] += String(text);
    return true;
  };
  vi.spyOn(process.stdout, 'write').mockImplementation(keep('out'));
  vi.spyOn(process.stderr, 'write').mockImplementation(keep('err'));
});
afterEach(() => vi.restoreAllMocks());

const run = async (...args: string[]) => ({ code: await runCommandLine(args, '1.2.3'), ...told });

const lists = 'duplicate-rules --help lists the commands.';
const tells = (command: string) => `duplicate-rules ${command} --help tells how it is used.`;

/** In a folder with these files. */
async function runIn(files: Readonly<Record<string, string>>, ...args: string[]) {
  const folder = mkdtempSync(path.join(realpathSync(tmpdir()), 'duplicate-rules-usage-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
  vi.spyOn(process, 'cwd').mockReturnValue(folder);
  try {
    return await run(...args);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('a file that does not do', () => {
  it.each<[args: string[], told: string]>([
    [['explain', 'nothing.txt'], '"nothing.txt" cannot be read: it does not exist.'],
    [['explain', 'empty.txt'], '"empty.txt" is empty: name a file that holds the error.'],
    [['explain', 'folder.csv'], '"folder.csv" cannot be read: it is a folder.'],
    [['test-record', '--file', 'empty.txt'], '"empty.txt" is empty: name a file that holds the record.'],
    [['test', 'empty.txt'], '"empty.txt" is no file of rule tests: these end in .duptest.yaml.'],
    [['test-record', '--file', 'folder.csv'], '"folder.csv" cannot be read: it is a folder.'],
    [['explain', 'bytes.txt'], '"bytes.txt" cannot be read: it is no text.'],
    [['test-record', '--file', 'bytes.txt'], '"bytes.txt" cannot be read: it is no text.'],
    [['explain', 'packed.txt'], '"packed.txt" cannot be read: it is a ZIP archive: unpack it first.'],
    [
      ['audit', 'leads.csv'],
      '"leads.csv" is no code and no rule: exported records go with --data leads.csv.',
    ],
    [
      ['dedupe', 'leads.csv'],
      '"leads.csv" has no records to look at. The row has more than 4,000,000 characters: its line is left out. A quote that is opened and not closed makes a row so long, too.',
    ],
    [
      ['match', '--object', 'Lead', '--field', 'Email=a', '--against', 'leads.csv'],
      '"leads.csv" has no records to look at. The row has more than 4,000,000 characters: its line is left out. A quote that is opened and not closed makes a row so long, too.',
    ],
  ])('%j', async (args, message) => {
    const files = {
      'empty.txt': ' \n',
      'folder.csv/a.txt': '',
      'bytes.txt': '\u0000\u0001a'.repeat(40),
      'packed.txt': 'PK\u0003\u0004\u0000\u0000',
      'leads.csv': `LastName,Email\n${'x'.repeat(9_000_000)},a@example.com\n`,
    };
    expect(await runIn(files, ...args)).toEqual({ code: 2, out: '', err: `duplicate-rules: ${message}\n` });
  });
});

describe('a command line that is wrong', () => {
  it.each<[args: string[], told: string]>([
    [['chekc'], `there is no command "chekc". Did you mean check? ${lists}`],
    [['help', 'chekc'], `there is no command "chekc". ${lists}`],
    [['--verbose'], `there is no option "--verbose". ${lists}`],
    [
      ['check', '--fromat', 'text'],
      `check has no option "--fromat". Did you mean --format? ${tells('check')}`,
    ],
    [['check', '-x'], `check has no option "-x". ${tells('check')}`],
    [
      ['check', '--format', 'xml'],
      `--format cannot be "xml". Allowed choices are text, jsonl, sarif. ${tells('check')}`,
    ],
    [
      ['check', '--today', 'soon'],
      `--today cannot be "soon". It is a day such as 2027-01-31. ${tells('check')}`,
    ],
    [
      ['check', '--since'],
      `--since needs a value: --since REF: only findings that came in since the last commit in common with REF. ${tells('check')}`,
    ],
    [['check', '--baseline', ''], `--baseline cannot be "". Give it a value. ${tells('check')}`],
    [
      ['preflight'],
      `preflight needs FILE: CSV, JSON, JSON lines or an sf tree file that is going to be loaded. ${tells('preflight')}`,
    ],
    [
      ['export-keys', 'leads.csv'],
      `export-keys needs --out FOLDER: folder for the files, which hold record data. ${tells('export-keys')}`,
    ],
    [['dedupe', 'a.csv', 'b.csv'], `dedupe takes one argument: leave out "b.csv". ${tells('dedupe')}`],
    [['mcp', 'a', 'b'], `mcp takes no arguments: leave out "a", "b". ${tells('mcp')}`],
    [['org', '--port', '99999'], `--port cannot be "99999". It is a number up to 65535. ${tells('org')}`],
    [
      ['org', '--demo', '--data', 'a.csv'],
      `--demo and --data do not go together: leave one of them out. ${tells('org')}`,
    ],
    [
      ['new-rule', 'household', '--active', '--inactive'],
      `--inactive and --active do not go together: leave one of them out. ${tells('new-rule')}`,
    ],
    [['on-save', ''], `OBJECT cannot be "". Give it a value. ${tells('on-save')}`],
    [
      ['scaffold'],
      'name what to scaffold: backstop, audit-object, save-class, refusal-test, or all. duplicate-rules scaffold --help tells what each is.',
    ],
    [
      ['check', '--format', 'text', '-f', 'jsonl'],
      `--format takes one value, and is given "text" and "jsonl". ${tells('check')}`,
    ],
    [
      ['match', '--row', '1', '--row=2', '--against', 'a.csv'],
      `--row takes one value, and is given "1" and "2". ${tells('match')}`,
    ],
    [
      ['rules', '--org', 'a', '--org'],
      `--org is given twice, once without a value: leave one out. ${tells('rules')}`,
    ],
    [
      ['explain', '--no-org', '--org', 'a'],
      `--org and --no-org do not go together: leave one of them out. ${tells('explain')}`,
    ],
    [['match', '--row', 'x'], `--row cannot be "x". It is a number from 1. ${tells('match')}`],
  ])('%j', async (args, message) => {
    expect(await run(...args)).toEqual({ code: 2, out: '', err: `duplicate-rules: ${message}\n` });
  });

  it('may say the same again, and repeat what makes a list', async () => {
    const files = { 'a.csv': 'Id,LastName,Email\n00Q000000000001,Byron,a@b.example\n' };
    const fields = ['--field', 'LastName=Byron', '--field', 'Email=a@b.example'];
    const twice = [
      '--format',
      'json',
      '--format',
      'json',
      '--against',
      'Lead=a.csv',
      '--against',
      'Lead=a.csv',
    ];
    const { code, out } = await runIn(files, 'match', '--object', 'Lead', ...fields, ...twice);
    expect([code, JSON.parse(out).existing.length]).toEqual([1, 1]);
  });

  it('is told alike by every command, each of which has a help', async () => {
    const { out } = await run('--help');
    const commands = [...out.matchAll(/^ {2}([a-z][\w-]*) /gm)].map(([, name]) => name!);
    expect(commands.length).toBeGreaterThan(17);
    for (const command of commands) {
      Object.assign(told, { out: '', err: '' });
      const needed = command === 'export-keys' ? ['--out', 'k'] : [];
      expect(await run(command, '--no-such-option', ...needed)).toMatchObject({
        code: 2,
        err: expect.stringMatching(
          new RegExp(`^duplicate-rules: ${command} has no option "--no-such-option"\\. .*\\n$`),
        ),
      });
      Object.assign(told, { out: '', err: '' });
      const help = await run('help', command);
      expect(help).toMatchObject({ code: 0, err: '' });
      expect(help.out).toContain(`Usage: duplicate-rules ${command}`);
    }
  });
});
