import { readFileSync } from 'node:fs';
import path from 'node:path';
import { defineConfig } from 'vitepress';
import { slugOf } from '../headings.mjs';
import { root, sitePages } from '../pages.mjs';

const name = 'Duplicate Rules for Salesforce';
const pages = sitePages();
const base = process.env.SITE_BASE ?? '/';

export default defineConfig({
  title: name,
  description:
    'Finds the saves that a Salesforce duplicate rule will refuse, that slip past the rules, or that lose the refusal.',
  lang: 'en',
  base,
  head: [['link', { rel: 'icon', type: 'image/png', href: `${base}icon.png` }]],
  srcDir: '../out/site-pages',
  outDir: '../out/site',
  cacheDir: '../out/site-cache',
  markdown: {
    anchor: { slugify: slugOf },
    toc: { slugify: slugOf },
    config: (markdown) => markdown.core.ruler.push('headless-tables', dropEmptyHeads),
    languageAlias: { rules: 'yaml', console: 'shellsession' },
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
  },
  themeConfig: {
    siteTitle: 'Duplicate Rules',
    search: { provider: 'local' },
    nav: [
      { text: 'Guides', link: '/guides/refused-inserts', activeMatch: '^/guides/' },
      { text: 'Findings', link: '/rules/', activeMatch: '^/rules/' },
      { text: 'What is true', link: '/what-circulates' },
      { text: 'Command line', link: '/cli' },
      { text: 'All pages', link: '/contents' },
    ],
    sidebar: {
      '/': groupsOf('docs/README.md'),
      '/rules/': [{ text: 'All findings', link: '/rules/' }, ...groupsOf('docs/rules/README.md')],
    },
    outline: { level: [2, 3] },
  },
});

/** The headings of a table of contents, each with the pages that its table links to. */
function groupsOf(source) {
  const [, ...sections] = readFileSync(path.join(root, source), 'utf8').split(/^## /m);
  return sections.map((section) => ({
    text: section.slice(0, section.indexOf('\n')),
    items: [...section.matchAll(/^\| (\[.*?\)) *\|/gm)].flatMap(([, cell]) => linksOf(cell, source)),
  }));
}

function linksOf(cell, source) {
  return [...cell.matchAll(/\[([^\]]+)\]\(([^)#]+)\)/g)].flatMap(([, words, link]) => {
    const page = pages.get(path.posix.join(path.posix.dirname(source), link));
    return page ? [{ text: words.replaceAll('`', ''), link: `/${page.replace(/(?:index)?\.md$/, '')}` }] : [];
  });
}

/** Markdown has no table without a head; one whose cells are all empty is left out. */
function dropEmptyHeads(state) {
  const { tokens } = state;
  for (let at = tokens.length - 1; at >= 0; at--) {
    if (tokens[at].type !== 'thead_open') continue;
    const end = tokens.findIndex(({ type }, index) => index > at && type === 'thead_close');
    const head = tokens.slice(at, end);
    const cells = head.filter(({ type }) => type === 'inline');
    const isEmpty = cells.every(({ content }) => content === '');
    if (isEmpty) tokens.splice(at, end - at + 1);
  }
}
