import type { Span } from '../../../text.ts';
import type { CommentText } from '../../facts.ts';
import type { Section } from './model.ts';

/** Offsets are those in the section. */
const known = new WeakMap<Section, readonly CommentText[]>();

/** @param look finds the comments in a span of the present text */
export function commentsIn(
  section: Section,
  look: (span: Span) => readonly CommentText[],
): readonly CommentText[] {
  const { offset } = section.anchor;
  let comments = known.get(section);
  if (!comments) {
    comments = look({ start: offset, end: offset + section.end }).map((one) => moved(one, -offset));
    known.set(section, comments);
  }
  return comments.map((one) => moved(one, offset));
}

function moved({ start, end, text }: CommentText, by: number): CommentText {
  return { start: start + by, end: end + by, text };
}
