import { MARK } from '../config/directives.ts';
import { statedReason } from '../config/reasons.ts';
import type { Finding } from '../findings.ts';
import type { Span } from '../text.ts';
import type { FixDraft } from './fix.ts';
import { lineEnd, lineStart } from './layout.ts';
import { BYPASS_REASON, type CommentStyle, commentAbove, slashes } from './suppress.ts';

/**
 * States why duplicates are saved; a comment that stands there already becomes the reason. Null where a
 * suppression stands there, whose reason only a person can write.
 *
 * @param lineComments those that end with their line, marks included
 */
export function stateReason(
  { location }: Finding,
  source: string,
  lineComments: readonly Span[],
  style: CommentStyle = slashes,
): FixDraft | null {
  const mark = style.open.trimEnd().length;
  const comments = commentsAt(location.start, source, lineComments);
  const texts = comments.map(({ start, end }) => source.slice(start + mark, end));
  if (texts.some((text) => text.includes(MARK) && text.includes('allow-save-bypass'))) return null;
  const comment = freeComment(comments, texts, mark);
  const edit =
    comment === null
      ? commentAbove(source, location.start, `duplicate-rules: allow-save-bypass -- ${BYPASS_REASON}`, style)
      : { span: { start: comment, end: comment }, newText: 'duplicate-rules: allow-save-bypass -- ' };
  return {
    id: 'state-reason',
    title:
      comment === null
        ? 'State why duplicates are saved, in a comment with a reason to fill in'
        : 'Make the comment the stated reason why duplicates are saved',
    edits: [{ uri: location.uri, edits: [edit] }],
  };
}

/** The line comment behind the offset, else those in the lines above. */
function commentsAt(offset: number, source: string, comments: readonly Span[]): readonly Span[] {
  const behind = comments.find(({ start, end }) => start > offset && end === lineEnd(source, offset));
  if (behind) return [behind];
  const above: Span[] = [];
  for (let line = lineStart(source, offset); line > 0; ) {
    const before = lineStart(source, line - 1 - (source[line - 2] === '\r' ? 1 : 0));
    const comment = comments.find(({ start }) => start >= before && start < line);
    if (!comment || source.slice(before, comment.start).trim() !== '') break;
    above.unshift(comment);
    line = before;
  }
  return above;
}

/** Where the text of comments begins that can be a reason; null where they cannot. */
function freeComment(comments: readonly Span[], texts: readonly string[], mark: number): number | null {
  const [first] = texts;
  const isFree = first !== undefined && /\w/.test(first) && !texts.some((text) => text.includes(MARK));
  if (!isFree || statedReason(first).reason === null) return null;
  return comments[0]!.start + mark + /^\s*/.exec(first)![0].length;
}
