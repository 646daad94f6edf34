import type { Sections } from '../../sections/model.ts';

/** What statements of the top level begin with, in lines without an indentation. */
const beginning =
  /@|(?:export|import|const|let|var|function|class|async function|abstract class|interface|enum|declare|namespace|module\.exports)(?![\w$:(])|exports\.|type [\w$]/y;

/** How a line ends, or begins, behind which a statement may begin. */
const closes = /[;}]\s*$/;
const isComment = /^\s*(?:\/\/|\/\*|\*)/;

export const sections: Sections = {
  startsIn(text) {
    const starts: number[] = [];
    let before = '';
    for (let start = 0; start < text.length; ) {
      const lineEnd = text.indexOf('\n', start);
      const end = lineEnd < 0 ? text.length : lineEnd;
      const first = text.charCodeAt(start);
      // Most lines are indented.
      if (first > space) {
        beginning.lastIndex = start;
        if (beginning.test(text) && isBoundary(before)) starts.push(start);
      }
      before = text.slice(start, end);
      start = end + 1;
    }
    return starts;
  },
};

const space = 32;

function isBoundary(before: string): boolean {
  return before.trim() === '' || closes.test(before) || isComment.test(before);
}
