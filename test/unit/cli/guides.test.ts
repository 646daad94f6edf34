import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { sources } from '../../../server/src/core/outcome/sources.ts';
import { grammar } from '../../support/grammars.ts';
import { findingsIn, samplesOf } from '../../support/pages.ts';
import { runHere } from './fakeGateway.ts';

vi.mock('../../../server/src/grammars/load.ts', async (original) => ({
  ...(await original<object>()),
  grammarsIn: () => grammar,
}));

const root = path.resolve(import.meta.dirname, '../../..');
const folder = path.join(root, 'docs/guides');
const guides = readdirSync(folder).filter((name) => name.endsWith('.md'));

const here = process.cwd();
let project = '';
beforeAll(() => {
  project = realpathSync(mkdtempSync(path.join(tmpdir(), 'duplicate-rules-guide-')));
});
afterEach(() => {
  process.chdir(here);
  rmSync(project, { recursive: true, force: true, maxRetries: 5 });
});
afterAll(() => process.chdir(here));

describe.each(guides)('%s', (name) => {
  const text = readFileSync(path.join(folder, name), 'utf8');

  it('does what it says with the sample project', async () => {
    cpSync(path.join(root, 'samples/recruiting'), project, { recursive: true });
    process.chdir(project);
    if (text.includes('--base main')) commitAll();
    const steps = stepsOf(text);
    for (const step of steps) {
      if ('lines' in step)
        expect({ command: step.command, shown: await unlike(step) }).toEqual({
          command: step.command,
          shown: '',
        });
      else step.carryOut();
    }
    expect(steps.length).toBeGreaterThan(0);
  }, 120_000);

  it('names sources as the product names them', () => {
    const cited = [...text.matchAll(/(?<=[(\s;])\*([^*\n]+)\*(?!\*)/g)].map(([, title]) => title!);
    const known = Object.values<string>(sources);
    expect(cited.filter((title) => !known.some((source) => source.startsWith(title)))).toEqual([]);
  });

  it.each(
    samplesOf(text)
      .filter(({ verdict }) => verdict !== 'file')
      .map((sample, at) => [at + 1, sample] as const),
  )('sample %i gets the finding that it is marked with, or none', async (_, sample) => {
    const ids = (await findingsIn(sample)).map(({ ruleId }) => ruleId);
    expect(ids).toEqual(sample.verdict === 'good' ? [] : [sample.verdict]);
  });
});

interface ConsoleStep {
  readonly command: string;
  /** Of its output; `…` stands for any lines, and within a line for any text. */
  readonly lines: readonly string[];
}

/** Commands to be run, files to be written, and edits, in their order. */
function stepsOf(text: string): readonly (ConsoleStep | { carryOut(): void })[] {
  const blocks = text.matchAll(/^```(console|diff|text file) ?(\S*)\n([\s\S]*?)^```$/gm);
  return [...blocks].map(([, kind, file, content]) => {
    if (kind === 'text file') return { carryOut: () => writeFileSync(file!, content!) };
    if (kind === 'diff') return { carryOut: () => applyDiff(content!) };
    const [command = '', ...lines] = content!.trimEnd().split('\n');
    return { command: command.replace(/^\$ /, ''), lines };
  });
}

/** The first line that the guide shows and the command does not print there, with what it prints; else nothing. */
async function unlike({ command, lines }: ConsoleStep): Promise<string> {
  const [program, ...args] = command.split(' ');
  expect(program).toBe('duplicate-rules');
  const printed = (await runHere(null, ...args)).out.trimEnd().split('\n');
  let at = 0;
  for (const [index, line] of lines.entries()) {
    if (line === '…') continue;
    const shown = new RegExp(`^${line.split('…').map(escaped).join('.*')}$`);
    const found = printed.findIndex((one, where) => where >= at && shown.test(one));
    const mayLeaveOut = lines[index - 1] === '…';
    if (found < 0 || (found > at && !mayLeaveOut))
      return `${line} is not in\n${printed.slice(at).join('\n')}`;
    at = found + 1;
  }
  return lines.at(-1) === '…' ? '' : printed.slice(at).join('\n');
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

function applyDiff(diff: string): void {
  const file = /^\+\+\+ b\/(.+)$/m.exec(diff)![1]!;
  const before = /^-(?!--)(.*)$/m.exec(diff)![1]!;
  const after = /^\+(?!\+\+)(.*)$/m.exec(diff)![1]!;
  const text = readFileSync(file, 'utf8');
  expect(text.split(before).length).toBe(2);
  writeFileSync(file, text.replace(before, after));
}

function commitAll(): void {
  const git = (...args: string[]) => execFileSync('git', args, { stdio: 'ignore' });
  git('init', '--quiet', '--initial-branch=main');
  git('add', '.');
  git('-c', 'user.name=A', '-c', 'user.email=a@example.com', 'commit', '--quiet', '-m', 'Rules');
}
