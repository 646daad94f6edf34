import { describe, expect, test } from 'vitest';
import { errorsOfScript, showExpression } from '../../support/apexShow.ts';

describe('expressions', () => {
  test.each([
    ['a', 'a'],
    ['this', 'this'],
    ['1 + 2 * 3 - 4', '((integer 1 + (integer 2 * integer 3)) - integer 4)'],
    ['a || b && c == d', '(a || (b && (c == d)))'],
    ['a ?? b ?? c', '((a ?? b) ?? c)'],
    ['a ?? b || c', '(a ?? (b || c))'],
    ['a < b && c > d', '((a < b) && (c > d))'],
    ['a <> b', '(a <> b)'],
    ['a !== b === c', '((a !== b) === c)'],
    ['a << 1 >> 2 >>> 3', '(((a << integer 1) >> integer 2) >>> integer 3)'],
    ['a & b | c ^ d', '((a & b) | (c ^ d))'],
    ['!a && ~b == -c', '((! a) && ((~ b) == (- c)))'],
    ['-1 + +b - -c', '(((- integer 1) + (+ b)) - (- c))'],
    ['i++ + --j', '((i ++) + (-- j))'],
    ['a = b = c', '(a = (b = c))'],
    ['a += b -= c', '(a += (b -= c))'],
    ['a >>= b', '(a >>= b)'],
    ['a >>>= b', '(a >>>= b)'],
    ['a <<= b', '(a <<= b)'],
    ['a ? b : c ? d : e', '(a ? b : (c ? d : e))'],
    ['a ? b ? c : d : e', '(a ? (b ? c : d) : e)'],
    ['(a)', '(a)'],
    ['a.b.c', 'a.b.c'],
    ['a?.b?.c()', 'a?.b?.c()'],
    ['a ? .5 : 1', '(a ? decimal 0.5 : integer 1)'],
    ['f()', 'f()'],
    ['a.f(b, c).g()', 'a.f(b, c).g()'],
    ['a[0][i + 1].b', 'a[integer 0][(i + integer 1)].b'],
    ['f(a < b, c > d)', 'f((a < b), (c > d))'],
    ['Trigger.new[0]', 'Trigger.new[integer 0]'],
    ['Database.insert(x, false)', 'Database.insert(x, boolean false)'],
    ['dml.insert(x)', 'dml.insert(x)'],
    ['service.delete.update', 'service.delete.update'],
    ['order.group', 'order.group'],
    ['System.Label.get.set', 'System.Label.get.set'],
    ['x instanceof List<Account> && y', '((x instanceof List<Account>) && y)'],
    ['super.f()', 'super.f()'],
  ])('%s', (code, tree) => {
    expect(showExpression(code)).toBe(tree);
    expect(errorsOfScript(`x = ${code};`)).toEqual([]);
  });
});

describe('literals', () => {
  test.each([
    ["'a'", '"a"'],
    ["''", '""'],
    ["'it\\'s'", '"it\'s"'],
    ["'a\\nb\\\\'", '"a\\nb\\\\"'],
    ["'\\u0041'", '"A"'],
    ["'// no comment /*'", '"// no comment /*"'],
    ["'''\n two 'quoted' lines\n'''", '" two \'quoted\' lines\\n"'],
    ['12', 'integer 12'],
    ['12L', 'long 12'],
    ['1.5', 'decimal 1.5'],
    ['1.5d', 'decimal 1.5'],
    ['.5', 'decimal 0.5'],
    ['1.intValue()', 'integer 1.intValue()'],
    ['TRUE', 'boolean true'],
    ['False', 'boolean false'],
    ['NULL', 'null null'],
  ])('%s', (code, tree) => {
    expect(showExpression(code)).toBe(tree);
    expect(errorsOfScript(`x = ${code};`)).toEqual([]);
  });
});

describe('casts and parentheses', () => {
  test.each([
    ['(Account) x', 'cast<Account>(x)'],
    ['(Schema.Account) x.y()', 'cast<Schema.Account>(x.y())'],
    ['(List<Account>) x', 'cast<List<Account>>(x)'],
    ['(Account[]) x', 'cast<Account[]>(x)'],
    ['(Map<Id, List<Account>>) x', 'cast<Map<Id, List<Account>>>(x)'],
    ['(Account) (x)', 'cast<Account>((x))'],
    ['(A) (B) x', 'cast<A>(cast<B>(x))'],
    ['(Account) [SELECT Id FROM Account]', 'cast<Account>([soql Account {Id}])'],
    ["(Object) 'a'", 'cast<Object>("a")'],
    ['(Object) null', 'cast<Object>(null null)'],
    ['(Lead) new Lead()', 'cast<Lead>(new Lead())'],
    ['(Boolean) !a', 'cast<Boolean>((! a))'],
    ['(Integer) -a', 'cast<Integer>((- a))'],
    ['((Account) x).Name', '(cast<Account>(x)).Name'],
    ['(a) - b', '((a) - b)'],
    ['(a) + b', '((a) + b)'],
    ['(a) * b', '((a) * b)'],
    ['(a)[0]', '(a)[integer 0]'],
    ['(a).b', '(a).b'],
    ['(a) instanceof B', '((a) instanceof B)'],
    ['(a < b)', '((a < b))'],
    ['(a) ? b : c', '((a) ? b : c)'],
  ])('%s', (code, tree) => {
    expect(showExpression(code)).toBe(tree);
  });
});

describe('creation', () => {
  test.each([
    ['new Account()', 'new Account()'],
    ["new Lead(LastName = 'x', Company = y)", 'new Lead(LastName: "x", Company: y)'],
    ['new Foo(a, b)', 'new Foo(a, b)'],
    ['new Foo(a == b)', 'new Foo((a == b))'],
    ['new Outer.Inner(a)', 'new Outer.Inner(a)'],
    ['new List<Account>()', 'new List<Account>()'],
    ['new List<Account>{ a, b }', 'new List<Account>(a, b)'],
    ['new Set<Id>{}', 'new Set<Id>()'],
    ["new Map<String, X>{ 'a' => b, c => d }", 'new Map<String, X>("a" => b, c => d)'],
    ['new Map<Id, List<X>>(y)', 'new Map<Id, List<X>>(y)'],
    ['new Lead[3]', 'new Lead[](integer 3)'],
    ['new Lead[]{ a, b }', 'new Lead[](a, b)'],
    ['new List<List<X>>{ new List<X>{ a } }', 'new List<List<X>>(new List<X>(a))'],
    ['new Account().Name', 'new Account().Name'],
    ['new Foo().bar(a).baz', 'new Foo().bar(a).baz'],
  ])('%s', (code, tree) => {
    expect(showExpression(code)).toBe(tree);
    expect(errorsOfScript(`x = ${code};`)).toEqual([]);
  });
});

describe('type literals', () => {
  test.each([
    ['Account.class', 'typeof<Account>'],
    ['Outer.Inner.class', 'typeof<Outer.Inner>'],
    ['List<Account>.class', 'typeof<List<Account>>'],
    ['Map<Id, List<X>>.class.getName()', 'typeof<Map<Id, List<X>>>.getName()'],
    ['Account[].class', 'typeof<Account[]>'],
  ])('%s', (code, tree) => {
    expect(showExpression(code)).toBe(tree);
  });
});
