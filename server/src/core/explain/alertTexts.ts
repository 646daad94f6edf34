/**
 * Alert texts of Salesforce's own: those of the standard rules, and the one that a new rule begins with. Several
 * rules of an org have them.
 */
const standard: ReadonlySet<string> = new Set(
  [
    'Use one of these records?',
    "You're creating a duplicate record. We recommend you use an existing record instead.",
  ].map(comparable),
);

const entities: Readonly<Record<string, string>> = {
  '&#39;': "'",
  '&apos;': "'",
  '&quot;': '"',
  '&lt;': '<',
  '&gt;': '>',
  '&amp;': '&',
};

/** An alert text as it is compared with a message: channels change white space and escape characters. */
export function comparable(text: string): string {
  return text
    .replace(/&(?:#39|apos|quot|lt|gt|amp);/g, (entity) => entities[entity] ?? entity)
    .replace(/[’‘]/g, "'")
    .replace(/\s{1,1000}/g, ' ')
    .trim();
}

export function isStandardAlertText(message: string): boolean {
  return standard.has(comparable(message));
}
