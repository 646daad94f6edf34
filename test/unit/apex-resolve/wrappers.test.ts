import { expect, describe as group, it } from 'vitest';
import { ApexSaves } from '../../../server/src/core/saves/apex/resolve/apexSaves.ts';
import { locate } from '../../../server/src/core/text.ts';
import { allSaves, codebaseOf, describe, savesOf } from './apex.ts';

const service = `public class Service {
  public static void insertRecords(List<SObject> records) { Database.DMLOptions o; Database.insert(records, o); }
  public static void insertRecord(SObject one) { insertRecords(new List<SObject>{ one }); }
  public static void updateRecords(String name, List<SObject> records) { update records; }
}`;

const unitOfWork = `public class Work {
  private Map<String, List<SObject>> news = new Map<String, List<SObject>>();
  private List<SObject> dirty = new List<SObject>();
  private IDml dml;
  public void registerNew(SObject one) { registerNew(one, null, null); }
  public void registerNew(SObject one, Schema.SObjectField f, SObject parent) { news.get('x').add(one); }
  public void registerDirty(List<SObject> many) { for (SObject one : many) { this.dirty.add(one); } }
  public void commitWork() { dml.dmlInsert(news.get('x')); update dirty; }
  public interface IDml { void dmlInsert(List<SObject> l); }
  public class Simple implements IDml { public void dmlInsert(List<SObject> l) { insert l; } }
}`;

group('wrappers', () => {
  it.each<[string, string[], string[]]>([
    [
      'a caller that knows the object',
      [service, `class C { void m(List<Lead> l) { Service.insertRecords(l); } }`],
      ['insert Lead via 1'],
    ],
    [
      'two steps',
      [service, `class C { void m() { Service.insertRecord(new Lead()); } }`],
      ['insert Lead via 2'],
    ],
    [
      'another parameter',
      [service, `class C { void m(List<Lead> l) { Service.updateRecords('x', l); } }`],
      ['update Lead via 1'],
    ],
    [
      'a caller that does not know it',
      [service, `class C { void m(List<SObject> l) { Service.insertRecords(l); } }`],
      [],
    ],
    [
      'a caller of that caller',
      [
        service,
        `class C { void m(List<SObject> l) { Service.insertRecords(l); } void n() { m(new List<Lead>()); } }`,
      ],
      ['insert Lead via 2'],
    ],
    [
      'a method of the same name elsewhere',
      [
        service,
        `class C { void m(Lead l) { Other.insertRecord(l); } }`,
        `class Other { static void insertRecord(SObject s) { } }`,
      ],
      [],
    ],
    [
      'an instance',
      [
        `class W { void save(SObject s) { upsert s; } }`,
        `class C { void m() { W w = new W(); w.save(new Lead()); } }`,
      ],
      ['upsert Lead via 1'],
    ],
    [
      'a constructor that saves',
      [`class W { W(SObject s) { insert s; } }`, `class C { void m() { new W(new Lead()); } }`],
      ['insert Lead via 1'],
    ],
    [
      'an interface',
      [
        `interface I { void save(SObject s); }`,
        `class W implements I { public void save(SObject s) { insert s; } }`,
        `class C { I i; void m() { i.save(new Lead()); } }`,
      ],
      ['insert Lead via 1'],
    ],
    [
      'an interface that one class implements otherwise',
      [
        `interface I { void save(SObject s); }`,
        `class W implements I { public void save(SObject s) { insert s; } }`,
        `class V implements I { public void save(SObject s) { } }`,
        `class C { I i; void m() { i.save(new Lead()); } }`,
      ],
      [],
    ],
    [
      'methods that call each other',
      [
        `class W { static void a(SObject s) { b(s); } static void b(SObject s) { if (x) { a(s); } insert s; } }`,
        `class C { void m() { W.a(new Lead()); } }`,
      ],
      ['insert Lead via 2'],
    ],
    [
      'a wrapper used in tests only',
      [service, `@IsTest class C { void m(List<Lead> l) { Service.insertRecords(l); } }`],
      [],
    ],
  ])('%s', (_, texts, expected) => {
    expect(savesOf(...texts).filter((save) => save.includes('via'))).toEqual(expected);
  });

  it('leaves the save in the wrapper generic', () => {
    expect(savesOf(service)).toEqual(['insert generic', 'update generic']);
  });

  it('gives the way to the save', () => {
    const texts = [service, `class C { void m() { Service.insertRecord(new Lead()); } }`];
    const save = allSaves(new ApexSaves(codebaseOf(...texts))).find(({ via }) => via.length > 0)!;
    const way = save.via.map((step) => {
      const { uri, start, end } = locate(step);
      return `${uri}: ${texts[Number(uri.match(/\d/)![0])]!.slice(start, end)}`;
    });
    expect(way).toEqual(['file0.cls: insertRecords', 'file0.cls: insert']);
    expect(save.bound.text(save.node)).toBe('Service.insertRecord(new Lead())');
    expect(save.saveBound.text(save.save.node)).toBe('Database.insert(records, o)');
  });
});

group('wrappers that choose by a parameter', () => {
  const choose = (code: string): string =>
    `class D { enum Op { CREATE, EDIT } static final String MAKE = 'make'; static void run(SObject s, String op, Boolean isNew, Op e) { ${code} } static void create(SObject s) { run(s, 'INSERT', null, null); } }`;
  it.each<[string, string, string, string[]]>([
    [
      'text',
      `if (op == 'Insert') { insert s; } else if (op == 'update') { update s; } else { upsert s; }`,
      `D.run(l, 'INSERT', null, null);`,
      ['insert Lead via 1'],
    ],
    [
      'text, the last branch',
      `if (op == 'Insert') { insert s; } else if (op == 'update') { update s; } else { upsert s; }`,
      `D.run(l, 'x', null, null);`,
      ['upsert Lead via 1'],
    ],
    [
      'text that is not known',
      `if (op == 'Insert') { insert s; } else { update s; }`,
      `D.run(l, name, null, null);`,
      ['insert Lead via 1', 'update Lead via 1'],
    ],
    [
      'text of a constant',
      `if (op.equals(MAKE)) insert s; else update s;`,
      `D.run(l, D.MAKE, null, null);`,
      ['insert Lead via 1'],
    ],
    ['a flag', `if (isNew) insert s; else update s;`, `D.run(l, null, false, null);`, ['update Lead via 1']],
    [
      'a negated flag',
      `if (!isNew && op != 'x') insert s; else update s;`,
      `D.run(l, 'y', true, null);`,
      ['update Lead via 1'],
    ],
    [
      'an enum',
      `switch on e { when CREATE { insert s; } when EDIT { update s; } when else { upsert s; } }`,
      `D.run(l, null, true, D.Op.EDIT);`,
      ['update Lead via 1'],
    ],
    [
      'a caller between',
      `if (op == 'Insert') { insert s; } else { update s; }`,
      `D.create(l);`,
      ['insert Lead via 2'],
    ],
    [
      'a parameter that is changed',
      `op = 'x'; if (op == 'Insert') { insert s; }`,
      `D.run(l, 'y', null, null);`,
      ['insert Lead via 1'],
    ],
  ])('%s', (_, wrapper, call, expected) => {
    const saves = savesOf(choose(wrapper), `class C { void m(Lead l) { ${call} } }`);
    expect(saves.filter((save) => save.includes('via'))).toEqual(expected);
  });
});

group('records that wait in a field', () => {
  it.each<[string, string[], string[]]>([
    [
      'a unit of work',
      [
        unitOfWork,
        `class C { void m(Lead l, List<Case> c) { Work w = new Work(); w.registerNew(l); w.registerDirty(c); w.commitWork(); } }`,
      ],
      ['insert Lead via 3 through news', 'update Case via 1 through dirty'],
    ],
    [
      'a public field that others fill',
      [
        `class Box { public List<SObject> toInsert = new List<SObject>(); }`,
        `class D { static void run(Box b) { insert b.toInsert; } }`,
        `class C { void m(Box b) { b.toInsert.add(new Lead()); b.toInsert.addAll(new List<Case>()); } }`,
      ],
      ['insert Lead via 1 through toInsert', 'insert Case via 1 through toInsert'],
    ],
    [
      'an object that saves what its constructor was given',
      [
        `class W { SObject s; W(SObject s) { this.s = s; } void doInsert() { insert s; } void doUpdate() { update s; } }`,
        `class C { void m(Lead l) { new W(l).doInsert(); } void n(Lead l) { W w = new W(l); w.doUpdate(); } void o(Lead l) { W w = new W(l); } }`,
      ],
      ['insert Lead via 1 through s', 'update Lead via 1 through s'],
    ],
  ])('%s', (_, texts, expected) => {
    expect(
      savesOf(...texts)
        .filter((save) => save.includes('via'))
        .sort(),
    ).toEqual(expected.sort());
  });
});

group('changes', () => {
  const caller = (code: string): string => `class C { void m(List<Lead> l) { ${code} } }`;

  function started(...texts: string[]) {
    const codebase = codebaseOf(...texts);
    const analysis = new ApexSaves(codebase);
    const now = (): string[] =>
      allSaves(analysis)
        .map(describe)
        .filter((save) => !save.includes('generic'));
    return { codebase, analysis, now };
  }

  it('sees a new call of a wrapper', () => {
    const { codebase, now } = started(service, caller(''));
    expect(now()).toEqual([]);
    codebase.set('file1.cls', caller('Service.insertRecords(l);'));
    expect(now()).toEqual(['insert Lead via 1']);
  });

  it('sees that a method becomes a wrapper, and that it stops being one', () => {
    const wrapper = (code: string): string => `class W { static void save(List<SObject> s) { ${code} } }`;
    const { codebase, now } = started(wrapper(''), caller('W.save(l);'));
    expect(now()).toEqual([]);
    codebase.set('file0.cls', wrapper('insert s;'));
    expect(now()).toEqual(['insert Lead via 1']);
    codebase.set('file0.cls', wrapper('update s;'));
    expect(now()).toEqual(['update Lead via 1']);
    codebase.set('file0.cls', wrapper('delete s;'));
    expect(now()).toEqual([]);
  });

  it('sees another return value in another file', () => {
    const make = (code: string): string => `class D { static SObject make() { return ${code}; } }`;
    const { codebase, now } = started(make('new Lead()'), caller('insert D.make();'));
    expect(now()).toEqual(['insert Lead']);
    codebase.set('file0.cls', make('new Case()'));
    expect(now()).toEqual(['insert Case']);
  });

  it('sees that a class comes and goes', () => {
    const { codebase, now } = started(service, caller('insert D.make();'));
    expect(now()).toEqual(['insert unknown']);
    codebase.set('file2.cls', `class D { static Lead make() { return null; } }`);
    expect(now()).toEqual(['insert Lead']);
    codebase.remove('file2.cls');
    expect(now()).toEqual(['insert unknown']);
  });

  it('sees what another class puts into a field', () => {
    const box = `class Box { public List<SObject> toInsert; static void run(Box b) { insert b.toInsert; } }`;
    const { codebase, now } = started(box, `class C { void m(Box b) { Integer n; } }`);
    expect(now()).toEqual(['insert unknown']);
    codebase.set('file1.cls', `class C { void m(Box b) { b.toInsert.add(new Lead()); } }`);
    expect(now()).toEqual(['insert Lead via 1 through toInsert']);
  });

  it('keeps the saves of bodies that are not touched', () => {
    const other = (code: string): string => `class C { void m(Lead l) { insert l; } void n() { ${code} } }`;
    const { codebase, analysis } = started(other('Integer a;'));
    const [before] = allSaves(analysis);
    const { generation } = codebase;
    codebase.set('file0.cls', other('Integer a; Integer b;'));
    expect(codebase.generation).toBe(generation);
    expect(allSaves(analysis)[0]).toBe(before);
  });
});
