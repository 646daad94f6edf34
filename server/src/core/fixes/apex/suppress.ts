import { directiveText } from '../../config/directives.ts';
import type { Finding } from '../../findings.ts';
import type { TextEdit } from '../../text.ts';
import type { FixDraft } from './context.ts';
import { indentAt, layoutOf, lineStart } from './layout.ts';

/** An invitation, where a person has to say why. */
export const REASON = 'TODO: say why';

/** A comment that states a reason and silences the finding: above its line, or for the whole file. */
export function suppressions({ ruleId, location }: Finding, source: string): FixDraft[] {
  return [
    {
      id: 'suppress-line',
      title: `Silence ${ruleId} here in a comment, with a reason to fill in`,
      edits: [
        { uri: location.uri, edits: [commentAbove(source, location.start, directiveText([ruleId], REASON))] },
      ],
    },
    {
      id: 'suppress-file',
      title: `Silence ${ruleId} in this file in a comment, with a reason to fill in`,
      edits: [{ uri: location.uri, edits: [fileComment(source, ruleId)] }],
    },
  ];
}

/** A line comment above the line on which an offset stands. */
export function commentAbove(source: string, offset: number, text: string): TextEdit {
  const { newline } = layoutOf(source);
  const start = lineStart(source, offset);
  return {
    span: { start, end: start },
    newText: `${indentAt(source, offset)}// ${text}${newline}`,
  };
}

function fileComment(source: string, ruleId: string): TextEdit {
  const start = source.startsWith('\uFEFF') ? 1 : 0;
  const { newline } = layoutOf(source);
  return {
    span: { start, end: start },
    newText: `// duplicate-rules-disable-file ${ruleId} -- ${REASON}${newline}`,
  };
}
