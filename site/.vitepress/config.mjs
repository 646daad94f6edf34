import { readFileSync } from 'node:fs';
import path from 'node:path';
import { defineConfig } from 'vitepress';
import { slugOf } from '../headings.mjs';
import { root, sitePages } from '../pages.mjs';
import { titledSamples } from '../samples.mjs';

const name = 'Duplicate Rules for Salesforce';
const pages = sitePages();
const base = process.env.SITE_BASE ?? '/';
const rulePages = new Set(
  [...pages.values()].flatMap((page) => /^rules\/(?!index)(.+)\.md$/.exec(page)?.[1] ?? []),
);

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
    config: (markdown) => {
      markdown.core.ruler.push('headless-tables', dropEmptyHeads);
      titledSamples(markdown, {
        isRule: (id) => rulePages.has(id),
        addressOf: (id) => `${base}rules/${id}.html`,
      });
    },
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
    notFound: {
      title: 'Page not found',
      quote: 'The address may be misspelt, or the page may have moved.',
      linkText: 'To the start page',
      linkLabel: 'To the start page',
    },
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

/** Markdown has no table without a head; one whose cells are all empty is left out, and an empty cell heads nothing. */
function dropEmptyHeads(state) {
  const { tokens } = state;
  for (let at = tokens.length - 1; at >= 0; at--) {
    if (tokens[at].type !== 'thead_open') continue;
    const end = tokens.findIndex(({ type }, index) => index > at && type === 'thead_close');
    const head = tokens.slice(at, end);
    const cells = head.filter(({ type }) => type === 'inline');
    if (cells.every(({ content }) => content === '')) tokens.splice(at, end - at + 1);
    else for (const [index, token] of head.entries()) if (isEmptyCell(head, index)) token.tag = 'td';
  }
}

function isEmptyCell(head, index) {
  const { type } = head[index];
  const text = type === 'th_open' ? head[index + 1] : type === 'th_close' ? head[index - 1] : null;
  return text?.type === 'inline' && text.content === '';
}
