import type { Finding } from '../../findings.ts';
import type { Comment } from '../../saves/apex/syntax.ts';
import type { Span, TextEdit } from '../../text.ts';
import type { ApexFixContext, FixDraft } from './context.ts';
import { removeSpan } from './statements.ts';
import { REASON } from './suppress.ts';

/** Takes a suppression out that silences nothing; of several ids only the one. */
export function removeSuppression(
  finding: Finding,
  source: string,
  context: ApexFixContext,
): FixDraft | null {
  const edit = removal(finding, source, context);
  return (
    edit && {
      id: 'remove-suppression',
      title: `Remove the suppression of ${finding.fingerprint}, which silences nothing`,
      edits: [{ uri: finding.location.uri, edits: [edit] }],
    }
  );
}

function removal(
  { location, fingerprint }: Finding,
  source: string,
  context: ApexFixContext,
): TextEdit | null {
  const text = source.slice(location.start, location.end);
  if (text.startsWith('@')) return removalOfAnnotation(location, source);
  const others = withoutId(text, fingerprint);
  if (others !== null) return { span: location, newText: others };
  const comment = commentAround(location, context);
  if (!comment || !isWholeComment(comment, location, source)) return null;
  return removeSpan(comment, source);
}

/** The suppression without one of its ids; null where it has no other. */
function withoutId(text: string, id: string): string | null {
  const [, head = '', ids = '', tail = ''] =
    /^(duplicate-rules(?:-disable-file)?\s*:?\s*)([\w-]+(?:\s*,\s*[\w-]+)*)(.*)$/s.exec(text) ?? [];
  const kept = ids
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one.toLowerCase() !== id);
  return kept.length === 0 || ids === '' ? null : `${head}${kept.join(', ')}${tail}`;
}

function commentAround(
  { uri, start, end }: Finding['location'],
  { codebase }: ApexFixContext,
): Comment | null {
  return codebase.unit(uri)?.comments.find((one) => one.start <= start && end <= one.end) ?? null;
}

function isWholeComment(comment: Span, { start, end }: Span, source: string): boolean {
  const around = source.slice(comment.start, start) + source.slice(end, comment.end);
  return /^[\s/*]*$/.test(around);
}

function removalOfAnnotation(span: Span, source: string): TextEdit | null {
  const text = source.slice(span.start, span.end);
  const isOnly = /^@\w+\s*\(\s*'\s*duplicate-rules\.[\w-]+\s*(?::[^,']*)?'\s*\)$/i.test(text);
  return isOnly ? removeSpan(span, source) : null;
}

/** Adds a reason to fill in; text that stands where it should becomes the reason. */
export function addReason({ location, fingerprint }: Finding, source: string): FixDraft | null {
  const text = source.slice(location.start, location.end);
  const insert = (at: number, newText: string, title: string): FixDraft => ({
    id: 'add-reason',
    title,
    edits: [
      {
        uri: location.uri,
        edits: [{ span: { start: location.start + at, end: location.start + at }, newText }],
      },
    ],
  });
  if (text.startsWith('@')) {
    const id = new RegExp(`duplicate-rules\\.${fingerprint}`, 'i').exec(text);
    return id && insert(id.index + id[0].length, `: ${REASON}`, 'Add a reason to fill in');
  }
  const ids = /^duplicate-rules(?:-disable-file)?\s*:?\s*[\w-]+(?:\s*,\s*[\w-]+)*/.exec(text);
  if (!ids) return null;
  const isBare = text.slice(ids[0].length).trim() === '';
  return isBare
    ? insert(ids[0].length, ` -- ${REASON}`, 'Add a reason to fill in')
    : insert(ids[0].length, ' --', 'Make the text the reason');
}
