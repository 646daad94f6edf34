/**
 * The kinds of tokens. The order matters: everything from `Identifier` on is spelled like a name, everything
 * from `FirstReserved` on cannot be a name of a variable or a type.
 */
export const Kind = {
  End: 0,
  BraceOpen: 1,
  BraceClose: 2,
  ParenOpen: 3,
  ParenClose: 4,
  BracketOpen: 5,
  BracketClose: 6,
  Semicolon: 7,
  Comma: 8,
  Dot: 9,
  SafeDot: 10,
  Colon: 11,
  Question: 12,
  Coalesce: 13,
  At: 14,
  Arrow: 15,
  Assign: 16,
  AssignAdd: 17,
  AssignSubtract: 18,
  AssignMultiply: 19,
  AssignDivide: 20,
  AssignAnd: 21,
  AssignOr: 22,
  AssignXor: 23,
  AssignShiftLeft: 24,
  OrOr: 25,
  AndAnd: 26,
  Or: 27,
  Xor: 28,
  And: 29,
  Equal: 30,
  NotEqual: 31,
  Identical: 32,
  NotIdentical: 33,
  LessGreater: 34,
  Less: 35,
  LessOrEqual: 36,
  Greater: 37,
  GreaterOrEqual: 38,
  ShiftLeft: 39,
  Add: 40,
  Subtract: 41,
  Multiply: 42,
  Divide: 43,
  Remainder: 44,
  Not: 45,
  Complement: 46,
  Increment: 47,
  Decrement: 48,
  /** A character that Apex does not know. */
  Unknown: 49,
  String: 50,
  MultilineString: 51,
  Integer: 52,
  Long: 53,
  Decimal: 54,

  Identifier: 64,
  // Contextual keywords: names everywhere else.
  After: 65,
  As: 66,
  Before: 67,
  Find: 68,
  Get: 69,
  Inherited: 70,
  On: 71,
  Sealed: 72,
  Select: 73,
  Set: 74,
  Sharing: 75,
  Switch: 76,
  Transient: 77,
  Trigger: 78,
  When: 79,
  With: 80,
  Without: 81,

  FirstReserved: 96,
  Abstract: 96,
  Final: 97,
  Global: 98,
  Override: 99,
  Private: 100,
  Protected: 101,
  Public: 102,
  Static: 103,
  TestMethod: 104,
  Virtual: 105,
  WebService: 106,
  Class: 107,
  Enum: 108,
  Interface: 109,
  Extends: 110,
  Implements: 111,
  Break: 112,
  Catch: 113,
  Continue: 114,
  Do: 115,
  Else: 116,
  Finally: 117,
  For: 118,
  If: 119,
  Return: 120,
  Throw: 121,
  Try: 122,
  While: 123,
  Insert: 124,
  Update: 125,
  Upsert: 126,
  Delete: 127,
  Undelete: 128,
  Merge: 129,
  InstanceOf: 130,
  New: 131,
  This: 132,
  Super: 133,
  Null: 134,
  True: 135,
  False: 136,
} as const;

export type Kind = number;

const KEYWORDS: readonly (readonly [string, Kind])[] = Object.entries(Kind)
  .filter(([name, kind]) => kind > Kind.Identifier && name !== 'FirstReserved')
  .map(([name, kind]) => [name.toLowerCase(), kind] as const);

const SLOTS = 1024;

/** Keywords by hash of length, first, second and last letter; colliding ones move to the next slot. */
const slots: { readonly word: string; readonly kind: Kind }[] = new Array(SLOTS);
const occupied = new Uint8Array(SLOTS);

function slot(length: number, first: number, second: number, last: number): number {
  return (length * 7 + (first | 32) * 31 + (second | 32) * 131 + (last | 32) * 17) & (SLOTS - 1);
}

for (const [word, kind] of KEYWORDS) {
  const { length } = word;
  let at = slot(length, word.charCodeAt(0), word.charCodeAt(1), word.charCodeAt(length - 1));
  while (occupied[at]) at = (at + 1) & (SLOTS - 1);
  occupied[at] = 1;
  slots[at] = { word, kind };
}

const LONGEST = Math.max(...KEYWORDS.map(([word]) => word.length));

/** The kind of the name at start..end: a keyword in any case, or `Identifier`. Makes no string. */
export function kindOfName(text: string, start: number, end: number): Kind {
  const length = end - start;
  if (length < 2 || length > LONGEST) return Kind.Identifier;
  let at = slot(length, text.charCodeAt(start), text.charCodeAt(start + 1), text.charCodeAt(end - 1));
  while (occupied[at]) {
    const { word, kind } = slots[at]!;
    if (word.length === length && matchesWord(text, start, word)) return kind;
    at = (at + 1) & (SLOTS - 1);
  }
  return Kind.Identifier;
}

/** Whether the lower-case `word` stands at `start`, in any case. */
export function matchesWord(text: string, start: number, word: string): boolean {
  for (let i = 0; i < word.length; i++) {
    if ((text.charCodeAt(start + i) | 32) !== word.charCodeAt(i)) return false;
  }
  return true;
}

/** An identifier or any keyword: what may follow a dot. */
export function isNameLike(kind: Kind): boolean {
  return kind >= Kind.Identifier;
}

/** What may name a variable or a type. */
export function canBeName(kind: Kind): boolean {
  return kind >= Kind.Identifier && kind < Kind.FirstReserved;
}

export function isDmlKeyword(kind: Kind): boolean {
  return kind >= Kind.Insert && kind <= Kind.Merge;
}

/** Keywords that begin or continue a statement and nothing else. */
export function isStatementKeyword(kind: Kind): boolean {
  return kind >= Kind.Break && kind <= Kind.While;
}

/** Keywords that stand before a member and never inside a method. */
export function isMemberModifier(kind: Kind): boolean {
  return kind >= Kind.Abstract && kind <= Kind.WebService && kind !== Kind.Final;
}

export function isTypeKeyword(kind: Kind): boolean {
  return kind === Kind.Class || kind === Kind.Interface || kind === Kind.Enum;
}
