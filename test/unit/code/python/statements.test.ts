import { describe, expect, it } from 'vitest';
import { show } from '../../../support/code.ts';
import { loweredPython } from '../../../support/codePython.ts';

const cases: readonly (readonly [code: string, tree: string])[] = [
  // simple statements
  ['"""Docstring."""\npass\n# comment\nx', 'x'],
  ['a; b', 'a\nb'],
  ['x: int = 1', '(let x:int 1)'],
  ['x: Final[str] = 1', '(const x:str 1)'],
  ['x: T', '(let x:T)'],
  ['self.x: T = y', '(let <self.x>:T y)'],
  ['assert a, b', '(if (! a) {(throw b)})'],
  ['assert a', '(if (! a) {(throw (other))})'],
  ['del a, b[1]', '(delete a)\n(delete b[1])'],
  ["del a['x']", '(delete a["x"])'],
  ['raise', '(throw)'],
  ['raise E(1) from e', '(throw (call E 1))'],
  ['print "a", b', '(call print "a" b)'],
  ['type X = int', ''],
  ['type(x).y = f(1)', '(other (other x.y) (other (call f 1)))'],
  ['from __future__ import annotations', ''],
  // imports
  ['import a', '(import "a" * as a)'],
  ['import a, b as c', '(import "a" * as a)\n(import "b" * as c)'],
  ['import a.b', '(import "a" * as a)\n(import "a.b" * as a.b)'],
  ['import a.b as c', '(import "a.b" * as c)'],
  ['from a.b import c, d as e', '(import "a.b" c d as e)'],
  ['from a import (b,\n  c)', '(import "a" b c)'],
  ['from . import a', '(import "." a)'],
  ['from .a import b', '(import ".a" b)'],
  ['from ..a.b import *', '(import "..a.b" * as *)'],
  // blocks
  ['if a:\n  b', '(if a {b})'],
  ['if a: b', '(if a {b})'],
  ['if a:\n  b\nelif c:\n  d\nelif e:\n  f\nelse:\n  g', '(if a {b} {(if c {d} {(if e {f} {g})})})'],
  ["if __name__ == '__main__':\n  main()", '(if (== __name__ "__main__") {(call main)})'],
  ['for a in b:\n  c', '(each a of b {c})'],
  ['for i, (a, *b) in enumerate(c):\n  break', '(each [i [a <...b>]] of (call enumerate c) {(break)})'],
  ['for a in b, c:\n  continue\nelse:\n  d', '(each a of [b c] {(continue)})\n{d}'],
  ['while a:\n  b\nelse:\n  c', '(loop a {b})\n{c}'],
  ['try:\n  a\nexcept:\n  b', '(try {a} (catch {b}))'],
  [
    'try:\n  a\nexcept (A, b.C) as e:\n  b\nexcept D:\n  pass\nelse:\n  c\nfinally:\n  d',
    '(try {a} (catch A|b.C e {b}) (catch D {}) (else {c}) (finally {d}))',
  ],
  ['try:\n  a\nexcept* A as e:\n  b', '(try {a} (catch A e {b}))'],
  ['try:\n  a\nexcept A, e:\n  b', '(try {a} (catch A e {b}))'],
  ['with a:\n  b', '(with a {b})'],
  ['with f() as a, g() as (b, c), h():\n  d', '(with a = (call f) [b c] = (call g) (call h) {d})'],
  ['with (f() as a, b):\n  c', '(with a = (call f) b {c})'],
  ['with f() as self.x:\n  c', '(with <self.x> = (call f) {c})'],
  [
    'match a:\n  case 1 | "b":\n    c\n  case X.Y:\n    d\n  case _:\n    e',
    '(switch a (case 1 "b" {c}) (case X.Y {d}) (default {e}))',
  ],
  [
    'match a, b:\n  case [x, y] if z:\n    c\n  case x:\n    d\n  case {"k": v} as w:\n    e',
    '(switch [a b] (case [(other x) (other y)] {(if z {c})}) (default {(= x [a b]); d}) (case (other "k" (other v)) {(= w [a b]); e}))',
  ],
  // functions
  ['def f(): pass', '(fn f () {})'],
  [
    'def f(a, /, b: int = 1, *c: str, d, **e) -> "Optional[G]":\n  return a',
    '(fn f (a, b:int = 1, ...c:str, d, **e):G {(return a)})',
  ],
  ['def f(*, a=1): pass', '(fn f (a = 1) {})'],
  ['async def f():\n  async with a as b:\n    await c', '(async fn f () {(with b = a {(await c)})})'],
  ['@a.b\n@c(1)\ndef f(): pass', '(@a.b @c fn f () {})'],
  ['def f():\n  def g(self): self.x\n  return g', '(fn f () {(fn g (self) {self.x}); (return g)})'],
];

describe('statements of Python', () => {
  it.each(cases)('%s', async (code, tree) => {
    expect(show(await loweredPython(code))).toBe(tree);
  });

  it.each(cases.filter(([code]) => !code.includes('\\')))('%s, with CRLF', async (code, tree) => {
    expect(show(await loweredPython(code.replaceAll('\n', '\r\n')))).toBe(tree);
  });

  it('reads tabs', async () => {
    expect(show(await loweredPython('if a:\n\tb\n\tif c:\n\t\td'))).toBe('(if a {b; (if c {d})})');
  });

  it('keeps all of many branches', async () => {
    const code = `if a:\n  b\n${Array.from({ length: 1_000 }, (_, at) => `elif c${at}:\n  d${at}\n`).join('')}else:\n  z`;
    const shown = show(await loweredPython(code));
    for (const name of ['d0}', 'd99}', 'd100}', 'd999}', 'z}']) expect(shown).toContain(name);
  });

  it('does not go down without end', async () => {
    const code = Array.from({ length: 1_000 }, (_, at) => `${' '.repeat(at)}if a:\n`).join('');
    expect((await loweredPython(code)).statements.length).toBeGreaterThan(0);
  });

  it('tells which names are of outside', async () => {
    const { statements } = await loweredPython('def f():\n  global a\n  if x:\n    nonlocal b, c\n  a = 1');
    const [statement] = statements;
    const definition = statement?.kind === 'function-statement' ? statement.definition : null;
    expect(new Set(definition?.outerNames)).toEqual(new Set(['a', 'b', 'c']));
  });
});
