import type { FieldTrace, PairTrace } from '../matching/model.ts';
import type { FieldScalar } from '../records/model.ts';
import type { TextPage } from '../textPage.ts';

/**
 * Why two records match or not: the verdict, each field with both values, how scores came about, match keys.
 *
 * @param say has words of ours in the reader's language
 */
export function traceText(
  page: TextPage,
  indent: number,
  trace: PairTrace,
  say: (text: string) => string = (text) => text,
): void {
  page.add(indent, say(trace.summary));
  page.table(indent, [
    ['Field', 'Record', 'Existing', 'Method', 'Score', ''].map(say),
    ...trace.fields.map((field) => [
      field.sampleField !== null && field.sampleField !== field.field
        ? `${field.sampleField} → ${field.field}`
        : field.field,
      valueText(field.sample, say),
      valueText(field.candidate, say),
      say(field.method),
      field.trace === null ? '' : say(`${field.trace.score} of ${field.trace.threshold}`),
      say(outcomeText(field)),
    ]),
  ]);
  for (const field of trace.fields) detail(page, indent + 2, field, say);
  page.add(indent, say(trace.compared.text));
  for (const { key, sample, candidate, equal } of trace.keys) {
    const values =
      equal && sample === candidate
        ? say(`both ${sample}`)
        : `${sample ?? say('none')} / ${candidate ?? say('none')}${equal ? say(', equal with names transposed') : ''}`;
    page.add(indent + 2, `${key.notation}: ${values}`);
  }
}

function outcomeText({ matches, certainty, blank }: FieldTrace): string {
  if (blank !== null && matches !== null) return matches ? 'matches (blank)' : 'does not match (blank)';
  if (matches === null) return 'not known';
  return `${matches ? 'matches' : 'does not match'} (${certainty})`;
}

/** How a fuzzy score came about, where there is more to it than equality. */
function detail(
  page: TextPage,
  indent: number,
  { field, trace }: FieldTrace,
  say: (text: string) => string,
): void {
  if (trace === null || (trace.steps.length <= 1 && trace.notes.length === 0)) return;
  const [one, other] = trace.normalised;
  const steps = trace.steps
    .filter(({ score }) => score !== null)
    .map(({ name, score, weight, detail: text }) => {
      const share = weight === null ? '' : ` × ${weight} %`;
      return say(`${name} ${score}${share}${text === '' ? '' : ` (${text})`}`);
    });
  page.add(indent, `${say(`${field}: "${one}" and "${other}"`)}: ${steps.join(say(', '))}`);
  for (const note of trace.notes) page.add(indent + 2, say(note));
}

function valueText(value: FieldScalar | undefined, say: (text: string) => string): string {
  if (value === undefined) return say('(not in the data)');
  return value === null || value === '' ? say('(blank)') : String(value);
}
