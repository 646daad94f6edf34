import { describe, expect, test } from 'vitest';
import { parse } from '../../../server/src/core/saves/apex/parser.ts';
import { showScript } from '../../support/apexShow.ts';
import { savesIn } from '../../support/mutants.ts';

function saves(code: string): string[] {
  return savesIn('A.cls', code).map(({ what }) => what);
}

describe('half-typed statements leave their neighbours whole', () => {
  test.each([
    ['foo(a, b; insert c;', 'foo(a, b); insert c;'],
    ['foo(a\ninsert c;', 'foo(a); insert c;'],
    ['foo(\n  Lead b = c;\ninsert b;', /local Lead b = c; insert b;/],
    ['a.\ninsert c;', /insert c;/],
    ['a.\nLead b = c;', /local Lead b = c;/],
    ['Lead a\ninsert c;', /insert c;/],
    ['Lead a =\ninsert c;', 'local Lead a = ¿; insert c;'],
    ['acc\ninsert c;', 'acc; insert c;'],
    ['if (a\ninsert c;', 'if a insert c;'],
    ['if (a { insert c; }', 'if a {insert c;}'],
    ['if (a)) { insert c; }', 'if a {insert c;}'],
    ['if (f(a { insert c; }', 'if f(a) {insert c;}'],
    ['if a) { insert c; }', /insert c;/],
    ['else { insert c; }', '{insert c;}'],
    ['for (Lead a : ) { insert c; }', 'for (Lead a : ¿) {insert c;}'],
    ['for (Integer i = 0; i < (n; i++) { insert c; }', /insert c;/],
    ['for (Integer i = 0; { insert c; }', /insert c;/],
    ['for { insert c; }', /insert c;/],
    ['try { insert a; insert b;', /insert a; insert b;/],
    ['} catch (Exception e) { insert c; }', /catch \(Exception e\) \{insert c;\}/],
    ['try { a(); } catch { insert c; }', /insert c;/],
    ['switch on a { insert b; when 1 { insert c; } }', /insert b;.*insert c;/],
    ['insert', 'insert ¿;'],
    ['insert ;\ninsert b;', 'insert ¿; insert b;'],
    ['insert a\ninsert b;', 'insert a; insert b;'],
    ['upsert a\nfoo(b);', 'upsert a; foo(b);'],
    ["String s = 'open;\ninsert c;", /insert c;/],
    ['Lead a = [SELECT Id FROM Lead WHERE Name = :b;\ninsert c;', /insert c;/],
    ['new Lead(LastName = ;\ninsert c;', /insert c;/],
    ['new\ninsert c;', /insert c;/],
    ['List<Lead> a = new List<Lead>{ b, ;\ninsert c;', /insert c;/],
    ['a[;\ninsert c;', /insert c;/],
    ['a ? b;\ninsert c;', /insert c;/],
    ['return\ninsert c;', 'return; insert c;'],
    ['# \\ ` insert c;', /insert c;/],
    ['public void a() { insert c;', 'insert c;'],
    ["x = '''\nno end\ninsert c;", /insert c;/],
  ])('%s', (code, tree) => {
    if (typeof tree !== 'string') expect(showScript(code)).toMatch(tree);
    else if (code.startsWith('public')) expect(saves(code)).toEqual(['insert']);
    else expect(showScript(code)).toBe(tree);
  });
});

describe('damaged braces lose no save', () => {
  test.each([
    [
      'a block is not closed',
      'class A {\n void a() {\n  if (b) {\n  insert c;\n }\n public void d() {\n  update e;\n }\n}',
    ],
    [
      'a method is not closed',
      'class A {\n void a() {\n  insert c;\n @IsTest\n static void d() {\n  update e;\n }\n}',
    ],
    [
      'a brace too many ends a method',
      'class A {\n void a() {\n  b(); }\n  insert c;\n }\n public void d() {\n  update e;\n }\n}',
    ],
    [
      'and nothing more follows in it',
      'class A {\n void a() {\n  insert c; }\n }\n public void d() {\n  update e;\n }\n}',
    ],
    ['the head of a method is lost', 'class A {\n\n  insert c;\n }\n public void d() {\n  update e;\n }\n}'],
    [
      'the parameters are not closed',
      'class A {\n void a(Lead b {\n  insert c;\n }\n public void d() {\n  update e;\n }\n}',
    ],
    [
      'the return type is missing',
      'class A {\n public a(Lead b) {\n  insert c;\n }\n public void d() {\n  update e;\n }\n}',
    ],
    [
      'a getter is not closed',
      'class A {\n Lead b { get {\n  insert c;\n }\n public void d() {\n  update e;\n }\n}',
    ],
    ['a field is not ended', 'class A {\n Lead b = f(\n public void d() {\n  insert c;\n  update e;\n }\n}'],
    [
      'an initialiser has an open string',
      "class A {\n String b = 'x;\n public void d() {\n  insert c;\n  update e;\n }\n}",
    ],
    ['the class has no name', 'public class {\n void d() {\n  insert c;\n  update e;\n }\n}'],
    ['the class has no brace', 'public class A \n void d() {\n  insert c;\n  update e;\n }\n}'],
    ['class is misspelt', 'public clss A {\n void d() {\n  insert c;\n  update e;\n }\n}'],
    [
      'an annotation is open',
      "@SuppressWarnings('x'\npublic class A {\n void d() {\n  insert c;\n  update e;\n }\n}",
    ],
    [
      'a trigger is closed too early',
      'trigger A on Lead (before insert) {\n if (a) }\n  insert c;\n }\n update e;\n}',
    ],
  ])('%s', (_, code) => {
    expect(saves(code)).toEqual(['insert', 'update']);
  });
});

test('errors are told, with their places', () => {
  const code = 'class A {\n  void b() {\n    foo(;\n  }\n  void c( {\n  }\n}';
  const unit = parse('A.cls', code);
  expect(unit.errors.map(({ message }) => message)).toEqual(["')' expected"]);
  const [body] = unit.types[0]!.methods.map((method) => method.body!);
  expect(body!.errors.length).toBeGreaterThan(0);
  for (const { start, end } of body!.errors) {
    expect(body!.text.slice(0, start)).toMatch(/foo\($/);
    expect(end).toBeGreaterThanOrEqual(start);
  }
});
