import { describe, expect, test } from 'vitest';
import { renewUnit } from '../../../server/src/core/saves/apex/codebase/renewal.ts';
import { parse } from '../../../server/src/core/saves/apex/parser.ts';
import type { CompilationUnit } from '../../../server/src/core/saves/apex/syntax.ts';

const CODE = `/** about */
@IsTest(x=1) public class A extends B implements C, D<E> {
  Integer a, b = 1;
  @Future(callout=true)
  static void f(List<Account> x, Integer y) { insert a; } // beside
  String p { get { return x; } set; }
  static { go(); }
  /* between */
  class Inner {
    void g() {}
    Integer q, r;
    // last
  }
  enum Kind { One, Two }
  void h() { update b; }
  void h() { update b; }
}
`;

const PIECES = [
  ...['x', '}', '{', '(', ')', ';', '/*', '*/', "'", "'''\n", '@', '"', ',', '=', '<', '\n', '\r\n', ' // '],
  ' class X { ',
  ' public ',
  '\n  public static void f(',
  ' static { a(); } ',
  ' void h() { update b; }',
  'insert a;',
  '@A(',
  ' Integer i = 1, j;',
  ' enum E { A } ',
  'String s { get; }',
];

/** A chain of numbers that is the same in every run. */
function numbers(seed: number): (below: number) => number {
  let at = seed;
  return (below) => {
    at = (at * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((at / 2_147_483_648) * below);
  };
}

/** Everything that the parser says of a file, spans too, as plain values. */
function plain(unit: CompilationUnit): unknown {
  return JSON.parse(
    JSON.stringify(unit, (_key, value) => {
      if (value instanceof Set) return [...value];
      if (value && typeof value === 'object' && 'anchor' in value) {
        return { at: value.anchor.offset, text: value.text };
      }
      return value;
    }),
  );
}

describe('an edited file is read as a fresh one', () => {
  test.each([1, 2, 3, 4, 5, 6, 7, 8])('edits by numbers from %i on', (seed) => {
    const random = numbers(seed);
    for (let file = 0; file < 12; file++) {
      let text = CODE;
      const unit = parse('A.cls', text);
      for (let edit = 0; edit < 15; edit++) {
        const before = text;
        const at = random(text.length + 1);
        const piece = random(4) > 0 ? PIECES[random(PIECES.length)]! : '';
        text = before.slice(0, at) + piece + before.slice(at + (random(3) > 0 ? random(3) : random(60)));
        renewUnit(unit, parse('A.cls', text, unit));
        expect(plain(unit), text).toEqual(plain(parse('A.cls', text)));
        if (random(3) > 0) continue;
        text = before;
        renewUnit(unit, parse('A.cls', text, unit));
      }
    }
  });
});

test('members around an edit stay the objects that they are', () => {
  const unit = parse('A.cls', CODE);
  const typed = CODE.replace('go();', 'go(); x');
  // The first edit notes what can be taken over by those after it.
  renewUnit(unit, parse('A.cls', typed, unit));
  const now = parse('A.cls', typed.replace('go(); x', 'go(); xy'), unit);
  expect(now.types[0]).not.toBe(unit.types[0]);
  expect(now.types[0]!.methods[0]).toBe(unit.types[0]!.methods[0]);
  expect(now.types[0]!.types[0]).toBe(unit.types[0]!.types[0]);
  expect(now.types[0]!.initializers[0]).not.toBe(unit.types[0]!.initializers[0]);
});
