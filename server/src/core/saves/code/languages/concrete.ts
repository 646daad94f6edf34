import type { Language, Node } from 'web-tree-sitter';

/** A node of a syntax tree, read out of the grammar's memory at once: asking that memory node by node is slow. */
export interface Concrete {
  readonly type: string;
  /** The field of the parent that it stands in. */
  readonly field: string | null;
  /** Offsets in the file; -1 for tokens such as `async`, of which only the presence counts. */
  readonly start: number;
  readonly end: number;
  /** Without comments and punctuation. Empty for what is read as text: strings, types. */
  readonly children: readonly Concrete[];
}

/** What of a grammar is read: everything else is kept with its children. */
export interface Reading {
  /** Named nodes whose children do not matter. */
  readonly leaves: ReadonlySet<string>;
  /** Named nodes that are left out: comments. */
  readonly ignored: ReadonlySet<string>;
  /** Unnamed tokens that are kept; all others are punctuation. */
  readonly tokens: ReadonlySet<string>;
}

const reads = { drop: 0, token: 1, leaf: 2, branch: 3 } as const;

interface Kinds {
  readonly of: Uint8Array;
  readonly tokens: readonly Concrete[];
}

const none: readonly Concrete[] = [];
const known = new WeakMap<Reading, WeakMap<Language, Kinds>>();

function kindsOf(reading: Reading, language: Language): Kinds {
  const languages = known.get(reading) ?? new WeakMap<Language, Kinds>();
  known.set(reading, languages);
  const kinds = languages.get(language) ?? classify(reading, language);
  languages.set(language, kinds);
  return kinds;
}

function classify(reading: Reading, language: Language): Kinds {
  const of = new Uint8Array(language.types.length);
  const tokens: Concrete[] = [];
  language.types.forEach((type, id) => {
    tokens[id] = { type, field: null, start: -1, end: -1, children: none };
    if (!language.nodeTypeIsNamed(id)) of[id] = reading.tokens.has(type) ? reads.token : reads.drop;
    else if (reading.ignored.has(type)) of[id] = reads.drop;
    else of[id] = reading.leaves.has(type) ? reads.leaf : reads.branch;
  });
  return { of, tokens };
}

/**
 * Reads a node with all that stands in it. Depth is no concern: it keeps its own stack.
 *
 * @param skip a type of nodes that are read without their children: bodies that nobody wants
 */
export function concrete(root: Node, reading: Reading, skip: string | null = null): Concrete {
  const language = root.tree.language;
  const { types, fields } = language;
  const kinds = kindsOf(reading, language);
  let children: Concrete[] = [];
  const top: Concrete = {
    type: root.type,
    field: null,
    start: root.startIndex,
    end: root.endIndex,
    children,
  };
  const cursor = root.walk();
  try {
    if (!cursor.gotoFirstChild()) return top;
    const above: Concrete[][] = [];
    for (;;) {
      const id = cursor.nodeTypeId;
      // The number of ERROR lies beyond the table.
      const kind = kinds.of[id] ?? reads.branch;
      if (kind === reads.token) children.push(kinds.tokens[id]!);
      else if (kind !== reads.drop) {
        const type = types[id] ?? 'ERROR';
        const goesDeeper = kind === reads.branch && type !== skip;
        const below: Concrete[] = [];
        children.push({
          type,
          field: fields[cursor.currentFieldId] ?? null,
          start: cursor.startIndex,
          end: cursor.endIndex,
          children: goesDeeper ? below : none,
        });
        if (goesDeeper && cursor.gotoFirstChild()) {
          above.push(children);
          children = below;
          continue;
        }
      }
      while (!cursor.gotoNextSibling()) {
        const up = above.pop();
        if (!up) return top;
        cursor.gotoParent();
        children = up;
      }
    }
  } finally {
    cursor.delete();
  }
}

export function child(node: Concrete, field: string): Concrete | null {
  for (const candidate of node.children) if (candidate.field === field) return candidate;
  return null;
}

/** Whether a token such as `async` stands directly in a node. */
export function has(node: Concrete, token: string): boolean {
  for (const candidate of node.children) if (candidate.type === token) return true;
  return false;
}

export function named(node: Concrete): readonly Concrete[] {
  return node.children.filter((candidate) => candidate.start >= 0);
}
