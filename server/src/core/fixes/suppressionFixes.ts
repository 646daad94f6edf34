import type { Finding } from '../findings.ts';
import type { Span, TextEdit } from '../text.ts';
import { removeSpan } from './edits.ts';
import type { FixDraft } from './fix.ts';
import { REASON } from './suppress.ts';

/** Takes a suppression out that silences nothing; of several ids only the one. */
export function removeSuppression(
  finding: Finding,
  source: string,
  comments: readonly Span[],
): FixDraft | null {
  const edit = removal(finding, source, comments);
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
  comments: readonly Span[],
): TextEdit | null {
  const text = source.slice(location.start, location.end);
  if (text.startsWith('@')) return removalOfAnnotation(location, source);
  const others = withoutId(text, fingerprint);
  if (others !== null) return { span: location, newText: others };
  const comment = commentAround(location, comments);
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

function commentAround({ start, end }: Span, comments: readonly Span[]): Span | null {
  return comments.find((one) => one.start <= start && end <= one.end) ?? null;
}

function isWholeComment(comment: Span, { start, end }: Span, source: string): boolean {
  const around = source.slice(comment.start, start) + source.slice(end, comment.end);
  return /^[\s/*#;!<>-]*$/.test(around);
}

function removalOfAnnotation(span: Span, source: string): TextEdit | null {
  const text = source.slice(span.start, span.end);
  const isOnly = /^@\w+\s*\(\s*'\s*duplicate-rules\.[\w-]+\s*(?::[^,']*)?'\s*\)$/i.test(text);
  return isOnly ? removeSpan(span, source) : null;
}

/** Adds a reason to fill in; text that stands where it should becomes the reason. */
export function addReason({ location, fingerprint }: Finding, source: string): FixDraft | null {
  const text = source.slice(location.start, location.end);
  const addition = text.startsWith('@') ? inAnnotation(text, fingerprint) : inComment(text);
  if (!addition) return null;
  const at = location.start + addition.at;
  return {
    id: 'add-reason',
    title: addition.title,
    edits: [{ uri: location.uri, edits: [{ span: { start: at, end: at }, newText: addition.newText }] }],
  };
}

interface Addition {
  /** Within the text of the suppression. */
  readonly at: number;
  readonly newText: string;
  readonly title: string;
}

const TO_FILL_IN = 'Add a reason to fill in';

/** Only a person can replace a placeholder: null where one stands. */
function inAnnotation(text: string, ruleId: string): Addition | null {
  const id = new RegExp(`duplicate-rules\\.${ruleId}(?![\\w-])\\s*(:\\s*)?(?=[,'])`, 'i').exec(text);
  if (!id) return null;
  const at = id.index + id[0].length;
  return { at, newText: `${id[1] ? '' : ': '}${REASON}`, title: TO_FILL_IN };
}

function inComment(text: string): Addition | null {
  const ids = /^duplicate-rules(?:-disable-file)?\s*:?\s*[\w]+(?:-\w+)*(?:\s*,\s*\w+(?:-\w+)*)*/.exec(text);
  if (!ids) return null;
  const rest = text.slice(ids[0].length).trim();
  if (rest === '') return { at: ids[0].length, newText: ` -- ${REASON}`, title: TO_FILL_IN };
  const isDash = /^(?:--+|—|–)/.exec(rest);
  if (!isDash) return { at: ids[0].length, newText: ' --', title: 'Make the text the reason' };
  return isDash[0] === rest ? { at: text.trimEnd().length, newText: ` ${REASON}`, title: TO_FILL_IN } : null;
}
