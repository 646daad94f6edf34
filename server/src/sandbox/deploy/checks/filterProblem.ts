import type { MetadataProblem } from '../../../core/metadata/problem.ts';
import type { Span } from '../../../core/text.ts';
import type { ComponentProblem } from '../model.ts';
import { problem } from './context.ts';

/**
 * Problems of reading in Salesforce's words: of a booleanFilter it says once that it is invalid, whatever is wrong
 * in it.
 *
 * @param filter where it stands in the text that was read; null where there is none
 * @param at where Salesforce reports it
 * @param other words for all else
 */
export function readingProblems(
  problems: readonly MetadataProblem[],
  filter: { readonly span: Span; readonly text: string } | null,
  at: number | null,
  other: (one: MetadataProblem) => ComponentProblem,
): readonly ComponentProblem[] {
  const isInFilter = ({ span }: MetadataProblem): boolean =>
    filter !== null && filter.span.start <= span.start && span.end <= filter.span.end;
  const rest = problems.filter((one) => !isInFilter(one)).map(other);
  return filter !== null && problems.some(isInFilter)
    ? [...rest, problem(`The filter logic ${filter.text} is invalid.`, at)]
    : rest;
}
