/** Anchors of headings, as GitHub makes them: the site and the tests of the pages agree with it. */

/**
 * @param {string} heading as it is read: Markdown's marks count for nothing
 * @returns {string}
 */
export function slugOf(heading) {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}_\- ]/gu, '')
    .replaceAll(' ', '-');
}

/**
 * @param {string} markdown
 * @returns {string[]} the anchors of all headings; the second of a name ends in -1
 */
export function anchorsOf(markdown) {
  const counts = new Map();
  return [...withoutCode(markdown).matchAll(/^#+ (.+)$/gm)].map(([, heading]) => {
    const slug = slugOf(textOf(heading));
    const before = counts.get(slug) ?? 0;
    counts.set(slug, before + 1);
    return before === 0 ? slug : `${slug}-${before}`;
  });
}

/**
 * @param {string} markdown
 * @returns {string} without its code blocks, in which nothing is a heading or a link
 */
export function withoutCode(markdown) {
  return markdown.replace(/^( *)```[^\n]*\n[\s\S]*?^\1```$/gm, '');
}

/** @param {string} heading */
function textOf(heading) {
  return heading.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').trim();
}
