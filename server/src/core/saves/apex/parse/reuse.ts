import type { Span } from '../../../text.ts';
import type {
  Comment,
  CompilationUnit,
  SyntaxError as Mistake,
  Modifiers,
  TypeDeclaration,
  TypeReference,
} from '../syntax.ts';
import type { BodyMaker, BodyRecord } from './bodies.ts';
import type { Cursor } from './cursor.ts';
import type { Members } from './declarations.ts';

/**
 * What was read of a type's body in one go: a member, or several of one declaration. The members themselves
 * are found by their numbers in the type: a type that is renewed has as many, in the same order.
 */
export interface Piece extends Movable {
  /** How far the text was looked at for it. */
  furthest: number;
  readonly depth: number;
  readonly counts: Counts;
  readonly records: readonly BodyRecord[];
  readonly comments: readonly Comment[];
  readonly errors: readonly Mistake[];
}

type Counts = { readonly [K in keyof Members]: number };
type Movable = { -readonly [K in keyof Span]: Span[K] };

/** The pieces of types, in the order of the text; noted from a file's second version on. */
const piecesOf = new WeakMap<TypeDeclaration, readonly Piece[]>();

/** Makes the pieces of `from` known as those of `type`, which has the same members now. */
export function takeOverPieces(type: TypeDeclaration, from: TypeDeclaration): void {
  const pieces = piecesOf.get(from);
  if (pieces) piecesOf.set(type, pieces);
  else piecesOf.delete(type);
}

/** The next version is read as a whole. */
export function forgetPieces(type: TypeDeclaration): void {
  piecesOf.delete(type);
}

interface Known {
  readonly piece: Piece;
  readonly owner: string;
  readonly type: TypeDeclaration;
  /** Where its members begin among those of the type. */
  readonly first: Counts;
}

/** Where a piece that is being read begins. */
interface Mark {
  readonly start: number;
  readonly errors: number;
  readonly records: number;
  readonly counts: Counts;
}

/** Strings of several lines may be closed anywhere below: files with them are read as a whole. */
const MULTILINE = "'''";

/**
 * Takes the members of a type over from an earlier version of the file, where neither their text nor what
 * was looked at around it has changed, and notes the others for the next version.
 */
export class Reuse {
  readonly #bodies: BodyMaker;
  readonly #known = new Map<number, Known>();
  /** In the earlier text: pieces read up to here, and those that begin behind, are as they were. */
  readonly #unchangedUntil: number;
  readonly #unchangedFrom: number;
  readonly #delta: number;

  private constructor(bodies: BodyMaker, previous: CompilationUnit, change: Change) {
    this.#bodies = bodies;
    // What is looked at beyond a token ends with its line, and so it does before a token.
    this.#unchangedUntil = previous.text.lastIndexOf('\n', change.start - 1);
    const lineBreak = previous.text.indexOf('\n', change.end);
    this.#unchangedFrom = lineBreak < 0 ? previous.text.length : lineBreak;
    this.#delta = change.delta;
    for (const type of previous.types) this.#note(type, '');
  }

  /** Null where nothing can be taken over from the earlier version, nor from this one later. */
  static of(text: string, previous: CompilationUnit | undefined, bodies: BodyMaker): Reuse | null {
    if (previous === undefined || previous.types.length === 0) return null;
    const change = changeOf(previous.text, text);
    const isNoted = previous.types.some((type) => piecesOf.has(type));
    const changed = text.slice(Math.max(0, change.start - 2), change.end + change.delta + 2);
    return (isNoted ? changed : text).includes(MULTILINE) ? null : new Reuse(bodies, previous, change);
  }

  #note(type: TypeDeclaration, outer: string): void {
    const owner = outer === '' ? type.name.name : `${outer}.${type.name.name}`;
    let first = none;
    for (const piece of piecesOf.get(type) ?? []) {
      this.#known.set(piece.start, { piece, owner, type, first });
      first = sum(first, piece.counts);
    }
    for (const inner of type.types) this.#note(inner, owner);
  }

  /** Takes over the piece that begins at the cursor; gives null where it has to be read. */
  take(cursor: Cursor, owner: string, members: Members): Piece | null {
    const { start, lexer } = cursor;
    let found = this.#known.get(start);
    let delta = 0;
    if (!found || found.piece.furthest > this.#unchangedUntil) {
      delta = this.#delta;
      found = this.#known.get(start - delta);
      if (!found || found.piece.start <= this.#unchangedFrom) return null;
    }
    const { piece, type, first } = found;
    if (found.owner !== owner || piece.depth !== cursor.depth || this.#bodies.hasTaken(piece.records))
      return null;
    // A piece that is taken over has moved: it shall not be found where it was.
    this.#known.delete(start - delta);
    lexer.stepOver(cursor.index, piece.start + delta, piece.end + delta);
    cursor.index++;
    const taken = membersOf(type, first, piece.counts);
    if (delta !== 0) movePiece(piece, taken, delta);
    members.fields.push(...taken.fields);
    members.properties.push(...taken.properties);
    members.methods.push(...taken.methods);
    members.initializers.push(...taken.initializers);
    members.types.push(...taken.types);
    for (const comment of piece.comments) lexer.comments.push(comment);
    for (const error of piece.errors) cursor.addError(error);
    this.#bodies.takeOver(piece.records, delta);
    return piece;
  }

  mark(cursor: Cursor, members: Members): Mark {
    const { start, errors } = cursor;
    return { start, errors: errors.length, records: this.#bodies.count, counts: countsOf(members) };
  }

  /** Notes what was read since the mark. */
  pieceSince(mark: Mark, cursor: Cursor, members: Members): Piece {
    const { start } = mark;
    const { lexer, depth, previousEnd: end } = cursor;
    return {
      start,
      end,
      furthest: lexer.furthest,
      depth,
      counts: difference(countsOf(members), mark.counts),
      records: this.#bodies.since(mark.records),
      comments: commentsIn(lexer.comments, start, end),
      errors: cursor.errors.slice(mark.errors),
    };
  }

  /** Errors beyond a number are not kept: then they would be missing from the pieces too. */
  keep(type: TypeDeclaration, pieces: readonly Piece[], cursor: Cursor): void {
    if (!cursor.isFullOfErrors) piecesOf.set(type, pieces);
  }
}

const none: Counts = { fields: 0, properties: 0, methods: 0, initializers: 0, types: 0 };

function countsOf({ fields, properties, methods, initializers, types }: Members): Counts {
  return {
    fields: fields.length,
    properties: properties.length,
    methods: methods.length,
    initializers: initializers.length,
    types: types.length,
  };
}

function sum(a: Counts, b: Counts): Counts {
  return {
    fields: a.fields + b.fields,
    properties: a.properties + b.properties,
    methods: a.methods + b.methods,
    initializers: a.initializers + b.initializers,
    types: a.types + b.types,
  };
}

function difference(a: Counts, b: Counts): Counts {
  return {
    fields: a.fields - b.fields,
    properties: a.properties - b.properties,
    methods: a.methods - b.methods,
    initializers: a.initializers - b.initializers,
    types: a.types - b.types,
  };
}

function commentsIn(comments: readonly Comment[], start: number, end: number): Comment[] {
  let last = comments.length;
  while (last > 0 && comments[last - 1]!.start >= end) last--;
  let first = last;
  while (first > 0 && comments[first - 1]!.start >= start) first--;
  return comments.slice(first, last);
}

// ------------------------------------------------------------------------------------------------- the change

interface Change extends Span {
  /** By how much the text is longer. */
  readonly delta: number;
}

/** Texts are compared in blocks: that is done by machine words. */
const BLOCK = 4096;

/** The span of the earlier text that is another one now. */
function changeOf(before: string, now: string): Change {
  const shorter = Math.min(before.length, now.length);
  let start = 0;
  while (start + BLOCK <= shorter && before.slice(start, start + BLOCK) === now.slice(start, start + BLOCK))
    start += BLOCK;
  while (start < shorter && before.charCodeAt(start) === now.charCodeAt(start)) start++;
  const delta = now.length - before.length;
  let end = before.length;
  const least = Math.max(start, start - delta);
  while (
    end - BLOCK >= least &&
    before.slice(end - BLOCK, end) === now.slice(end + delta - BLOCK, end + delta)
  )
    end -= BLOCK;
  while (end > least && before.charCodeAt(end - 1) === now.charCodeAt(end + delta - 1)) end--;
  return { start, end, delta };
}

// ---------------------------------------------------------------------------------------------------- moving

function movePiece(piece: Piece, members: Members, delta: number): void {
  moveSpans(piece, members, delta);
  for (const comment of piece.comments) move(comment, delta);
  for (const error of piece.errors) move(error, delta);
}

/** Moves a piece and its members; bodies, comments and errors belong to the outermost piece. */
function moveSpans(piece: Piece, members: Members, delta: number): void {
  const { fields, properties, methods, initializers, types } = members;
  piece.furthest += delta;
  move(piece, delta);
  for (const [index, field] of fields.entries()) {
    move(field, delta);
    move(field.name, delta);
    // `Integer a, b;`: fields of one declaration may share these.
    const shares = fields.slice(0, index);
    if (!shares.some(({ type }) => type === field.type)) moveReference(field.type, delta);
    if (!shares.some(({ modifiers }) => modifiers === field.modifiers)) moveModifiers(field.modifiers, delta);
  }
  for (const property of properties) {
    move(property, delta);
    move(property.name, delta);
    moveReference(property.type, delta);
    moveModifiers(property.modifiers, delta);
  }
  for (const method of methods) {
    move(method, delta);
    move(method.name, delta);
    if (method.returnType) moveReference(method.returnType, delta);
    moveModifiers(method.modifiers, delta);
    for (const parameter of method.parameters) {
      move(parameter, delta);
      move(parameter.name, delta);
      moveReference(parameter.type, delta);
    }
  }
  for (const initializer of initializers) move(initializer, delta);
  for (const type of types) moveType(type, delta);
}

function moveType(type: TypeDeclaration, delta: number): void {
  move(type, delta);
  move(type.name, delta);
  moveModifiers(type.modifiers, delta);
  if (type.superclass) moveReference(type.superclass, delta);
  for (const one of type.interfaces) moveReference(one, delta);
  let first = none;
  for (const piece of piecesOf.get(type) ?? []) {
    moveSpans(piece, membersOf(type, first, piece.counts), delta);
    first = sum(first, piece.counts);
  }
}

function membersOf(type: TypeDeclaration, first: Counts, counts: Counts): Members {
  return {
    fields: type.fields.slice(first.fields, first.fields + counts.fields),
    properties: type.properties.slice(first.properties, first.properties + counts.properties),
    methods: type.methods.slice(first.methods, first.methods + counts.methods),
    initializers: type.initializers.slice(first.initializers, first.initializers + counts.initializers),
    types: type.types.slice(first.types, first.types + counts.types),
  };
}

function move(span: Span, delta: number): void {
  const moved: Movable = span;
  moved.start += delta;
  moved.end += delta;
}

function moveReference(reference: TypeReference, delta: number): void {
  move(reference, delta);
  for (const argument of reference.arguments) moveReference(argument, delta);
}

function moveModifiers({ annotations }: Modifiers, delta: number): void {
  for (const annotation of annotations) move(annotation, delta);
}
