// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the code to be read holds such strings
import { describe, expect, it } from 'vitest';
import { java } from '../../../../server/src/core/saves/code/languages/java/language.ts';
import { lowered, show } from '../../../support/code.ts';

const cases: readonly (readonly [code: string, tree: string])[] = [
  ['String a = "x", b;', '(let a:String "x"); (let b:String)'],
  ['final var lead = new SObject("Lead");', '(const lead (new SObject "Lead"))'],
  ['SObject[] rows = {lead};', '(let rows:SObject [lead])'],
  ['Map<String, List<Lead>> byName = null;', '(let byName:Map null)'],
  ['java.util.List<Lead> rows = f();', '(let rows:java.util.List (call f))'],
  ['if (a) f(); else if (b) { g(); } else h();', '(if a {(call f)} {(if b {(call g)} {(call h)})})'],
  [
    'for (int i = 0, n = 2; i < n; i++, j--) f(i);',
    '(loop [(let i:int 0); (let n:int 2)] (< i n) {(call f i); (+= i 1); (-= j 1)})',
  ],
  ['for (;;) { break; }', '(loop {(break)})'],
  ['for (final SObject row : rows) { save(row); }', '(each row of rows {(call save row)})'],
  ['while (a) f();', '(loop a {(call f)})'],
  ['do { f(); } while (a);', '(loop a {(call f)})'],
  [
    'switch (k) { case 1: case 2: f(); break; case 3: g(); default: h(); }',
    '(switch k (case 1 2 {(call f)}) (case 3 {(call g)}) (default {(call h)}))',
  ],
  [
    'switch (k) { case A, B -> f(); case C -> { g(); } default -> throw e; }',
    '(switch k (case A B {(call f)}) (case C {(call g)}) (default {(throw e)}))',
  ],
  [
    'switch (o) { case Lead l when l.ok(): f(); break; case Pair(var a, int b): g(); }',
    '(switch o (case (&& (&& (instanceof o Lead) (= l o)) (call l.ok)) {(call f)}) (case (&& (&& (instanceof o Pair) (= a (other))) (= b (other))) {(call g)}))',
  ],
  [
    'try { f(); } catch (ConnectionException | com.sforce.ws.WscException e) { log(e); } finally { g(); }',
    '(try {(call f)} (catch ConnectionException|com.sforce.ws.WscException e {(call log e)}) (finally {(call g)}))',
  ],
  ['try (var c = open(); d) { f(); }', '(with c = (call open) d {(call f)})'],
  [
    'try (var c = open()) { f(); } catch (IOException e) { }',
    '(try {(with c = (call open) {(call f)})} (catch IOException e {}))',
  ],
  ['synchronized (lock) { f(); }', 'lock; {(call f)}'],
  ['outer: for (var a : b) { continue outer; }', '(each a of b {(continue)})'],
  ['throw new RuntimeException("x", e);', '(throw (new RuntimeException "x" e))'],
  ['assert a != null : "a";', '(other (!= a null) "a")'],
  ['return;', '(return)'],
  ['class Inner { void g() { f(); } }', '(class Inner (fn g ():void {(call f)}))'],
  [';', ''],
  ['// only a comment', ''],
  ['lead.setField("Name", "x"); // why', '(call lead.setField "Name" "x")'],
];

describe('statements of Java', () => {
  it.each(cases)('lowers %s', async (code, tree) => {
    const lowering = await lowered(java, 'java', `class A { void f() { ${code} } }`);
    expect(show(lowering)).toBe(`(class A (fn f ():void {${tree}}))`);
  });
});
