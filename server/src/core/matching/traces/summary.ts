import { list } from '../../outcome/words.ts';
import type { RunnableRule } from '../compiledRule.ts';
import type { FieldTrace, MatchVerdict, SegmentTrace } from '../model.ts';

/** The verdict in sentences: what decided it, and how sure it is. */
export function summaryOf(
  verdict: MatchVerdict,
  fields: readonly FieldTrace[],
  segments: readonly SegmentTrace[],
  rule: RunnableRule,
): string {
  const evaluated = segments.filter(({ segment }) => segment.leftOut === null);
  const sentence =
    verdict.matches === true
      ? matchText(fields, evaluated, rule)
      : verdict.matches === false
        ? noMatchText(fields, evaluated, rule)
        : `It cannot be said whether they match: ${openText(fields, evaluated)}.`;
  return [sentence, ...leftOutText(verdict, segments), ...certaintyText(verdict)].join(' ');
}

function matchText(
  fields: readonly FieldTrace[],
  segments: readonly SegmentTrace[],
  rule: RunnableRule,
): string {
  const holding = segments.filter(({ holds }) => holds === true);
  const { segment } = holding.find((one) => !one.segment.transposed) ?? holding[0]!;
  const names: readonly number[] = segment.transposed ? (rule.names ?? []) : [];
  const matching = segment.items.filter((number) => !names.includes(number) && fields[number - 1]!.matches);
  const ignored = segment.items.filter((number) => !names.includes(number) && !fields[number - 1]!.matches);
  const fieldOf = (number: number): string => fields[number - 1]!.field;
  const said = [
    ...(segment.transposed ? ['first and last name match transposed'] : []),
    ...(matching.length > 0
      ? [`${list(matching.map(fieldOf), 'and')} match${matching.length === 1 ? 'es' : ''}`]
      : []),
    ...ignored.map((number) =>
      fields[number - 1]!.blank === null
        ? `${fieldOf(number)} passes here`
        : `${fieldOf(number)} is blank and ignored`,
    ),
    ...segment.without.map((number) => `${fieldOf(number)} does not, as the rule asks`),
  ];
  return `They match: ${list(said, 'and')}.`;
}

const mostParts = 3;

function noMatchText(
  fields: readonly FieldTrace[],
  segments: readonly SegmentTrace[],
  rule: RunnableRule,
): string {
  const plain = segments.filter(({ segment }) => !segment.transposed);
  if (plain.length === 0)
    return 'They do not match: no two records can, as each part of the filter excludes itself.';
  const everywhere = fields.filter(({ number }) =>
    plain.every(({ deciding, segment }) => deciding.includes(number) && segment.items.includes(number)),
  );
  const transposed = rule.names === null ? '' : ', and neither do transposed names';
  if (everywhere.length > 0) {
    const namesFail = everywhere.some(({ number }) => rule.names?.includes(number));
    return `They do not match: ${list(everywhere.map(failure), 'and')}${namesFail ? transposed : ''}.`;
  }
  const parts = plain.slice(0, mostParts).map(({ text, deciding, segment }) => {
    const reasons = deciding.map((number) =>
      segment.without.includes(number)
        ? `${fields[number - 1]!.field} matches, which the rule excludes`
        : failure(fields[number - 1]!),
    );
    return plain.length === 1 ? list(reasons, 'and') : `"${text}" fails, as ${list(reasons, 'and')}`;
  });
  if (plain.length > mostParts) parts.push(`${plain.length - mostParts} more parts fail`);
  return `They do not match: ${parts.join('; ')}.`;
}

/** "LastName scores 63 of 90", "Email differs", "Phone is blank in one". */
function failure({ field, trace, blank, sampleField }: FieldTrace): string {
  if (sampleField === null) return `no field is mapped to ${field}`;
  if (trace === null) return `${field} is ${blank ?? 'not comparable'}`;
  return trace.threshold === 100
    ? `${field} differs`
    : `${field} scores ${trace.score} of ${trace.threshold}`;
}

function openText(fields: readonly FieldTrace[], segments: readonly SegmentTrace[]): string {
  const open = new Set(segments.filter(({ holds }) => holds === null).flatMap(({ deciding }) => deciding));
  const names = fields
    .filter(({ number, matches }) => open.has(number) && matches === null)
    .map(({ field }) => field);
  return `${list(names, 'and')} ${names.length === 1 ? 'is' : 'are'} not in the data`;
}

function leftOutText({ matches }: MatchVerdict, segments: readonly SegmentTrace[]): readonly string[] {
  if (matches === true) return [];
  return segments
    .filter(({ segment, holds }) => segment.leftOut !== null && holds === true)
    .map(({ text, segment }) => `"${text}" holds, but Salesforce does not evaluate it: ${segment.leftOut}.`);
}

function certaintyText({ matches, certainty }: MatchVerdict): readonly string[] {
  if (matches === null) return [];
  if (certainty === 'approximate')
    return ['Approximate: how Salesforce compares such values is not published in full.'];
  return certainty === 'unknown' ? ['What Salesforce says is not known.'] : [];
}
