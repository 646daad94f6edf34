import { type Certainty, weaker } from '../certainty.ts';
import type { CompiledItem, MatchKey, MatchKeyPart, PreparedRecord } from '../model.ts';
import { textOf } from '../record.ts';

/** What of one field enters a key. */
export interface KeyPart {
  /** Number of the item. */
  readonly item: number;
  /** "Company (2,6)". */
  readonly notation: string;
  /** For a reader: "first letter". */
  readonly rule: string;
  /** @param text trimmed, not blank */
  of(text: string): string;
  /** What values look like of which it is known what they make. */
  readonly usual: RegExp;
  /** Values that make other parts do not match, whatever they look like. */
  readonly hidesNothing?: true;
}

/** What is filed of a record: per key, in the order of the rule's keys. The arrays are used again for the next record. */
export interface FiledKeys {
  /** Null where there is none. */
  readonly keys: readonly (string | null)[];
  /**
   * Of a record that may have another key than ours, since a value has a form that no documentation shows: the key
   * without the parts that such values make. Null where there is none, or no such value.
   */
  readonly loose: readonly (LooseKey | null)[];
}

export interface LooseKey {
  /** Of the parts of the key, from the lowest bit, those that are left out. */
  readonly mask: number;
  readonly text: string;
}

export interface KeyDefinition {
  readonly parts: readonly KeyPart[];
  readonly certainty: Certainty;
  readonly source: string;
}

/** The keys of a rule. Parts that several keys share are made once per record. */
export class MatchKeys {
  readonly keys: readonly MatchKey[];
  /** Places of the items that enter a key, from 0. */
  readonly used: readonly number[];
  readonly #items: readonly CompiledItem[];
  readonly #parts: readonly KeyPart[];
  /** Per key the places of its parts. */
  readonly #places: readonly (readonly number[])[];
  readonly #made: (string | null)[] = [];
  /** Places of the parts whose values may have a form that no documentation shows. */
  readonly #formed: readonly number[];
  /** Which of them have one, of the record that was looked at last. */
  readonly #isOdd: boolean[];
  /** Keys of which it is documented how they are made of usual values. */
  readonly #documented: readonly boolean[];
  readonly #filed: { readonly keys: (string | null)[]; readonly loose: (LooseKey | null)[] };

  constructor(items: readonly CompiledItem[], definitions: readonly KeyDefinition[]) {
    this.#items = items;
    const parts: KeyPart[] = [];
    this.#places = definitions.map((definition) =>
      definition.parts.map((part) => {
        const known = parts.findIndex(
          ({ item, notation, rule }) =>
            item === part.item && notation === part.notation && rule === part.rule,
        );
        return known >= 0 ? known : parts.push(part) - 1;
      }),
    );
    this.#parts = parts;
    this.used = [...new Set(parts.map(({ item }) => item - 1))];
    this.keys = definitions.map((definition, index) => this.#key(definition, index));
    this.#documented = definitions.map(({ certainty }) => certainty === 'documented');
    const inDocumented = new Set(this.#places.filter((_, at) => this.#documented[at]).flat());
    this.#formed = [...inDocumented].filter((place) => parts[place]!.hidesNothing !== true);
    this.#isOdd = parts.map(() => false);
    this.#filed = { keys: [], loose: definitions.map(() => null) };
  }

  of({ given }: Pick<PreparedRecord, 'given'>): (string | null)[] {
    const keys: (string | null)[] = [];
    this.make(given, keys);
    return keys;
  }

  file(given: PreparedRecord['given']): FiledKeys {
    const { keys, loose } = this.#filed;
    this.make(given, keys);
    const isUsual = this.#lookAtForms(given);
    for (let at = 0; at < this.#places.length; at++) {
      loose[at] = isUsual || !this.#documented[at] || keys[at] === null ? null : this.#loose(at);
    }
    return this.#filed;
  }

  /** Of the record whose parts were made last. Keys share parts: each is looked at once. Gives whether all are usual. */
  #lookAtForms(given: PreparedRecord['given']): boolean {
    let isUsual = true;
    for (const place of this.#formed) {
      const { usual, item } = this.#parts[place]!;
      const isOdd = this.#made[place] !== null && !usual.test(textOf(given[item - 1]));
      this.#isOdd[place] = isOdd;
      if (isOdd) isUsual = false;
    }
    return isUsual;
  }

  /** The same of a record that is looked for, without the parts of a mask; null where it has no such key. */
  without(at: number, mask: number, given: PreparedRecord['given']): string | null {
    let key = `${mask} `;
    const places = this.#places[at]!;
    for (let index = 0; index < places.length; index++) {
      const made = this.#make(this.#parts[places[index]!]!, given);
      if (made === null) return null;
      if ((mask & (1 << index)) === 0) key += made;
    }
    return key;
  }

  /** Of the record whose parts were made last. */
  #loose(at: number): LooseKey | null {
    const places = this.#places[at]!;
    let mask = 0;
    for (let index = 0; index < places.length; index++) {
      if (this.#isOdd[places[index]!]) mask |= 1 << index;
    }
    if (mask === 0) return null;
    let text = `${mask} `;
    for (let index = 0; index < places.length; index++) {
      if ((mask & (1 << index)) === 0) text += this.#made[places[index]!]!;
    }
    return { mask, text };
  }

  /** @param keys takes the keys, in their order */
  make(given: PreparedRecord['given'], keys: (string | null)[]): void {
    for (let at = 0; at < this.#parts.length; at++) this.#made[at] = this.#make(this.#parts[at]!, given);
    for (let at = 0; at < this.#places.length; at++) {
      const places = this.#places[at]!;
      let key: string | null = '';
      for (const place of places) {
        const made: string | null = this.#made[place]!;
        if (made === null) {
          key = null;
          break;
        }
        key += made;
      }
      keys[at] = key === '' ? null : key;
    }
  }

  /** Whether two values of an item make other parts of keys. @param item its number */
  differ(item: number, one: string, other: string): boolean {
    return this.#parts.some((part) => part.item === item && part.of(one) !== part.of(other));
  }

  /** Null where the field is blank or not in the data; '' where blank values match each other. */
  #make(part: KeyPart, given: PreparedRecord['given']): string | null {
    const value = given[part.item - 1];
    const text = textOf(value);
    if (text !== '') return part.of(text);
    return value !== undefined && this.#items[part.item - 1]!.matchBlanks ? '' : null;
  }

  #key({ parts, certainty, source }: KeyDefinition, index: number): MatchKey {
    const notation = parts.map((part) => part.notation).join(' ');
    return {
      id: notation,
      notation,
      items: parts.map(({ item }) => item),
      certainty,
      source,
      of: (record) => this.of(record)[index]!,
      certaintyOf: (record) =>
        parts.every(({ item, usual }) => usual.test(textOf(record.given[item - 1])))
          ? certainty
          : weaker(certainty, 'approximate'),
      parts: (record) =>
        parts.map(
          (part): MatchKeyPart => ({
            field: this.#items[part.item - 1]!.field,
            rule: part.rule,
            value: textOf(record.given[part.item - 1]),
            part: this.#make(part, record.given) ?? '',
          }),
        ),
    };
  }
}
