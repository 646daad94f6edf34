/** An element without child elements, as a quick scan of a metadata file finds it. */
export interface Leaf {
  /** Names of the elements around it, without the root: `fields` for a field's name in an object file. */
  readonly path: string;
  readonly name: string;
  /** Text with the predefined entities decoded. */
  readonly value: string;
  /** Where the content of the element around it begins: the same for all leaves of one element. */
  readonly parent: number;
  readonly start: number;
  readonly end: number;
}

/**
 * Visits the leaf elements of well-formed metadata in one pass, without building a tree: object and field
 * files are many and large, and only a few of their values matter. `depth` limits how deep it looks below the
 * root; what lies deeper is skipped. Whatever is not well-formed gives fewer leaves, never an error.
 *
 * @returns whether each element that begins ends: false for a file that breaks off
 */
export function scanLeaves(text: string, depth: number, visit: (leaf: Leaf) => void): boolean {
  const tags =
    /<!--[\s\S]*?(?:-->|$)|<!\[CDATA\[[\s\S]*?(?:\]\]>|$)|<[?!][^<>]*>|<(\/?)([A-Za-z_][\w.:-]*)(?![\w.:-])[^<>]*?(\/?)>/g;
  const open: { name: string; contentStart: number; isLeaf: boolean }[] = [];
  for (let tag = tags.exec(text); tag !== null; tag = tags.exec(text)) {
    const name = tag[2];
    if (name === undefined) continue;
    if (tag[1] === '') {
      const parent = open.at(-1);
      if (parent !== undefined) parent.isLeaf = false;
      if (tag[3] === '') open.push({ name, contentStart: tags.lastIndex, isLeaf: true });
      continue;
    }
    const element = open.pop();
    if (element === undefined || element.name !== name) return false;
    if (!element.isLeaf || open.length === 0 || open.length > depth) continue;
    const path = open
      .slice(1)
      .map((one) => one.name)
      .join('/');
    const value = decoded(text.slice(element.contentStart, tag.index));
    visit({
      path,
      name,
      value,
      parent: open.at(-1)!.contentStart,
      start: element.contentStart,
      end: tag.index,
    });
  }
  return open.length === 0;
}

function decoded(text: string): string {
  const trimmed = text.trim();
  if (!trimmed.includes('&')) return trimmed;
  return trimmed
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&');
}
