// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the code to be read holds such strings
import { describe, expect, it } from 'vitest';
import { ruby } from '../../../../server/src/core/saves/code/languages/ruby/language.ts';
import { lowered, show } from '../../../support/code.ts';

const cases: readonly (readonly [code: string, tree: string])[] = [
  [
    `save(x) if a
save(x) unless a && b
if a
  f(1)
elsif b
  g(1)
else
  h(1)
end`,
    '(if a {(call save x)}); (if (! (&& a b)) {(call save x)}); (if a {(return (call f 1))} {(if b {(return (call g 1))} {(return (call h 1))})})',
  ],
  [
    `begin
  f(1)
rescue Restforce::ErrorCode::DuplicatesDetected, Other => e
  log(e)
  retry
rescue
  nil
else
  g(1)
ensure
  h(1)
end
x = 1`,
    '(try {(call f 1)} (catch Restforce.ErrorCode.DuplicatesDetected|Other e {(call log e); (call retry)}) (catch {null}) (else {(call g 1)}) (finally {(call h 1)})); (return (= x 1))',
  ],
  [
    `x = client.create('Lead', a) rescue nil
y = 1`,
    '(try {(= x (call client.create "Lead" a))} (catch {null})); (return (= y 1))',
  ],
  [
    `client.create('Lead', a) rescue log(1)
y = 1`,
    '(try {(call client.create "Lead" a)} (catch {(call log 1)})); (return (= y 1))',
  ],
  [
    `case k
when 1, 2 then f(1)
when Lead
  g(1)
else h(1)
end
x = 1`,
    '(switch k (case 1 2 {(call f 1)}) (case Lead {(call g 1)}) (default {(call h 1)})); (return (= x 1))',
  ],
  [
    `rows.each do |row| save(row) end
rows.each_with_index { |row, i| save(row) }
fields.each { |key, value| put(key, value) }
x = 1`,
    '(each row of rows {(call save row)}); (each row of rows {(call save row)}); (each [key value] of fields {(call put key value)}); (return (= x 1))',
  ],
  [
    `for row in rows do save(row) end
while a do f(1) end
until a; f(1); end
f(1) while b
x = 1`,
    '(each row of rows {(call save row)}); (loop a {(call f 1)}); (loop (! a) {(call f 1)}); (loop b {(call f 1)}); (return (= x 1))',
  ],
  ['raise', '(throw)'],
  [`raise 'text'`, '(throw "text")'],
  [
    `raise ArgumentError, 'text' unless a
x = 1`,
    '(if (! a) {(throw (new ArgumentError "text"))}); (return (= x 1))',
  ],
  ['raise Failed.new(1)', '(throw (new Failed 1))'],
  ['return', '(return)'],
  ['return a, b', '(return [a b])'],
  [`return client.create('Lead', a)`, '(return (call client.create "Lead" a))'],
  [
    `next if a
break`,
    '(if a {(continue)}); (break)',
  ],
  [`puts 'a' # why`, '(return (call puts "a"))'],
  [`@client.create!('Lead', a)`, '(return (call this.@client.create! "Lead" a))'],
];

describe('statements of Ruby', () => {
  it.each(cases)('lowers %s', async (code, tree) => {
    const lowering = await lowered(ruby, 'ruby', `def f(z)\n${code}\nend`);
    expect(show(lowering)).toBe(`(fn f (z) {${tree}})`);
  });
});
