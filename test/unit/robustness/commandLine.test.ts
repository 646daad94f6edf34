import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  bundlePath,
  classes,
  commitAll,
  git,
  jsonLines,
  leadClass,
  leadProject,
  makeFolder,
  projectFile,
  run,
  useCommandLine,
  writeFiles,
} from '../cli/commandLine.ts';

useCommandLine();

const service = `${classes}/LeadService.cls`;

function repository(): string {
  const root = makeFolder(leadProject());
  git(root, 'init', '-q');
  commitAll(root);
  return root;
}

function paths(root: string, ...args: string[]): string[] {
  return jsonLines(run(root, 'check', '--format', 'jsonl', ...args).out).map((finding) => finding.path);
}

describe('a repository whose configuration names programs', () => {
  it('runs none of them', () => {
    const root = repository();
    const ran = path.join(root, 'ran');
    const program = path.join(root, '.git/program');
    writeFileSync(program, `#!/bin/sh\necho "$0 $*" >> '${ran}'\ncat\n`);
    chmodSync(program, 0o755);
    mkdirSync(path.join(root, '.git/hooks'), { recursive: true });
    for (const hook of ['post-index-change', 'fsmonitor-watchman', 'pre-auto-gc']) {
      symlinkSync(program, path.join(root, '.git/hooks', hook));
    }
    for (const key of [
      'core.fsmonitor',
      'core.pager',
      'core.editor',
      'core.sshCommand',
      'core.askPass',
      'diff.external',
      'diff.evil.command',
      'diff.evil.textconv',
      'filter.evil.clean',
      'filter.evil.smudge',
      'filter.a b=c.clean',
      'filter.long.process',
    ]) {
      git(root, 'config', key, program);
    }
    git(root, 'config', 'filter.evil.required', 'true');
    git(root, 'config', 'filter.long.required', 'true');
    writeFileSync(
      path.join(root, '.git/info/attributes'),
      '*.cls filter=evil diff=evil\n*.xml filter=long\n*.json filter="a b=c"\n',
    );
    writeFiles(root, {
      [service]: leadClass('LeadService', 'save', 'other'),
      'sfdx-project.json': projectFile + '\n',
      'force-app/x.xml': '<a/>',
    });
    const { out, err, code } = run(root, 'check', '--since', 'HEAD', '--format', 'jsonl');
    expect(err).toBe('');
    expect(code).toBe(1);
    expect(jsonLines(out)).toHaveLength(1);
    expect(existsSync(ran)).toBe(false);
  });

  it('leaves submodules alone', () => {
    const inner = repository();
    const root = repository();
    git(root, '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', inner, 'inner');
    commitAll(root);
    writeFiles(root, { [`inner/${service}`]: '// changed\n', [service]: leadClass('LeadService', 'a', 'b') });
    const { err, code } = run(root, 'check', '--since', 'HEAD');
    expect(err).toBe('');
    expect(code).toBe(1);
  });
});

describe('references that are none', () => {
  let root = '';
  beforeAll(() => {
    root = repository();
  });

  it.each([
    '--output=x',
    '-x',
    'no-such',
    'HEAD:force-app',
    ':/',
    '@{-1}',
    '..',
    'HEAD..HEAD',
    '\u001b[31m',
    'a\nb',
    'x'.repeat(5_000),
  ])('%j', (ref) => {
    const { err, code } = run(root, 'check', `--since=${ref}`);
    expect(code).toBe(2);
    expect(err).toContain('--since');
    expect(err).not.toContain('\u001b');
    expect(err).not.toContain('unexpected error');
    expect(existsSync(path.join(root, 'x'))).toBe(false);
  });
});

describe('other kinds of repositories', () => {
  it('reads a linked work tree', () => {
    const root = repository();
    git(root, 'worktree', 'add', '-q', '../linked', '-b', 'linked');
    const linked = path.join(root, '../linked');
    expect(paths(linked, '--since', 'HEAD')).toEqual([]);
    expect(paths(linked)).toEqual([service]);
  });

  it('says that a bare repository has no work tree', () => {
    const root = makeFolder({});
    git(root, 'init', '-q', '--bare');
    const { code, err } = run(root, 'check', '--since', 'HEAD');
    expect(code).toBe(2);
    expect(err).toContain('work tree');
  });

  it('says that a repository without a commit has none', () => {
    const root = makeFolder(leadProject());
    git(root, 'init', '-q');
    const { code, err } = run(root, 'check', '--since', 'HEAD');
    expect(code).toBe(2);
    expect(err).toContain('there is no commit "HEAD"');
  });
});

describe.skipIf(process.platform === 'win32')('names of files', () => {
  const odd = [
    'a b',
    'a%20b',
    '100%',
    'a#b',
    'a?b',
    'ünïcode',
    '\u65e5\u672c',
    'a&<b>',
    "a'b",
    'a"b',
    'a\\b',
  ];
  const hostile = ['line\nbreak', '\u001b[31mred', '\u202ekcab', '-rf', ':(top)x', '$(true)', '`true`'];

  it('may hold any character', () => {
    const names = [...odd, ...hostile].map((name) => `${classes}/${name}.cls`).sort();
    const sources = Object.fromEntries(names.map((name, index) => [name, leadClass(`X${index}`, 'save')]));
    const root = makeFolder({ ...leadProject(), ...sources });
    const all = [...names, service].sort();
    git(root, 'init', '-q');
    expect(paths(root).sort()).toEqual(all);

    const { results } = JSON.parse(run(root, 'check', '--format', 'sarif').out).runs[0];
    const uris: string[] = results.map(
      // biome-ignore lint/suspicious/noExplicitAny: SARIF as others read it
      (result: any) => result.locations[0].physicalLocation.artifactLocation.uri,
    );
    expect(uris.map(decodeURIComponent).sort()).toEqual(all);
    for (const uri of uris) expect(uri).toMatch(/^[\w\-./%~!*'()]+$/);

    const { out } = run(root, 'check');
    expect(out).not.toContain('\u001b');
    expect(out).not.toContain('\u202e');
    expect(out.split('\n').filter((line) => /:\d+:\d+ warning/.test(line))).toHaveLength(all.length);

    commitAll(root);
    expect(paths(root, '--since', 'HEAD')).toEqual([]);
    const folder = path.join(root, classes);
    expect(paths(folder, ...hostile.map((name) => `./${name}.cls`))).toHaveLength(hostile.length);
  });

  it('takes endings in any case', () => {
    const root = makeFolder({ ...leadProject(), [`${classes}/UP.CLS`]: leadClass('Up', 'save') });
    expect(paths(root)).toContain(`${classes}/UP.CLS`);
  });
});

describe('names that hold escape sequences', () => {
  it('are shown by number', () => {
    const files = leadProject();
    const [rule] = Object.keys(files).filter((name) => name.includes('duplicateRule-meta'));
    const root = makeFolder({
      ...files,
      [rule!]: files[rule!]!.replace(
        /<masterLabel>.*<\/masterLabel>/,
        '<masterLabel>a&#27;[2J\u009b31m\u202eb</masterLabel>',
      ),
      'duplicate-rules.config.json': '{"\u001b]0;title\u0007": 1}',
    });
    for (const args of [['check'], ['rules']]) {
      const { out, err } = run(root, ...args);
      for (const character of '\u001b\u0007\u009b\u202e') expect(out + err).not.toContain(character);
      expect(out).toContain('\\x1b[2J\\x9b31m\\u202eb');
      expect(err).toContain('\\x1b]0;title\\x07');
    }
    const { err } = run(root, 'check', '\u001b[31m');
    expect(err).not.toContain('\u001b');
  });
});

describe('project files', () => {
  const one = { [service]: leadClass('LeadService', 'save') };
  const rule = Object.fromEntries(
    Object.entries(leadProject()).filter(([name]) => /(?:duplicate|matching)Rules\//.test(name)),
  );

  it.each<[string, string | null, number, RegExp | null]>([
    ['missing', null, 1, null],
    ['empty', '', 1, /cannot be read/],
    ['no JSON', '{', 1, /cannot be read/],
    ['an array', '[]', 1, /cannot be read/],
    ['null', 'null', 1, /cannot be read/],
    ['with a byte order mark', '\ufeff' + projectFile, 1, null],
    ['paths that are numbers', '{"packageDirectories": [{"path": 1}]}', 1, /cannot be read/],
    ['a path that does not exist', '{"packageDirectories": [{"path": "gone"}]}', 0, /does not exist/],
    ['a path outside', '{"packageDirectories": [{"path": "../.."}]}', 0, /lies outside/],
    ['an absolute path', '{"packageDirectories": [{"path": "/etc"}]}', 0, /lies outside/],
    ['a path that is a file', '{"packageDirectories": [{"path": "sfdx-project.json"}]}', 0, /is no folder/],
    ['a path with NUL', '{"packageDirectories": [{"path": "a\\u0000b"}]}', 0, /does not exist/],
    [
      'packages in each other',
      '{"packageDirectories": [{"path": "force-app"}, {"path": "force-app/main"}, {"path": "./force-app/"}, {"path": "."}]}',
      1,
      null,
    ],
  ])('%s', (_, text, count, warning) => {
    const root = makeFolder({ ...one, ...rule, ...(text === null ? {} : { 'sfdx-project.json': text }) });
    const { out, err, code } = run(root, 'check', '--format', 'jsonl');
    expect(jsonLines(out)).toHaveLength(count);
    expect(code).toBe(count === 0 ? 2 : 1);
    if (warning === null) expect(err).toBe('');
    else expect(err).toMatch(warning);
  });
});

describe('baselines', () => {
  it.each([
    ['empty', ''],
    ['binary', '\u0000\u0001'],
    ['an array', '[]'],
    ['of another version', '{"version": 2}'],
    ['with wrong entries', '{"version": 1, "findings": [{"rule": "__proto__"}]}'],
  ])('%s', (_, text) => {
    const root = makeFolder({ ...leadProject(), 'b.json': text });
    const { code, err } = run(root, 'check', '--baseline', 'b.json');
    expect(code).toBe(2);
    expect(err).toContain('the baseline "b.json" cannot be used');
  });

  it.each(['.', 'no/such/folder/b.json', 'sfdx-project.json/b.json'])(
    'that cannot be written: %s',
    (file) => {
      const root = makeFolder(leadProject());
      const { code, err } = run(root, 'check', '--baseline', file, '--update-baseline');
      expect(code).toBe(2);
      expect(err).toMatch(/the baseline .* cannot be (?:written|read)/);
    },
  );
});

describe.skipIf(process.platform === 'win32')('streams', () => {
  it('may be closed before the output ends', () => {
    const root = makeFolder(leadProject());
    for (const redirection of ['>&-', '| true', '2>&- >&-', '> /dev/full']) {
      const shell = `'${process.execPath}' '${bundlePath()}' check --format sarif ${redirection}`;
      const { stderr, signal } = spawnSync('sh', ['-c', shell], { cwd: root, encoding: 'utf8' });
      expect(signal).toBe(null);
      expect(stderr).not.toContain('    at ');
    }
  });
});
