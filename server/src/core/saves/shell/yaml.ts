import { type Node, parseAllDocuments } from 'yaml';

/**
 * What stands in a YAML file, as far as it is near a text that is looked for: reading long files takes long, so
 * top-level keys without that text are left out. Offsets are those of the file. Never throws.
 */
export function yamlAround(text: string, wanted: RegExp): readonly Node[] {
  const near = isLinked.test(text) ? text : blankedExcept(text, wanted);
  const contents: Node[] = [];
  for (const document of parseAllDocuments(near, { logLevel: 'silent', strict: false, uniqueKeys: false })) {
    if ('contents' in document && document.contents) contents.push(document.contents);
  }
  return contents;
}

/** Anchors and aliases lead from one part of a file to another. */
const isLinked = /[:-][ \t]+[&*]\w/;

/** A key at the beginning of a line; lists may stand there, too, below their key. */
const topLevelKey = /^["'\w.$/~][^\n]*:/gm;

/** Below these each key stands for itself: flows and tasks of CumulusCI, jobs of GitHub. */
const collection = /^(?:flows|tasks|jobs)[ \t]*:[ \t]*\r?\n([ \t]+)\w/;

function blankedExcept(text: string, wanted: RegExp): string {
  return blankedSections(text, topLevelKey, (section) => {
    if (!wanted.test(section)) return blanked(section);
    const indent = collection.exec(section)?.[1];
    if (indent === undefined) return section;
    const innerKey = new RegExp(`^${indent}["'\\w.$/~][^\\n]*:`, 'gm');
    return blankedSections(section, innerKey, (inner) => (wanted.test(inner) ? inner : blanked(inner)));
  });
}

/** What stands before the first key stays as it is. */
function blankedSections(text: string, key: RegExp, read: (section: string) => string): string {
  const starts = [...text.matchAll(key)].map(({ index }) => index);
  const sections = starts.map((start, at) => read(text.slice(start, starts[at + 1])));
  return text.slice(0, starts[0] ?? text.length) + sections.join('');
}

function blanked(text: string): string {
  return text.replace(/[^\n]+/g, (line) => ' '.repeat(line.length));
}
