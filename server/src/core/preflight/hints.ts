import { compileReference, isCompiled } from '../matching/compile.ts';
import type { OfflineSave } from '../matching/run/model.ts';
import { fieldKey } from '../outcome/fieldNames.ts';
import { inputField } from '../outcome/matchingFields.ts';
import type { FieldScalar } from '../records/model.ts';
import type { RowFate, RowHint } from './model.ts';

interface Rewriting {
  readonly change: string;
  readonly applies: (field: string) => boolean;
  readonly rewrite: (value: string) => string;
}

const isPhone = (field: string) => /phone|mobile|fax/i.test(field);
const isEmail = (field: string) => /e_?mail/i.test(field);

/** What people's exports get wrong, in the order in which it is tried. */
const rewritings: readonly Rewriting[] = [
  {
    change: 'without invisible characters and doubled spaces',
    applies: () => true,
    rewrite: (value) =>
      value
        .replace(/[\u00ad\u200b-\u200f\u2060\ufeff]/g, '')
        .replace(/\s+/g, ' ')
        .trim(),
  },
  {
    change: 'without "mailto:" or angle brackets',
    applies: isEmail,
    rewrite: (value) => /([^\s<>:;,]+@[^\s<>;,]+)/.exec(value)?.[1] ?? value,
  },
  {
    change: 'as digits with + and the country code (E.164)',
    applies: isPhone,
    rewrite: (value) => e164(value) ?? value,
  },
  {
    change: 'as digits alone',
    applies: isPhone,
    rewrite: (value) => value.replace(/\D/g, '').replace(/^1(?=\d{10}$)/, '') || value,
  },
];

/** North American numbers alone can be told without knowing the country. */
function e164(value: string): string | null {
  const digits = value.replace(/\D/g, '');
  if (/^\s*\+/.test(value)) return digits.length >= 8 ? `+${digits}` : null;
  if (digits.length === 10) return `+1${digits}`;
  return digits.length === 11 && digits.startsWith('1') ? `+${digits}` : null;
}

/** Hints where writing the row's values in another way changes what becomes of it; none where nothing changes. */
export function hintsFor(
  save: OfflineSave,
  fate: RowFate,
  judge: (save: OfflineSave) => RowFate,
): readonly RowHint[] {
  const hints: RowHint[] = [];
  for (const field of comparedFields(save)) {
    const key = fieldKey(field);
    const value = save.values(key);
    if (typeof value !== 'string' || value === '') continue;
    for (const { change, applies, rewrite } of rewritings) {
      if (!applies(field)) continue;
      const rewritten = rewrite(value);
      if (rewritten === '' || rewritten === value.trim()) continue;
      const other = judge(withValue(save, key, rewritten));
      if (other === fate) continue;
      hints.push({ field, change, fate: other });
      break;
    }
  }
  return hints;
}

function withValue(save: OfflineSave, key: string, value: FieldScalar): OfflineSave {
  return { ...save, values: (name) => (name === key ? value : save.values(name)) };
}

const fieldsOf = new WeakMap<OfflineSave['catalog'], Map<string, readonly string[]>>();

/** Fields of the saved object that active rules compare. */
function comparedFields({ catalog, object }: OfflineSave): readonly string[] {
  let byObject = fieldsOf.get(catalog);
  if (byObject === undefined) {
    byObject = new Map();
    fieldsOf.set(catalog, byObject);
  }
  const known = byObject.get(object);
  if (known) return known;
  const fields = new Map<string, string>();
  for (const rule of catalog.rulesFor(object).filter(({ active }) => active)) {
    for (const reference of rule.matchRules) {
      const compiled = compileReference(reference, catalog);
      if (!isCompiled(compiled)) continue;
      for (const { field } of compiled.items) {
        const input = inputField(rule, reference, field);
        if (input !== null) fields.set(fieldKey(input), input);
      }
    }
  }
  const found = [...fields.values()];
  byObject.set(object, found);
  return found;
}
