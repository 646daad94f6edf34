/**
 * Indented, with a line break at the end. Characters that would steer a terminal, or turn the order of what is
 * read, are escaped, also those that JSON allows as they are: the data stay the same.
 */
export function formatJson(value: unknown): string {
  const text = JSON.stringify(value, null, 2);
  return text.replace(controls, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`) + '\n';
}

const controls = /[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;
