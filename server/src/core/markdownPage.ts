import { escapeMarkdown } from './outcome/hover.ts';
import { printableLine } from './printable.ts';

/**
 * Text within a page of Markdown that GitHub or GitLab shows, such as an issue or the summary of a pipeline: it stands
 * for itself. Names, reasons and paths hold anything; none of it becomes markup, HTML or a picture, calls a person or a
 * team, or refers to an issue. Both look for those in what is shown, where escapes and entities are gone: a space of no
 * width is put between.
 */
export function pageText(text: string): string {
  const escaped = escapeMarkdown(printableLine(text));
  return apart.reduce((all, start) => all.replace(start, `$&${noWidth}`), startOfLine(escaped));
}

const noWidth = '&#8203;';

/** What must not touch what follows. The texts are escaped already. */
const apart: readonly RegExp[] = [
  // @ada, @org/team; in an address it is none. owner/repository@1a2b3c4 is a commit.
  /(?<![A-Za-z0-9])@/g,
  /@(?=[0-9a-f]{7,40}(?![\w.]))/gi,
  // #12, owner/repository#12, GH-12, and GitLab's !12, $12, %3, ~4 and &5.
  /(?:(?<!&)#|!|\$|%|\\~|&amp;|\bGH-)(?=\d)/gi,
  // GitLab's ~label, %"milestone", [vulnerability:12], *iteration:12.
  /(?:\\~|(?<!\w)%)(?=["A-Za-z_])/g,
  /\\\[(?=[a-z\\_]+:)/gi,
  /\\\*(?=iteration:)/gi,
];

/** What begins a heading, a list or a quick action where a line begins with it. */
function startOfLine(text: string): string {
  return text
    .replace(/^(?=(?:#{1,6}|[-+=]+)(?:\s|$))/, '\\')
    .replace(/^(\d{1,9})(?=[.)](?:\s|$))/, '$1\\')
    .replace(/^\//, `${noWidth}/`);
}
