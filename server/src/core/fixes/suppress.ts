import { directiveText } from '../config/directives.ts';
import type { Finding } from '../findings.ts';
import type { TextEdit } from '../text.ts';
import type { FixDraft } from './fix.ts';
import { indentAt, layoutOf, lineStart } from './layout.ts';

/** An invitation, where a person has to say why. */
export const REASON = 'TODO: say why';
export const BYPASS_REASON = 'TODO: say why duplicates may be saved here';

/** Findings for which code is written that handles a refusal, wherever that can be done. */
export const aboutRefusals: ReadonlySet<string> = new Set([
  'missing-duplicate-rule-header',
  'unhandled-duplicates',
  'external-id-upsert-duplicates',
]);

/** How a language writes a comment that has a line of its own. */
export interface CommentStyle {
  readonly open: string;
  readonly close: string;
  /** What goes before a reason: two hyphens may not stand in a comment of XML. */
  readonly dash: string;
}

export const slashes: CommentStyle = { open: '// ', close: '', dash: '--' };
export const hash: CommentStyle = { open: '# ', close: '', dash: '--' };
export const xml: CommentStyle = { open: '<!-- ', close: ' -->', dash: '—' };

/** A comment that states a reason and silences the finding: above its line, or for the whole file. */
export function suppressions(
  finding: Finding,
  source: string,
  style: CommentStyle = slashes,
  noFix: string | null = null,
): FixDraft[] {
  return [suppressLine(finding, source, style, noFix), suppressFile(finding, source, style)];
}

/** @param noFix why no code is written for the finding, in a few words; null where some is, or none could be */
export function suppressLine(
  { ruleId, location }: Finding,
  source: string,
  style: CommentStyle,
  noFix: string | null = null,
): FixDraft {
  const edit = commentAbove(source, location.start, directiveText([ruleId], REASON), style);
  return {
    id: 'suppress-line',
    title:
      noFix === null
        ? `Silence ${ruleId} here in a comment, with a reason to fill in`
        : `Silence ${ruleId} here, with a reason (no fix: ${noFix})`,
    edits: [{ uri: location.uri, edits: [edit] }],
  };
}

export function suppressFile({ ruleId, location }: Finding, source: string, style: CommentStyle): FixDraft {
  return {
    id: 'suppress-file',
    title: `Silence ${ruleId} in this file in a comment, with a reason to fill in`,
    edits: [{ uri: location.uri, edits: [fileComment(source, ruleId, style)] }],
  };
}

/** A comment above the line on which an offset stands. */
export function commentAbove(
  source: string,
  offset: number,
  text: string,
  { open, close, dash }: CommentStyle = slashes,
): TextEdit {
  const { newline } = layoutOf(source);
  const start = lineStart(source, offset);
  return {
    span: { start, end: start },
    newText: `${indentAt(source, offset)}${open}${text.replace(' -- ', ` ${dash} `)}${close}${newline}`,
  };
}

function fileComment(source: string, ruleId: string, { open, close, dash }: CommentStyle): TextEdit {
  const start = afterFirstLines(source);
  const { newline } = layoutOf(source);
  return {
    span: { start, end: start },
    newText: `${open}duplicate-rules-disable-file ${ruleId} ${dash} ${REASON}${close}${newline}`,
  };
}

/** Behind what has to stand first: a byte order mark, `#!`, a Python encoding, an XML declaration. */
function afterFirstLines(source: string): number {
  return /^\uFEFF?(?:#!.*(?:\r?\n|$))?(?:#.*coding[:=].*(?:\r?\n|$))?(?:<\?xml[^>]*\?>[ \t]*(?:\r?\n)?)?/.exec(
    source,
  )![0].length;
}
