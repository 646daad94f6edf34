import { chmodSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  bundlePath,
  classes,
  commitAll,
  git,
  jsonLines,
  leadClass,
  leadProject,
  leadRule,
  makeFolder,
  projectFile,
  run,
  useCommandLine,
  writeFiles,
} from './commandLine.ts';

useCommandLine();

const service = `${classes}/LeadService.cls`;

/** Paths and lines of the findings. */
function found(cwd: string, ...args: string[]): string[] {
  const { out, err } = run(cwd, 'check', '--format', 'jsonl', ...args);
  expect(err).toBe('');
  return jsonLines(out).map(({ path, start }) => `${path}:${start.line}`);
}

describe('--since', () => {
  function repository(files = leadProject()): string {
    const root = makeFolder(files);
    git(root, 'init', '-q');
    commitAll(root);
    return root;
  }

  it('reports nothing where nothing changed', () => {
    const root = repository();
    expect(found(root)).toHaveLength(1);
    expect(found(root, '--since', 'HEAD')).toEqual([]);
    const { out, code } = run(root, 'check', '--since', 'HEAD');
    expect(out).toContain('No new findings');
    expect(out).toContain('Not shown: 1 finding that the change does not bring in.');
    expect(code).toBe(0);
  });

  it('reports what is new in the work tree, staged or not, tracked or not', () => {
    const root = repository();
    writeFiles(root, {
      [service]: '// a line more\n' + leadClass('LeadService', 'save', 'other'),
      [`${classes}/Untracked.cls`]: leadClass('Untracked', 'save'),
      [`${classes}/Staged.cls`]: leadClass('Staged', 'save'),
    });
    git(root, 'add', `${classes}/Staged.cls`);
    expect(found(root, '--since', 'HEAD')).toEqual([
      `${service}:7`,
      `${classes}/Staged.cls:3`,
      `${classes}/Untracked.cls:3`,
    ]);
  });

  it('counts equal findings', () => {
    const root = repository();
    const text = leadClass('LeadService', 'save').replace(
      'insert record;',
      'insert record;\n        insert record;',
    );
    writeFiles(root, { [service]: text });
    expect(found(root, '--since', 'HEAD')).toHaveLength(1);
  });

  it('compares with where the branch began', () => {
    const root = repository();
    git(root, 'checkout', '-qb', 'feature');
    writeFiles(root, { [`${classes}/Mine.cls`]: leadClass('Mine', 'save') });
    commitAll(root);
    git(root, 'checkout', '-q', 'main');
    writeFiles(root, { [`${classes}/Theirs.cls`]: leadClass('Theirs', 'save') });
    commitAll(root);
    git(root, 'checkout', '-q', 'feature');
    expect(found(root, '--since', 'main')).toEqual([`${classes}/Mine.cls:3`]);
  });

  it('reports what a changed rule brings in elsewhere', () => {
    const rulePath = Object.keys(leadRule)[0]!;
    const inactive = leadRule[rulePath]!.replace('<isActive>true', '<isActive>false');
    const root = repository(leadProject({ [rulePath]: inactive }));
    expect(found(root)).toEqual([]);
    writeFiles(root, leadRule);
    expect(found(root, '--since', 'HEAD')).toEqual([`${service}:3`]);
  });

  it('knows files that moved', () => {
    const root = repository();
    const moved = `${classes}/sub/LeadService.cls`;
    writeFiles(root, { [`${classes}/sub/.keep`]: '' });
    renameSync(path.join(root, service), path.join(root, moved));
    expect(found(root, '--since', 'HEAD')).toEqual([]);
    git(root, 'add', '-A');
    expect(found(root, '--since', 'HEAD')).toEqual([]);
    expect(found(root, '--since', 'HEAD', moved)).toEqual([]);
  });

  it('judges the past by the project file and settings of the past', () => {
    const root = repository(
      leadProject({
        'sfdx-project.json': JSON.stringify({ packageDirectories: [{ path: 'force-app/empty' }] }),
        'force-app/empty/.keep': '',
      }),
    );
    expect(found(root, '--allow-empty')).toEqual([]);
    writeFiles(root, { 'sfdx-project.json': projectFile });
    expect(found(root, '--since', 'HEAD')).toEqual([`${service}:3`]);
  });

  it('knows what was named outside of the package directories', () => {
    const root = repository(leadProject({ 'unpackaged/Aside.cls': leadClass('Aside', 'save') }));
    expect(found(root, 'unpackaged')).toHaveLength(1);
    expect(found(root, 'unpackaged', '--since', 'HEAD')).toEqual([]);
    expect(found(root, 'unpackaged/Aside.cls', '--since', 'HEAD')).toEqual([]);
  });

  it('works in a project below the root of the repository', () => {
    const files = Object.entries(leadProject()).map(([name, text]) => [`apps/größe ß/${name}`, text]);
    const root = repository(Object.fromEntries(files));
    const project = path.join(root, 'apps/größe ß');
    expect(found(project, '--since', 'HEAD')).toEqual([]);
    writeFiles(project, { [service]: leadClass('LeadService', 'save', 'other') });
    expect(found(project, '--since', 'HEAD')).toEqual([`${service}:6`]);
    expect(found(root, '--since', 'HEAD')).toEqual([`apps/größe ß/${service}:6`]);
  });

  it.each([
    ['no-such-ref', /there is no commit "no-such-ref"/],
    ['--help-me', /there is no commit "--help-me"/],
  ])('tells that %s is no reference', (ref, message) => {
    const { code, out, err } = run(repository(), 'check', `--since=${ref}`);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(message);
  });

  it('tells where there is no repository', () => {
    const { code, err } = run(makeFolder(leadProject()), 'check', '--since', 'HEAD');
    expect(code).toBe(2);
    expect(err).toContain('--since needs a git repository');
  });

  it('runs in a hook', () => {
    const files = Object.entries(leadProject()).map(([name, text]) => [`app/${name}`, text]);
    const root = repository(Object.fromEntries(files));
    const hook = path.join(root, '.git/hooks/pre-commit');
    writeFiles(root, {
      '.git/hooks/pre-commit': `#!/bin/sh\nexec '${process.execPath}' '${bundlePath()}' check app --since HEAD\n`,
    });
    chmodSync(hook, 0o755);
    writeFiles(root, { 'app/README.md': 'harmless' });
    commitAll(root);
    writeFiles(root, { [`app/${service}`]: leadClass('LeadService', 'save', 'other') });
    expect(() => commitAll(root)).toThrow('1 warning');
  });

  it('leaves the repository as it is', () => {
    const root = repository();
    writeFiles(root, { [service]: leadClass('LeadService', 'save', 'other') });
    const before = git(root, 'status', '--porcelain');
    run(root, 'check', '--since', 'HEAD');
    expect(git(root, 'status', '--porcelain')).toBe(before);
  });
});

describe('--baseline', () => {
  const update = ['--baseline', 'known.json', '--update-baseline'];

  it('freezes what is there, and shows only what is new', () => {
    const root = makeFolder(leadProject());
    expect(run(root, 'check', ...update)).toMatchObject({
      code: 0,
      err: 'Wrote 1 finding to known.json. Checks with --baseline known.json leave them out.\n',
    });
    expect(found(root, '--baseline', 'known.json')).toEqual([]);
    writeFiles(root, { [service]: '\n\n' + leadClass('LeadService', 'save', 'other') });
    expect(found(root, '--baseline', 'known.json')).toEqual([`${service}:8`]);
    const { out, code } = run(root, 'check', '--baseline', 'known.json');
    expect(out).toContain('Not shown: 1 finding of the baseline.');
    expect(code).toBe(1);
  });

  it('names paths relative to itself', () => {
    const root = makeFolder(leadProject({ 'config/.keep': '' }));
    run(root, 'check', '--baseline', 'config/known.json', '--update-baseline');
    expect(JSON.parse(readFileSync(path.join(root, 'config/known.json'), 'utf8'))).toEqual({
      version: 1,
      findings: [
        {
          rule: 'missing-duplicate-rule-header',
          path: `../${service}`,
          subject: expect.any(String),
          count: 1,
        },
      ],
    });
    expect(found(path.join(root, classes), '--baseline', '../../../../config/known.json')).toEqual([]);
  });

  it('drops what is gone, but nothing that was not looked at', () => {
    const other = `${classes}/sub/Other.cls`;
    const root = makeFolder(leadProject({ [other]: leadClass('Other', 'save') }));
    run(root, 'check', ...update);
    rmSync(path.join(root, service));
    rmSync(path.join(root, other));
    run(root, 'check', ...update, `${classes}/sub`);
    const text = readFileSync(path.join(root, 'known.json'), 'utf8');
    expect(text).toContain(service);
    expect(text).not.toContain(other);
    run(root, 'check', ...update);
    expect(readFileSync(path.join(root, 'known.json'), 'utf8')).toBe(
      '{\n  "version": 1,\n  "findings": []\n}\n',
    );
  });

  it.each<[methods: string[], count: string]>([
    [[], '0 findings'],
    [['save', 'other'], '2 findings'],
  ])('tells how much it holds, in every format: %j', (methods, count) => {
    const root = makeFolder(leadProject({ [service]: leadClass('LeadService', ...methods) }));
    for (const format of ['text', 'jsonl', 'sarif']) {
      expect(run(root, 'check', '--format', format, ...update).err).toContain(
        `Wrote ${count} to known.json.`,
      );
    }
    expect(run(root, 'check', '--baseline', 'known.json').err).toBe('');
  });

  it('is written the same again', () => {
    const root = makeFolder(leadProject());
    run(root, 'check', ...update);
    const first = readFileSync(path.join(root, 'known.json'), 'utf8');
    run(root, 'check', ...update);
    expect(readFileSync(path.join(root, 'known.json'), 'utf8')).toBe(first);
  });

  it('tells a file that is none', () => {
    const root = makeFolder(leadProject());
    writeFileSync(path.join(root, 'known.json'), '[]');
    for (const args of [['--baseline', 'known.json'], update]) {
      const { code, err } = run(root, 'check', ...args);
      expect(code).toBe(2);
      expect(err).toContain('"known.json" cannot be used');
    }
  });
});
