import { stringLiteral } from '../apexLiteral.ts';
import type { FieldToWrite } from './writer.ts';

/** How a language writes what JSON has. */
export interface Words {
  readonly yes: string;
  readonly no: string;
  readonly nothing: string;
}

const numbers: ReadonlySet<string> = new Set(['int', 'long', 'double', 'currency', 'percent']);

/**
 * A value as it goes into JSON for a field of this type, in the notation that JavaScript and Python share. Null
 * where the value is none of that type.
 */
export function jsonLiteral({ value, type }: FieldToWrite, words: Words): string | null {
  const kind = type?.toLowerCase() ?? '';
  switch (typeof value) {
    case 'boolean':
      return value ? words.yes : words.no;
    case 'number':
      return Number.isFinite(value) ? String(value) : null;
    case 'string': {
      const text = value.trim();
      if (kind === 'boolean') {
        if (!/^(?:true|false)$/i.test(text)) return null;
        return text.toLowerCase() === 'true' ? words.yes : words.no;
      }
      if (numbers.has(kind)) {
        return /^[+-]?\d+(?:\.\d+)?$/.test(text) ? String(Number(text)) : null;
      }
      return stringLiteral(value);
    }
    default:
      return words.nothing;
  }
}
