import type { FieldTrace, PairTrace } from '../matching/model.ts';
import type { FieldScalar } from '../records/model.ts';
import type { TextPage } from '../textPage.ts';

/** Why two records match or not: the verdict, each field with both values, how scores came about, match keys. */
export function traceText(page: TextPage, indent: number, trace: PairTrace): void {
  page.add(indent, trace.summary);
  page.table(indent, [
    ['Field', 'Record', 'Existing', 'Method', 'Score', ''],
    ...trace.fields.map((field) => [
      field.sampleField !== null && field.sampleField !== field.field
        ? `${field.sampleField} → ${field.field}`
        : field.field,
      valueText(field.sample),
      valueText(field.candidate),
      field.method,
      field.trace === null ? '' : `${field.trace.score} of ${field.trace.threshold}`,
      outcomeText(field),
    ]),
  ]);
  for (const field of trace.fields) detail(page, indent + 2, field);
  page.add(indent, trace.compared.text);
  for (const { key, sample, candidate, equal } of trace.keys) {
    const values =
      equal && sample === candidate
        ? `both ${sample}`
        : `${sample ?? 'none'} / ${candidate ?? 'none'}${equal ? ', equal with names transposed' : ''}`;
    page.add(indent + 2, `${key.notation}: ${values}`);
  }
}

function outcomeText({ matches, certainty, blank }: FieldTrace): string {
  if (blank !== null && matches !== null) return matches ? 'matches (blank)' : 'does not match (blank)';
  if (matches === null) return 'not known';
  return `${matches ? 'matches' : 'does not match'} (${certainty})`;
}

/** How a fuzzy score came about, where there is more to it than equality. */
function detail(page: TextPage, indent: number, { field, trace }: FieldTrace): void {
  if (trace === null || (trace.steps.length <= 1 && trace.notes.length === 0)) return;
  const [one, other] = trace.normalised;
  const steps = trace.steps
    .filter(({ score }) => score !== null)
    .map(({ name, score, weight, detail: text }) => {
      const share = weight === null ? '' : ` × ${weight} %`;
      return `${name} ${score}${share}${text === '' ? '' : ` (${text})`}`;
    });
  page.add(indent, `${field}: "${one}" and "${other}": ${steps.join(', ')}`);
  for (const note of trace.notes) page.add(indent + 2, note);
}

function valueText(value: FieldScalar | undefined): string {
  if (value === undefined) return '(not in the data)';
  return value === null || value === '' ? '(blank)' : String(value);
}
