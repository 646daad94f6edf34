/** Lays the pages out as the site has them, with links that lead to pages of the site. */
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root, sitePages } from './pages.mjs';

const pictures = 'docs/images';
const fence = /^( *)```[^\n]*\n[\s\S]*?^\1```$/gm;

/** @param {string} folder that is replaced */
export function stagePages(folder) {
  rmSync(folder, { recursive: true, force: true });
  const pages = sitePages();
  for (const [source, page] of pages) {
    const text = outsideOfCode(readFileSync(path.join(root, source), 'utf8'), (part) =>
      relinked(part, source, page, pages),
    );
    const file = path.join(folder, page);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, `${frontMatter(source)}${text}`);
  }
  cpSync(path.join(root, pictures), path.join(folder, 'public/images'), { recursive: true });
  cpSync(path.join(root, 'media/icon.png'), path.join(folder, 'public/icon.png'));
}

function frontMatter(source) {
  return source === 'README.md'
    ? '---\ntitle: Duplicate Rules for Salesforce\ntitleTemplate: false\n---\n\n'
    : '';
}

function outsideOfCode(text, change) {
  let at = 0;
  let out = '';
  for (const block of text.matchAll(fence)) {
    out += change(text.slice(at, block.index)) + block[0];
    at = block.index + block[0].length;
  }
  return out + change(text.slice(at));
}

function relinked(text, source, page, pages) {
  return text.replace(/(!?)\[((?:[^[\]]|\[[^\]]*\])*)\]\(([^()\s]+)\)/g, (whole, picture, words, link) => {
    if (/^(?:[a-z][a-z+.-]*:|#)/i.test(link)) return whole;
    const [file, anchor] = link.split('#');
    const target = path.posix.join(path.posix.dirname(source), file);
    if (picture) return pictureOf(target, words);
    const there = pages.get(target);
    // What is in the repository and no page has no address on the site.
    if (there === undefined) return words;
    const address = path.posix.relative(path.posix.dirname(page), there);
    return `[${words}](${address.startsWith('.') ? '' : './'}${address}${anchor ? `#${anchor}` : ''})`;
  });
}

/** Who asks for less motion gets a still picture. */
function pictureOf(file, words) {
  const name = path.posix.basename(file);
  const alt = words.replaceAll('"', '&quot;');
  if (!name.endsWith('.gif')) return `<img src="/images/${name}" alt="${alt}" loading="lazy">`;
  const still = `/images/${name.replace('.gif', '-still.png')}`;
  return (
    `<picture><source srcset="${still}" media="(prefers-reduced-motion: reduce)">` +
    `<img src="/images/${name}" alt="${alt}"></picture>`
  );
}
