import type { Span } from '../text.ts';

/** A JSON document with the places of its values. */
export interface JsonDocument {
  /** What could be read; undefined where there is nothing. */
  readonly value: unknown;
  readonly error: (Span & { readonly message: string }) | null;
  /**
   * Where the value at a path stands; with `key`, its property name. The nearest value around it if there is
   * none at the path.
   */
  spanOf(path: readonly PropertyKey[], part?: 'key' | 'value'): Span;
}

interface JsonNode extends Span {
  readonly value: unknown;
  readonly members: ReadonlyMap<string, { readonly key: Span; readonly node: JsonNode }>;
}

const deepest = 200;

/**
 * Reads JSON, comments and trailing commas allowed, as editors do. At the first thing that is wrong it stops
 * and keeps what it has read so far. Never throws.
 */
export function readJson(text: string): JsonDocument {
  const reader = new JsonReader(text);
  const root = reader.document();
  return {
    value: root?.value,
    error: reader.error,
    spanOf: (path, part = 'value') => {
      let span: Span = root ?? { start: 0, end: 0 };
      let node = root;
      for (const [index, step] of path.entries()) {
        const member = node?.members.get(String(step));
        if (member === undefined) break;
        node = member.node;
        span = part === 'key' && index === path.length - 1 ? member.key : member.node;
      }
      return { start: span.start, end: span.end };
    },
  };
}

class JsonReader {
  error: (Span & { message: string }) | null = null;
  readonly #text: string;
  #at = 0;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
  }

  document(): JsonNode | null {
    this.#skip();
    if (this.#at === this.#text.length) return null;
    const root = this.#value();
    this.#skip();
    if (this.error === null && this.#at < this.#text.length) this.#fail('Nothing may follow the value.');
    return root;
  }

  #value(): JsonNode | null {
    if (this.#depth >= deepest) return this.#fail('The values are nested too deeply.');
    this.#depth++;
    const character = this.#text[this.#at];
    const node = character === '{' ? this.#object() : character === '[' ? this.#array() : this.#scalar();
    this.#depth--;
    return node;
  }

  #object(): JsonNode {
    const start = this.#at++;
    const members = new Map<string, { key: Span; node: JsonNode }>();
    const value: Record<string, unknown> = {};
    this.#list('}', () => {
      const key = this.#text[this.#at] === '"' ? this.#scalar() : null;
      if (key === null) return this.#fail('A property name in double quotes is expected.');
      this.#skip();
      if (this.#text[this.#at] !== ':') return this.#fail('A colon is expected.');
      this.#at++;
      this.#skip();
      const node = this.#value();
      if (node === null) return null;
      const name = String(key.value);
      members.set(name, { key, node });
      Object.defineProperty(value, name, { value: node.value, enumerable: true, configurable: true });
      return node;
    });
    return { start, end: this.#at, value, members };
  }

  #array(): JsonNode {
    const start = this.#at++;
    const members = new Map<string, { key: Span; node: JsonNode }>();
    const value: unknown[] = [];
    this.#list(']', () => {
      const node = this.#value();
      if (node === null) return null;
      members.set(String(value.length), { key: node, node });
      value.push(node.value);
      return node;
    });
    return { start, end: this.#at, value, members };
  }

  #list(close: string, item: () => unknown): void {
    for (;;) {
      this.#skip();
      if (this.#text[this.#at] === close) {
        this.#at++;
        return;
      }
      if (item() === null || this.error !== null) return;
      this.#skip();
      if (this.#text[this.#at] === ',') this.#at++;
      else if (this.#text[this.#at] !== close) {
        this.#fail(`A comma or ${close} is expected.`);
        return;
      }
    }
  }

  #scalar(): JsonNode | null {
    const raw = this.#text[this.#at] === '"' ? this.#quoted() : this.#word();
    if (raw === undefined) return this.#fail('A value is expected.');
    try {
      const value: unknown = JSON.parse(raw);
      const start = this.#at;
      this.#at += raw.length;
      return { start, end: this.#at, value, members: new Map() };
    } catch {
      return this.#fail(`${raw} is no JSON value.`);
    }
  }

  /** A regular expression for all of a string would take stack for each of its characters. */
  #quoted(): string | undefined {
    for (let at = this.#at + 1; at < this.#text.length; at++) {
      const character = this.#text[at]!;
      if (character === '"') return this.#text.slice(this.#at, at + 1);
      if (character === '\n' || character === '\r') return undefined;
      if (character === '\\') at++;
    }
    return undefined;
  }

  #word(): string | undefined {
    const constant = ['true', 'false', 'null'].find((word) => this.#text.startsWith(word, this.#at));
    if (constant !== undefined) return constant;
    if (!/^-?\d/.test(this.#text.slice(this.#at, this.#at + 2))) return undefined;
    return this.#text.slice(this.#at, this.#next(/[^\d.eE+-]/g, this.#at));
  }

  /** Goes behind white space and comments; a comment that is not closed is left to fail as a value. */
  #skip(): void {
    for (;;) {
      this.#at = this.#next(/\S/g, this.#at);
      if (this.#text.startsWith('//', this.#at)) this.#at = this.#next(/[\n\r]/g, this.#at);
      else if (this.#text.startsWith('/*', this.#at)) {
        const end = this.#text.indexOf('*/', this.#at + 2);
        if (end < 0) return;
        this.#at = end + 2;
      } else return;
    }
  }

  /** Where the next of these characters is. To match all of the others up to it could take stack for each of them. */
  #next(characters: RegExp, from: number): number {
    characters.lastIndex = from;
    return characters.exec(this.#text)?.index ?? this.#text.length;
  }

  #fail(message: string): null {
    this.error ??= { start: this.#at, end: Math.min(this.#at + 1, this.#text.length), message };
    return null;
  }
}
