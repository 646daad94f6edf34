/** A half-open range of UTF-16 offsets in a text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A span of a file. */
export interface Location extends Span {
  readonly uri: string;
}

/**
 * Where a piece of a file (the body of a method, say) begins. Pieces keep their analysis while the text
 * above them changes: only `offset` moves. All that was found in the piece is stored relative to it.
 */
export interface Anchor {
  readonly uri: string;
  offset: number;
}

/** A span relative to an anchor; see {@link locate}. */
export interface Place extends Span {
  readonly anchor: Anchor;
}

/** Replaces `span` by `newText`; an empty span inserts. */
export interface TextEdit {
  readonly span: Span;
  readonly newText: string;
}

export function locate(place: Place): Location {
  const { uri, offset } = place.anchor;
  return { uri, start: place.start + offset, end: place.end + offset };
}

export function place(anchor: Anchor, span: Span): Place {
  return { anchor, start: span.start, end: span.end };
}

/** Applies edits that do not overlap, in any order. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const ordered = [...edits].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  let result = '';
  let at = 0;
  for (const edit of ordered) {
    if (edit.span.start < at) throw new RangeError('edits overlap');
    result += text.slice(at, edit.span.start) + edit.newText;
    at = edit.span.end;
  }
  return result + text.slice(at);
}

/** A zero-based line and UTF-16 column, as in LSP. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** The next carriage return without a line feed behind it; -1 if there is none. */
function loneReturn(text: string, from: number): number {
  let at = text.indexOf('\r', from);
  while (at >= 0 && text.charCodeAt(at + 1) === 10) at = text.indexOf('\r', at + 2);
  return at;
}

/** The lines of a text, for turning offsets into positions and back. */
export class LineIndex {
  readonly #starts: number[] = [0];
  readonly #length: number;

  constructor(text: string) {
    this.#length = text.length;
    // indexOf looks at many characters at once; a lone carriage return ends a line too, but is hardly found.
    let lone = loneReturn(text, 0);
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
      for (; lone >= 0 && lone < at; lone = loneReturn(text, lone + 1)) this.#starts.push(lone + 1);
      this.#starts.push(at + 1);
    }
    for (; lone >= 0; lone = loneReturn(text, lone + 1)) this.#starts.push(lone + 1);
  }

  get lineCount(): number {
    return this.#starts.length;
  }

  position(offset: number): Position {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low, character: offset - this.#starts[low]! };
  }

  /** The offset of a position; positions beyond the text are moved to its end. */
  offset(position: Position): number {
    const start = this.#starts[position.line];
    if (start === undefined) return this.#length;
    const next = this.#starts[position.line + 1] ?? this.#length;
    return Math.min(start + position.character, next);
  }

  /** The span of a line, without its line break. */
  line(number: number, text: string): Span {
    const start = this.#starts[number] ?? this.#length;
    let end = this.#starts[number + 1] ?? this.#length;
    while (end > start && (text.charCodeAt(end - 1) === 10 || text.charCodeAt(end - 1) === 13)) end--;
    return { start, end };
  }
}
