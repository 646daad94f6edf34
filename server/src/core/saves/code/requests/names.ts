/** REST headers reference, "Duplicate Rule Header". */
export const headerName = 'Sforce-Duplicate-Rule-Header';

export const parameterNames = ['allowSave', 'includeRecordDetails', 'runAsCurrentUser'] as const;

export type ParameterName = (typeof parameterNames)[number];

export function isHeader(name: string): boolean {
  return name.trim().toLowerCase() === headerName.toLowerCase();
}

const asSomethingElse = /^x?(?:sforce|salesforce|sfdc|sf)?duplicates?rules?(?:headers?|options?)?$/;

/** Whether a header's name that is none of Salesforce's was meant for the one about duplicates. */
export function isMisspeltHeader(name: string): boolean {
  if (isHeader(name)) return false;
  const bare = letters(name);
  return asSomethingElse.test(bare) || within(bare, letters(headerName), 2);
}

/** Letter case does not count, as the documentation does not say that it does. */
export function parameterNamed(written: string): ParameterName | null {
  return parameterNames.find((name) => name.toLowerCase() === written.toLowerCase()) ?? null;
}

export function parameterMeant(written: string): ParameterName | null {
  const bare = letters(written);
  return parameterNames.find((name) => within(bare, name.toLowerCase(), 2)) ?? null;
}

function letters(name: string): string {
  return name.toLowerCase().replace(/[^a-z]/g, '');
}

/** Whether one text becomes the other by at most `most` characters added, taken away or replaced. */
function within(a: string, b: string, most: number): boolean {
  if (Math.abs(a.length - b.length) > most) return false;
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]! <= most;
}
