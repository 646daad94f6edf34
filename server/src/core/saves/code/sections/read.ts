import type { Node, Tree } from 'web-tree-sitter';
import type { Span } from '../../../text.ts';
import type { Language } from '../language.ts';
import type { Statement } from '../tree.ts';
import type { TextUnits } from '../units.ts';
import type { Section, Sections, Soundness } from './model.ts';
import { belongTogether, soundnessOf } from './soundness.ts';

/** A text, and what it takes to read it. */
export interface SectionedText {
  readonly text: string;
  readonly language: Pick<Language, 'lower'> & { readonly sections: Sections };
  readonly units: TextUnits;
  /** The text before was read by its sections: that the whole is sound need not be seen first. */
  readonly wasInSections: boolean;
  parse(span: Span): Tree;
  /** Takes a tree back. */
  done(tree: Tree, span: Span): void;
}

export interface ReadSections {
  readonly statements: readonly Statement[];
  readonly sections: readonly Section[];
  readonly isInSections: boolean;
}

/**
 * Reads a text by its sections, or as a whole where lines that look like the beginning of one are none: what comes out
 * depends on the text alone, as far as {@link SectionedText.parse} does.
 */
export function readSections(text: SectionedText): ReadSections {
  const reader = new Reader(text);
  try {
    const sections = reader.read();
    const isInSections = sections.length > 1;
    return { sections, isInSections, statements: sections.flatMap(({ statements }) => statements) };
  } finally {
    reader.close();
  }
}

/** A part of the text, and what the grammar makes of it; no nodes where it is as it was before. */
interface Part {
  readonly span: Span;
  readonly soundness: Soundness;
  readonly nodes: readonly Node[] | null;
}

class Reader {
  readonly #source: SectionedText;
  readonly #all: Span;
  readonly #spans: readonly Span[];
  readonly #trees: { readonly tree: Tree; readonly span: Span }[] = [];

  constructor(source: SectionedText) {
    this.#source = source;
    this.#all = { start: 0, end: source.text.length };
    this.#spans = spansOf(source.language.sections.startsIn(source.text), source.text.length);
  }

  read(): readonly Section[] {
    const isOne = this.#spans.length === 1;
    let whole = isOne || !this.#source.wasInSections ? this.#parse(this.#all) : null;
    if (whole && (isOne || whole.soundness.isSound)) return this.#lowerWhole(whole);
    const each = this.#spans.map((span) => this.#known(span) ?? this.#parse(span));
    const areOne = belongTogether(each.map(({ soundness }) => soundness));
    // A statement that goes on in the next section may be sound with that alone. What the brackets of two that are
    // broken say of them depends on how the grammar recovers: a quote in one may hide a bracket.
    const areSeveral = each.filter(({ soundness }) => !soundness.isSound).length > 1;
    const isDoubtful = areSeveral || each.slice(0, -1).some(({ soundness }) => soundness.isOpenEnded);
    if (areOne || (isDoubtful && !whole)) {
      whole ??= this.#parse(this.#all);
      if (areOne || whole.soundness.isSound) return this.#lowerWhole(whole);
    }
    return each.map((part) => this.#lower(part, 'section'));
  }

  close(): void {
    for (const { tree, span } of this.#trees) this.#source.done(tree, span);
  }

  #known(span: Span): Part | null {
    const known = this.#source.units.known<Section>(span.start, span.end, 'section');
    return known && { span, soundness: known.soundness, nodes: null };
  }

  #parse(span: Span): Part {
    const tree = this.#source.parse(span);
    this.#trees.push({ tree, span });
    const { rootNode } = tree;
    return { span, soundness: soundnessOf(rootNode, this.#source.text, span), nodes: rootNode.children };
  }

  #lowerWhole(whole: Part): readonly Section[] {
    const groups = whole.soundness.isSound ? groupsOf(whole.nodes!, this.#spans) : null;
    if (groups === null || groups.length === 1) return [this.#lower(whole, 'whole')];
    return groups.map((nodes, index) =>
      this.#lower({ span: this.#spans[index]!, soundness: whole.soundness, nodes }, 'section'),
    );
  }

  #lower({ span, soundness, nodes }: Part, type: string): Section {
    const { units, language } = this.#source;
    const { start, end } = span;
    return units.unit({ startIndex: start, endIndex: end, type }, (anchor): Section => {
      // One of two with the same text is the one that was known.
      const found = nodes ?? this.#parse(span).nodes!;
      const statements = language.lower({ children: found } as unknown as Node, units);
      return { kind: 'block', anchor, start: 0, end: end - start, statements, soundness };
    });
  }
}

function spansOf(starts: readonly number[], length: number): readonly Span[] {
  const from = starts[0] === 0 ? starts : [0, ...starts];
  return from.map((start, index) => ({ start, end: from[index + 1] ?? length }));
}

/** The nodes in each span; null where one stands in two of them. */
function groupsOf(nodes: readonly Node[], spans: readonly Span[]): readonly (readonly Node[])[] | null {
  const groups: Node[][] = spans.map(() => []);
  let at = 0;
  for (const node of nodes) {
    const { startIndex, endIndex } = node;
    while (at < spans.length - 1 && spans[at]!.end <= startIndex) at++;
    if (endIndex > spans[at]!.end) return null;
    groups[at]!.push(node);
  }
  return groups;
}
