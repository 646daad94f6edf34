// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the code to be read holds such strings
import { describe, expect, it } from 'vitest';
import { ruby } from '../../../../server/src/core/saves/code/languages/ruby/language.ts';
import { lowered, show } from '../../../support/code.ts';

const cases: readonly (readonly [code: string, tree: string])[] = [
  [
    `client.create!('Lead', LastName: name, 'Phone' => phone, email: mail)`,
    '(call client.create! "Lead" {"LastName": name, "Phone": phone, "email": mail})',
  ],
  [`client.upsert 'Lead', 'Ext__c', **attrs`, '(call client.upsert "Lead" "Ext__c" {...attrs})'],
  [
    `Faraday.new(url: base, headers: { 'a' => 1 }) { |f| f.request :json }`,
    '(new Faraday url=base headers={"a": 1} (fn (f) {(return (call f.request "json"))}))',
  ],
  ['A::B.new(1)', '(new A.B 1)'],
  ['client.batch(&block)', '(call client.batch block)'],
  ['rows.map(&:id)', '(call rows.map (other))'],
  ['rows.map { |row| row[:id] }', '(call rows.map (fn (row) {(return row["id"])}))'],
  [
    'rows.select do |a, (b, c), *d| save(a) end',
    '(call rows.select (fn (a, [b c], ...d) {(return (call save a))}))',
  ],
  ['->(a, b = 1) { a }', '(fn (a, b = 1) {(return a)})'],
  ['handler.(1)', '(call handler 1)'],
  ['obj&.name', 'obj.name'],
  ['@client', 'this.@client'],
  ['@@count', 'this.@@count'],
  [`@client.create('Lead', row)`, '(call this.@client.create "Lead" row)'],
  ['self.class::URL', 'this.class.URL'],
  ['$stdout', '$stdout'],
  ['"a#{b}c\\n"', '(text "a" b "c\\n")'],
  [`'a#{b}\\n'`, '"a#{b}\\\\n"'],
  ['"a" "b"', '"ab"'],
  [':name', '"name"'],
  [':"a b"', '"a b"'],
  ['%w[a b]', '["a" "b"]'],
  ['%i[a b]', '["a" "b"]'],
  [`{ a: 1, 'b' => 2, c => 3, d:, **e }`, '{"a": 1, "b": 2, c: 3, "d": d, ...e}'],
  ['[1, *b]', '[1 ...b]'],
  ['x ? 1 : 2', '(? x 1 2)'],
  ['if a then 1 else 2 end', '(? a 1 2)'],
  ['if a then 1 elsif b then 2 end', '(? a 1 (? b 2 null))'],
  ['unless a then 1 else 2 end', '(? a 2 1)'],
  [
    'case x when 1, 2 then 3 when String, Lead then 4 else 5 end',
    '(? (|| (== x 1) (== x 2)) 3 (? (|| (instanceof x String) (instanceof x Lead)) 4 5))',
  ],
  ['begin; f(1); g; end', '(call (fn () {(call f 1); (return g)}))'],
  ['a and not b or c', '(|| (&& a (! b)) c)'],
  ['!a && b || c', '(|| (&& (! a) b) c)'],
  ['x ||= {}', '(||= x {})'],
  [`h['a'] = 1`, '(= h["a"] 1)'],
  ['a, b = 1, 2', '(= [a b] [1 2])'],
  ['-1', '-1'],
  ['1_000', '1000'],
  ['2.5', '2.5'],
  ['1..2', '(other 1 2)'],
  ['nil', 'null'],
  ['true', 'true'],
  ['self', 'this'],
  ['super(1)', '(call super 1)'],
  ['URL.freeze', 'URL'],
  ['(a)', 'a'],
  ['lead.to_s', 'lead'],
];

describe('expressions of Ruby', () => {
  it.each(cases)('lowers %s', async (code, tree) => {
    const lowering = await lowered(ruby, 'ruby', `def f(z)\nz = (${code})\nend`);
    expect(show(lowering)).toBe(`(fn f (z) {(return (= z ${tree}))})`);
  });
});
