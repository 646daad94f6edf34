import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import picomatch from 'picomatch';
import { describe, expect, it } from 'vitest';
import { copyRulePages } from '../../../esbuild.mjs';
import { bundledPackages } from '../../../scripts/release/bundled.mjs';
import { changelogProblems, cutRelease, notesOf, sections } from '../../../scripts/release/changelog.mjs';
import { checkLicences, usableLicences } from '../../../scripts/release/licences.mjs';
import { notices } from '../../../scripts/release/notices.mjs';
import { stage } from '../../../scripts/release/packExtension.mjs';
import { namedFiles, packedPatterns } from '../../../scripts/release/packedFiles.mjs';
import { billOfMaterials } from '../../../scripts/release/sbom.mjs';
import { deadLinks, settled } from '../../../scripts/release/settleLinks.mjs';
import { isPreRelease, versionProblem } from '../../../scripts/release/versions.mjs';

const root = path.resolve(import.meta.dirname, '../../..');
const read = (name: string) => readFileSync(path.join(root, name), 'utf8');
const manifest = JSON.parse(read('package.json'));
const lock = JSON.parse(read('package-lock.json'));

describe('the version', () => {
  it.each([
    ['0.2.0', null],
    ['1.0.0', null],
    ['0.1.1', null],
    ['0.1.0', null],
    ['0.0.8', '0.0.8 is lower than 0.0.10, which is released'],
    ['0.0.10', '0.0.10 is in the changelog already'],
    ['0.0.11', '0.0.11 is lower than 0.1.0 of package.json'],
    ['v0.2.0', "'v0.2.0' is no version of the form MAJOR.MINOR.PATCH"],
    ['0.2.0-beta.1', "'0.2.0-beta.1' is no version of the form MAJOR.MINOR.PATCH"],
    ['00.2.0', "'00.2.0' is no version of the form MAJOR.MINOR.PATCH"],
  ])('can be %s: %s', (next, problem) => {
    expect(versionProblem(next, '0.1.0', ['0.0.9', '0.0.10'])).toBe(problem);
  });

  it.each([
    ['0.1.0', true],
    ['0.2.0', false],
    ['1.0.5', false],
    ['1.11.0', true],
  ])('%s is a pre-release: %s', (version, is) => expect(isPreRelease(version)).toBe(is));

  it('is one: in the lock file, the docs and the changelog', () => {
    const { version } = manifest;
    expect([lock.version, lock.packages[''].version]).toEqual([version, version]);
    for (const page of ['README.md', 'docs/cli.md', 'docs/ci.md', 'docs/releasing.md'])
      for (const [, named] of read(page).matchAll(/duplicate-rules[-@](\d+\.\d+\.\d+)/g))
        expect(`${page}: ${named}`).toBe(`${page}: ${version}`);
    const [latest] = sections(read('CHANGELOG.md')).filter((section) => section.date !== null);
    if (latest) expect(latest.version).toBe(version);
  });
});

it('every page that installs it says where it tells what holds before a release', () => {
  const pages = [
    'docs/ci.md',
    'docs/audit.md',
    'docs/guides/test-an-integration.md',
    'server/src/cli/README.md',
  ];
  const place = 'cli.md#before-the-first-release-and-from-it-on';
  for (const page of pages) expect(`${page}: ${read(page).includes(place)}`).toBe(`${page}: true`);
  const installing = execFileSync('git', ['grep', '-l', '-E', 'npm install .*duplicate-rules', '--', '*.md'])
    .toString()
    .trim()
    .split('\n');
  expect(installing.filter((page) => page !== 'docs/cli.md' && !pages.includes(page))).toEqual([]);
});

describe('the changelog', () => {
  const text =
    '# Changelog\n\n## Unreleased\n\n### Added\n\n- a\n\n## 0.1.0 - 2026-01-31\n\n### Fixed\n\n- b\n';

  it('is as it should be', () => expect(changelogProblems(read('CHANGELOG.md'))).toEqual([]));

  it('gives a version what is unreleased', () => {
    const cut = cutRelease(text, '0.2.0', '2026-02-28');
    expect(sections(cut).map(({ version, date }) => [version, date])).toEqual([
      ['Unreleased', null],
      ['0.2.0', '2026-02-28'],
      ['0.1.0', '2026-01-31'],
    ]);
    expect(notesOf(cut, '0.2.0')).toBe('### Added\n\n- a');
    expect(changelogProblems(cut)).toEqual([]);
    expect(notesOf(cut, '0.3.0')).toBeNull();
  });

  it('releases nothing where nothing is told', () => {
    const empty = cutRelease(text, '0.2.0', '2026-02-28');
    expect(() => cutRelease(empty, '0.3.0', '2026-03-31')).toThrow('there is nothing to release');
    expect(() => cutRelease('# Changelog\n', '0.3.0', '2026-03-31')).toThrow('there is nothing to release');
  });

  it.each([
    ['## 0.1.0 - 2026-01-31\n\n### Added\n\n- a\n', 'The first section is not "## Unreleased".'],
    ['## Unreleased\n\n- a\n', 'Section Unreleased: a change stands under no kind.'],
    ['## Unreleased\n\n### News\n\n- a\n', 'Section Unreleased: "News" is not one of Added'],
    ['## Unreleased\n\n## 0.1.0\n\n### Added\n\n- a\n', 'Section 0.1.0 has no date'],
    ['## Unreleased\n\n## 0.1.0 - 2026-01-31\n', 'Section 0.1.0 tells no change.'],
  ])('%j is not as it should be', (wrong, problem) => {
    expect(changelogProblems(wrong).join('\n')).toContain(problem);
  });
});

describe('licences', () => {
  it.each([
    ['MIT', ['MIT']],
    ['(MIT OR GPL-3.0-or-later)', ['MIT']],
    ['GPL-3.0-or-later OR (MIT AND Zlib)', ['MIT', 'Zlib']],
    ['MIT AND GPL-3.0-only', null],
    ['GPL-3.0-only', null],
    ['Apache-2.0+', null],
    ['Apache-2.0 WITH LLVM-exception', null],
    ['SEE LICENSE IN LICENSE.txt', null],
    ['', null],
  ])('%s: %j', (expression, usable) => expect(usableLicences(expression)).toEqual(usable));

  it('that are not known stop a build', () => {
    const one = { name: 'left', version: '1.0.0', licence: 'WTFPL' };
    expect(() => checkLicences([{ ...one, licence: 'MIT' }, one])).toThrow(/left 1\.0\.0: WTFPL/);
  });
});

describe('what is bundled', () => {
  const inner = 'node_modules/@salesforce/core/node_modules/jszip';
  const found = bundledPackages(
    root,
    [
      {
        inputs: {
          'node_modules/yaml/dist/index.js': {
            bytes: 9,
            imports: [{ path: `${inner}/lib/index.js`, kind: 'import-statement' as const }],
          },
        },
        outputs: {
          '../elsewhere/dist/cli-ABC123.js': {
            bytes: 9,
            imports: [],
            exports: [],
            inputs: {
              'node_modules/yaml/dist/index.js': { bytesInOutput: 5 },
              'node_modules/zod/index.js': { bytesInOutput: 0 },
              'server/src/cli/main.ts': { bytesInOutput: 7 },
              [`${inner}/lib/index.js`]: { bytesInOutput: 1 },
            },
          },
        },
      },
    ],
    new Map([['grammars/tree-sitter-java.wasm', 'node_modules/tree-sitter-java']]),
  );
  const packages = [
    ['jszip', inner, ['cli.js'], []],
    ['tree-sitter-java', 'node_modules/tree-sitter-java', ['grammars/tree-sitter-java.wasm'], []],
    ['yaml', 'node_modules/yaml', ['cli.js'], [inner]],
  ];

  it('is told by the parts that a bundle holds', () => {
    expect(found.map(({ name, folder, files, uses }) => [name, folder, files, uses])).toEqual(packages);
    for (const { folder, version } of found) expect(version).toBe(lock.packages[folder].version);
  });

  it('comes with the texts of its licences', () => {
    const text = notices(root, found);
    for (const { name, version } of found) expect(text).toContain(`${name} ${version} (`);
    expect(text).not.toContain('GPL-3.0-or-later)');
    expect(text).toContain('Copyright Eemeli Aro');
  });

  it('comes with a bill of materials that holds to the schema and is the same each time', async () => {
    const bytes = Buffer.from('a package');
    const of = { product: manifest, file: 'x.tgz', bytes, packages: found, locked: lock.packages, time: 1e9 };
    const text = await billOfMaterials(of);
    expect(await billOfMaterials(of)).toBe(text);
    const bill = JSON.parse(text);
    expect(bill).toMatchObject({ bomFormat: 'CycloneDX', specVersion: '1.6' });
    expect(bill.metadata.timestamp).toBe('2001-09-09T01:46:40.000Z');
    expect(bill.components.map(({ purl }: { purl: string }) => purl)).toEqual(
      found.map(({ name, version }) => `pkg:npm/${name}@${version}`),
    );
    expect(
      bill.dependencies.find(({ ref }: { ref: string }) => ref === 'node_modules/yaml').dependsOn,
    ).toEqual([inner]);
    expect(bill.dependencies.find(({ ref }: { ref: string }) => ref === 'x.tgz').dependsOn).toEqual([
      'node_modules/tree-sitter-java',
      'node_modules/yaml',
    ]);
    expect(await billOfMaterials({ ...of, bytes: Buffer.from('another') })).not.toContain(bill.serialNumber);
  });
});

describe('pages in a package', () => {
  const there = (target: string) => target === 'there.md';
  it.each([
    [
      '[`a` b](there.md#x), [c](gone.md#x), [d](#e), [f](https://x.example/g.md)',
      '[`a` b](there.md#x), c, [d](#e), [f](https://x.example/g.md)',
    ],
    ['One\n\n![A picture](docs/a.gif)\n\nTwo', 'One\n\nTwo'],
    ['`[a](gone.md)` [`b`](gone.md)', '`[a](gone.md)` `b`'],
    ['```\n[a](gone.md)\n```\n[a](gone.md)', '```\n[a](gone.md)\n```\na'],
  ])('%j leads nowhere but into it', (markdown, expected) => {
    expect(settled(markdown, there)).toBe(expected);
  });

  it.each([
    [false, /^(?!.*\]\((?!https?:|#))/s],
    [true, /\]\(docs\/org\.md\)/],
  ])('of the extension, where its repository is known (%s)', (isKnown, readme) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'packed-'));
    try {
      copyRulePages(path.join(folder, 'dist'));
      stage(folder, { ...manifest, ...(isKnown && { repository: 'https://github.com/x/y' }) });
      expect(deadLinks(folder).filter((one) => !isKnown || !/^(?:README|CHANGELOG)\.md: /.test(one))).toEqual(
        [],
      );
      expect(readFileSync(path.join(folder, 'README.md'), 'utf8')).toMatch(readme);
      expect(existsSync(path.join(folder, 'dist/rules/expired-bypass.md'))).toBe(true);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

it('packs what the manifest of the extension names', () => {
  const packed = picomatch(packedPatterns(root));
  const named = namedFiles(manifest.contributes).concat(namedFiles([manifest.main, manifest.icon]));
  expect(named.length).toBeGreaterThan(5);
  expect(named.filter((file: string) => !packed(file))).toEqual([]);
  expect(packed('dist/THIRD-PARTY-NOTICES.txt')).toBe(true);
  expect(packed('dist/cli.js')).toBe(false);
});
