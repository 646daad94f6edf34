import { fieldKey } from '../../outcome/fieldNames.ts';
import type { RecordTable } from '../../recordSets/model.ts';
import type { CompiledRule, RecordValues } from '../model.ts';
import { type KeyIndex, type KeyIndexBuilder, keyIndexBuilder } from './keyIndex.ts';

/** The records of a table by the match keys of one rule. */
export interface RuleIndex {
  readonly rule: CompiledRule;
  /** In the order of the rule's keys. */
  readonly keys: readonly KeyIndex[];
}

/** After so many records whoever builds an index may show progress, or stop. */
const step = 20_000;

/**
 * Indexes a table by the keys of rules that compare with its object. Gives the number of records done so far, again
 * and again, so that the caller can show it, let others work, and stop.
 */
export function* indexTable(
  table: RecordTable,
  rules: readonly CompiledRule[],
): Generator<number, readonly RuleIndex[]> {
  const valuesOf = valuesIn(table);
  const builders = rules.map((rule) => ({ rule, keys: rule.keys.map(() => keyIndexBuilder(table.size)) }));
  for (let ordinal = 0; ordinal < table.size; ordinal++) {
    const values = valuesOf(ordinal);
    for (const { rule, keys } of builders) addKeys(rule, keys, ordinal, values);
    if ((ordinal + 1) % step === 0) yield ordinal + 1;
  }
  return builders.map(({ rule, keys }) => ({ rule, keys: keys.map((builder) => builder.build()) }));
}

function addKeys(
  rule: CompiledRule,
  builders: readonly KeyIndexBuilder[],
  ordinal: number,
  values: RecordValues,
): void {
  const keys = rule.keysOf(rule.prepare(values));
  for (let at = 0; at < builders.length; at++) builders[at]!.add(ordinal, keys[at]!);
}

/** The values of the records of a table, by `fieldKey`. */
export function valuesIn(table: RecordTable): (ordinal: number) => RecordValues {
  const columns = new Map<string, number>();
  for (const [column, field] of table.fields.entries()) {
    const key = fieldKey(field);
    // A relationship's name beside its id: the name is the field's own column.
    if (!columns.has(key)) columns.set(key, column);
  }
  return (ordinal) => (key) => {
    const column = columns.get(key);
    return column === undefined ? undefined : table.value(ordinal, column);
  };
}
