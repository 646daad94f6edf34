import { describe, expect, test } from 'vitest';
import { errorsOfScript, showScript } from '../../support/apexShow.ts';

describe('statements', () => {
  test.each([
    ['Lead a;', 'local Lead a;'],
    ['Lead a = x, b;', 'local Lead a = x, b;'],
    ['final Lead a = x;', 'local Lead a = x;'],
    ["@SuppressWarnings('x') Lead a = x;", 'local Lead a = x;'],
    ['Map<Id, List<Lead>> a = b;', 'local Map<Id, List<Lead>> a = b;'],
    ['Database.SaveResult[] a = b;', 'local Database.SaveResult[] a = b;'],
    ['Order order = group;', 'local Order order = group;'],
    ['Set<Id> set = get;', 'local Set<Id> set = get;'],
    ['a.b = c;', '(a.b = c);'],
    ['a[0] = b;', '(a[integer 0] = b);'],
    ['i++;', '(i ++);'],
    ['if (a) b(); else if (c) d(); else e();', 'if a b(); else if c d(); else e();'],
    ['if (a) { b(); }', 'if a {b();}'],
    ['if (a);', 'if a {}'],
    [
      'for (Integer i = 0, n = a.size(); i < n; i++) b(i);',
      'for (local Integer i = integer 0, n = a.size(); (i < n); (i ++)) b(i);',
    ],
    ['for (i = 0, j = 1; ; i++, j--) {}', 'for ((i = integer 0); (j = integer 1); ; (i ++), (j --)) {}'],
    ['for (;;) { break; }', 'for ( ; ) {break;}'],
    ['for (Lead a : leads) { continue; }', 'for (Lead a : leads) {continue;}'],
    ['for (List<Lead> a : [SELECT Id FROM Lead]) {}', 'for (List<Lead> a : [soql Lead {Id}]) {}'],
    ['while (a) b();', 'while a b();'],
    ['do { a(); } while (b);', 'do {a();} while b'],
    [
      "switch on a { when 1, 2 { b(); } when 'x' { } when Lead l { c(); } when null { } when else { d(); } }",
      'switch a [when integer 1, integer 2 {b();}, when "x" {}, when Lead l {c();}, when null null {}, when else {d();}]',
    ],
    ['switch on a.b() { when X, Y { } }', 'switch a.b() [when X, Y {}]'],
    [
      'try { a(); } catch (DmlException e) { b(); } catch (Exception e) { } finally { c(); }',
      'try {a();} catch (DmlException e) {b();} catch (Exception e) {} finally {c();}',
    ],
    ['return;', 'return;'],
    ['return a;', 'return a;'],
    ['throw new X(a);', 'throw new X(a);'],
    ['System.runAs(u) { a(); }', 'runAs(u) {a();}'],
    ['system.RUNAS(u, v) { }', 'runAs(u, v) {}'],
    ['{ a(); { b(); } }', '{a(); {b();}}'],
    [';;a();;', 'a();'],
    ['IF (A) RETURN B;', 'if A return B;'],
    ['this(a); super(b);', 'this(a); super(b);'],
  ])('%s', (code, tree) => {
    expect(showScript(code)).toBe(tree);
    expect(errorsOfScript(code)).toEqual([]);
  });
});

describe('DML', () => {
  test.each([
    ['insert a;', 'insert a;'],
    ['INSERT a;', 'insert a;'],
    ['update a.b();', 'update a.b();'],
    ['insert (a);', 'insert (a);'],
    ['insert(a);', 'insert (a);'],
    ['insert (List<Lead>) a;', 'insert cast<List<Lead>>(a);'],
    ['insert new Lead(LastName = b);', 'insert new Lead(LastName: b);'],
    ['insert new List<Lead>{ a };', 'insert new List<Lead>(a);'],
    ['delete [SELECT Id FROM Lead];', 'delete [soql Lead {Id}];'],
    ['insert as user a;', 'insert as user a;'],
    ['update AS SYSTEM a;', 'update as system a;'],
    ['insert user;', 'insert user;'],
    ['upsert a;', 'upsert a;'],
    ['upsert a Ext__c;', 'upsert a | Ext__c;'],
    ['upsert as user a Lead.Ext__c;', 'upsert as user a | Lead.Ext__c;'],
    ['upsert a Lead.Fields.Ext__c;', 'upsert a | Lead.Fields.Ext__c;'],
    ['upsert a.b() Ext__c;', 'upsert a.b() | Ext__c;'],
    ['merge a b;', 'merge a | b;'],
    ['merge a new List<Lead>{ b };', 'merge a | new List<Lead>(b);'],
    ['undelete a;', 'undelete a;'],
    ['insert a ? b : c;', 'insert (a ? b : c);'],
    ['merge(a, b);', 'merge(a, b);'],
  ])('%s', (code, tree) => {
    expect(showScript(code)).toBe(tree);
    expect(errorsOfScript(code)).toEqual([]);
  });
});
