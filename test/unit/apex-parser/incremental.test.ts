import { describe, expect, test } from 'vitest';
import { parse } from '../../../server/src/core/saves/apex/parser.ts';
import type { CompilationUnit } from '../../../server/src/core/saves/apex/syntax.ts';
import { locate, place } from '../../../server/src/core/text.ts';
import { bodiesOf } from '../../support/apexSummary.ts';

const BEFORE = `public class A {
  Lead field = make();
  String property { get { return x; } set { x = value; } }
  static { start(); }
  void one() { insert a; }
  void two() { update b; }
  void three(Lead c) { delete c; }
  class Inner { void one() { insert a; } }
}`;

function bodyOf(unit: CompilationUnit, method: string) {
  return unit.types[0]!.methods.find(({ name }) => name.name === method)!.body!;
}

/** The texts of the bodies that are not those of the earlier version. */
function renewed(before: string, after: string): string[] {
  const first = parse('A.cls', before);
  const old = new Set(bodiesOf(first));
  const second = parse('A.cls', after, first);
  for (const { anchor, text } of bodiesOf(second)) {
    expect(after.slice(anchor.offset, anchor.offset + text.length)).toBe(text);
  }
  return bodiesOf(second)
    .filter((body) => !old.has(body))
    .map(({ text }) => text);
}

describe('only what changed is made anew', () => {
  test.each<[string, string, string, string[]]>([
    ['nothing', '', '', []],
    ['text above', 'public class', '// a comment\n\n@IsTest public class', []],
    ['one body', 'update b', 'update bb', ['{ update bb; }']],
    ['an initialiser', 'make()', 'made()', ['made()']],
    ['a getter', 'return x', 'return y', ['{ return y; }']],
    ['a signature', 'three(Lead c)', 'three(Contact c)', ['{ delete c; }']],
    ['a new member', 'void two', 'void new1() { go(); } void two', ['{ go(); }']],
    ['a removed member', 'void two() { update b; }', '', []],
    [
      'swapped members',
      'void one() { insert a; }\n  void two() { update b; }',
      'void two() { update b; }\n  void one() { insert a; }',
      [],
    ],
    ['an inner class of another name', 'class Inner', 'class Other', ['{ insert a; }']],
    [
      'an open brace below',
      'delete c; }',
      'delete c;',
      ['{ delete c;\n  class Inner { void one() { insert a; } }\n}'],
    ],
  ])('%s', (_, from, to, expected) => {
    expect(BEFORE).toContain(from);
    expect(renewed(BEFORE, BEFORE.replace(from, to))).toEqual(expected);
  });
});

test('what was found in a body moves with it', () => {
  const first = parse('A.cls', BEFORE);
  const body = bodyOf(first, 'two');
  const { tree } = body;
  const found = place(body.anchor, tree.statements[0]!);
  const after = `// above\n${BEFORE}`;
  const second = parse('A.cls', after, first);
  expect(bodyOf(second, 'two')).toBe(body);
  expect(bodyOf(second, 'two').tree).toBe(tree);
  const { start, end } = locate(found);
  expect(after.slice(start, end)).toBe('update b;');
});

test('equal bodies of equal signatures stay apart', () => {
  const code = 'class A { static { a(); } static { a(); } void b() { c(); } void b() { c(); } }';
  const first = parse('A.cls', code);
  const second = parse('A.cls', ` ${code}`, first);
  expect(bodiesOf(second)).toEqual(bodiesOf(first));
  expect(new Set(bodiesOf(second)).size).toBe(4);
});

test('scripts and triggers keep their body too', () => {
  for (const code of ['void a() { insert b; } a();', 'trigger A on Lead (before insert) { insert b; }']) {
    const first = parse('x', code);
    const second = parse('x', code, first);
    expect(bodiesOf(second).every((body, index) => body === bodiesOf(first)[index])).toBe(true);
  }
});

test('a unit of another file gives nothing', () => {
  const first = parse('B.cls', BEFORE);
  const old = new Set(bodiesOf(first));
  expect(bodiesOf(parse('A.cls', BEFORE, first)).some((body) => old.has(body))).toBe(false);
});
