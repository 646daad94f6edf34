import type { FieldScalar } from '../records/model.ts';

const texts: ReadonlySet<string> = new Set([
  'string',
  'textarea',
  'email',
  'phone',
  'url',
  'picklist',
  'multipicklist',
  'combobox',
  'reference',
  'id',
  'encryptedstring',
]);
const numbers: ReadonlySet<string> = new Set(['int', 'long', 'double', 'currency', 'percent']);

/**
 * A value as Apex code for a field of this type (as describe says; null: not known, then the value's own form
 * decides). Null where no code of that type can be written.
 */
export function apexLiteral(value: FieldScalar, type: string | null): string | null {
  if (value === null) return 'null';
  const kind = type?.toLowerCase() ?? null;
  if (typeof value === 'boolean')
    return kind !== null && texts.has(kind) ? stringLiteral(String(value)) : String(value);
  if (typeof value === 'number') {
    return kind !== null && texts.has(kind) ? stringLiteral(String(value)) : numberLiteral(value);
  }
  if (kind !== null && texts.has(kind)) return stringLiteral(value);
  if (kind === 'boolean') return /^(?:true|false)$/i.test(value.trim()) ? value.trim().toLowerCase() : null;
  if (kind !== null && numbers.has(kind)) {
    const text = value.trim();
    return /^[+-]?\d+(?:\.\d+)?$/.test(text) ? numberLiteral(Number(text)) : null;
  }
  const moment = dateTimeLiteral(value);
  if (kind === 'datetime') return moment;
  const date = dateLiteral(value);
  if (kind === 'date') return date;
  const time = timeLiteral(value);
  if (kind === 'time') return time;
  return kind === null ? (moment ?? date ?? stringLiteral(value)) : stringLiteral(value);
}

/** Integers beyond 32 bits are Long; what has no plain decimal notation is read from text. */
function numberLiteral(value: number): string | null {
  if (!Number.isFinite(value)) return null;
  const text = String(value);
  if (/e/i.test(text)) return `Decimal.valueOf('${text.replace('+', '')}')`;
  if (!Number.isInteger(value)) return text;
  if (Math.abs(value) <= 2147483647) return text;
  return Number.isSafeInteger(value) ? `${text}L` : `Decimal.valueOf('${text}')`;
}

function dateLiteral(text: string): string | null {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text.trim());
  return parts && isDate(parts) ? `Date.newInstance(${numbersOf(parts.slice(1))})` : null;
}

function dateTimeLiteral(text: string): string | null {
  const form = /^(\d{4})-(\d{2})-(\d{2})T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})$/;
  const parts = form.exec(text.trim());
  if (!parts || !isDate(parts)) return null;
  const time = Date.parse(text.trim().replace(/([+-]\d{2})(\d{2})$/, '$1:$2'));
  if (Number.isNaN(time)) return null;
  const [date, clock] = new Date(time).toISOString().split('T') as [string, string];
  return `Datetime.newInstanceGmt(${numbersOf(date.split('-'))}, ${numbersOf(clock.slice(0, 8).split(':'))})`;
}

function timeLiteral(text: string): string | null {
  const parts = /^(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3}))?)?Z?$/.exec(text.trim());
  if (!parts) return null;
  const [, hour, minute, second = '0', fraction = '0'] = parts;
  const whole = [hour!, minute!, second, fraction.padEnd(3, '0').replace(/^000$/, '0')];
  return `Time.newInstance(${numbersOf(whole)})`;
}

function isDate([, year, month, day]: readonly string[]): boolean {
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
}

function numbersOf(parts: readonly string[]): string {
  return parts.map((part) => String(Number(part))).join(', ');
}

const escapes: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  "'": "\\'",
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\b': '\\b',
  '\f': '\\f',
};

/** Characters that steer a terminal or turn the order of what is read are written by their number. */
export function stringLiteral(text: string): string {
  const escaped = text.replace(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: it is about them
    /[\\'\x00-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g,
    (character) =>
      escapes[character] ?? `\\u${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`,
  );
  return `'${escaped}'`;
}
