import { expect, describe as group, it } from 'vitest';
import { ApexSaves } from '../../../server/src/core/saves/apex/resolve/apexSaves.ts';
import { allSaves, codebaseOf, inMethod, savesOf } from './apex.ts';

group('operands within one method', () => {
  it.each<[string, string, string[]]>([
    ['a new record', `insert new Lead(LastName = 'x');`, ['insert Lead']],
    ['a variable', `Lead l = new Lead(); insert l;`, ['insert Lead']],
    ['a list', `List<Account> a = load(); update a;`, ['update Account']],
    ['an array', `Contact[] c = load(); upsert c External__c;`, ['upsert Contact']],
    ['names in any case', `LIST<lead> L; INSERT l;`, ['insert lead']],
    ['the namespace Schema', `Schema.Lead l; insert l;`, ['insert Lead']],
    ['a custom object', `Gift__c g; insert g;`, ['insert Gift__c']],
    ['an object of which nothing is known', `FancyThing t; insert t;`, ['insert FancyThing']],
    ['map values', `Map<Id, Contact> m; update m.values();`, ['update Contact']],
    ['an element', `List<Lead> l; update l[0]; update l.get(1);`, ['update Lead', 'update Lead']],
    ['a query', `update [SELECT Id FROM Case];`, ['update Case']],
    ['a cast', `Object o; insert (List<Lead>) o;`, ['insert Lead']],
    ['a ternary', `Lead a; Lead b; insert x ? a : b;`, ['insert Lead']],
    [
      'two objects in a ternary',
      `SObject s = x ? new Lead() : new Contact(); insert s;`,
      ['insert Lead+Contact'],
    ],
    ['a null coalescing', `Lead a; insert a ?? new Lead();`, ['insert Lead']],
    [
      'Database methods',
      `Lead l; Database.insert(l, false); System.Database.update(l);`,
      ['insert Lead', 'update Lead'],
    ],
    ['deepClone', `List<Lead> l; insert l.deepClone();`, ['insert Lead']],
    [
      'stripInaccessible',
      `List<Lead> l; insert Security.stripInaccessible(AccessType.CREATABLE, l).getRecords();`,
      ['insert Lead'],
    ],
    [
      'a decision of stripInaccessible in a variable',
      `List<Lead> l; SObjectAccessDecision d = Security.stripInaccessible(AccessType.CREATABLE, l); insert d.getRecords();`,
      ['insert Lead'],
    ],
    ['a standard relationship', `Contact c; update c.Account;`, ['update Account']],
    ['a child relationship', `Account a; update a.Contacts;`, ['update Contact']],
    ['a relationship that is not known', `Contact c; update c.Foo__r;`, ['update unknown']],
    [
      'a lead conversion',
      `Database.convertLead(new Database.LeadConvert());`,
      ['convertLead Account+Contact'],
    ],
    ['no saves', `Lead l; delete l; undelete l; merge l l; String s = 'insert l;'; /* insert l; */`, []],
    [
      'the same variable name in two blocks',
      `if (a) { Lead x; insert x; } else { Contact x; insert x; }`,
      ['insert Lead', 'insert Contact'],
    ],
    ['JSON', `insert (List<Lead>) JSON.deserialize(s, List<Lead>.class);`, ['insert Lead']],
    ['a type token', `SObject s = Lead.SObjectType.newSObject(); insert s;`, ['insert Lead']],
    [
      'a type by its name',
      `SObject s = (SObject) Type.forName('FeedItem').newInstance(); insert s;`,
      ['insert FeedItem'],
    ],
    ['a described object', `insert Schema.getGlobalDescribe().get('Lead').newSObject();`, ['insert Lead']],
    ['a token of an unknown object', `SObject s = type.newSObject(); insert s;`, ['insert unknown']],
    [
      'a dynamic query',
      `List<SObject> s = Database.query('SELECT Id FROM Lead WHERE X = 1'); update s;`,
      ['update Lead'],
    ],
    [
      'a dynamic query in pieces',
      `String q = 'SELECT Id, (SELECT Id FROM Contacts)'; q += ' FROM Account'; update Database.query(q);`,
      ['update Account'],
    ],
    [
      'a dynamic query on a variable object',
      `update Database.query('SELECT Id FROM ' + name + ' WHERE A = 1');`,
      ['update unknown'],
    ],
  ])('%s', (_, code, expected) => {
    expect(savesOf(inMethod(code))).toEqual(expected);
  });
});

group('lists of SObject', () => {
  it.each<[string, string, string[]]>([
    [
      'what is added',
      `List<SObject> l = new List<SObject>(); l.add(new Lead()); l.add(new Contact()); insert l;`,
      ['insert Lead+Contact'],
    ],
    [
      'addAll',
      `List<Case> c; List<SObject> l = new List<SObject>(); l.addAll(c); update l;`,
      ['update Case'],
    ],
    ['a literal', `Account a; insert new List<SObject>{ a, new Lead() };`, ['insert Account+Lead']],
    ['a copy', `List<Case> c; List<SObject> l = new List<SObject>(c); update l;`, ['update Case']],
    ['an assignment', `List<Case> c; List<SObject> l; l = c; update l;`, ['update Case']],
    ['an element that is set', `SObject[] l = new SObject[1]; l[0] = new Lead(); insert l;`, ['insert Lead']],
    [
      'map values',
      `Map<Id, SObject> m = new Map<Id, SObject>(); m.put(i, new Lead()); update m.values();`,
      ['update Lead'],
    ],
    [
      'lists in a map',
      `Map<String, List<SObject>> m = new Map<String, List<SObject>>(); m.get('x').add(new Lead()); insert m.get('x');`,
      ['insert Lead'],
    ],
    [
      'a list with a second name',
      `Map<String, List<SObject>> m; List<SObject> l = m.get('x'); l.add(new Lead()); insert m.get('x');`,
      ['insert Lead'],
    ],
    [
      'a loop variable',
      `List<SObject> l = new List<SObject>{ new Lead() }; for (SObject s : l) { update s; }`,
      ['update Lead'],
    ],
    ['a parameter', `insert p;`, ['insert generic']],
    [
      'a copied parameter',
      `List<SObject> l = new List<SObject>(); for (SObject s : p) l.add(s); insert l;`,
      ['insert generic'],
    ],
    ['nothing', `List<SObject> l = new List<SObject>(); insert l;`, ['insert unknown']],
    ['instanceof', `for (SObject s : p) { if (s instanceof Lead && x) { insert s; } }`, ['insert Lead']],
    [
      'its else branch',
      `for (SObject s : p) { if (s instanceof Lead) { } else { insert s; } }`,
      ['insert generic'],
    ],
    [
      'getSObjectType',
      `SObject s = p[0]; if (s.getSObjectType() == Lead.SObjectType) insert s;`,
      ['insert Lead'],
    ],
    [
      'switch on',
      `SObject s = p[0]; switch on s { when Lead l { insert l; } when else { update s; } }`,
      ['insert Lead', 'update generic'],
    ],
  ])('%s', (_, code, expected) => {
    expect(savesOf(inMethod(code, 'List<SObject> p'))).toEqual(expected);
  });
});

group('members and other files', () => {
  it.each<[string, string[], string[]]>([
    [
      'a field',
      [`class C { List<Lead> leads; void m() { insert leads; insert this.leads; } }`],
      ['insert Lead', 'insert Lead'],
    ],
    [
      'a static field by its class',
      [`class C { void m() { insert D.lead; } }`, `class D { static Lead lead; }`],
      ['insert Lead'],
    ],
    [
      'a field of a superclass',
      [`class C extends D { void m() { insert lead; } }`, `virtual class D { Lead lead; }`],
      ['insert Lead'],
    ],
    [
      'a field of an outer class',
      [`class C { static Lead lead; class I { void m() { insert lead; } } }`],
      ['insert Lead'],
    ],
    [
      'a field of another object',
      [`class C { void m(D d) { update d.inner.lead; } }`, `class D { I inner; class I { Lead lead; } }`],
      ['update Lead'],
    ],
    [
      'a property',
      [`class C { Lead p { get { return new Lead(); } } void m() { insert p; } }`],
      ['insert Lead'],
    ],
    [
      'a generic property',
      [`class C { SObject p { get { return new Lead(); } } void m() { insert p; } }`],
      ['insert Lead'],
    ],
    ['a method', [`class C { void m() { insert make(); } Lead make() { return null; } }`], ['insert Lead']],
    [
      'a method of another file',
      [
        `class C { void m() { insert D.make(1); } }`,
        `class D { static List<Lead> make(Integer n) { return null; } }`,
      ],
      ['insert Lead'],
    ],
    [
      'a generic method',
      [`class C { void m() { insert make(); } SObject make() { SObject s = new Lead(); return s; } }`],
      ['insert Lead'],
    ],
    [
      'a method that gives back its argument',
      [`class C { void m() { insert same(new Lead()); } SObject same(SObject s) { return s; } }`],
      ['insert Lead'],
    ],
    [
      'overloads',
      [
        `class C { void m(Contact c) { insert f(c); } Lead f(Lead l) { return l; } Case f(Contact c) { return null; } }`,
      ],
      ['insert Case'],
    ],
    [
      'a method that fills a list',
      [
        `class C { void m() { List<SObject> l = new List<SObject>(); fill(l); insert l; } void fill(List<SObject> x) { x.add(new Lead()); } }`,
      ],
      ['insert Lead'],
    ],
    [
      'what a class puts into its field',
      [
        `class C { private List<SObject> l = new List<SObject>(); void a() { l.add(new Lead()); } void m() { insert l; } }`,
      ],
      ['insert Lead'],
    ],
    [
      'an own class that hides an object',
      [`class C { void m() { Lead l; insert l.record; } }`, `class Lead { Contact record; }`],
      ['insert Contact'],
    ],
    [
      'an inner class that hides an object',
      [`class C { class Lead { Contact record; } void m() { Lead l; insert l.record; } }`],
      ['insert Contact'],
    ],
    [
      'recursion',
      [`class C { void m() { insert a(); } SObject a() { return b(); } SObject b() { return a(); } }`],
      ['insert unknown'],
    ],
    [
      'Trigger.new',
      [`trigger T on Lead (after insert) { update Trigger.new; update Trigger.oldMap.values(); }`],
      ['update Lead', 'update Lead'],
    ],
    ['Trigger.new in a class', [`class C { void m() { update Trigger.new; } }`], ['update unknown']],
    ['a script', [`Lead l = new Lead(); insert l;`], ['insert Lead']],
    ['a method of a script', [`void save(Lead l) { insert l; } save(new Lead());`], ['insert Lead']],
    [
      'tests',
      [
        `@IsTest class C { void m() { insert new Lead(); } }`,
        `class D { @IsTest static void t() { insert new Lead(); } static testMethod void u() { insert new Lead(); } }`,
      ],
      [],
    ],
  ])('%s', (_, texts, expected) => {
    expect(savesOf(...texts)).toEqual(expected);
  });
});

it.each([
  [1_000, 'update Lead'],
  // Beyond what the parser reads as one expression.
  [20_000, 'update unknown'],
])('reads a text that is put together of %i pieces', (count, expected) => {
  const pieces = Array.from({ length: count }, () => `'x'`).join(' + ');
  const code = `String s = ${pieces}; f(${pieces}); update Database.query('SELECT Id FROM Lead WHERE ' + ${pieces});`;
  expect(savesOf(inMethod(code))).toEqual([expected]);
});

group('evidence', () => {
  it.each([
    [`Lead l; insert l;`, 'variable l is declared as Lead'],
    [`insert p;`, 'parameter p is declared as List<Contact>'],
    [`insert new Lead();`, 'new Lead'],
    [`update [SELECT Id FROM Lead];`, 'query on Lead'],
    [`Map<Id, Lead> m; update m.values();`, 'variable m is declared as Map<Id,Lead>'],
    [`SObject s = Database.query('SELECT Id FROM Lead'); update s;`, 'dynamic query on Lead'],
    [
      `List<SObject> l = new List<SObject>{ new Lead() }; l.addAll(other()); insert l;`,
      'new Lead; there may be others',
    ],
  ])('%s', (code, expected) => {
    const [save] = allSaves(new ApexSaves(codebaseOf(inMethod(code, 'List<Contact> p'))));
    expect(save!.target).toMatchObject({ kind: 'objects', evidence: expected });
  });

  it.each([
    [`insert x;`, 'x is declared nowhere in the workspace'],
    [`insert missing();`, 'the method missing is not in the workspace'],
    [`insert other.make();`, 'the result of other.make'],
  ])('says why it is not known: %s', (code, expected) => {
    const [save] = allSaves(new ApexSaves(codebaseOf(inMethod(code))));
    expect(save!.target).toEqual({ kind: 'unknown', why: expected });
  });
});
