import { compileReference, isCompiled } from '../matching/compile.ts';
import type { CompiledRule } from '../matching/model.ts';
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

/**
 * Hints where writing the row's values in another way changes what becomes of it; none where nothing changes.
 * @param compared how many records the row was compared with
 */
export function hintsFor(
  save: OfflineSave,
  fate: RowFate,
  compared: number,
  judge: (save: OfflineSave) => RowFate,
): readonly RowHint[] {
  const hints: RowHint[] = [];
  const { fields, hasConditions } = comparedFields(save);
  for (const { field, key, changesKeys } of fields) {
    const value = save.values(key);
    if (typeof value !== 'string' || value === '') continue;
    const trimmed = value.trim();
    for (const { change, applies, rewrite } of rewritings) {
      if (!applies(field)) continue;
      const rewritten = rewrite(value);
      if (rewritten === '' || rewritten === trimmed) continue;
      // What the same keys bring up is the same: nothing, as before.
      if (compared === 0 && !hasConditions && !changesKeys(trimmed, rewritten)) continue;
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

interface ComparedFields {
  readonly fields: readonly ComparedField[];
  /** Whether a rule runs may hang on a value. */
  readonly hasConditions: boolean;
}

interface ComparedField {
  readonly field: string;
  readonly key: string;
  /** Whether two values of it make other match keys by any rule. */
  changesKeys(one: string, other: string): boolean;
}

const fieldsOf = new WeakMap<OfflineSave['catalog'], Map<string, ComparedFields>>();

/** Fields of the saved object that active rules compare. */
function comparedFields({ catalog, object }: OfflineSave): ComparedFields {
  let byObject = fieldsOf.get(catalog);
  if (byObject === undefined) {
    byObject = new Map();
    fieldsOf.set(catalog, byObject);
  }
  let known = byObject.get(object);
  if (known === undefined) {
    known = findComparedFields(catalog, object);
    byObject.set(object, known);
  }
  return known;
}

function findComparedFields(catalog: OfflineSave['catalog'], object: string): ComparedFields {
  const rules = catalog.rulesFor(object).filter(({ active }) => active);
  const uses = new Map<string, { field: string; items: (readonly [CompiledRule, number])[] }>();
  for (const rule of rules) {
    for (const reference of rule.matchRules) {
      const compiled = compileReference(reference, catalog);
      if (!isCompiled(compiled)) continue;
      for (const { field, number } of compiled.items) {
        const input = inputField(rule, reference, field);
        if (input === null) continue;
        const use = uses.get(fieldKey(input)) ?? { field: input, items: [] };
        uses.set(fieldKey(input), use);
        use.items.push([compiled, number]);
      }
    }
  }
  return {
    hasConditions: rules.some(({ filter }) => filter !== null),
    fields: [...uses].map(([key, { field, items }]) => ({
      field,
      key,
      changesKeys: (one, other) => items.some(([rule, number]) => rule.changesKeys(number, one, other)),
    })),
  };
}
