import type { Span } from '../text.ts';

/** A suppression as it is written in a comment. */
export interface Directive extends Span {
  readonly scope: 'line' | 'file';
  /** In lower case, in the order of the text. */
  readonly ruleIds: readonly string[];
  /** Null where none is stated. */
  readonly reason: string | null;
  /** Text after the ids that is no reason because `--` is missing. */
  readonly strayText: string | null;
}

/** Every suppression in a comment contains this, spelled so: a quick test for files that have none. */
export const MARK = 'duplicate-rules';

const MARKED = /duplicate-rules(-disable-file)?(?:\s*:\s*|(?<=file)\s+)(.*)/;
const ID = '[a-z][a-z0-9_]*(?:-[a-z0-9_]+)*';
const IDS = new RegExp(`^(${ID}(?:\\s*,\\s*${ID})*)(?:\\s*,)?\\s*`, 'i');
const REASON = /^(?:--+|—|–)\s*(.*)$/s;

/** `duplicate-rules: id, id -- reason`: the text that states a reason. */
export function directiveText(ruleIds: readonly string[], reason: string): string {
  return `duplicate-rules: ${ruleIds.join(', ')} -- ${reason}`;
}

/**
 * Reads the suppressions of a comment: `duplicate-rules: id, id -- reason` and
 * `duplicate-rules-disable-file id -- reason`, at the start of the comment or of one of its lines (JavaDoc's
 * asterisks aside).
 *
 * @param source the text of the file, in which the comment has the given span, comment marks included
 */
export function readDirectives(
  source: string,
  comment: Span,
  isKnown: (ruleId: string) => boolean,
): readonly Directive[] {
  const text = source.slice(comment.start, comment.end);
  if (!text.includes(MARK)) return [];
  const directives: Directive[] = [];
  for (const line of text.matchAll(/[^\r\n]+/g)) {
    const directive = readLine(line[0], comment.start + line.index, isKnown);
    if (directive) directives.push(directive);
  }
  return directives;
}

/** What may stand before a suppression on its line: comment marks of any language, asterisks, blanks. */
const LEADING = /^[\s/*#<!;'-]*$/;

/** Without the end of the comment and the blanks around it. */
function withoutEnd(text: string): string {
  return text
    .trimEnd()
    .replace(/(?:\*\/|-->)$/, '')
    .trimEnd();
}

function readLine(line: string, offset: number, isKnown: (ruleId: string) => boolean): Directive | null {
  const mark = MARKED.exec(line);
  if (!mark || !LEADING.test(line.slice(0, mark.index))) return null;
  const body = withoutEnd(mark[2]!);
  const ids = IDS.exec(body);
  if (!ids) return null;
  const ruleIds = ids[1]!.split(',').map((id) => id.trim().toLowerCase());
  const rest = body.slice(ids[0].length);
  const reason = REASON.exec(rest);
  // Prose that happens to begin with the mark: "duplicate-rules: see the guide".
  if (!reason && rest !== '' && !ruleIds.some(isKnown)) return null;
  const start = offset + mark.index;
  return {
    start,
    end: start + withoutEnd(mark[0]).length,
    scope: mark[1] ? 'file' : 'line',
    ruleIds: [...new Set(ruleIds)],
    reason: reason?.[1]?.trim() || null,
    strayText: reason || rest === '' ? null : rest,
  };
}
