import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { anchorsOf, withoutCode } from '../../../site/headings.mjs';
import { sitePages } from '../../../site/pages.mjs';
import { stagePages } from '../../../site/stage.mjs';

let folder = '';
let pages: readonly string[] = [];
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'duplicate-rules-site-'));
  stagePages(folder);
  pages = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll(path.sep, '/'))
    .filter((file) => file.endsWith('.md'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const read = (page: string) => readFileSync(path.join(folder, page), 'utf8');

it('gives every page an address of its own', () => {
  const addresses = [...sitePages().values()];
  expect(new Set(addresses).size).toBe(addresses.length);
  expect([...pages].sort()).toEqual([...addresses].sort());
});

it('links lead to pages of the site, and to headings that these have', () => {
  const broken = pages.flatMap((page) =>
    [
      ...withoutCode(read(page))
        .replace(/`[^`\n]*`/g, '``')
        .matchAll(/\]\((\.[^)\s]*|#[^)\s]+)\)/g),
    ]
      .map(([, link]) => link!)
      .filter((link) => {
        const [file = '', anchor] = link.split('#');
        const target = file === '' ? page : path.posix.join(path.posix.dirname(page), file);
        return !pages.includes(target) || (anchor && !anchorsOf(read(target)).includes(decodeURI(anchor)));
      })
      .map((link) => `${page}: ${link}`),
  );
  expect(broken).toEqual([]);
});

it('shows pictures that are there, and stills to those who want no motion', () => {
  const shown = pages.flatMap((page) =>
    [...read(page).matchAll(/<img src="([^"]+)"/g)].map(([, src]) => src!),
  );
  expect(shown.filter((src) => !existsSync(path.join(folder, 'public', src)))).toEqual([]);
  expect(read('index.md')).toMatch(
    /<source srcset="\/images\/apex-still\.png" media="\(prefers-reduced-motion: reduce\)">/,
  );
});

it('has code as it is written', () => {
  const page = read('rules/allow-save-bypass.md');
  expect(page).toContain('```apex bad\npublic class EventImport {');
});
