/** CHANGELOG.md in the form of Keep a Changelog: `## Unreleased`, then `## VERSION - DATE`, the newest first. */

/**
 * @typedef {object} Section
 * @property {string} version or `Unreleased`
 * @property {string | null} date
 * @property {string} body without the heading, trimmed
 */

const heading = /^## (\S+)(?: - (\S+))?$/;

/** The kinds of changes, in the order in which they stand. */
export const kinds = ['Added', 'Changed', 'Deprecated', 'Removed', 'Fixed', 'Security'];

/** @returns {Section[]} in the order of the file */
export function sections(text) {
  const found = [];
  for (const line of text.split('\n')) {
    const match = heading.exec(line);
    if (match) found.push({ version: match[1], date: match[2] ?? null, lines: [] });
    else found.at(-1)?.lines.push(line);
  }
  return found.map(({ lines, ...section }) => ({ ...section, body: lines.join('\n').trim() }));
}

/** @returns {string[]} what is wrong with the file, for people */
export function changelogProblems(text) {
  const all = sections(text);
  const problems = [];
  if (all[0]?.version !== 'Unreleased') problems.push('The first section is not "## Unreleased".');
  for (const { version, date, body } of all) {
    if (version !== 'Unreleased' && !/^\d{4}-\d{2}-\d{2}$/.test(date ?? ''))
      problems.push(`Section ${version} has no date of the form 2026-01-31.`);
    for (const [, kind] of body.matchAll(/^### (.*)$/gm))
      if (!kinds.includes(kind))
        problems.push(`Section ${version}: "${kind}" is not one of ${kinds.join(', ')}.`);
    if (/^- /m.test(body.split(/^### /m)[0]))
      problems.push(`Section ${version}: a change stands under no kind.`);
    if (version !== 'Unreleased' && !/^- /m.test(body)) problems.push(`Section ${version} tells no change.`);
  }
  return problems;
}

/** @returns {string | null} what a version brings, as Markdown; null if it has no section */
export function notesOf(text, version) {
  return sections(text).find((section) => section.version === version)?.body ?? null;
}

/**
 * Makes what is unreleased the section of a version, and leaves an empty one above it.
 *
 * @throws {Error} if nothing is unreleased
 */
export function cutRelease(text, version, date) {
  const unreleased = sections(text).find((section) => section.version === 'Unreleased');
  if (!unreleased || !/^- /m.test(unreleased.body))
    throw new Error('The changelog tells nothing under "## Unreleased": there is nothing to release.');
  return text.replace(/^## Unreleased$/m, `## Unreleased\n\n## ${version} - ${date}`);
}
