import { describe, expect, it } from 'vitest';
import { show } from '../../../support/code.ts';
import { loweredPython } from '../../../support/codePython.ts';

const cases: readonly (readonly [code: string, tree: string])[] = [
  // strings
  [`x = 'a'`, '(= x "a")'],
  [`x = ''`, '(= x "")'],
  [`x = 'it\\'s \\x41\\u0042\\n\\101\\q'`, '(= x "it\'s AB\\nA\\\\q")'],
  [`x = r'\\d\\n'`, '(= x "\\\\d\\\\n")'],
  [`x = b'a' B"b" Rb'\\c'`, '(= x "ab\\\\c")'],
  [`x = """a\n'b' "c"\n"""`, '(= x "a\\n\'b\' \\"c\\"\\n")'],
  [`x = '''a\r\nb'''`, '(= x "a\\nb")'],
  [`x = 'a \\\nb'`, '(= x "a b")'],
  [`x = '\\N{DASH}'`, '(= x "\\\\N{DASH}")'],
  [`x = ('a' 'b'\n 'c')`, '(= x "abc")'],
  [`x = ('a' f'{b}' 'c')`, '(= x (text "a" b "c"))'],
  [`x = f'{a}{b}'`, '(= x (text a b))'],
  [`x = f"/{a['b']}/{c!r:>{d}}/{{e}}/{f=}"`, '(= x (text "/" a["b"] "/" c "/{e}/" f))'],
  [`x = F'''{f"{a}-{f'{b}'}"}'''`, '(= x (text (text a "-" (text b))))'],
  [`x = rf'\\d{a}'`, '(= x (text "\\\\d" a))'],
  [`x = f'plain'`, '(= x "plain")'],
  [`x = 'a' % b`, '(= x (% "a" b))'],
  [`x = '{}/a'.format(b)`, '(= x (call "{}/a".format b))'],
  // other literals
  ['x = 1_000', '(= x 1000)'],
  ['x = 0x1F', '(= x 31)'],
  ['x = 1.5e3', '(= x 1500)'],
  ['x = 2j', '(= x (other))'],
  ['x = -1', '(= x (- 1))'],
  ['x = True, False, None', '(= x [true false null])'],
  ['x = ...', '(= x (other))'],
  // names, members, elements
  ['self.conn', 'self.conn'],
  ['a.b.c', 'a.b.c'],
  ['a[b][0]', 'a[b][0]'],
  ['a[b, c]', 'a[(other b c)]'],
  ['a[1:n]', 'a[(other 1 n)]'],
  ['a[:]', 'a[(other)]'],
  // calls
  ['f()', '(call f)'],
  ['f(a, *b, c=1, **d)', '(call f a ...b c=1 ...d)'],
  [`sf.Lead.create({'LastName': n}, headers=H)`, '(call sf.Lead.create {"LastName": n} headers=H)'],
  [`getattr(sf, name).update(i, r)`, '(call (call getattr sf name).update i r)'],
  [`sf.__getattr__('Lead').create(r)`, '(call (call sf.__getattr__ "Lead").create r)'],
  ['dict(a=1, **b)', '(call dict a=1 ...b)'],
  ['f(x for x in y)', '(call f [x for x of y])'],
  ['super().save(x)', '(call super.save x)'],
  ['super(A, self).__init__(x, y=1)', '(call super x y=1)'],
  ['(f)(1)', '(call f 1)'],
  ['f(a)(b).c(d)', '(call (call (call f a) b).c d)'],
  ['await f()', '(await (call f))'],
  ['print(a, file=b)', '(call print a file=b)'],
  // collections
  ['x = []', '(= x [])'],
  ['x = [1, *a]', '(= x [1 ...a])'],
  ['x = [*a.values(), *f(1)]', '(= x [...(call a.values) ...(call f 1)])'],
  ['x = (1,)', '(= x [1])'],
  ['x = 1, 2', '(= x [1 2])'],
  ['x = {1, 2}', '(= x [1 2])'],
  ['x = {}', '(= x {})'],
  [`x = {'a': 1, b: 2, **c}`, '(= x {"a": 1, b: 2, ...c})'],
  ['x = [f(a) for a in b if a if c]', '(= x [(call f a) for a of b if a if c])'],
  ['x = [a for b in c for a, d in b]', '(= x [a for b of c for [a d] of b])'],
  ['x = {a.b for a in c}', '(= x [a.b for a of c])'],
  ['x = {k: v for k, v in d.items()}', '(= x {k: v for [k v] of (call d.items)})'],
  ['x = [a async for a in b]', '(= x [a for a of b])'],
  // operators
  ['a and b or not c', '(|| (&& a b) (! c))'],
  ['a == b', '(== a b)'],
  ['a is None', '(== a null)'],
  ['a is not None', '(!= a null)'],
  ['a in b', '(in a b)'],
  ['a not in b', '(! (in a b))'],
  ['a < b <= c', '(&& (< a b) (<= b c))'],
  ['a + b - c', '(- (+ a b) c)'],
  ['a // b ** c', '(// a (** b c))'],
  ['~a', '(~ a)'],
  ['a | b', '(| a b)'],
  ['b if a else c', '(? a b c)'],
  ['lambda x, *y, z=1, **k: x', '(fn (x, ...y, z = 1, **k) {(return x)})'],
  ['(n := f())', '(= n (call f))'],
  ['yield a', '(other a)'],
  ['yield from a', '(other a)'],
  // assignments
  ['a = b = c', '(= a (= b c))'],
  ['a, (b, *c) = d', '(= [a [b ...c]] d)'],
  ['a.b = c', '(= a.b c)'],
  [`a['b'] = c`, '(= a["b"] c)'],
  ['a += b', '(+= a b)'],
  ['a |= b', '(|= a b)'],
];

describe('expressions of Python', () => {
  it.each(cases)('%s', async (code, tree) => {
    expect(show(await loweredPython(code))).toBe(tree);
  });

  it('reads an operand of a long sum beside the others where they would be too deep', async () => {
    const sum = Array.from({ length: 2_000 }, (_, at) => `f(${at})`).join(' + ');
    const shown = show(await loweredPython(`x = ${sum}`));
    expect(shown).toContain('(call f 0)');
    expect(shown).toContain('(call f 1999)');
  });

  it.each([
    ['brackets', '['.repeat(5_000) + ']'.repeat(5_000)],
    ['calls', 'f('.repeat(5_000) + ')'.repeat(5_000)],
    ['chained calls', `a${'.f()'.repeat(5_000)}`],
    ['powers', `a${' ** a'.repeat(5_000)}`],
    ['negations', `${'not '.repeat(5_000)}a`],
    ['conditions', `${'a if b else '.repeat(3_000)}a`],
    ['stars', `[*a${'.c()'.repeat(3_000)}]`],
    ['dictionaries', '{1: '.repeat(3_000) + '1' + '}'.repeat(3_000)],
    ['lambdas', `${'lambda: '.repeat(3_000)}a`],
    ['open brackets', '('.repeat(5_000)],
  ])('does not go down without end: %s', async (_, code) => {
    expect((await loweredPython(`x = ${code}`)).statements.length).toBeGreaterThan(0);
  });
});
