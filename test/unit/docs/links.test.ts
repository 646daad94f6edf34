import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { globSync } from 'tinyglobby';
import { expect, it } from 'vitest';
import { anchorsOf, withoutCode } from '../../../site/headings.mjs';

const root = path.resolve(import.meta.dirname, '../../..');
const pages = globSync(['*.md', 'docs/**/*.md', 'samples/**/*.md', 'server/src/**/*.md', 'client/**/*.md'], {
  cwd: root,
  ignore: ['**/node_modules/**'],
});
const anchors = new Map<string, readonly string[]>();

it('links lead to files and headings that exist', () => {
  const broken = pages.flatMap((page) =>
    linksOf(read(page))
      .filter((link) => !leadsSomewhere(page, link))
      .map((link) => `${page}: ${link}`),
  );
  expect(broken).toEqual([]);
  expect(pages.length).toBeGreaterThan(40);
});

it('pictures say what they show', () => {
  const mute = pages.filter((page) => /!\[\s*\]\(/.test(read(page)));
  expect(mute).toEqual([]);
});

function read(page: string): string {
  return readFileSync(path.join(root, page), 'utf8');
}

function leadsSomewhere(page: string, link: string): boolean {
  const [file = '', anchor] = decodeURI(link).split('#');
  const target = file === '' ? page : path.posix.join(path.posix.dirname(page), file);
  if (target.startsWith('..') || !existsSync(path.join(root, target))) return false;
  if (anchor === undefined || !target.endsWith('.md')) return true;
  if (!anchors.has(target)) anchors.set(target, anchorsOf(read(target)));
  return anchors.get(target)!.includes(anchor);
}

/** Those that are relative. What stands in code is no link. */
function linksOf(markdown: string): readonly string[] {
  const text = withoutCode(markdown).replace(/`[^`\n]*`/g, '``');
  const links = [...text.matchAll(/\]\(<?([^()\s>]+)>?(?: "[^"]*")?\)/g)].map(([, target]) => target!);
  const defined = [...text.matchAll(/^\[[^\]]+\]: (\S+)$/gm)].map(([, target]) => target!);
  return [...links, ...defined].filter((target) => !/^[a-z][a-z+.-]*:/i.test(target));
}
