import { expect, describe as group, it } from 'vitest';
import { ApexCodebase } from '../../../server/src/core/saves/apex/codebase/codebase.ts';
import { writtenFields } from '../../../server/src/core/saves/apex/fields.ts';
import { ApexSaves } from '../../../server/src/core/saves/apex/resolve/apexSaves.ts';
import { allSaves, describe, inMethod, savesOf } from './apex.ts';

group('objects by their tokens and names', () => {
  it.each<[string, string, string[]]>([
    [
      'a token in a variable',
      `Schema.SObjectType t = Lead.SObjectType; insert t.newSObject();`,
      ['insert Lead'],
    ],
    [
      'one of two tokens',
      `SObjectType t = x ? Lead.SObjectType : Contact.SObjectType; insert t.newSObject();`,
      ['insert Lead+Contact'],
    ],
    [
      'one of two tokens at once',
      `insert (x ? Lead.SObjectType : Contact.SObjectType).newSObject();`,
      ['insert Lead+Contact'],
    ],
    [
      'a description by name',
      `String n = 'Lead'; insert Schema.getGlobalDescribe().get(n).newSObject();`,
      ['insert Lead'],
    ],
    [
      'descriptions kept in a variable',
      `Map<String, SObjectType> all = Schema.getGlobalDescribe(); insert all.get('Gift' + '__c').newSObject(null, true);`,
      ['insert Gift__c'],
    ],
    [
      'tokens kept in a map',
      `Map<String, SObjectType> m = new Map<String, SObjectType>{ 'a' => Lead.SObjectType }; insert m.get(x).newSObject();`,
      ['insert Lead'],
    ],
    [
      'descriptions of a list of names',
      `SObjectType t = Schema.describeSObjects(new List<String>{ 'Lead' })[0].getSObjectType(); insert t.newSObject();`,
      ['insert Lead'],
    ],
    [
      'a type by a name in a variable',
      `String n = 'Lead'; insert (SObject) Type.forName(n).newInstance();`,
      ['insert Lead'],
    ],
    [
      'the token of a record',
      `SObject old = new Lead(); SObject copy = old.getSObjectType().newSObject(); insert copy;`,
      ['insert Lead'],
    ],
    [
      'the token of an id',
      `Id i = x; SObject copy = i.getSObjectType().newSObject(i); update copy;`,
      ['update unknown'],
    ],
    [
      'a name of which a part is not known',
      `insert Schema.getGlobalDescribe().get(x + 'Gift__c').newSObject();`,
      ['insert unknown'],
    ],
    ['put sets a field', `SObject s = new Lead(); Contact c; s.put('X', c); insert s;`, ['insert Lead']],
  ])('%s', (_, code, expected) => {
    expect(savesOf(inMethod(code))).toEqual(expected);
  });

  it('takes the token from the caller', () => {
    const text = `public class C {
      static SObject make(SObjectType t) { return t.newSObject(); }
      void a() { insert make(Lead.SObjectType); }
      void b() { insert make(Contact.SObjectType); }
    }`;
    expect(savesOf(text)).toEqual(['insert Lead', 'insert Contact']);
  });

  it('knows a wrapper by its token, and under which token it saves', () => {
    const text = `public class C {
      static void make(SObjectType t) { if (t == Schema.Lead.SObjectType) { insert t.newSObject(); } }
      void a() { make(Lead.SObjectType); }
      void b() { make(Contact.SObjectType); }
    }`;
    expect(savesOf(text)).toEqual(['insert generic', 'insert Lead via 1']);
  });

  it('takes what a body has put into a field before what others put there', () => {
    const text = `public class C {
      SObject record;
      C() { record = new Account(); }
      void a() { record = new Lead(); insert record; }
      void b() { update record; }
    }`;
    expect(savesOf(text)).toEqual(['insert Lead', 'update Account+Lead']);
  });
});

group('texts of dynamic queries', () => {
  it.each<[string, string, string[]]>([
    [
      'one of two objects',
      `String n = x ? 'Lead' : 'Contact'; update Database.query('SELECT Id FROM ' + n);`,
      ['update Lead+Contact'],
    ],
    [
      'a name that is replaced',
      `String n = 'Lead'; if (x) { n = 'Contact'; } update Database.query('SELECT Id FROM ' + n);`,
      ['update Lead+Contact'],
    ],
    [
      'a query that is used twice',
      `String q = 'SELECT Id FROM Lead'; update Database.query(q); q = 'SELECT Id FROM Contact'; update Database.query(q);`,
      ['update Lead', 'update Contact'],
    ],
    [
      'conditions that may be added',
      `String q = 'SELECT Id'; if (a) q += ', Name'; q += ' FROM Lead'; if (b) q += ' WHERE X = 1'; if (c) { q = q + ' LIMIT 1'; } update Database.query(q);`,
      ['update Lead'],
    ],
    ['what follows a name', `update Database.query('SELECT Id FROM Lead' + filter);`, ['update Lead']],
    [
      'a prefix that is not known',
      `update Database.query('SELECT Id FROM ' + prefix + 'Gift__c');`,
      ['update unknown'],
    ],
    [
      'a token in a text',
      `SObjectType t = Lead.SObjectType; update Database.query('SELECT Id FROM ' + t);`,
      ['update Lead'],
    ],
    [
      'the name of a description',
      `update Database.query('SELECT Id FROM ' + Lead.SObjectType.getDescribe().getName());`,
      ['update Lead'],
    ],
    [
      'the name of a field',
      `update Database.query('SELECT Id FROM ' + Lead.Email.getDescribe().getName());`,
      ['update unknown'],
    ],
    ['a text that names itself', `String q; q = f(q) + q; update Database.query(q);`, ['update unknown']],
  ])('%s', (_, code, expected) => {
    expect(savesOf(inMethod(code))).toEqual(expected);
  });

  it('takes the name from the caller', () => {
    const text = `public class C {
      static List<SObject> all(String name) { return Database.query('SELECT Id FROM ' + name); }
      void a() { update all('Lead'); }
      void b() { update all('Contact'); }
      void c(String name) { update all(name); }
    }`;
    expect(savesOf(text)).toEqual(['update Lead', 'update Contact', 'update unknown']);
  });

  it('asks the makers of a batch', () => {
    const batch = `public class B implements Database.Batchable<SObject> {
      String name;
      public B(String name) { this.name = name; }
      public Database.QueryLocator start(Database.BatchableContext c) { return Database.getQueryLocator('SELECT Id FROM ' + name); }
      public void execute(Database.BatchableContext c, List<SObject> scope) { update scope; }
    }`;
    const maker = `public class M { void m() { Database.executeBatch(new B('Lead')); } }`;
    const test = `@IsTest class T { static void m() { Database.executeBatch(new B('Contact')); } }`;
    expect(savesOf(batch, maker, test)).toEqual(['update Lead']);
    expect(savesOf(batch)).toEqual(['update generic']);
  });
});

group('methods that subclasses override', () => {
  const base = `public abstract class Base {
    protected abstract String objectName();
    public List<SObject> load() { return Database.query('SELECT Id FROM ' + objectName()); }
    void save() { update load(); }
  }`;
  const leads = `public class Leads extends Base { protected override String objectName() { return 'Lead'; } }`;
  const contacts = `public class Contacts extends Base { protected override String objectName() { return 'Contact'; } }`;

  it('unites what they say in the class itself', () => {
    expect(savesOf(base, leads, contacts)).toEqual(['update Lead+Contact']);
    expect(savesOf(base)).toEqual(['update unknown']);
  });

  it('asks the class of the object elsewhere', () => {
    const caller = `public class C {
      void a() { update new Leads().load(); }
      void b(Contacts all) { update all.load(); }
      void c(Base any) { update any.load(); }
    }`;
    expect(savesOf(base, leads, contacts, caller).slice(1)).toEqual([
      'update Lead',
      'update Contact',
      'update unknown',
    ]);
  });

  it('does not take what a field holds in one subclass for what it holds in another', () => {
    const keeping = base.replace('void save()', 'public List<SObject> kept = load(); void save()');
    const caller = `public class C { void a() { update new Leads().kept; } }`;
    expect(savesOf(keeping, leads, contacts, caller).at(-1)).toBe('update unknown');
  });

  it('unites the records that they return', () => {
    const text = `public abstract class Base {
      protected abstract List<SObject> records();
      void save() { insert records(); }
      class A extends Base { protected override List<SObject> records() { return new List<Lead>(); } }
      class B extends Base { protected override List<SObject> records() { return new List<SObject>{ new Case() }; } }
    }`;
    expect(savesOf(text)).toEqual(['insert Lead+Case']);
  });
});

group('variables of anonymous Apex', () => {
  /** The last text, read before as a script whose variable has another type. */
  function script(text: string, before?: string): string[] {
    const codebase = new ApexCodebase();
    const analysis = new ApexSaves(codebase);
    if (before !== undefined) {
      codebase.set('script.apex', before);
      allSaves(analysis);
    }
    codebase.set('script.apex', text);
    return allSaves(analysis).map(describe);
  }

  it.each<[string, string, string[]]>([
    ['a record', 'Lead l = new Lead(); void save() { insert l; } save();', ['insert Lead']],
    ['one that a method hides', 'Lead l; void save(Contact l) { insert l; } save(c);', ['insert Contact']],
    ['one of an inner block', 'if (x) { Lead l; } void save() { insert l; } save();', ['insert unknown']],
    [
      'what all methods fill',
      'List<SObject> all = new List<SObject>(); void save() { upsert all; } void a() { all.add(new Lead()); } void b() { Contact c; all.add(c); } a(); b(); save();',
      ['upsert Lead+Contact'],
    ],
    [
      'what methods fill and the script saves',
      'List<SObject> all = new List<SObject>(); all.add(new Case()); void a() { all.add(new Lead()); } a(); insert all;',
      ['insert Case+Lead'],
    ],
  ])('%s', (_, text, expected) => {
    expect(script(text).sort()).toEqual(expected);
    expect(script(text, 'Task t;').sort()).toEqual(expected);
  });

  it('follows a change of its type', () => {
    const before = 'Lead l; void save() { insert l; } save();';
    expect(script(before.replace('Lead', 'Contact'), before)).toEqual(['insert Contact']);
  });

  it('does not take the fields of a shared record for known', () => {
    const codebase = new ApexCodebase();
    codebase.set('script.apex', "Lead l = new Lead(Email = 'x'); void save() { insert l; } save();");
    const analysis = new ApexSaves(codebase);
    const [save] = allSaves(analysis);
    const fields = writtenFields(save!.operand!, save!.node, 'insert', save!.bound, analysis.types);
    expect(fields.complete).toBe(false);
  });
});
