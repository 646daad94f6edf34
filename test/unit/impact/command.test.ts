import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Command } from 'commander';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { addImpactCommand } from '../../../server/src/cli/impactCommand.ts';
import { Problem } from '../../../server/src/cli/problem.ts';
import { type ImpactOptions, runImpact } from '../../../server/src/cli/runImpact.ts';
import { expandRules } from '../../support/rulesShorthand.ts';
import { classes, commitAll, git, leadClass, projectFile, writeFiles } from '../cli/commandLine.ts';

const rule = 'force-app/main/default/duplicateRules/Lead.Lead_Rule.duplicateRule-meta.xml';
const rules = (text: string) => Object.fromEntries(expandRules(text));

const ruleTest = `object: Lead
channel: rest-record
records:
  Lead:
    ada: { LastName: Byron, Email: ada@example.com }
tests:
  - name: A known address is reported
    save: { fields: { LastName: Lovelace, Email: ada@example.com } }
    expect: { outcome: saved-and-reported }
`;

/**
 * A repository with a history of rules, each its own branch off the first commit: `main` reports; the work tree blocks
 * on create.
 */
let folder: string;
beforeAll(() => {
  folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'duplicate-rules-impact-')));
  writeFiles(folder, {
    'app/sfdx-project.json': projectFile,
    [`app/${classes}/LeadService.cls`]: leadClass('LeadService', 'save'),
    'app/tests/leads.duptest.yaml': ruleTest,
    'README.md': 'Nothing.',
  });
  git(folder, 'init', '-q');
  commitAll(folder);
  git(folder, 'tag', 'without-rules');
  writeFiles(path.join(folder, 'app'), rules('Lead: Report/Report'));
  commitAll(folder);
  git(folder, 'tag', 'reports');
  writeFiles(path.join(folder, 'app'), { [rule]: '<DuplicateRule>' });
  commitAll(folder);
  git(folder, 'tag', 'broken');
  writeFiles(path.join(folder, 'app'), rules('Lead: Report/Report'));
  commitAll(folder);
  writeFiles(path.join(folder, 'app'), rules('Lead: Block/Report'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Options = Partial<ImpactOptions>;

async function impact(options: Options, paths: readonly string[] = []) {
  const told = { out: '', warnings: [] as string[] };
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    told.out += text;
    return true;
  });
  try {
    const asked: ImpactOptions = { base: 'HEAD', format: 'markdown', failOn: 'never', rows: 25, ...options };
    const code = await runImpact(paths, asked, {
      cwd: path.join(folder, 'app'),
      signal: new AbortController().signal,
      progress: () => {},
      settle: () => {},
      warn: (text) => told.warnings.push(text),
    });
    return { ...told, code };
  } finally {
    write.mockRestore();
  }
}

async function outOf(options: Options, paths: readonly string[] = []): Promise<string> {
  const { out, warnings, code } = await impact(options, paths);
  expect([warnings, code]).toEqual([[], 0]);
  return out;
}

describe('what is told', () => {
  it('is Markdown with links that lead into the repository', async () => {
    const out = await outOf({});
    const file = `app/${classes}/LeadService.cls`;
    expect(out).toContain(
      '## Duplicate rules of app\n\n**1 rule differs; 1 save becomes refused on a match, 1 rule test fails.**',
    );
    expect(out).toContain('The rules of the working tree are compared with those of HEAD (');
    expect(out).toContain(`### [Rule 'Lead Rule' (Lead.Lead\\_Rule)](app/${rule})`);
    expect(out).toContain('- action on create: Allow + Report → Block');
    expect(out).toContain(
      `| [LeadService.cls:3](${file}#L3) Insert of Lead in LeadService.save | saved and reported | refused | reaches the caller |`,
    );
    expect(out).toContain(
      '- [leads.duptest.yaml:7](app/tests/leads.duptest.yaml#L7) A known address is reported: passes → fails\n  - The record should be saved and reported; it is refused.',
    );
    expect(out).toContain(`- [LeadService.cls:3](${file}#L3) missing-duplicate-rule-header`);
  });

  it('can have links that begin elsewhere', async () => {
    const out = await outOf({ links: 'https://github.com/o/r/blob/abc/' });
    expect(out).toContain(`(https://github.com/o/r/blob/abc/app/${classes}/LeadService.cls#L3)`);
  });

  it('is text for a terminal', async () => {
    const out = await outOf({ format: 'text' });
    expect(out).toContain(`${classes}/LeadService.cls:3 Insert of Lead in LeadService.save`);
    expect(out).toContain('on a match: saved and reported → refused');
    expect(out).toContain('a refusal there: reaches the caller');
    expect(out).toContain('A known address is reported: passes → fails');
    expect(out).toContain('2 new findings:\n');
  });

  it('is JSON for programs', async () => {
    const told = JSON.parse(await outOf({ format: 'json' }));
    expect(told).toMatchObject({
      headline: '1 save becomes refused on a match, 1 rule test fails',
      rules: [
        {
          fullName: 'Lead.Lead_Rule',
          state: 'changed',
          changes: [{ what: 'action on create', before: 'Allow + Report', after: 'Block' }],
          saves: [
            {
              kind: 'newly-refused',
              path: `${classes}/LeadService.cls`,
              line: 3,
              before: 'saved-and-reported',
              after: 'refused',
              refusal: 'propagates',
            },
          ],
        },
      ],
      saves: { judged: 1, changed: 1, ofUnknownObject: 0 },
      tests: { run: 1, changes: [{ name: 'A known address is reported', fate: 'fails', line: 7 }] },
    });
  });
});

it.each<[what: string, options: Options, paths: string[], told: string]>([
  [
    'nothing',
    { base: 'reports', head: 'HEAD' },
    [],
    'No duplicate rule, matching rule or lead conversion setting differs.',
  ],
  ['a base without rules', { base: 'without-rules' }, [], '- New: Block on create, Allow + Report on edit.'],
  ['a head without rules', { base: 'reports', head: 'without-rules' }, [], 'No duplicate rule'],
  [
    'a base that cannot be read',
    { base: 'broken', head: 'HEAD' },
    [],
    '- Its file could not be read before: what it did is not known, and no save is compared by it.',
  ],
  [
    'a head that cannot be read',
    { base: 'reports', head: 'broken' },
    [],
    '- Its file cannot be read now: what it does is not known, and no save is compared by it.',
  ],
  ['a path', {}, ['tests'], '**1 rule differs; 1 rule test fails.**'],
])('%s', async (_, options, paths, told) => {
  expect(await outOf(options, paths)).toContain(told);
});

describe('tests of a rule that is new', () => {
  const file = 'app/tests/new.duptest.yaml';
  const test = (name: string, outcome: string) => `  - name: ${name}
    save: { fields: { LastName: Lovelace, Email: ada@example.com } }
    expect: { outcome: ${outcome}, rules: { lead_rule: finds } }
`;
  beforeAll(() => {
    const tests = ['One', 'Two'].map((name) => test(name, 'refused')).join('') + test('Three', 'saved');
    writeFiles(folder, { [file]: `${ruleTest.replace(/tests:[\s\S]*/, '')}tests:\n${tests}` });
  });
  afterAll(() => rmSync(path.join(folder, file)));

  it.each<[format: 'markdown' | 'text', expected: RegExp]>([
    [
      'markdown',
      /### Rule tests\n\n- \[new\..* Three: cannot run → fails\n {2}- .*\n- \[leads\..*: fails as before, with another outcome\n {2}- .*\n- 2 tests of new rules pass\.\n/,
    ],
    [
      'text',
      /Rule tests\n {2}tests\/new\..* Three: cannot run → fails\n {4}.*\n {2}tests\/leads\.[\s\S]*: fails as before, with[\s\S]*\n {2}2 tests of new rules pass\.\n/,
    ],
  ])('that fail come first in %s, and those that pass are a number', async (format, expected) => {
    const out = await outOf({ base: 'without-rules', format });
    expect(out).toMatch(expected);
    expect(out).not.toContain('has no duplicate rule');
  });
});

it('says so where the base had nothing of the project', async () => {
  git(folder, 'checkout', '-q', '--orphan', 'empty');
  git(folder, 'rm', '-rqf', '--cached', '.');
  git(folder, 'add', 'README.md');
  git(folder, 'commit', '-qm', 'Nothing but a README');
  git(folder, 'symbolic-ref', 'HEAD', 'refs/heads/main');
  git(folder, 'reset', '-q');
  expect(await outOf({ base: 'empty' })).toContain(
    '- At empty there was nothing of this project: all its rules are new.',
  );
});

it('tells rule files outside of the package directories that differ', async () => {
  writeFiles(folder, { 'app/unpackaged/duplicateRules/Lead.Aside.duplicateRule-meta.xml': '<a/>' });
  git(folder, 'add', 'app/unpackaged');
  git(folder, 'commit', '-qm', 'A rule aside');
  writeFiles(folder, { 'app/unpackaged/duplicateRules/Lead.Aside.duplicateRule-meta.xml': '<b/>' });
  const out = await outOf({});
  rmSync(path.join(folder, 'app/unpackaged'), { recursive: true });
  expect(out).toContain(
    '- Rule files outside of the package directories, or that .forceignore names, differ and are not compared: unpackaged/duplicateRules/Lead.Aside.duplicateRule-meta.xml.',
  );
});

it.each<[options: Options, code: number]>([
  [{ failOn: 'new-refusals' }, 1],
  [{ head: 'HEAD', failOn: 'new-refusals' }, 0],
  [{ failOn: 'never' }, 0],
])('%j: exit code %i', async (options, code) => {
  expect(await impact(options)).toMatchObject({ code });
});

it('is refused without --base, with the way to its help', async () => {
  const program = new Command().exitOverride();
  addImpactCommand(program, () => Promise.reject(new Error('it ran')));
  await expect(program.parseAsync(['impact'], { from: 'user' })).rejects.toThrow(
    new Problem(
      '--base is missing: give the branch or commit to compare with, such as --base origin/main. duplicate-rules impact --help tells the options.',
    ),
  );
});

it.each<[options: Options, paths: string[], message: string]>([
  [{ base: 'nowhere' }, [], '--base: there is no commit "nowhere" in'],
  [{ base: '--all' }, [], '--base: there is no commit "--all" in'],
  [{ head: 'nowhere' }, [], '--head: there is no commit "nowhere" in'],
  [{}, ['no/such/path'], 'there is no file or folder "no/such/path".'],
])('%j %j: %s', async (options, paths, message) => {
  await expect(impact(options, paths)).rejects.toThrow(message);
});

it('says what to do where git does not read the repository of another user', async () => {
  // Of git's own tests: every repository counts as one of another user.
  vi.stubEnv('GIT_TEST_ASSUME_DIFFERENT_OWNER', '1');
  try {
    await expect(impact({})).rejects.toThrow(
      new Problem(
        [
          `--base: git does not read the repository of ${path.join(folder, 'app')}, as its files belong to another user than the one who runs this command.`,
          `If you trust it, run: git config --global --add safe.directory ${JSON.stringify(folder)}`,
          `git says: fatal: detected dubious ownership in repository at '${folder}'`,
        ].join('\n'),
      ),
    );
  } finally {
    vi.unstubAllEnvs();
  }
});
