import type { MethodEngine } from '../../matching/methods/model.ts';

const scorings: Readonly<Record<MethodEngine['scoring'], string>> = {
  equality: 'equal or not',
  maximum: 'the best score counts',
  'weighted average': 'scores of the parts, weighted',
};

/** In a few words: `Fuzzy: Phone, from 80 of 100`. */
export function methodDetail({ label, threshold, scoring }: MethodEngine): string {
  return scoring === 'equality' ? label : `${label}, from ${threshold} of 100`;
}

/** What a matching method compares and from which score on two values match: Markdown. */
export function methodText(method: MethodEngine): string {
  const { label, threshold, scoring, parts } = method;
  if (scoring === 'equality') return `**${label}**: the values are the same but for case.`;
  const named = parts.map(({ name, weight }) => (weight === null ? name : `${name} ${weight} %`)).join(', ');
  const compared = scoring === 'maximum' ? 'algorithms' : 'parts';
  return `**${label}**: ${compared} ${named}; ${scorings[scoring]}. Two values match from a score of ${threshold} of 100.`;
}
