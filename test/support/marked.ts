import { readRecords } from '../../server/src/core/records/read.ts';

/** Takes the cursor `|` out of a text, or the selection between two of them. */
export function unmarked(marked: string): { text: string; span: { start: number; end: number } } {
  const [before = '', middle, after] = marked.split('|');
  const text = marked.replaceAll('|', '');
  const start = before.length;
  return { text, span: { start, end: after === undefined ? start : start + middle!.length } };
}

/** Reads the records at the mark, fields and open fields as objects; `text` is what the draft's span covers. */
export function readMarked(languageId: string, uri: string, marked: string) {
  const { text, span } = unmarked(marked);
  const { drafts, problems } = readRecords(languageId, uri, text, span);
  return {
    drafts: drafts.map(({ fields, open, span: at, ...rest }) => ({
      ...rest,
      fields: Object.fromEntries(fields.map(({ name, value }) => [name, value])),
      open: Object.fromEntries(open.map(({ name, expression }) => [name, expression])),
      text: text.slice(at.start, at.end),
    })),
    problems,
  };
}
