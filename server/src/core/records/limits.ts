/** At most as many records as one save takes. */
export const mostDrafts = 200;

export function tooMany(count: number): string {
  return `Only the first ${mostDrafts} of ${count.toLocaleString('en')} records are taken.`;
}
