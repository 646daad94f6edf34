import type { Place } from '../../../text.ts';
import type { RecordFieldValue, TextValue, Value } from '../values.ts';
import { type FlatText, flatTexts, hasHole, hole, isHole, pieceValue } from './variants.ts';

/** Reads a body that the code writes as JSON, holes included: `{"LastName": "${name}", "Age": ${age}}`. */
export function parseJsonText(value: TextValue): Value | null {
  const first = value.parts[0];
  if (typeof first !== 'string' || !/^\s*[[{]/.test(first)) return null;
  const [flat] = flatTexts(value, value.place);
  if (flat === undefined) return null;
  try {
    return valueOfJson(JSON.parse(quotedHoles(flat.text)) as unknown, flat);
  } catch {
    return null;
  }
}

/** A hole outside of quotation marks stands for any JSON value. */
function quotedHoles(text: string): string {
  if (!hasHole(text)) return text;
  return text.replace(new RegExp(`"(?:[^"\\\\]|\\\\.)*"|[${hole}]`, 'gs'), (token) =>
    isHole(token) ? `"${token}"` : token,
  );
}

function valueOfJson(json: unknown, flat: FlatText): Value {
  const { place } = flat;
  if (typeof json === 'string') return pieceValue(json, flat);
  if (Array.isArray(json)) {
    return { kind: 'list', items: json.map((each) => valueOfJson(each, flat)), open: false, place };
  }
  if (typeof json === 'object' && json !== null) return recordOf(json, flat, place);
  return { kind: 'scalar', value: json as number | boolean | null, place };
}

function recordOf(json: object, flat: FlatText, place: Place): Value {
  const entries: RecordFieldValue[] = [];
  let open = false;
  for (const [key, value] of Object.entries(json)) {
    if (hasHole(key)) open = true;
    else entries.push({ key, value: valueOfJson(value, flat), place, when: null });
  }
  return { kind: 'record', entries, open, place, type: null };
}
