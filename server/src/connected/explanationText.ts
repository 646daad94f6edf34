import type { Preview } from '../core/preview/model.ts';
import { previewText } from '../core/preview/text.ts';
import { printableLine, wrap } from '../core/printable.ts';
import type { ExplainedRefusal, Explanation } from '../protocol.ts';

export interface ExplanationTextOptions {
  /** Columns. */
  readonly width: number;
  /** The file that was explained, as typed; null for standard input. */
  readonly file: string | null;
  /** Whether an org was asked, or was to be. */
  readonly asksOrg: boolean;
}

/** An explained error for a terminal; nothing in its texts and values steers the terminal. */
export function explanationText(
  explanation: Omit<Explanation, 'rules'>,
  options: ExplanationTextOptions,
): string {
  const { heading, refusals, others, problems } = explanation;
  const paragraph = (indent: number, text: string): string => indented(indent, text, options.width);
  const parts = [paragraph(0, heading) + problems.map((one) => paragraph(0, `Problem: ${one}`)).join('')];
  if (refusals.length > 1) {
    const lines = refusals.map(({ count, preview }, index) =>
      paragraph(
        0,
        `${index + 1}. ${count.toLocaleString('en')} ${count === 1 ? 'record' : 'records'}: ${preview.verdict.text}`,
      ),
    );
    parts.push(lines.join(''));
  }
  refusals.forEach((refusal, index) => {
    const number = refusals.length > 1 ? `${index + 1}. ` : '';
    parts.push(refusalText(refusal, number, options));
  });
  if (others.length > 0) {
    const lines = others.map(({ code, message, count, explanation: what }) => {
      const times = count > 1 ? ` (${count.toLocaleString('en')} times)` : '';
      const name = [code, message].filter((text) => text !== '').join(': ');
      return paragraph(2, name + times) + (what === null ? '' : paragraph(4, what));
    });
    parts.push(paragraph(0, 'Not from a duplicate rule:') + lines.join(''));
  }
  if (!options.asksOrg && parts.some((part) => /read\s+the\s+rules\s+of\s+the\s+org\b/i.test(part))) {
    parts.push(paragraph(0, 'With --org ORG, explain reads the rules of an org.'));
  }
  return parts.join('\n');
}

function refusalText(
  { title, count, preview, advice, rows }: ExplainedRefusal,
  number: string,
  { width, file }: ExplanationTextOptions,
): string {
  const paragraph = (indent: number, text: string): string => indented(indent, text, width);
  const records = count > 1 ? ` (${count.toLocaleString('en')} records)` : '';
  const rule = '-'.repeat(Math.min(width, 60)) + '\n';
  const rest = [
    advice.length > 0
      ? '\n' + paragraph(0, 'What to do:') + advice.map((one) => paragraph(2, `- ${one}`)).join('')
      : '',
    rows.length > 0 ? '\n' + paragraph(0, rowsText(rows, objectOf(preview), file)) : '',
  ];
  return (
    rule +
    paragraph(0, `${number}${title}${records}`) +
    '\n' +
    previewText(preview, { width }) +
    rest.join('')
  );
}

/** The object that all rules of the preview are of; null where the error tells none. */
function objectOf({ sample, rules: [rule] }: Preview): string | null {
  if (sample !== null) return sample.object;
  if (rule === undefined) return null;
  const object = rule.fullName.slice(0, rule.fullName.indexOf('.'));
  return object === 'PersonAccount' ? 'Account' : object;
}

function rowsText(rows: ExplainedRefusal['rows'], object: string | null, file: string | null): string {
  const shown = rows
    .slice(0, 5)
    .map(({ origin }) => origin)
    .join(', ');
  const left = rows.length > 5 ? `, and ${rows.length - 5} more` : '';
  const how =
    file === null
      ? ''
      : ` Test one: duplicate-rules test-record --object ${object ?? 'NAME'} --file ${file} --row N`;
  return `With the values of the record: ${shown}${left}.${how}`;
}

/** What goes on is indented by two more. */
function indented(indent: number, text: string, width: number): string {
  return wrap(printableLine(text), width - indent - 2)
    .map((line, index) => ' '.repeat(index === 0 ? indent : indent + 2) + line + '\n')
    .join('');
}
