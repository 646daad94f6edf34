import { fieldKey } from '../../outcome/fieldNames.ts';
import type { RecordTable } from '../../recordSets/model.ts';
import type { CompiledRule, RecordValues } from '../model.ts';
import { type KeyIndex, type KeyIndexBuilder, keyIndexBuilder } from './keyIndex.ts';

/** The records of a table by the match keys of one rule. */
export interface RuleIndex {
  readonly rule: CompiledRule;
  /** In the order of the rule's keys. */
  readonly keys: readonly KeyIndex[];
  /** The same of records that may have other keys: their values have a form that no documentation shows. */
  readonly loose: readonly LooseIndex[];
}

export interface LooseIndex {
  /** Each mask that a record has. */
  readonly masks: readonly number[];
  readonly index: KeyIndex;
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
  const files = rules.map((rule) => new RuleFile(rule, table.size));
  for (let ordinal = 0; ordinal < table.size; ordinal++) {
    const values = valuesOf(ordinal);
    for (const file of files) file.add(values);
    if ((ordinal + 1) % step === 0) yield ordinal + 1;
  }
  return files.map((file) => file.build());
}

/** Indexes records while a table takes them (`taken` of its builder). */
export interface RowIndexer {
  add(row: readonly (string | undefined)[], fields: readonly string[]): void;
  build(): readonly RuleIndex[];
}

/** Makes the same index as {@link indexTable}, without reading the table again. */
export function rowIndexer(rules: readonly CompiledRule[]): RowIndexer {
  const files = rules.map((rule) => new RuleFile(rule));
  let columns: ReadonlyMap<string, number> = new Map();
  let known = 0;
  let current: readonly (string | undefined)[] = [];
  const values: RecordValues = (key) => {
    const column = columns.get(key);
    return column === undefined ? undefined : current[column];
  };
  return {
    add(row, fields) {
      if (fields.length !== known) {
        columns = columnsByKey(fields);
        known = fields.length;
      }
      current = row;
      for (const file of files) file.add(values);
    },
    build: () => files.map((file) => file.build()),
  };
}

/** Files records under the keys of one rule, by ordinal from 0. */
class RuleFile {
  readonly #rule: CompiledRule;
  readonly #builders: readonly KeyIndexBuilder[];
  readonly #loose: readonly { readonly masks: Set<number>; readonly builder: KeyIndexBuilder }[];
  #size = 0;

  constructor(rule: CompiledRule, expected?: number) {
    this.#rule = rule;
    this.#builders = rule.keys.map(() => keyIndexBuilder(expected));
    this.#loose = rule.keys.map(() => ({ masks: new Set(), builder: keyIndexBuilder() }));
  }

  add(values: RecordValues): void {
    const { keys, loose } = this.#rule.filedIn(values);
    for (let at = 0; at < keys.length; at++) {
      this.#builders[at]!.add(this.#size, keys[at]!);
      const free = loose[at]!;
      if (free === null) continue;
      this.#loose[at]!.masks.add(free.mask);
      this.#loose[at]!.builder.add(this.#size, free.text);
    }
    this.#size++;
  }

  build(): RuleIndex {
    return {
      rule: this.#rule,
      keys: this.#builders.map((builder) => builder.build()),
      loose: this.#loose.map(({ masks, builder }) => ({ masks: [...masks], index: builder.build() })),
    };
  }
}

/** The values of the records of a table, by `fieldKey`. */
export function valuesIn(table: RecordTable): (ordinal: number) => RecordValues {
  const columns = columnsByKey(table.fields);
  return (ordinal) => (key) => {
    const column = columns.get(key);
    return column === undefined ? undefined : table.value(ordinal, column);
  };
}

/** Columns of fields by `fieldKey`. */
export function columnsByKey(fields: readonly string[]): ReadonlyMap<string, number> {
  const columns = new Map<string, number>();
  for (const [column, field] of fields.entries()) {
    const key = fieldKey(field);
    // A relationship's name beside its id: the name is the field's own column.
    if (!columns.has(key)) columns.set(key, column);
  }
  return columns;
}
