import type { FieldMapping } from '../metadata/model.ts';
import { fieldKey } from '../outcome/fieldNames.ts';
import type { FieldScalar } from '../records/model.ts';
import type { MethodEngine } from './methods/model.ts';
import type { ItemValue, PreparedRecord, RecordValues } from './model.ts';

/** A value as one method sees it: the item that it is of, and the method, which of transposed names is the other's. */
export interface Slot {
  /** From 0. */
  readonly item: number;
  readonly method: MethodEngine;
}

/** A record as one rule sees it. Slots are made ready one by one, as comparing or making keys asks for them. */
export class RuleRecord implements PreparedRecord {
  readonly given: readonly (FieldScalar | undefined)[];
  readonly mapping: readonly FieldMapping[] | null;
  /** The first ones are those of the items, in their order. */
  readonly slots: readonly Slot[];
  readonly ready: (ItemValue | undefined)[];
  /** Match keys once they were asked for: several sources ask for those of one sample. */
  keys: readonly (string | null)[] | undefined;
  /** With first and last name transposed, once asked for; null: the rule does not transpose it. */
  transposed: RuleRecord | null | undefined;

  constructor(
    given: readonly (FieldScalar | undefined)[],
    mapping: readonly FieldMapping[] | null,
    slots: readonly Slot[],
  ) {
    this.given = given;
    this.mapping = mapping;
    this.slots = slots;
    this.ready = [];
  }

  slot(index: number): ItemValue {
    const ready = this.ready[index];
    if (ready !== undefined) return ready;
    const { item, method } = this.slots[index]!;
    const given = this.given[item];
    const text = textOf(given);
    const value = given === undefined ? 'absent' : text === '' ? 'blank' : method.prepare(text);
    this.ready[index] = value;
    return value;
  }

  /** Whether the value of a slot is blank or absent, without making it ready. */
  isMissing(index: number): boolean {
    const given = this.given[this.slots[index]!.item];
    if (given === null || given === undefined) return true;
    // Most values begin with a letter or digit, and need not be trimmed to know.
    return typeof given === 'string' && !(given.charCodeAt(0) > 32) && given.trim() === '';
  }

  get values(): readonly ItemValue[] {
    return this.given.map((_, item) => this.slot(item));
  }
}

/** A value as it is compared; '' is blank. Salesforce trims texts when it saves them. */
export function textOf(value: FieldScalar | undefined): string {
  if (typeof value === 'string')
    return isPrintable(value.charCodeAt(0)) && isPrintable(value.charCodeAt(value.length - 1))
      ? value
      : value.trim();
  return value === null || value === undefined ? '' : String(value);
}

/** ASCII and no space. NaN, of an empty text, is not. */
function isPrintable(code: number): boolean {
  return code > 32 && code < 127;
}

/** Where the values of an item are found: the first of these keys that a source holds. */
export interface ItemSource {
  readonly keys: readonly string[];
  /** Whether names are compared: where the source has a lookup, its name is the value, and its id is none. */
  readonly named: boolean;
}

/** Takes records apart for one rule. */
export class RecordTaker {
  readonly #sources: readonly ItemSource[];
  readonly #mapped = new WeakMap<readonly FieldMapping[], readonly ItemSource[]>();

  constructor(sources: readonly ItemSource[]) {
    this.#sources = sources;
  }

  take(values: RecordValues, mapping: readonly FieldMapping[] | null): (FieldScalar | undefined)[] {
    const sources = mapping === null ? this.#sources : this.#through(mapping);
    const given: (FieldScalar | undefined)[] = [];
    for (const source of sources) given.push(valueFrom(source, values));
    return given;
  }

  /** Takes the values of some items alone. @param items from 0 */
  takeSome(items: readonly number[], values: RecordValues, given: (FieldScalar | undefined)[]): void {
    for (const item of items) given[item] = valueFrom(this.#sources[item]!, values);
  }

  /** A field that is not mapped has no key: it is blank. */
  #through(mapping: readonly FieldMapping[]): readonly ItemSource[] {
    const known = this.#mapped.get(mapping);
    if (known) return known;
    const inputs = new Map(mapping.map(({ inputField, outputField }) => [fieldKey(outputField), inputField]));
    const sources = this.#sources.map(({ keys, named }) => {
      const input = keys.map((key) => inputs.get(key)).find((field) => field !== undefined);
      return input === undefined
        ? { keys: [], named }
        : { keys: named ? nameKeys(input) : [fieldKey(input)], named };
    });
    this.#mapped.set(mapping, sources);
    return sources;
  }
}

/** Keys of a field whose text is compared: of a lookup, as far as its name shows one, the name behind it. */
export function nameKeys(field: string): readonly string[] {
  const key = fieldKey(field);
  if (key.includes('.')) return [key, key.slice(0, key.lastIndexOf('.'))];
  return key === 'account' || /[a-z]Id$/.test(field) ? [`${key}.name`, key] : [key];
}

const salesforceId = /^[a-z0-9]{3}(?=[a-z0-9]*\d)[a-z0-9]{12}(?:[a-z0-9]{3})?$/i;

function valueFrom({ keys, named }: ItemSource, values: RecordValues): FieldScalar | undefined {
  if (keys.length === 0) return null;
  for (let at = 0; at < keys.length; at++) {
    const value = values(keys[at]!);
    if (value === undefined) continue;
    const isId = named && at > 0 && typeof value === 'string' && salesforceId.test(value);
    return isId ? undefined : value;
  }
  return undefined;
}
