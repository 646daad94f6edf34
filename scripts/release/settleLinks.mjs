/** Pages in a package lead to what is in it: what is not becomes plain text, and pictures that are not there go. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { globSync } from 'tinyglobby';

/**
 * @param {string} folder all that is packed
 * @param {object} [how]
 * @param {readonly string[]} [how.flat] pages that are shown where no relative link works
 * @param {readonly string[]} [how.others] pages whose links somebody else sees to
 */
export function settleLinks(folder, { flat = [], others = [] } = {}) {
  for (const page of pagesIn(folder)) {
    if (others.includes(page)) continue;
    const leads = (target) => !flat.includes(page) && existsSync(placeOf(folder, page, target));
    const file = path.join(folder, page);
    writeFileSync(file, settled(readFileSync(file, 'utf8'), leads));
  }
}

/**
 * @param {string} folder
 * @returns {string[]} "page: target" of each relative link, or picture, that leads to nothing in the folder
 */
export function deadLinks(folder) {
  return pagesIn(folder).flatMap((page) =>
    linksIn(readFileSync(path.join(folder, page), 'utf8'))
      .filter(({ target }) => !existsSync(placeOf(folder, page, target)))
      .map(({ target }) => `${page}: ${target}`),
  );
}

/**
 * @param {string} markdown
 * @param {(target: string) => boolean} leads whether a relative target, without its anchor, is there
 * @returns {string}
 */
export function settled(markdown, leads) {
  let text = markdown;
  // From the end, so that places before it stay what they are.
  for (const { isPicture, label, target, start, end } of linksIn(markdown).reverse()) {
    if (leads(target)) continue;
    text = text.slice(0, start) + (isPicture ? '' : markdown.slice(label[0], label[1])) + text.slice(end);
  }
  return text === markdown ? text : text.replace(/\n{3,}/g, '\n\n');
}

/** Relative ones with a path; places in a text. What stands in code is no link. */
function linksIn(markdown) {
  const text = markdown
    .replace(/^( *)```[^\n]*\n[\s\S]*?^\1```$/gm, blank)
    .replace(/(`+)(?!`)[\s\S]*?[^`]\1(?!`)/g, blank);
  return [...text.matchAll(/(!?)\[([^[\]]*)\]\(<?([^()\s>]+)>?(?: "[^"]*")?\)/g)].flatMap((match) => {
    const target = decodeURI(match[3].split('#')[0]);
    if (target === '' || /^[a-z][a-z+.-]*:/i.test(target)) return [];
    const start = match.index;
    const from = start + match[1].length + 1;
    return [
      {
        isPicture: match[1] === '!',
        label: [from, from + match[2].length],
        target,
        start,
        end: start + match[0].length,
      },
    ];
  });
}

function blank(code) {
  return code.replace(/[^\n]/g, ' ');
}

function pagesIn(folder) {
  return globSync('**/*.md', { cwd: folder, dot: true, ignore: ['**/node_modules/**'] }).sort();
}

function placeOf(folder, page, target) {
  return path.join(folder, path.dirname(page), target);
}
