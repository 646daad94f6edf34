// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the code to be read holds such strings
import { describe, expect, it } from 'vitest';
import { java } from '../../../../server/src/core/saves/code/languages/java/language.ts';
import { lowered, show } from '../../../support/code.ts';

const cases: readonly (readonly [code: string, tree: string])[] = [
  ['http.sendAsync(request, handler).join()', '(await (call http.sendAsync request handler))'],
  ['http.sendAsync(request).get(5, SECONDS)', '(await (call http.sendAsync request))'],
  ['rows.get(0)', '(call rows.get 0)'],
  ['a.b().c(1, "x")', '(call (call a.b).c 1 "x")'],
  ['this.conn.create(rows)', '(call this.conn.create rows)'],
  ['super.create(rows)', '(call super.create rows)'],
  ['new SObject("Lead")', '(new SObject "Lead")'],
  [
    'new com.sforce.soap.partner.sobject.SObject("Lead")',
    '(new com.sforce.soap.partner.sobject.SObject "Lead")',
  ],
  ['outer.new Inner(1)', '(new Inner 1)'],
  ['new SObject[] { lead, contact }', '[lead contact]'],
  ['new SObject[2]', '[]'],
  ['new int[][] {{1}, {2}}', '[[1] [2]]'],
  ['Map.of("a", b)', '(call Map.of "a" b)'],
  ['new HashMap<>() {{ put("a", b); put(C, 1); }}', '(new HashMap {"a": b, C: 1})'],
  [
    'new Callable<String>() { public String call() { return f(); } }',
    '(fn call ():String {(return (call f))})',
  ],
  [
    'new Handler(x) { public void ok() { f(); } public void failed() { g(); } }',
    '(other (new Handler x) (fn ok ():void {(call f)}) (fn failed ():void {(call g)}))',
  ],
  ['x -> x.save()', '(fn (x) {(return (call x.save))})'],
  ['(a, b) -> { save(a); }', '(fn (a, b) {(call save a)})'],
  ['(String a, final int b) -> a', '(fn (a:String, b:int) {(return a)})'],
  ['rows.forEach(this::save)', '(call rows.forEach this.save)'],
  ['Lead::new', '(other Lead)'],
  ['super::save', 'super.save'],
  ['Lead.class', 'Lead.class'],
  ['String[].class', 'String.class'],
  ['(SObject) rows.get(0)', '(call rows.get 0)'],
  ['(((a)))', 'a'],
  ['rows[i + 1]', 'rows[(+ i 1)]'],
  ['a + b + "c" + 1', '(+ (+ (+ a b) "c") 1)'],
  ['!a && -1 < b || c >>> 2 == 0', '(|| (&& (! a) (< -1 b)) (== (>>> c 2) 0))'],
  ['a == null ? b : c', '(? (== a null) b c)'],
  ['x = y = 1', '(= x (= y 1))'],
  ['x += "a"', '(+= x "a")'],
  ['i++', '(+= i 1)'],
  ['--i', '(-= i 1)'],
  ['o instanceof Lead', '(instanceof o Lead)'],
  ['o instanceof Lead lead && lead.ok()', '(&& (&& (instanceof o Lead) (= lead o)) (call lead.ok))'],
  ['o instanceof Pair(Lead a, var b)', '(&& (&& (instanceof o Pair) (= a (other))) (= b (other)))'],
  [
    'switch (k) { case A, B -> 1; case C -> { f(); yield 2; } default -> throw e; }',
    '(? (|| (== k A) (== k B)) 1 (? (== k C) (call (fn () {(call f); (return 2)})) (call (fn () {(throw e)}))))',
  ],
  [
    'switch (k) { case Lead l when l.ok() -> l; case null, default -> null; }',
    '(? (&& (&& (instanceof k Lead) (= l k)) (call l.ok)) l null)',
  ],
  [`'x'`, '"x"'],
  ['"a\\tb\\"\\\\\\u0041\\101"', '"a\\tb\\"\\\\AA"'],
  ['1_000L', '1000'],
  ['0xFFL', '255'],
  ['2.5f', '2.5'],
  ['0b11', '3'],
  ['true', 'true'],
  ['Outer.this.rows', 'this.rows'],
  ['int.class', 'int.class'],
  ['client.<Lead>send(x)', '(call client.send x)'],
  ['STR."a\\{b}c"', '(other STR "a{b}c")'],
  ['Lead.class.getSimpleName()', '"Lead"'],
];

describe('expressions of Java', () => {
  it.each(cases)('lowers %s', async (code, tree) => {
    const lowering = await lowered(java, 'java', `class A { Object f() { return ${code}; } }`);
    expect(show(lowering)).toBe(`(class A (fn f ():Object {(return ${tree})}))`);
  });
});
