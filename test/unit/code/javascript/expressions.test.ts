// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the code to be read holds templates
import { describe, expect, it } from 'vitest';
import { loweredJs, show } from '../../../support/code.ts';

const cases: readonly (readonly [code: string, tree: string])[] = [
  // literals
  [`'a'`, '"a"'],
  [`''`, '""'],
  [`'it\\'s'`, '"it\'s"'],
  [`"\\x41\\u0042\\u{43}\\n\\t\\0"`, '"ABC\\n\\t\\u0000"'],
  [`'one \\\n two'`, '"one  two"'],
  ['`plain`', '"plain"'],
  ['``', '""'],
  ['`  a ${b} c`', '(text "  a " b " c")'],
  ['`${a}${b}`', '(text a b)'],
  ['`\\${a}\\n`', '"${a}\\n"'],
  ['`a${`b${c}`}`', '(text "a" (text "b" c))'],
  ['1_000', '1000'],
  ['0x1F', '31'],
  ['0b11', '3'],
  ['017', '15'],
  ['10n', '10'],
  ['1e3', '1000'],
  ['-1', '-1'],
  ['true', 'true'],
  ['null', 'null'],
  ['undefined', 'null'],
  ['void 0', 'null'],
  ['/a[/]b/g', '(other "/a[/]b/g")'],
  // names and members
  ['this.conn', 'this.conn'],
  ['super.save()', '(call super.save)'],
  ['this.#conn', 'this.#conn'],
  ['a?.b?.c', 'a.b.c'],
  ['a?.[b]', 'a[b]'],
  ['a?.(b)', '(call a b)'],
  ['a[b, c]', 'a[(other b c)]'],
  ['import.meta.env', '(other).env'],
  // calls
  ['f()', '(call f)'],
  ['f(a, ...b)', '(call f a ...b)'],
  [
    "conn.sobject('Lead').create({ LastName })",
    '(call (call conn.sobject "Lead").create {"LastName": LastName})',
  ],
  ['new A', '(new A)'],
  ['new jsforce.Connection({ version })', '(new jsforce.Connection {"version": version})'],
  ['new (f())(1)', '(new (call f) 1)'],
  ['f<A, B>(x)', '(call f x)'],
  ['new Map<string, A>()', '(new Map)'],
  ['tag`a${b}`', '(call tag (text "a" b))'],
  ['import("m")', '(other "m")'],
  ['(await import("m")).f()', '(call (await (other "m")).f)'],
  ['(0, lib.f)(x)', '(call (other 0 lib.f) x)'],
  // records and lists
  ['({})', '{}'],
  ["({ a: 1, 'b-c': 2, [d]: 3, 4: 5 })", '{"a": 1, "b-c": 2, d: 3, 4: 5}'],
  ['({ a, ...b })', '{"a": a, ...b}'],
  [
    '({ async a(x) {}, get b() { return 1 }, set b(x) {}, *c() {}, async *d() {} })',
    '{"a": (async fn a (x) {}), "b": (get fn b () {(return 1)}), "b": (fn b (x) {}), "c": (fn c () {}), "d": (async fn d () {})}',
  ],
  ['[1, , ...a]', '[1 ...a]'],
  // functions
  ['(() => 1)', '(fn () {(return 1)})'],
  ['(x => x)', '(fn (x) {(return x)})'],
  [
    '(async ({ a, b: { c } = {} }, [d], e = 1, ...f) => { g(); })',
    '(async fn ({a, b: {c} = {}}, [d], e = 1, ...f) {(call g)})',
  ],
  ['(() => ({ a: 1 }))', '(fn () {(return {"a": 1})})'],
  ['(function* f() { yield a; yield* b; })', '(fn f () {(await a); (await b)})'],
  ['(<T,>(x: T[], y?: string): Promise<T> => x)', '(fn (x:T, y:string):Promise {(return x)})'],
  ['(function (this: Window, a) {})', '(fn (a) {})'],
  // operators
  ['a === b', '(== a b)'],
  ['a !== b', '(!= a b)'],
  ['a ?? b', '(?? a b)'],
  ['a && b || c', '(|| (&& a b) c)'],
  ['#x in y', '(in "#x" y)'],
  ['a instanceof B', '(instanceof a B)'],
  ['a ** b >>> c', '(>>> (** a b) c)'],
  ['!a', '(! a)'],
  ['typeof a', '(typeof a)'],
  ['delete a.b', '(delete a.b)'],
  ['void f()', '(void (call f))'],
  ['a ? b : c', '(? a b c)'],
  ['a = b = c', '(= a (= b c))'],
  ['a.b += 1', '(+= a.b 1)'],
  ['a ??= b', '(??= a b)'],
  ['a++', '(+= a 1)'],
  ['--a', '(-= a 1)'],
  ['({ a, b: c = 1, ...d } = e)', '(= {"a": a, "b": (?? c 1), ...d} e)'],
  ['[a, b] = c', '(= [a b] c)'],
  // the grammar groups these wrongly
  ['await conn.request<T>(url)', '(await (call conn.request url))'],
  ['(await a.b<T>(c).d[e]).f', '(await (call a.b c).d[e]).f'],
  ['await (await fetch(url)).json()', '(await (call (await (call fetch url)).json))'],
  ['await (a)', '(await a)'],
  ['await [a, b]', '(await [a b])'],
  ['await [f()].map(g)', '(await (call [(call f)].map g))'],
  ['await (async () => { f() })()', '(await (call (async fn () {(call f)})))'],
  ['(await (await a.b(c)).d)[e]', '(await (await (call a.b c)).d)[e]'],
  ['!a.b<T>(c)!.d()', '(! (call (call a.b c).d))'],
  ['x = await a<T>(b)', '(= x (await (call a b)))'],
  ['a && b<T>(c).d()', '(&& a (call (call b c).d))'],
  // types vanish
  ['a as B', 'a'],
  ['a as const', 'a'],
  ['a satisfies B', 'a'],
  ['a!', 'a'],
  ['a!.b!()', '(call a.b)'],
  ['<B>a', 'a'],
  ['(a as any).b', 'a.b'],
  ['((a))', 'a'],
  // classes in expressions are looked at
  ['f(class { m() { g(); } x = h(); })', '(call f (other (call h) (fn m () {(call g)})))'],
];

describe('expressions of JavaScript and TypeScript', () => {
  it.each(cases)('%s', async (code, tree) => {
    expect(show(await loweredJs(code))).toBe(tree);
  });

  it('are the same in all three grammars where they share the syntax', async () => {
    const shared = cases.filter(
      ([code]) => !/<\w+,|<(?:A|B|T)| as | satisfies |!\.|!$|!\(|: Window|\?: string/.test(code),
    );
    for (const [code, tree] of shared)
      for (const grammar of ['javascript', 'tsx'] as const)
        expect(show(await loweredJs(code, grammar)), `${grammar}: ${code}`).toBe(tree);
  });

  it.each([
    ['<A b={f()} {...c} d="e" />', '(other (call f) ...c)'],
    [
      '<A>text {g()} <B onClick={() => save()}>{h()}</B> &amp;</A>',
      '(other (call g) (fn () {(return (call save))}) (call h))',
    ],
    ['<></>', '(other)'],
    ['<A.B x={<C y={f()} />}>{/* nothing */}</A.B>', '(other (call f))'],
    ['<ns:tag on:click={f()} />', '(other (call f))'],
  ])('%s', async (code, tree) => {
    expect(show(await loweredJs(code, 'tsx'))).toBe(tree);
    expect(show(await loweredJs(code, 'javascript'))).toBe(tree);
  });

  it('knows where the called name stands', async () => {
    const code =
      "await conn.sobject('Lead').create(x); new a.B(); f(); o['k'](); (x as any)!.y<T>(); (z.w as F)(); (q!)()";
    const names: string[] = [];
    const { statements } = await loweredJs(code);
    JSON.stringify(statements, (_, value) => {
      if (value?.kind === 'call') {
        const { anchor, start, end } = value.nameAt;
        names.push(code.slice(anchor.offset + start, anchor.offset + end));
      }
      return value;
    });
    expect(names).toEqual(['create', 'sobject', 'B', 'f', "'k'", 'y', 'w', 'q']);
  });
});
