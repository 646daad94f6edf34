// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the code to be read holds such strings
import { describe, expect, it } from 'vitest';
import { java } from '../../../../server/src/core/saves/code/languages/java/language.ts';
import { lowered, show } from '../../../support/code.ts';

const cases: readonly (readonly [code: string, tree: string])[] = [
  [
    `package a.b;

import com.sforce.soap.partner.PartnerConnection;
import com.sforce.soap.partner.*;
import static a.b.C.d;
import static a.b.C.*;`,
    `(import "com.sforce.soap.partner.PartnerConnection" * as PartnerConnection)
(import "com.sforce.soap.partner" * as *)
(import "a.b.C" d)
(import "a.b.C" * as *)`,
  ],
  [
    `@Service
@org.x.Retry(times = 2)
public class A<T extends B> extends Base<T> implements C<T>, d.E {
  private static final String OBJECT = "Lead", URL = BASE + "/x";
  private PartnerConnection conn;
  static { OTHER = 1; }
  { conn = open(); }
  public A(PartnerConnection conn) { this(conn, 1); this.conn = conn; }
  @Override public static <X> List<X> f(int a, final Map<String, X> b, String... rest) throws E { return null; }
  abstract SaveResult[] g();
}`,
    '(@Service @Retry class A < Base, C, d.E (static const field OBJECT:String = "Lead") (static const field URL:String = (+ BASE "/x")) (field conn:PartnerConnection) (static fn () {(= OTHER 1)}) (fn () {(= conn (call open))}) (fn constructor (conn:PartnerConnection) {(call this conn 1); (= this.conn conn)}) (@Override static fn f (a:int, b:Map, ...rest:String):List {(return null)}) (fn g ():SaveResult -))',
  ],
  [
    'interface Client extends Closeable, b.C { String URL = "x"; void send(String body); default void both() { send("a"); } static int one() { return 1; } }',
    '(@abstract class Client < Closeable, b.C (static const field URL:String = "x") (fn send (body:String):void -) (fn both ():void {(call send "a")}) (static fn one ():int {(return 1)}))',
  ],
  [
    'enum Kind implements Named { LEAD("Lead"), CONTACT("Contact") { String x() { return "y"; } }; private final String name; Kind(String name) { this.name = name; } }',
    '(class Kind < Named (static const field LEAD:Kind = (new Kind "Lead")) (static const field CONTACT:Kind = (new Kind "Contact")) (const field name:String) (fn x ():String {(return "y")}) (fn constructor (name:String) {(= this.name name)}))',
  ],
  [
    'record Login(String user, int... ports) implements X { Login { check(user); } static int f() { return 1; } public String user() { return "x"; } }',
    '(class Login < X (static fn f ():int {(return 1)}) (fn user ():String {(return "x")}) (fn constructor (field user:String, field ...ports:int) {(call check user)}) (fn ports ():int {(return this.ports)}))',
  ],
  [
    'class Outer { static class Inner { void f() { g(); } } enum E { A } }',
    '(class Outer (class Inner (fn f ():void {(call g)})) (class E (static const field A:E = (new E))))',
  ],
  [
    `class Text { String t = """
    {
      "a": "b\\tc" \\
      x
    }
    """; }`,
    '(class Text (field t:String = "{\\n  \\"a\\": \\"b\\tc\\"   x\\n}\\n"))',
  ],
  ['@interface Marker { String value() default "x"; }', ''],
  ['void main() { f(); }', '(fn main ():void {(call f)})'],
  [
    'class Broken { void f() { conn.create(rows } void g() { h(); } }',
    '(class Broken (fn f ():void {(call conn.create (other rows (other) (call g)) (call h))}))',
  ],
  [
    'class Broken { void f() { conn. } void g() { h(); } }',
    '(class Broken (fn f ():void {conn}) (fn g ():void {(call h)}))',
  ],
  [
    'class Broken { String a = ; void g() { h(); ',
    '(class Broken (field a:String) (fn g ():void {(call h)}))',
  ],
  [
    `lead.setType("Lead");
conn.create(lead);`,
    `(call lead.setType "Lead")
(call conn.create lead)`,
  ],
  [
    'class A { @Test void b() {} @Value("${x}") String c; }',
    '(class A (field c:String) (@Test fn b ():void {}))',
  ],
];

describe('declarations of Java', () => {
  it.each(cases)('lowers %s', async (code, tree) => {
    const lowering = await lowered(java, 'java', code);
    expect(show(lowering)).toBe(tree);
  });
});
