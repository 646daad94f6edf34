import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { rules } from '../../../server/src/core/rules/registry.ts';

const page = new URL('../../../docs/rule-files.md', import.meta.url);
const text = readFileSync(page, 'utf8');

it('lists every finding on rule files, and none else', () => {
  const listed = [...text.matchAll(/rules\/([\w-]+)\/README\.md/g)].map(([, id]) => id!);
  const onRuleFiles = rules.filter(({ on }) => on === 'rule-file').map(({ id }) => id);
  expect(listed.sort()).toEqual(onRuleFiles.sort());
});

it('links to pages and headings that exist', () => {
  const links = [...text.matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]+))?\)/g)];
  const broken = links.filter(([, path, anchor]) => {
    const target = path === '' ? page : new URL(path!, page);
    return !existsSync(target) || (anchor && !anchorsOf(target).includes(anchor));
  });
  expect(broken.map(([link]) => link)).toEqual([]);
});

/** As GitHub makes them of headings. */
function anchorsOf(target: URL): readonly string[] {
  return [...readFileSync(target, 'utf8').matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    heading!
      .toLowerCase()
      .replace(/[^\w\- ]/g, '')
      .replaceAll(' ', '-'),
  );
}
