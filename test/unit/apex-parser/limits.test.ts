import { expect, test } from 'vitest';
import { parse } from '../../../server/src/core/saves/apex/parser.ts';
import { walk } from '../../../server/src/core/saves/apex/tree.ts';
import { bodiesOf } from '../../support/apexSummary.ts';
import { savesIn } from '../../support/mutants.ts';

const MANY = 50_000;

/** Milliseconds; far above what is needed, far below what a quadratic pass takes. */
const BOUND = 30_000;

function inClass(code: string): string {
  return `class A { void b() { ${code} } }`;
}

test.each([
  ['parentheses', inClass('('.repeat(MANY))],
  ['closed parentheses', inClass(`x = ${'('.repeat(MANY)}1${')'.repeat(MANY)};`)],
  ['brackets', inClass('a['.repeat(MANY))],
  ['braces', inClass('{'.repeat(MANY))],
  ['closing braces', inClass('}'.repeat(MANY))],
  ['negations', inClass(`x = ${'!'.repeat(MANY)}a;`)],
  ['casts', inClass(`x = ${'(A) '.repeat(MANY)}a;`)],
  ['generics', inClass('List<'.repeat(MANY))],
  ['comparisons', inClass(`x = ${'a < '.repeat(MANY)}b;`)],
  ['sums', inClass(`x = ${'a + '.repeat(MANY)}b;`)],
  ['chained calls', inClass(`x = a${'.b()'.repeat(MANY)};`)],
  ['assignments', inClass(`${'a = '.repeat(MANY)}b;`)],
  ['conditions', inClass(`x = ${'a ? '.repeat(MANY)}b;`)],
  ['else if', inClass('if (a) b(); else '.repeat(MANY))],
  ['nested if', inClass('if (a) '.repeat(MANY))],
  ['try', inClass('try {'.repeat(MANY))],
  ['switch', inClass('switch on a { when 1 {'.repeat(MANY))],
  ['queries', inClass('x = [SELECT Id FROM A WHERE B = :'.repeat(MANY))],
  ['creations', inClass('new List<A>{ '.repeat(MANY))],
  ['classes', 'class A { '.repeat(MANY)],
  ['getters', 'class A { A b { get { '.repeat(MANY)],
  ['annotations', '@A('.repeat(MANY)],
  ['methods without an end', 'class A { void a('.repeat(MANY)],
  ['methods of a script', 'void a('.repeat(MANY)],
  ['quotes', "'".repeat(MANY)],
  ['open strings of several lines', "'''\n".repeat(MANY)],
  ['open comments', '/*'.repeat(MANY)],
  ['dots', inClass('a'.repeat(10) + '.'.repeat(MANY))],
  ['at signs', '@'.repeat(MANY)],
  ['placeholders', '%%%A'.repeat(MANY)],
  ['unknown characters', inClass('#'.repeat(MANY))],
  ['statements outside of methods', `class A { ${'a(); } '.repeat(MANY)}`],
  ['types behind each other', 'class A { } '.repeat(MANY)],
  ['ends of types', `class A { ${'} void a() { } '.repeat(MANY)}`],
  ['fields in one declaration', `class A { A a${' = b, a'.repeat(MANY)}; }`],
])('many %s', (_, code) => {
  const begin = performance.now();
  const unit = parse('A.cls', code);
  let errors = 0;
  for (const body of bodiesOf(unit)) {
    walk(body.tree, () => {});
    errors = Math.max(errors, body.errors.length);
  }
  expect(errors).toBeLessThanOrEqual(100);
  expect(performance.now() - begin).toBeLessThan(BOUND);
});

test('a single line of ten million characters', () => {
  const code = `class A { void b() { ${`insert a; foo('${'x'.repeat(180)}', 1); `.repeat(50_000)} } }`;
  expect(code.length).toBeGreaterThan(10_000_000);
  const begin = performance.now();
  expect(savesIn('A.cls', code).length).toBe(50_000);
  expect(performance.now() - begin).toBeLessThan(3 * BOUND);
});

test('what is nested too deeply leaves its neighbours whole', () => {
  const deep = `x = ${'('.repeat(1000)}1${')'.repeat(1000)};`;
  expect(savesIn('A.cls', inClass(`insert a; ${deep} update b;`)).map(({ what }) => what)).toEqual([
    'insert',
    'update',
  ]);
});
