import type { Span } from '../../text.ts';

/** A value of a JSON text, with where it is written. */
export type JsonNode =
  | (Span & { readonly kind: 'object'; readonly members: ReadonlyMap<string, JsonNode> })
  | (Span & { readonly kind: 'array'; readonly items: readonly JsonNode[] })
  | (Span & { readonly kind: 'value'; readonly value: string | number | boolean | null });

/** Null for what is no JSON, or too deep for anything that people write. */
export function readJson(text: string): JsonNode | null {
  try {
    // Says in one go whether all of it is well formed: the reading below need not ask.
    JSON.parse(text.replace(/^\uFEFF/, ' '));
  } catch {
    return null;
  }
  return new JsonReader(text).value(0);
}

const deepest = 100;
const token = /[\s\uFEFF]*(?:([{}[\],:])|("(?:[^"\\]|\\.)*")|([^\s{}[\],:"]+))/y;

class JsonReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  value(depth: number): JsonNode | null {
    if (depth > deepest) return null;
    const found = this.#next();
    if (found === null) return null;
    const { text, start, end } = found;
    if (text === '{') return this.#object(start, depth);
    if (text === '[') return this.#array(start, depth);
    return { kind: 'value', value: JSON.parse(text) as string | number | boolean | null, start, end };
  }

  #object(start: number, depth: number): JsonNode | null {
    const members = new Map<string, JsonNode>();
    for (let name = this.#next(); name !== null && name.text !== '}'; name = this.#next()) {
      if (name.text === ',') continue;
      this.#next();
      const value = this.value(depth + 1);
      if (value === null) return null;
      members.set(JSON.parse(name.text) as string, value);
    }
    return { kind: 'object', members, start, end: this.#at };
  }

  #array(start: number, depth: number): JsonNode | null {
    const items: JsonNode[] = [];
    for (;;) {
      const before = this.#at;
      const next = this.#next();
      if (next === null || next.text === ']') break;
      if (next.text === ',') continue;
      this.#at = before;
      const item = this.value(depth + 1);
      if (item === null) return null;
      items.push(item);
    }
    return { kind: 'array', items, start, end: this.#at };
  }

  #next(): (Span & { readonly text: string }) | null {
    token.lastIndex = this.#at;
    const match = token.exec(this.#text);
    if (match === null) return null;
    const text = match[1] ?? match[2] ?? match[3]!;
    this.#at = token.lastIndex;
    return { text, start: this.#at - text.length, end: this.#at };
  }
}

export function member(node: JsonNode | undefined, name: string): JsonNode | undefined {
  return node?.kind === 'object' ? node.members.get(name) : undefined;
}

export function itemsOf(node: JsonNode | undefined): readonly JsonNode[] {
  return node?.kind === 'array' ? node.items : [];
}

/** A text, or null. */
export function stringOf(node: JsonNode | undefined): string | null {
  return node?.kind === 'value' && typeof node.value === 'string' ? node.value : null;
}
