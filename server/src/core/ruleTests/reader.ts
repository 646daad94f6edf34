import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  parseAllDocuments,
} from 'yaml';
import type { FieldScalar } from '../records/model.ts';
import { nearest, suggestion } from '../records/suggest.ts';
import type { Span } from '../text.ts';
import type { At, RuleTestProblem } from './model.ts';

/** A key of a map with what stands behind it. */
export interface Entry {
  readonly key: string;
  readonly keySpan: Span;
  /** Null: nothing. */
  readonly node: Node | null;
  /** Key and value. */
  readonly span: Span;
}

/** Aliases may stand for aliases: no file needs more of them. */
const mostAliases = 10_000;

/** Maps that are merged into maps that are merged. */
const mostMerges = 10;

/**
 * A YAML document with positions. Takes nodes apart as the format wants them, and keeps a problem for each that is
 * something else. Never throws; quotes no values but words of the format.
 */
export class Reader {
  readonly problems: RuleTestProblem[] = [];
  readonly root: Node | null;
  readonly #document: Document.Parsed | null;
  #aliases = 0;
  #merges = 0;

  constructor(text: string) {
    const documents = parseAllDocuments(text, { logLevel: 'silent', prettyErrors: false, merge: true });
    const [document = null, second] = Array.isArray(documents) ? documents : [];
    this.#document = document as Document.Parsed | null;
    this.root = (document?.contents as Node | undefined) ?? null;
    for (const { pos, message } of [...(document?.errors ?? []), ...(document?.warnings ?? [])]) {
      this.error({ start: pos[0], end: Math.max(pos[1], pos[0]) }, `YAML: ${withoutQuotes(message)}.`);
    }
    if (second?.contents) {
      const [start, end] = second.range;
      this.error({ start, end }, 'A file holds one YAML document: what follows "---" is not read.');
    }
  }

  error(span: Span, message: string, replacement: string | null = null): void {
    this.problems.push({ ...plain(span), severity: 'error', message, replacement });
  }

  warn(span: Span, message: string, replacement: string | null = null): void {
    this.problems.push({ ...plain(span), severity: 'warning', message, replacement });
  }

  /** The node that an alias stands for. */
  resolved(node: Node | null): Node | null {
    if (!isAlias(node)) return node;
    const found = ++this.#aliases > mostAliases ? undefined : node.resolve(this.#document!);
    if (found === undefined) this.error(spanOf(node), `There is no anchor "${node.source}" before this.`);
    return found ?? null;
  }

  /** Of a map, merged ones (`<<`) included; null where it is none. @param what completes "… has to be" */
  entries(node: Node | null, span: Span, what: string): readonly Entry[] | null {
    const map = this.resolved(node);
    if (!isMap(map)) {
      this.error(map === null ? span : spanOf(map), `${what} has to be a map of keys and values.`);
      return null;
    }
    const entries: Entry[] = [];
    const merged: Entry[] = [];
    for (const pair of map.items as Pair<Node, Node | null>[]) {
      const keyNode = this.resolved(pair.key);
      if (!isScalar(keyNode)) {
        this.error(spanOf(pair.key), 'A key has to be a text.');
        continue;
      }
      const value = pair.value;
      const keySpan = spanOf(keyNode);
      const end = value?.range ? Math.max(keySpan.end, value.range[1]) : keySpan.end;
      if (typeof keyNode.value === 'symbol') {
        merged.push(...this.#merged(value, keySpan, what));
        continue;
      }
      const key = keyNode.source ?? String(keyNode.value);
      entries.push({ key, keySpan, node: value, span: { start: keySpan.start, end } });
    }
    const own = new Set(entries.map(({ key }) => key));
    return [...merged.filter(({ key }) => !own.has(key)), ...entries];
  }

  #merged(node: Node | null, span: Span, what: string): readonly Entry[] {
    // A map that merges itself would never end.
    if (this.#merges === mostMerges) return [];
    this.#merges++;
    const resolved = this.resolved(node);
    const maps = isSeq(resolved) ? (resolved.items as Node[]) : [resolved];
    const merged = maps.flatMap((map) => this.entries(map, span, what) ?? []);
    this.#merges--;
    return merged;
  }

  /** The same with the keys that a part of the format may have; others are problems. */
  part<Key extends string>(
    node: Node | null,
    span: Span,
    what: string,
    keys: readonly Key[],
  ): Readonly<Partial<Record<Key, Entry>>> | null {
    const entries = this.entries(node, span, what);
    if (entries === null) return null;
    const part: Partial<Record<Key, Entry>> = {};
    for (const entry of entries) {
      const { key, keySpan } = entry;
      if ((keys as readonly string[]).includes(key)) part[key as Key] = entry;
      else {
        const meant = nearest(key, keys);
        this.error(
          keySpan,
          `${what} has no key "${short(key)}".${meant === null ? ` Possible: ${keys.join(', ')}.` : suggestion(meant, keys)}`,
          meant,
        );
      }
    }
    return part;
  }

  /** Of a list; null where it is none. */
  items(node: Node | null, span: Span, what: string): readonly Node[] | null {
    const list = this.resolved(node);
    if (isSeq(list)) return list.items as Node[];
    this.error(list === null ? span : spanOf(list), `${what} has to be a list.`);
    return null;
  }

  /** A text; numbers and the like are taken as they are written. Null: none, with a problem. */
  text({ node, keySpan }: Pick<Entry, 'node' | 'keySpan'>, what: string): At<string> | null {
    const scalar = this.resolved(node);
    if (isScalar(scalar) && scalar.value !== null) {
      const value = typeof scalar.value === 'string' ? scalar.value : (scalar.source ?? String(scalar.value));
      if (value.trim() !== '') return { value: value.trim(), ...spanOf(scalar) };
    }
    this.error(spanOr(scalar, keySpan), `${what} has to be a text.`);
    return null;
  }

  /** One of the words of the format. */
  word<Word extends string>(entry: Entry, what: string, words: readonly Word[]): At<Word> | null {
    const text = this.text(entry, what);
    if (text === null) return null;
    if ((words as readonly string[]).includes(text.value)) return text as At<Word>;
    const meant = nearest(text.value, words);
    this.error(
      text,
      `${what} cannot be "${short(text.value)}".${meant === null ? ` Possible: ${words.join(', ')}.` : suggestion(meant, words)}`,
      meant,
    );
    return null;
  }

  flag(entry: Entry, what: string): boolean | null {
    const scalar = this.resolved(entry.node);
    if (isScalar(scalar) && typeof scalar.value === 'boolean') return scalar.value;
    this.error(spanOr(scalar, entry.keySpan), `${what} has to be true or false.`);
    return null;
  }

  /** One text or a list of texts. */
  texts({ node, keySpan }: Pick<Entry, 'node' | 'keySpan'>, what: string): readonly At<string>[] | null {
    const resolved = this.resolved(node);
    if (!isSeq(resolved)) {
      const one = this.text({ node, keySpan }, what);
      return one === null ? null : [one];
    }
    return (resolved.items as Node[]).flatMap((item) => this.text({ node: item, keySpan }, what) ?? []);
  }

  /** A field's value: what a number's spelling would lose (leading zeros, +, more digits) stays as it is written. */
  value({ node, keySpan }: Entry, what: string): { readonly value: FieldScalar } & Span {
    const scalar = this.resolved(node);
    const span = spanOr(scalar, keySpan);
    if (scalar === null) return { value: null, ...span };
    if (!isScalar(scalar)) {
      this.error(
        span,
        `${what} has to be one value. A field of a related record is written as Relationship.Field.`,
      );
      return { value: null, ...span };
    }
    const { value, source } = scalar;
    if (typeof value === 'number') {
      const isPlain = plainNumber.test(source ?? '') && Number.isSafeInteger(Math.trunc(value));
      return { value: isPlain ? value : (source ?? value), ...span };
    }
    if (typeof value === 'string' || typeof value === 'boolean' || value === null) return { value, ...span };
    return { value: source ?? String(value), ...span };
  }
}

const plainNumber = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/;

export function spanOf(node: Node): Span {
  const [start, end] = node.range ?? [0, 0];
  return { start, end };
}

function spanOr(node: Node | null, span: Span): Span {
  return node === null || !node.range ? plain(span) : spanOf(node);
}

function plain({ start, end }: Span): Span {
  return { start, end };
}

function short(word: string): string {
  return word.length > 40 ? `${word.slice(0, 40)}…` : word;
}

/** Messages of the library may quote what stands there. */
function withoutQuotes(message: string): string {
  return message.replace(/:? *"[\s\S]*$/, '').replace(/\.$/, '');
}
