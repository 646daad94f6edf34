/**
 * How much of an answer is read. Far more than Salesforce sends (five active duplicate rules on an object, three
 * matching rules in each, a hundred candidates), so that only an answer that lies meets a limit.
 */
export const limits = {
  answers: 1000,
  duplicateResults: 50,
  matchResults: 50,
  matchRecords: 200,
  fields: 1000,
  errors: 50,
} as const;

/** Reads at most `limit` of the values and tells how many were left out. */
export function capped<T>(
  values: readonly T[],
  limit: number,
  what: string,
): { readonly kept: readonly T[]; readonly leftOut: readonly string[] } {
  if (values.length <= limit) return { kept: values, leftOut: [] };
  const left = values.length - limit;
  return { kept: values.slice(0, limit), leftOut: [`${left} more ${what} were left out.`] };
}
