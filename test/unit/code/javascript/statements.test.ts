import { describe, expect, it } from 'vitest';
import { loweredJs, show } from '../../../support/code.ts';

const cases: readonly (readonly [code: string, ...tree: string[]])[] = [
  // declarations
  ['const a = 1, b = f();', '(const a 1)', '(const b (call f))'],
  ['let a; var b = 2', '(let a)', '(let b 2)'],
  ['const conn: jsforce.Connection | null = x', '(const conn:jsforce.Connection x)'],
  ['let rows: readonly Lead[] = []', '(let rows:Lead [])'],
  [
    'let a: Record<string, X>, b: { x: 1 }, c: A | B, d!: E',
    '(let a:Record)',
    '(let b)',
    '(let c)',
    '(let d:E)',
  ],
  ['const { a, b: c, d = 1, e: { f } = {}, ...g } = h', '(const {a, b: c, d = 1, e: {f} = {}, ...g} h)'],
  ["const { 'x-y': a, ['z']: b } = c", '(const {x-y: a, z: b} c)'],
  ['const [a, , b = 1, ...c] = d', '(const [a _ b <...c>] d)'],
  ['using a = f();', '(const a (call f))'],
  ['await using a = f();', '(const a (call f))'],
  ['const A = class extends B { m() {} }', '(class A < B (fn m () {}))'],
  ["enum A { X = 'x', Y = 'y' }", '(const A {"X": "x", "Y": "y"})'],
  [
    'const enum A { X, Y = 5, Z, W = f(), V }',
    '(const A {"X": 0, "Y": 5, "Z": 6, "W": (call f), "V": (other)})',
  ],
  ['type A = { b: C }; interface D { e(): F } declare const g: H; declare module "x" { const y: Z }'],
  // control
  ['if (a) b(); else if (c) { d() } else e()', '(if a {(call b)} {(if c {(call d)} {(call e)})})'],
  ['for (let i = 0, n = 1; i < n; i++) f(i)', '(loop [(let i 0); (let n 1)] (< i n) {(call f i); (+= i 1)})'],
  ['for (;;) { break }', '(loop {(break)})'],
  ['for (a = 0; ; a++, b++) {}', '(loop [(= a 0)] {(+= a 1); (+= b 1)})'],
  ['for (const row of rows) f(row)', '(each row of rows {(call f row)})'],
  ['for await (const { Id } of stream) {}', '(each {Id} of stream {})'],
  ['for (row of rows) {}', '(each row of rows {})'],
  ['for (this.row of rows) {}', '(each <this.row> of rows {})'],
  ['for (const key in record) {}', '(each key of (call Object.keys record) {})'],
  ['while (a) f()', '(loop a {(call f)})'],
  ['do { f() } while (a)', '(loop a {(call f)})'],
  ['outer: for (const a of b) { continue outer }', '(each a of b {(continue)})'],
  [
    'switch (a) { case 1: case 2: f(); break; case 3: { g() } default: h() }',
    '(switch a (case 1 2 {(call f); (break)}) (case 3 {{(call g)}}) (default {(call h)}))',
  ],
  ['switch (a) { case 1: default: f() }', '(switch a (default {(call f)}))'],
  [
    'try { a() } catch (e) { b() } finally { c() }',
    '(try {(call a)} (catch e {(call b)}) (finally {(call c)}))',
  ],
  ['try { a() } catch { }', '(try {(call a)} (catch {}))'],
  ['try { a() } catch (e: unknown) { throw e }', '(try {(call a)} (catch e {(throw e)}))'],
  [
    'try { a() } catch ({ errorCode }) { f(errorCode) }',
    '(try {(call a)} (catch caught error {(let {errorCode} caught error); (call f errorCode)}))',
  ],
  ['function f() { return a(), b }', '(fn f () {(call a); (return b)})'],
  ['a(), b()', '(call a)', '(call b)'],
  ['{ a() }', '{(call a)}'],
  [';;debugger;'],
  // no semicolon, and still two statements
  [
    'const f = () => { a }\n(async () => { await f() })().catch(g)',
    '(const f (fn () {a}))',
    '(call (call (async fn () {(await (call f))})).catch g)',
  ],
  ['exports.f = () => {}\n(function () {})()', '(export ^ as f (fn () {}))', '(call (fn () {}))'],
  // functions and classes
  [
    'async function f(a: A, b?: B, c = 1, ...d: D[]): Promise<void> {}',
    '(async fn f (a:A, b:B, c = 1, ...d:D):Promise {})',
  ],
  ['function f(a: string): void; function f(a) { g() }', '(fn f (a:string):void -)', '(fn f (a) {(call g)})'],
  [
    'class A<T> extends B.C<T> implements D, E<F> { x = 1; static readonly y: Y = 2; #z?: Z; declare w: W }',
    '(class A < B.C, D, E (field x = 1) (static const field y:Y = 2) (field #z:Z) (field w:W))',
  ],
  [
    'abstract class A { abstract m(): void; constructor(private readonly c: Conn, public d?, e) { super() } get x() { return 1 } static async s() {} static { f() } async *g() {} "q"() {} }',
    '(class A (fn m ():void -) (fn constructor (field c:Conn, field d, e) {(call super)}) (get fn x () {(return 1)}) (static async fn s () {}) (static fn () {(call f)}) (async fn g () {}) (fn q () {}))',
  ],
  [
    "@Injectable() class A { @api recordId; @wire(get, {}) rows; @Post('/x') @Public() async m(@Body() b: B) {} }",
    '(@Injectable class A (field recordId) (field rows) (@Post @Public async fn m (b:B) {}))',
  ],
  ['class A extends Mixin(Base) {}', '(class A < Mixin(Base))'],
  ['class A { handle = async () => { f() } }', '(class A (field handle = (async fn () {(call f)})))'],
  ['function f() { class A { m() { g() } } }', '(fn f () {(class A (fn m () {(call g)}))})'],
  [
    'namespace A { export const b = 1; function c() {} namespace D { f() } }',
    '(export b (const b 1))',
    '(fn c () {})',
    '(call f)',
  ],
  // imports
  ["import a, { b, c as d, default as e } from './m'", '(import "./m" default as a b c as d default as e)'],
  ["import a, * as b from 'm'", '(import "m" default as a * as b)'],
  ["import 'm'", '(import "m")'],
  ["import type { A } from 'm'; import { type B } from 'n'", '(import "m" A)', '(import "n" B)'],
  ["import a = require('m')", '(import "m" * as a)'],
  ["import a from 'm' with { type: 'json' }", '(import "m" default as a)'],
  ["import { 'a-b' as c } from 'm'", '(import "m" a-b as c)'],
  ["const a = require('m')", '(import "m" * as a)'],
  ["var { a, b: c } = require('m'), d = require('n').e", '(import "m" a b as c)', '(import "n" e as d)'],
  ["const a_1 = __importDefault(require('m'))", '(import "m" * as a_1)'],
  ["const a = await import('m')", '(import "m" * as a)'],
  ["require('m')", '(import "m")'],
  ["require('m')(app)", '(call (call require "m") app)'],
  ["const { a = 1 } = require('m')", '(const {a = 1} (call require "m"))'],
  ["function f() { const a = require('m') }", '(fn f () {(import "m" * as a)})'],
  ['import A = B.C', '(const A B.C)'],
  // exports
  ['export const a = 1, b = 2', '(export a (const a 1))', '(export b (const b 2))'],
  ['export const { a, b: c } = d', '(export a c (const {a, b: c} d))'],
  ['export async function f() {}', '(export f (async fn f () {}))'],
  ['export default function f() {}', '(export f as default (fn f () {}))'],
  ['export default function () {}', '(export ^ as default (fn () {}))'],
  ['export default async () => {}', '(export ^ as default (async fn () {}))'],
  ['export default { a }', '(export ^ as default {"a": a})'],
  ['export default class A extends B { m() {} }', '(export A as default (class A < B (fn m () {})))'],
  ['export default class extends B {}', '(export ^ as default (class < B))'],
  ['export abstract class A {}', '(export A (class A))'],
  ['export { a as b, c }', '(export a as b c)'],
  ["export { a as default } from 'm'", '(export a as default from "m")'],
  ["export * from 'm'", '(export * from "m")'],
  ["export * as a from 'm'", '(export * as a from "m")'],
  ['export = a', '(export ^ as default a)'],
  ['export enum A { B }', '(export A (const A {"B": 0}))'],
  ['export type A = B; export interface C {}'],
  [
    'module.exports = { a, b: c, d: 1, e() {} }',
    '(export ^ as default a c as b {"a": a, "b": c, "d": 1, "e": (fn e () {})})',
  ],
  ['module.exports = A', '(export ^ as default A)'],
  ['module.exports = class A { m() {} }', '(export ^ as default (class A (fn m () {})))'],
  ['exports.a = exports.b = async function () {}', '(export ^ as a ^ as b (async fn () {}))'],
  ['module.exports.a = () => {}', '(export ^ as a (fn () {}))'],
  ['module.exports = exports = f', '(export ^ as default f)'],
  ['exports.a = void 0'],
];

describe('statements of JavaScript and TypeScript', () => {
  it.each(cases)('%s', async (code, ...tree) => {
    expect(show(await loweredJs(code))).toBe(tree.join('\n'));
  });

  it.each([
    ["import { default as a, b as c, 'd-e' as f } from 'm'", '(import "m" default as a b as c d-e as f)'],
    ["export { default } from 'm'", '(export default from "m")'],
    ["export { default as a, b as default } from 'm'", '(export default as a b as default from "m")'],
    ['using a = f(), b = g()', '(const a (call f))\n(const b (call g))'],
    ['await using a = f()', '(const a (call f))'],
    ['for (using a of b) {}', '(each a of b {})'],
    [
      'class A { static a = 1; #b; get c() { return 1 } }',
      '(class A (static field a = 1) (field #b) (get fn c () {(return 1)}))',
    ],
    ['var of = 1; async = 2; let get, set', '(let of 1)\n(= async 2)\n(let get)\n(let set)'],
    ['#!/usr/bin/env node\nf()', '(call f)'],
  ])('reads with the grammar of JavaScript: %s', async (code, tree) => {
    expect(show(await loweredJs(code, 'javascript'))).toBe(tree);
  });

  it('keeps decorators that the grammar of JavaScript has in the members', async () => {
    const code =
      'import { LightningElement, api } from "lwc"; export default class A extends LightningElement { @api x; @api save() {} }';
    const { statements } = await loweredJs(code, 'javascript');
    expect(show(statements.slice(1))).toBe(
      '(export A as default (class A < LightningElement (field x) (@api fn save () {})))',
    );
  });
});
