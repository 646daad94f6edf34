// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the code to be read holds such strings
import { describe, expect, it } from 'vitest';
import { csharp } from '../../../../server/src/core/saves/code/languages/csharp/language.ts';
import { lowered, show } from '../../../support/code.ts';

const cases: readonly (readonly [code: string, tree: string])[] = [
  [
    'class A { static string B => "Lead"; static string C { get { return "x"; } } static string D => f(); string E => "y"; }',
    '(class A (static const field B:string = "Lead") (static const field C:string = "x") (static get fn D ():string {(return (call f))}) (get fn E ():string {(return "y")}))',
  ],
  [
    `using System;
using static A.B;
using Sf = Salesforce.Force;
global using Q.R;`,
    `(import "System" * as *)
(import "A.B" * as *)
(import "Salesforce.Force" * as Sf)
(import "Q.R" * as *)`,
  ],
  [
    'namespace A.B { class C { } namespace D { class E { } } }',
    `(class C)
(class E)`,
  ],
  [
    `namespace A.B;
class C { }`,
    '(class C)',
  ],
  [
    `using System;
var client = new ForceClient();
await client.CreateAsync("Lead", Lead());
if (x) return 1;
object Lead() => new { LastName = "x" };
public record Row(string Name);`,
    `(import "System" * as *)
(let client (new ForceClient))
(await (call client.CreateAsync "Lead" (call Lead)))
(if x {(return 1)})
(fn Lead ():object {(return {"LastName": "x"})})
(class Row (fn constructor (field Name:string) {}))`,
  ],
  [
    `[Serializable, A.Route("x")]
public partial class A<T> : B<T>, C.ID where T : class {
  private static readonly string a = "x", b;
  const string Url = "u";
  public string Plain { get; set; } = "v";
  public string ReadOnly { get; }
  public HttpClient Client { get; } = new();
  public string Short => a;
  public string Both { get { return b; } set { b = value; } }
  public string Lazy { get => b ??= Load(); }
  string this[int i] { get => rows[i]; set { rows[i] = value; } }
  public event Foo E;
  static A() { a = "y"; }
  public A(int x) : base(x) { f(); }
  public A() : this(1) => g();
  ~A() { h(); }
  [Fact] public async Task<X> F<U>(this string s, int? n = 3, params int[] rest) where U : new() { await f(); }
  void IC.G() => g();
  public static A operator +(A x, A y) => x;
  public static implicit operator string(A x) => x.a;
  protected abstract void H();
  enum Kind { One, Two = 2 }
  struct S { int x; }
  interface I { void F(); }
  delegate void D(int x);
}`,
    '(@Serializable @Route @partial class A < B, C.ID (static const field a:string = "x") (static const field b:string) (static const field Url:string = "u") (field Plain:string = "v") (const field ReadOnly:string) (const field Client:HttpClient = (new HttpClient)) (get fn Short ():string {(return a)}) (get fn Both ():string {(return b)}) (fn set_Both (value:string) {(= b value)}) (get fn Lazy ():string {(return (??= b (call Load)))}) (fn get_Item (i:int):string {(return rows[i])}) (fn set_Item (i:int, value:string) {(= rows[i] value)}) (static fn () {(= a "y")}) (fn constructor (x:int) {(call super x); (call f)}) (fn constructor () {(call this 1); (return (call g))}) (fn Finalize () {(call h)}) (@Fact async fn F (s:string, n:int = 3, ...rest:int):Task {(await (call f))}) (fn G ():void {(return (call g))}) (static fn operator (x:A, y:A):A {(return x)}) (static fn operator (x:A):string {(return x.a)}) (fn H ():void -) (class Kind (static const field One) (static const field Two = 2)) (class S (field x:int)) (@abstract class I (fn F ():void -)))',
  ],
  [
    'class A(HttpClient http, ILogger<A> log = null) : B(http) { void F() => http.Get(); }',
    '(class A < B (fn F ():void {(return (call http.Get))}) (fn constructor (field http:HttpClient, field log:ILogger = null) {(call super http)}))',
  ],
  [
    'public record Lead(string Name) : SObject(Name), INamed { public string Upper => Name.ToUpper(); }',
    '(class Lead < SObject, INamed (get fn Upper ():string {(return (call Name.ToUpper))}) (fn constructor (field Name:string) {(call super Name)}))',
  ],
  [
    `class A {
#if DEBUG
  void F() { f(); }
#else
  void G() { g(); }
#endif
}`,
    '(class A (fn F ():void {(call f)}) (fn G ():void {(call g)}))',
  ],
  [
    `class A { string j = """
    {
      "a": "{b}"
    }
    """; string k = $$"""
    {"a": "{{x}}",
     "b": {c} }
    """; }`,
    '(class A (field j:string = "{\\n  \\"a\\": \\"{b}\\"\\n}") (field k:string = (text "{\\"a\\": \\"" x "\\",\\n \\"b\\": {c} }")))',
  ],
  [
    'class Broken { void F() { conn. } void G() { h(); } }',
    '(class Broken (fn F ():void {conn}) (fn G ():void {(call h)}))',
  ],
  [
    'class Broken { void F() { conn.Create(rows } void G() { h(); } }',
    '(class Broken (fn F ():void {conn.Create; rows}) (fn G ():void {(call h)}))',
  ],
  [
    'class Broken { string a = ; void G() { h();',
    `(other (other string (other a)))
void
(other)
(call h)`,
  ],
  [
    'class Broken { f(); void G() { h(); } }',
    '(class Broken (fn constructor () -) (fn G ():void {(call h)}))',
  ],
];

describe('declarations of C#', () => {
  it.each(cases)('lowers %s', async (code, tree) => {
    const lowering = await lowered(csharp, 'c_sharp', code);
    expect(show(lowering)).toBe(tree);
  });
});
