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
  }

  of({ given }: Pick<PreparedRecord, 'given'>): (string | null)[] {
    const keys: (string | null)[] = [];
    this.make(given, keys);
    return keys;
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
