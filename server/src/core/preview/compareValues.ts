import type { FieldScalar } from '../records/model.ts';

export type Difference = 'same' | 'different' | 'blank';

/** Compares as an exact matching rule does, without case; `blank` where either side is. */
export function compareValues(a: FieldScalar, b: FieldScalar): Difference {
  if (isBlank(a) || isBlank(b)) return 'blank';
  const texts = [String(a).trim(), String(b).trim()] as const;
  const isSame =
    texts[0].toLowerCase() === texts[1].toLowerCase() ||
    ((typeof a === 'number' || typeof b === 'number') && Number(texts[0]) === Number(texts[1])) ||
    isSameMoment(...texts) ||
    isSameId(...texts);
  return isSame ? 'same' : 'different';
}

export function isBlank(value: FieldScalar | undefined): boolean {
  return value === null || value === undefined || (typeof value === 'string' && value.trim() === '');
}

const moment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})$/;

function isSameMoment(a: string, b: string): boolean {
  if (!moment.test(a) || !moment.test(b)) return false;
  const time = (text: string) => Date.parse(text.replace(/([+-]\d{2})(\d{2})$/, '$1:$2'));
  return time(a) === time(b);
}

/** One id written with 15 characters and with 18. */
function isSameId(a: string, b: string): boolean {
  const id = /^[a-zA-Z0-9]{15}(?:[a-zA-Z0-9]{3})?$/;
  return a.length !== b.length && id.test(a) && id.test(b) && a.slice(0, 15) === b.slice(0, 15);
}
