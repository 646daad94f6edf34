import type { XmlElement } from '../../metadata/xml.ts';
import type { TextEdit } from '../../text.ts';
import type { FixDraft } from '../fix.ts';
import type { MetadataFixRequest } from './request.ts';
import { rootOf } from './xmlEdits.ts';

/**
 * Gives a misspelt element the name that was meant, in its start and its end tag: asked for at the element itself, or
 * at the parent that lacks the one that was meant. Null where no element is misspelt, or its end tag is missing.
 */
export function renameElement({ finding, reading, textOf }: MetadataFixRequest): FixDraft | null {
  const { uri, problems } = reading.file;
  const { location, message } = finding;
  const problem = problems.find((one) => one.message === message && one.span.start === location.start);
  const text = textOf(uri);
  const root = text === null ? null : rootOf(text);
  if (!problem || text === null || root === null) return null;
  const named = elementNamedAt(root, location.start);
  const meant = problem.meant ?? problem.missing;
  if (named === null || meant === undefined) return null;
  const misspelt =
    problem.meant !== undefined
      ? named
      : named.children.find(({ nameSpan }) =>
          problems.some((one) => one.meant === meant && one.span.start === nameSpan.start),
        );
  const edits = misspelt ? renaming(text, misspelt, meant) : null;
  if (!misspelt || edits === null) return null;
  return {
    id: 'rename-element',
    title: `Rename <${misspelt.name}> to <${meant}>; what it holds stays`,
    edits: [{ uri, edits }],
  };
}

function elementNamedAt(element: XmlElement, offset: number): XmlElement | null {
  if (element.nameSpan.start === offset) return element;
  for (const one of element.children) {
    const found = elementNamedAt(one, offset);
    if (found) return found;
  }
  return null;
}

function renaming(text: string, element: XmlElement, meant: string): readonly TextEdit[] | null {
  const { name, nameSpan, start, end, closed } = element;
  if (!closed) return null;
  const newText = name.slice(0, name.indexOf(':') + 1) + meant;
  const written = text.slice(start, end);
  const first: TextEdit = { span: nameSpan, newText };
  if (written.endsWith('/>')) return [first];
  const closing = /<\/([^<>\s]+)\s*>$/.exec(written);
  if (closing === null) return null;
  const at = start + closing.index + 2;
  return [first, { span: { start: at, end: at + closing[1]!.length }, newText }];
}
