import type { Finding } from '../findings.ts';
import type { Span } from '../text.ts';
import type { Fix, FixDraft } from './fix.ts';
import { lineStart } from './layout.ts';
import { stateReason } from './stateReason.ts';
import { type CommentStyle, suppressFile, suppressLine, xml } from './suppress.ts';
import { addReason, removeSuppression } from './suppressionFixes.ts';

export interface CommentedText {
  readonly source: string;
  /** Of the whole file, marks included. */
  readonly comments: readonly Span[];
  readonly style: CommentStyle;
  /** Whether a comment may have a line of its own above the one on which an offset stands. */
  readonly mayStandAbove: (offset: number) => boolean;
  /** Why nothing but comments is offered, in a few words. */
  readonly noFix?: string | null;
}

/** What can be mended by comments alone, in a file of any language that has them. */
export function commentFixes(finding: Finding, text: CommentedText): FixDraft[] {
  const { source, comments, style } = text;
  const { ruleId, location } = finding;
  if (ruleId === 'unused-suppression') return given(removeSuppression(finding, source, comments));
  if (ruleId === 'suppression-without-reason') return given(addReason(finding, source));
  const isAbove = text.mayStandAbove(location.start);
  const silent = suppressFile(finding, source, style);
  if (ruleId !== 'allow-save-bypass') {
    return isAbove ? [suppressLine(finding, source, style, text.noFix ?? null), silent] : [silent];
  }
  // A reason and a suppression of the line are the same comment.
  const reason = stateReason(finding, source, comments, style);
  const isInserted = reason?.edits.some(({ edits }) => edits.some(({ newText }) => /\n|\r/.test(newText)));
  return reason && (isAbove || !isInserted) ? [reason, silent] : [silent];
}

/** As {@link commentFixes}, in XML: above elements that begin their line. */
export function xmlCommentFixes(finding: Finding, source: string, comments: readonly Span[]): FixDraft[] {
  const mayStandAbove = (offset: number) => {
    const start = lineStart(source, offset);
    const before = source.slice(0, start).trimEnd();
    return before.endsWith('>') && /^[ \t]*</.test(source.slice(start));
  };
  return commentFixes(finding, { source, comments, style: xml, mayStandAbove });
}

function given(draft: FixDraft | null): FixDraft[] {
  return draft ? [draft] : [];
}

/** The first is preferred, unless it only silences: who takes what is offered first is not to lose the finding. */
export function asFixes(finding: Finding, drafts: readonly FixDraft[]): readonly Fix[] {
  return drafts.map((draft, index) => ({
    safe: false,
    ...draft,
    finding,
    preferred: index === 0 && !silencing.has(draft.id),
  }));
}

const silencing: ReadonlySet<string> = new Set(['suppress-line', 'suppress-file', 'state-reason']);
