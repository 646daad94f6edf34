import { describe, expect, it } from 'vitest';
import { fieldsOf, inMethod, type ShortFields } from './apex.ts';

const complete = (...writes: string[]): ShortFields => ({ complete: true, writes });
const partial = (...writes: string[]): ShortFields => ({ complete: false, writes });

describe('fields written to the records of a save', () => {
  it.each<[string, string, ShortFields]>([
    ['a constructor', `insert new Lead(LastName = 'a', Email = e);`, complete('LastName="a"', 'Email')],
    [
      'assignments',
      `Lead l = new Lead(); l.LastName = 'a'; l.Score__c = 3; insert l;`,
      complete('LastName="a"', 'Score__c=3'),
    ],
    ['null', `Lead l = new Lead(); l.Email = null; insert l;`, complete('Email=null')],
    ['put with a name', `Lead l = new Lead(); l.put('Email', e); insert l;`, complete('Email')],
    [
      'put with a field token',
      `Lead l = new Lead(); l.put(Lead.Email, e); l.put(Schema.Lead.Phone, p); insert l;`,
      complete('Email', 'Phone'),
    ],
    ['put of an unknown field', `Lead l = new Lead(); l.put(name, e); insert l;`, partial()],
    ['a condition', `Lead l = new Lead(); if (x) l.Email = e; insert l;`, complete('Email?')],
    ['an early return', `Lead l = new Lead(); if (x) return; l.Email = e; insert l;`, complete('Email')],
    [
      'both branches of which one ends',
      `Lead l = new Lead(); if (x) { l.Email = e; } else { throw y; } insert l;`,
      complete('Email'),
    ],
    ['writes after the save', `Lead l = new Lead(); insert l; l.Email = e;`, complete()],
    ['a constant', `final String NAME = 'x'; insert new Lead(LastName = NAME);`, complete('LastName="x"')],
    [
      'records of a list',
      `List<Lead> l = new List<Lead>(); for (X x : xs) { Lead a = new Lead(LastName = x.n); a.Email = x.e; l.add(a); } insert l;`,
      complete('LastName', 'Email'),
    ],
    [
      'a list literal',
      `insert new List<Lead>{ new Lead(LastName = 'a', Email = 'x'), new Lead(LastName = 'b') };`,
      complete('LastName="a"', 'Email?="x"', 'LastName="b"'),
    ],
    [
      'a loop over the list',
      `List<Lead> l = new List<Lead>{ new Lead() }; for (Lead a : l) { a.Email = e; } insert l;`,
      complete('Email'),
    ],
    [
      'an element',
      `List<Lead> l = new List<Lead>{ new Lead() }; l[0].Email = e; insert l;`,
      complete('Email'),
    ],
    [
      'values of a map',
      `Map<String, Lead> m = new Map<String, Lead>(); m.put('a', new Lead()); m.get('a').Email = e; insert m.values();`,
      complete('Email'),
    ],
    [
      'an element with a name of its own',
      `List<Lead> l = new List<Lead>{ new Lead() }; Lead a = l[0]; a.Email = e; insert l;`,
      complete('Email'),
    ],
    ['a parameter', `p.Email = e; insert p;`, partial('Email')],
    [
      'an update of queried records',
      `List<Lead> l = [SELECT Id FROM Lead]; for (Lead a : l) a.Status = 'x'; update l;`,
      complete('Status="x"'),
    ],
    ['an insert of queried records', `List<Lead> l = [SELECT Id, Email FROM Lead]; insert l;`, partial()],
    ['a record of a method', `Lead l = make(); l.Email = e; insert l;`, partial('Email')],
    ['unknown code that is handed the record', `Lead l = new Lead(); other.fill(l); insert l;`, partial()],
    ['code that gets it after the save', `Lead l = new Lead(); insert l; other.fill(l);`, complete()],
    ['a debug call', `Lead l = new Lead(); System.debug(l); insert l;`, complete()],
    [
      'a field that holds the record',
      `this.held = new Lead(); this.held.Email = e; insert this.held;`,
      partial('Email'),
    ],
    [
      'a fresh record by its type',
      `SObject s = Lead.SObjectType.newSObject(); s.put('Email', e); insert s;`,
      complete('Email'),
    ],
    [
      'a record without the fields that the user may not write',
      `Lead l = new Lead(Email = e); insert Security.stripInaccessible(AccessType.CREATABLE, new List<Lead>{ l }).getRecords();`,
      complete('Email'),
    ],
    [
      'a decision on such records in a variable',
      `List<Lead> ls = new List<Lead>{ new Lead(Email = e) };
       SObjectAccessDecision d = Security.stripInaccessible(AccessType.CREATABLE, ls); insert d.getRecords();`,
      complete('Email'),
    ],
    ['a relationship', `Lead l = new Lead(); l.Account.Name = 'x'; insert l;`, complete()],
    ['a clone', `Lead a = p.clone(); a.Email = e; insert a;`, partial('Email')],
    [
      'another collection that is read',
      `Lead l = new Lead(); m.put('a', l); m.get('a').Email = e; insert l;`,
      partial(),
    ],
  ])('%s', (_, code, expected) => {
    expect(
      fieldsOf(`public class C { Lead held; void m(Lead p) { ${code} } Lead make() { return null; } }`),
    ).toEqual(expected);
  });

  it.each<[string, string, ShortFields]>([
    ['reads', `String n = x.LastName;`, complete('LastName="a"')],
    ['writes', `x.Email = e;`, complete('LastName="a"', 'Email?')],
    ['writes another value to', `x.LastName = 'b';`, complete('LastName="a"', 'LastName?="b"')],
    ['hands on', `other(x);`, complete('LastName="a"', 'Email?="x"')],
    ['puts into', `x.put('Email', 1);`, complete('LastName="a"', 'Email?=1')],
    ['puts what is not known into', `x.put(name, 1);`, partial('LastName="a"')],
    ['gives another name to', `Lead y = x; y.Email = e;`, complete('LastName="a"', 'Email?')],
    ['keeps', `kept = x;`, partial('LastName="a"')],
    ['writes and returns', `x.Email = e; return x;`, complete('LastName="a"', 'Email?')],
    ['hands to unknown code', `Elsewhere.fill(x);`, partial('LastName="a"')],
    [
      'hands on in turns',
      `again(x); } static void again(Lead z) { look(z); z.Phone = p;`,
      partial('LastName="a"'),
    ],
  ])('a method that %s what it is given', (_, code, expected) => {
    const caller = `public class C { void m() { Lead l = new Lead(LastName = 'a'); D.look(l); insert l; } }`;
    const callee = `public class D { static Lead kept; static Lead look(Lead x) { ${code} } static void other(Lead y) { y.Email = 'x'; } }`;
    expect(fieldsOf(caller, callee)).toEqual(expected);
  });

  it.each<[string, string, string, ShortFields]>([
    [
      'a list, record by record',
      `List<Lead> l = new List<Lead>{ new Lead() }; D.fill(l); insert l;`,
      `static void fill(List<Lead> x) { for (Lead one : x) { one.Email = e; } }`,
      complete('Email?'),
    ],
    [
      'a list to which it adds',
      `List<Lead> l = new List<Lead>{ new Lead() }; D.fill(l); insert l;`,
      `static void fill(List<Lead> x) { x.add(new Lead(Email = e)); }`,
      partial(),
    ],
    [
      'queried records',
      `Lead l = [SELECT Id FROM Lead]; D.fill(l); update l;`,
      `static void fill(Lead x) { x.Status += 'a'; }`,
      complete('Status?'),
    ],
    [
      'a record that goes on by the name that it returns',
      `Lead l = new Lead(); Lead m = D.fill(l); m.Phone = p; insert l;`,
      `static Lead fill(Lead x) { x.Email = e; return x; }`,
      partial(),
    ],
    [
      'a record after it is saved',
      `Lead l = new Lead(); insert l; D.fill(l);`,
      `static void fill(Lead x) { x.Email = e; }`,
      complete(),
    ],
  ])('a method that fills %s', (_, code, method, expected) => {
    expect(fieldsOf(inMethod(code), `public class D { public ${method} }`)).toEqual(expected);
  });

  it.each<[string, string, string, ShortFields]>([
    [
      'a constructor',
      `insert D.make(x);`,
      `return new Lead(LastName = 'a', Email = x.Name);`,
      complete('LastName="a"', 'Email'),
    ],
    [
      'assignments, before and after it returns',
      `Lead l = D.make(x); l.Phone = p; insert l;`,
      `Lead made = new Lead(); made.LastName = 'a'; if (x.Name != null) made.Email = x.Name; return made;`,
      complete('LastName="a"', 'Email?', 'Phone'),
    ],
    [
      'a record for a list',
      `List<Lead> l = new List<Lead>(); for (Account a : ls) { l.add(D.make(a)); } insert l;`,
      `return new Lead(LastName = x.Name);`,
      complete('LastName'),
    ],
    [
      'one record of several in a list',
      `insert new List<Lead>{ D.make(x), new Lead(Email = e) };`,
      `return new Lead(LastName = 'a');`,
      complete('LastName?="a"', 'Email?'),
    ],
    [
      'a record for a map',
      `Map<Integer, Lead> m = new Map<Integer, Lead>(); m.put(1, D.make(x)); insert m.values();`,
      `return new Lead(LastName = 'a');`,
      complete('LastName="a"'),
    ],
    [
      'different records',
      `insert D.make(x);`,
      `if (x == null) return null; if (x.Name == null) { return new Lead(LastName = 'a'); } return new Lead(LastName = 'b', Email = e);`,
      complete('LastName="a"', 'LastName="b"', 'Email?'),
    ],
    [
      'what another method makes',
      `insert D.make(x);`,
      `Lead made = plain(); made.Email = x.Name; return made; } static Lead plain() { return new Lead(LastName = 'a');`,
      complete('LastName="a"', 'Email'),
    ],
    [
      'itself',
      `insert D.make(x);`,
      `return x == null ? new Lead(LastName = 'a') : make(null);`,
      partial('LastName?="a"'),
    ],
    [
      'a record that it keeps',
      `insert D.make(x);`,
      `kept = new Lead(); kept.Email = e; return kept;`,
      partial('Email?'),
    ],
    [
      'a new record or one that it keeps',
      `insert D.make(x);`,
      `if (kept != null) return kept; return new Lead(LastName = 'a');`,
      partial('LastName?="a"'),
    ],
    ['nothing', `insert D.make(x);`, `return null;`, partial()],
  ])('follows records out of a method that returns %s', (_, code, method, expected) => {
    const maker = `public class D { static Lead kept; public static Lead make(Account x) { ${method} } }`;
    expect(fieldsOf(inMethod(code, 'Account x, List<Account> ls'), maker)).toEqual(expected);
  });

  it.each<[string, string, boolean]>([
    ['that nothing overrides', 'public class E extends D { }', true],
    [
      'that a subclass overrides',
      `public class E extends D { public override Lead make() { return null; } }`,
      false,
    ],
  ])('follows records out of a virtual method %s', (_, other, expected) => {
    const maker = `public virtual class D { public virtual Lead make() { return new Lead(LastName = 'a'); } }`;
    expect(fieldsOf(inMethod('insert maker.make();', 'D maker'), maker, other).complete).toBe(expected);
  });

  it('takes constants of other classes', () => {
    const other = `public class D { public static final String NAME = 'x'; public static String other = 'y'; }`;
    expect(fieldsOf(inMethod(`insert new Lead(LastName = D.NAME, Company = D.other);`), other)).toEqual(
      complete('LastName="x"', 'Company'),
    );
  });

  it('follows a record into a wrapper', () => {
    const wrapper = `public class D { public static void save(List<SObject> l) { insert l; } }`;
    expect(fieldsOf(inMethod(`D.save(new List<Lead>{ new Lead(LastName = 'a') });`), wrapper)).toEqual(
      complete('LastName="a"'),
    );
  });

  it.each<[string, string, ShortFields]>([
    [
      'in the condition under which they are added',
      `for (Lead l : ls) { if (x) { l.Status = 'a'; some.add(l); } } update some;`,
      partial('Status="a"'),
    ],
    [
      'after they are added',
      `for (Lead l : ls) { if (x) { some.add(l); l.Status = 'a'; } } update some;`,
      partial('Status="a"'),
    ],
    [
      'where only some of them are added',
      `for (Lead l : ls) { if (x) { l.Status = 'a'; some.add(l); } else { some.add(l); } } update some;`,
      partial('Status?="a"'),
    ],
    [
      'where all of them are saved',
      `for (Lead l : ls) { if (x) { l.Status = 'a'; some.add(l); } } update ls;`,
      partial('Status?="a"'),
    ],
  ])('tells what is written to collected records %s', (_, code, expected) => {
    expect(fieldsOf(inMethod(`List<Lead> some = new List<Lead>(); ${code}`, 'List<Lead> ls'))).toEqual(
      expected,
    );
  });

  it.each<[string, string, string, ShortFields]>([
    [
      'all',
      'Database.QueryLocator',
      `for (Lead l : scope) { l.Status = 'x'; } update scope;`,
      complete('Status="x"'),
    ],
    [
      'some',
      'Database.QueryLocator',
      `List<Lead> some = new List<Lead>(); for (Lead l : scope) { if (l.Email != null) { l.Status = 'x'; some.add(l); } } update some;`,
      complete('Status="x"'),
    ],
    ['none', 'Database.QueryLocator', 'update scope;', complete()],
    ['those of a helper', 'Database.QueryLocator', 'Other.fill(scope); update scope;', partial()],
    [
      'those of a made list',
      'Iterable<Lead>',
      `for (Lead l : scope) { l.Status = 'x'; } update scope;`,
      partial('Status="x"'),
    ],
    ['new ones', 'Database.QueryLocator', 'insert scope;', partial()],
  ])('knows the records of a batch: %s', (_name, type, code, expected) => {
    const batch = `public class C implements Database.Batchable<SObject> {
      public ${type} start(Database.BatchableContext context) { return null; }
      public void execute(Database.BatchableContext context, List<Lead> scope) { ${code} }
    }`;
    expect(fieldsOf(batch)).toEqual(expected);
  });

  it('leaves out where a variable gets its records after the save', () => {
    const code = `Lead l = new Lead(); if (x) { l.Email = e; insert l; } else { l = other.find(); }`;
    expect(fieldsOf(inMethod(code))).toEqual(complete('Email'));
  });

  it.each<[string, string, boolean]>([
    [
      'calls itself',
      'static void save(List<SObject> l) { try { insert l; } catch (Exception e) { save(l); } }',
      true,
    ],
    [
      'makes a list for another overload',
      'static void save(SObject s) { save(new List<SObject>{ s }); } static void save(List<SObject> l) { insert l; }',
      true,
    ],
    [
      'asks for permissions first',
      `static void save(List<SObject> l) { check(l); insert l; }
       static void check(List<SObject> l) { for (SObject s : l) { may(s.getSObjectType()); } }`,
      true,
    ],
    [
      'writes to the records',
      `static void save(List<SObject> l) { mark(l); insert l; }
       static void mark(List<SObject> l) { for (SObject s : l) { s.put('Email', 'x'); } }`,
      false,
    ],
  ])('knows all fields behind a wrapper that %s', (_, methods, expected) => {
    const argument = methods.includes('save(SObject') ? 'l' : 'new List<Lead>{ l }';
    const caller = inMethod(`Lead l = new Lead(LastName = 'a'); D.save(${argument});`);
    expect(fieldsOf(caller, `public class D { ${methods} }`).complete).toBe(expected);
  });
});
