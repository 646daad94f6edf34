// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the code to be read holds such strings
import { describe, expect, it } from 'vitest';
import { csharp } from '../../../../server/src/core/saves/code/languages/csharp/language.ts';
import { lowered, show } from '../../../support/code.ts';

const cases: readonly (readonly [code: string, tree: string])[] = [
  ['string a = "x", b;', '(let a:string "x"); (let b:string)'],
  ['const string a = "x";', '(const a:string "x")'],
  ['HttpClient client = new() { Timeout = t };', '(let client:HttpClient (new HttpClient {"Timeout": t}))'],
  ['int[] a = { 1, 2 };', '(let a:int [1 2])'],
  ['var (m, n) = F();', '(let [m n] (call F))'],
  ['(int u, var v) = G();', '(let [u v] (call G))'],
  ['(a, b) = (b, a);', '(= [a b] [b a])'],
  ['using var r = x.Open();', '(let r (call x.Open))'],
  ['await using var r = x;', '(let r x)'],
  ['using (var t = y, s = z) { f(); }', '(with t = y s = z {(call f)})'],
  ['using (y) f();', '(with y {(call f)})'],
  ['foreach (var row in rows) Save(row);', '(each row of rows {(call Save row)})'],
  ['await foreach (var (k, v) in rows) { f(); }', '(each [k v] of (await rows) {(call f)})'],
  [
    'for (int i = 0, j = 2; i < 3; i++, j--) ;',
    '(loop [(let i:int 0); (let j:int 2)] (< i 3) {(+= i 1); (-= j 1)})',
  ],
  ['do { f(); } while (a);', '(loop a {(call f)})'],
  ['while (a) break;', '(loop a {(break)})'],
  ['if (a) f(); else if (b) { g(); } else h();', '(if a {(call f)} {(if b {(call g)} {(call h)})})'],
  [
    'try { f(); } catch (A.B e) when (e.Code == 1) { throw; } catch (X) { } catch { g(); } finally { h(); }',
    '(try {(call f)} (catch A.B e when (== e.Code 1) {(throw)}) (catch X {}) (catch {(call g)}) (finally {(call h)}))',
  ],
  [
    'switch (k) { case 1: case 2: f(); break; case Lead l when l.ok: { g(); break; } case Kind.A: { h(); } break; default: return; }',
    '(switch k (case 1 2 {(call f)}) (case (&& (&& (instanceof k Lead) (= l k)) l.ok) {(call g); (break)}) (case Kind.A {(call h)}) (default {(return)}))',
  ],
  ['lock (x) { f(); }', 'x; {(call f)}'],
  ['goto done; done: f();', '(call f)'],
  ['yield return 1; yield break;', '1; (return)'],
  ['checked { f(); } unsafe { g(); }', '{(call f)}; {(call g)}'],
  ['int Twice(int a) => a * 2;', '(fn Twice (a:int):int {(return (* a 2))})'],
  ['async Task Later() { await f(); }', '(async fn Later ():Task {(await (call f))})'],
  [
    `#if DEBUG
f();
#elif X
g();
#else
h();
#endif`,
    '(if (other) {(call f)} {(if (other) {(call g)} {(call h)})})',
  ],
  [
    `#region a
f();
#endregion
#pragma warning disable`,
    '(call f)',
  ],
  ['throw new X("a");', '(throw (new X "a"))'],
  ['return this;', '(return this)'],
  [';', ''],
  [
    'client.DefaultRequestHeaders.Add("a", "b"); /* why */',
    '(call client.DefaultRequestHeaders.Add "a" "b")',
  ],
];

describe('statements of C#', () => {
  it.each(cases)('lowers %s', async (code, tree) => {
    const lowering = await lowered(csharp, 'c_sharp', `class A { void f() { ${code} } }`);
    expect(show(lowering)).toBe(`(class A (fn f ():void {${tree}}))`);
  });
});
