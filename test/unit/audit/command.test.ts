import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Ajv from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import type { Log } from 'sarif';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type AuditOptions, runAudit } from '../../../server/src/cli/audit.ts';
import { auditSarif } from '../../../server/src/cli/formats/auditSarif.ts';
import { Problem } from '../../../server/src/cli/problem.ts';
import type { AuditStatement } from '../../../server/src/core/audit/model.ts';
import { expandRules } from '../../support/rulesShorthand.ts';
import { classes, commitAll, git, projectFile, writeFiles } from '../cli/commandLine.ts';
import { auditOf, bypass, type Given } from './auditOf.ts';

/** A repository with a committed bypass, one that states its reason, and a class that is not tracked. */
let folder: string;
beforeAll(() => {
  folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'duplicate-rules-audit-')));
  writeFiles(folder, {
    'app/sfdx-project.json': projectFile,
    ...Object.fromEntries(
      [...expandRules('Lead: Alert/Report matching Email')].map(([file, text]) => [`app/${file}`, text]),
    ),
    [`app/${classes}/Old.cls`]: `public class Old { ${bypass()} }`,
    [`app/${classes}/Stated.cls`]: `public class Stated { ${bypass(
      '// duplicate-rules: allow-save-bypass -- merged at night (until: 2026-10-31)',
    )} }`,
  });
  git(folder, 'init', '-q');
  commitAll(folder);
  writeFiles(path.join(folder, 'app'), { [`${classes}/New.cls`]: `public class New { ${bypass()} }` });
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function audit(options: Partial<AuditOptions>, typed: readonly string[] = []) {
  const told = { out: '', warnings: [] as string[] };
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    told.out += text;
    return true;
  });
  try {
    const asked: AuditOptions = {
      format: 'text',
      failOn: 'never',
      authors: true,
      today: '2026-11-23',
      ...options,
    };
    const code = await runAudit(typed, asked, {
      cwd: path.join(folder, 'app'),
      version: '1.2.3',
      gateway: () => {
        throw new Error('no org is to be asked');
      },
      signal: new AbortController().signal,
      progress: () => {},
      settle: () => {},
      warn: (text) => told.warnings.push(text),
      endInOrder: () => {},
      onTerminate: () => {},
    });
    return { ...told, code };
  } finally {
    write.mockRestore();
  }
}

describe('the audit command', () => {
  it('says who wrote the lines, and that a file is not tracked', async () => {
    const { out, warnings, code } = await audit({});
    expect([warnings, code]).toEqual([[], 0]);
    expect(out).toMatch(/Old\.cls:5, Test, \d{4}-\d\d-\d\d \([0-9a-f]{9}\)/);
    expect(out).toContain('New.cls:5, the file is not under version control');
    expect(out).toContain('owner: Test (wrote the line); until: 2026-10-31 (has passed)');
    expect((await audit({ authors: false })).out).toContain('owner: nobody is named; until: no date');
  });

  it('names no folder of the machine where git trusts none', async () => {
    vi.stubEnv('GIT_TEST_ASSUME_DIFFERENT_OWNER', '1');
    const { out } = await audit({ format: 'json' });
    vi.unstubAllEnvs();
    expect(out).toContain('git does not read a repository of another user, unless safe.directory names it');
    expect(out).not.toContain(folder);
  });

  it('is SARIF with stated reasons as suppressions', async () => {
    const log = JSON.parse((await audit({ format: 'sarif' })).out) as Log;
    const schema = createRequire(import.meta.url)('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json');
    const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
    addFormats(ajv as never);
    expect([ajv.validate(schema, log), ajv.errors]).toEqual([true, null]);
    const bypasses = log.runs[0]!.results!.filter(({ ruleId }) => ruleId === 'allow-save-bypass');
    expect(
      bypasses.map(({ locations, suppressions }) => [
        locations![0]!.physicalLocation!.artifactLocation!.uri,
        suppressions?.[0]?.justification ?? null,
      ]),
    ).toEqual([
      [`app/${classes}/New.cls`, null],
      [`app/${classes}/Old.cls`, null],
      [`app/${classes}/Stated.cls`, 'merged at night'],
    ]);
  });

  it('gives each place the reason that is stated there, and says where it stands', () => {
    const stated = (reason: string) => `// duplicate-rules: allow-save-bypass -- ${reason}`;
    const [body = ''] = bypass(stated('first')).split(/\}$/);
    const again = body.slice(body.indexOf('{') + 1).replaceAll('options', 'others');
    const code = `${body}${again.replace('first', 'second')}}`;
    const given = { rules: 'Lead: Alert/Alert matching Email' };
    const suppressed = { rule: 'allow-save-bypass', path: '**', reason: 'decided' };
    const reasons = (of: Given) =>
      (
        JSON.parse(auditSarif([{ audit: auditOf({ ...given, ...of }), compared: null }], '1.2.3')) as Log
      ).runs[0]!.results!.filter(({ ruleId }) => ruleId === 'allow-save-bypass').map(({ suppressions }) => [
        suppressions?.[0]?.kind,
        suppressions?.[0]?.justification,
      ]);
    expect(reasons({ code })).toEqual([
      ['inSource', 'first'],
      ['inSource', 'second'],
    ]);
    expect(reasons({ code: bypass(), settings: { suppressions: [suppressed] } })).toEqual([
      ['external', 'decided'],
    ]);
  });

  it('compares with an earlier audit, and fails where something is new', async () => {
    const file = path.join(folder, 'audit.json');
    const baseline = '../audit.json';
    writeFileSync(file, (await audit({ format: 'json' })).out);
    const same = await audit({ baseline, failOn: 'new' });
    expect([same.code, same.out.includes('0 new, 0 worse, 0 resolved')]).toEqual([0, true]);
    writeFileSync(file, (await audit({ format: 'json', today: '2026-10-31' })).out);
    const later = await audit({ baseline, failOn: 'new' });
    expect(later.code).toBe(1);
    expect(later.out).toContain('Since the earlier audit: 1 new, 0 worse, 0 resolved');
    expect(later.out).toContain(
      'New (medium): Stated.cls: this suppression of allow-save-bypass was meant to hold until',
    );
    expect(later.out).toMatch(/New \(medium\)[\s\S]*?\n {4}force-app\/\S+Stated\.cls:\d+\n/);
    for (const format of ['markdown', 'html'] as const) {
      const { out } = await audit({ baseline, format });
      const since = out.slice(out.indexOf('Since the earlier'), out.indexOf('What to change first'));
      expect(since).toMatch(/Stated\.cls:\d+/);
    }
  });

  it('tells once of a day in the settings that has passed, where it stands', async () => {
    const reason = 'merged at night (until: 2026-10-31)';
    const suppressions = [{ path: '**/*.cls', rule: 'allow-save-bypass', reason }];
    writeFiles(folder, {
      'dated/sfdx-project.json': projectFile,
      'dated/duplicate-rules.config.json': JSON.stringify({ suppressions }, null, 2),
      [`dated/${classes}/A.cls`]: `public class A { ${bypass()} }`,
      [`dated/${classes}/B.cls`]: `public class B { ${bypass()} }`,
    });
    const asked = { format: 'json', authors: false } as const;
    for (const typed of ['../dated', '../dated/force-app']) {
      const { sections, register } = JSON.parse((await audit(asked, [typed])).out).projects[0];
      const expired = sections[1].statements.filter(({ kind }: AuditStatement) => kind === 'expired-bypass');
      expect(expired.map(({ places }: AuditStatement) => places)).toEqual([
        [expect.objectContaining({ path: 'duplicate-rules.config.json', line: 6, column: 17 })],
      ]);
      expect(register).toHaveLength(2);
    }
    rmSync(path.join(folder, 'dated'), { recursive: true });
  });

  it('lists code that is not looked at, with the reason, in every format', async () => {
    const code = "import { Connection } from 'jsforce';\n";
    const line = `const x = '${'a'.repeat(12_000)}';\n`;
    const ignore = JSON.stringify({ ignore: ['old/**'] });
    writeFiles(folder, {
      'left/sfdx-project.json': projectFile,
      'left/duplicate-rules.config.json': ignore,
      'left/large.js': `${code}${'const a = 1;\n'.repeat(120_000)}`,
      'left/line.js': `${code}${line}`,
      'left/made.js': `// This file is auto-generated. Do not edit.\n${code}`,
      'left/other.js': `${line}`,
      'left/kept.js': code,
    });
    writeFileSync(path.join(folder, 'left/latin.js'), Buffer.from(`${code}// M\xfcller\n`, 'latin1'));
    writeFileSync(path.join(folder, 'left/huge.js'), Buffer.alloc(6_000_000, 'x'));
    const parts = [
      'Code that mentions Salesforce: huge.js and large.js. Code of this size is taken',
      'Code that mentions Salesforce: line.js. A line of more than 10,000 characters',
      'Code that mentions Salesforce: made.js. By name or by the comment',
      'latin.js: The file is not UTF-8; it is read as Latin-1. All else was looked at.',
      'Files that the configuration leaves out: old/',
    ];
    for (const format of ['text', 'markdown', 'html', 'sarif'] as const) {
      const { out } = await audit({ format, authors: false }, ['../left']);
      const plain = out.replace(/\s+/g, ' ');
      expect([format, parts.filter((part) => !plain.includes(part))]).toEqual([format, []]);
      expect(plain).not.toContain('kept.js');
    }
    const { out } = await audit({ format: 'json', authors: false }, ['../left']);
    const ids = JSON.parse(out).projects[0].sections[1].notLookedAt.map((one: { id: string }) => one.id);
    expect(out).not.toContain(process.cwd());
    expect(ids).toEqual([
      'ignored',
      'too-large:huge.js,large.js',
      'minified:line.js',
      'generated',
      expect.stringMatching(/^unread:sfdx-project/),
      expect.stringMatching(/^unread:latin\.js/),
      // Not built here.
      expect.stringMatching(
        /^unread:The grammar for JavaScript does not load: .*'(?:web-tree-sitter|tree-sitter-javascript)\.wasm'/,
      ),
    ]);
    rmSync(path.join(folder, 'left'), { recursive: true });
  });

  it('lists what could not be read once', async () => {
    const packageDirectories = [{ path: 'gone' }, { path: 'gone' }];
    writeFiles(folder, {
      'gone/sfdx-project.json': JSON.stringify({ packageDirectories }),
      'gone/A.cls': `public class A { ${bypass()} }`,
    });
    const { out } = await audit({ format: 'json', authors: false }, ['../gone']);
    expect(out).not.toContain(folder);
    const { sections } = JSON.parse(out).projects[0];
    const ids: string[] = sections[1].notLookedAt.map(({ id }: { readonly id: string }) => id);
    expect(ids.length).toBeGreaterThan(0);
    expect(ids).toEqual([...new Set(ids)]);
    rmSync(path.join(folder, 'gone'), { recursive: true });
  });

  it.each<[options: Partial<AuditOptions>, code: number]>([
    [{ failOn: 'high' }, 1],
    [{ failOn: 'low' }, 1],
    [{ failOn: 'never' }, 0],
  ])('exits by %o', async (options, code) => {
    expect((await audit(options)).code).toBe(code);
  });

  it.each<[options: Partial<AuditOptions>, problem: string]>([
    [{ failOn: 'new' }, '--fail-on new needs --baseline FILE'],
    [{ baseline: 'none.json' }, 'there is no earlier audit "none.json"'],
    [
      { baseline: 'sfdx-project.json' },
      '"sfdx-project.json" is no audit to compare with: it is JSON of something else. duplicate-rules audit --format json > FILE writes one.',
    ],
  ])('refuses %o', async (options, problem) => {
    const refused = await audit(options).catch((error) => error);
    expect(refused).toBeInstanceOf(Problem);
    expect(refused.message).toContain(problem);
  });
});
