import { describe, expect, it } from 'vitest';
import type { OptionValue } from '../../../server/src/core/saves/site.ts';
import { inClass, sitesOf, textAt } from '../../support/apexSites.ts';

function inShort(value: OptionValue): string {
  if (value.kind === 'known') return `${value.value}`;
  if (value.kind === 'conditional') return `${value.value} when ${value.when}`;
  return value.kind === 'parameter' ? `parameter ${value.name}` : value.kind;
}

const leads = 'List<Lead> leads = new List<Lead>{ new Lead() };';

function through(call: string, wrapper: string, wrappers: readonly string[] = []) {
  return sitesOf([inClass(`${leads} ${call}`), wrapper], { wrappers: [...wrappers] }).map(
    ({ operation, options }) => `${operation} ${inShort(options.allowSave)} ${options.atomicity}`,
  );
}

const make = 'Database.DMLOptions o = new Database.DMLOptions();';

describe('options of a wrapper as its caller gives them', () => {
  it.each<[string, string, string, string[]]>([
    [
      'options that the wrapper makes',
      'W.save(leads);',
      `public class W { public static void save(List<SObject> rs) { ${make} o.DuplicateRuleHeader.allowSave = true; Database.insert(rs, o); } }`,
      ['insert true partial'],
    ],
    [
      'options that are passed',
      `${make} o.DuplicateRuleHeader.allowSave = true; W.save(leads, o);`,
      'public class W { public static void save(List<SObject> rs, Database.DMLOptions p) { Database.insert(rs, p); } }',
      ['insert true partial'],
    ],
    [
      'a Boolean that is passed',
      'W.save(leads, true);',
      `public class W { public static void save(List<SObject> rs, Boolean b) { ${make} o.DuplicateRuleHeader.allowSave = b; o.optAllOrNone = true; Database.insert(rs, o); } }`,
      ['insert true all-or-none'],
    ],
    [
      'a flag that is passed',
      'W.save(leads, false);',
      'public class W { public static void save(List<SObject> rs, Boolean all) { Database.insert(rs, all); } }',
      ['insert unset partial'],
    ],
    [
      'a flag that an overload passes',
      'W.save(leads);',
      `public class W {
         public static void save(List<SObject> rs) { save(rs, false); }
         public static void save(List<SObject> rs, Boolean all) { Database.insert(rs, all); }
       }`,
      ['insert unset partial'],
    ],
    [
      'a default that the wrapper sets where the caller did not',
      `${make} W.save(leads, o);`,
      `public class W {
         public static void save(List<SObject> rs, Database.DMLOptions p) {
           if (!isSet(p)) { p.DuplicateRuleHeader.allowSave = true; }
           Database.insert(rs, p);
         }
         static Boolean isSet(Database.DMLOptions p) { return (p.DuplicateRuleHeader.allowSave != null); }
       }`,
      ['insert true partial'],
    ],
    [
      'a default that gives way to the caller',
      `${make} o.DuplicateRuleHeader.allowSave = false; W.save(leads, o);`,
      `public class W {
         public static void save(List<SObject> rs, Database.DMLOptions p) {
           if (p.DuplicateRuleHeader.allowSave == null) { p.DuplicateRuleHeader.allowSave = true; }
           Database.insert(rs, p);
         }
       }`,
      ['insert false partial'],
    ],
    [
      'a save that null leads past',
      'W.save(leads, null);',
      `public class W {
         public static void save(List<SObject> rs, String field) {
           if (String.isNotBlank(field)) { Database.upsert(rs, token(field), false); } else { Database.insert(rs, false); }
         }
       }`,
      ['insert unset partial'],
    ],
    [
      'a save that a name leads to',
      `W.save(leads, 'Ext__c');`,
      `public class W {
         public static void save(List<SObject> rs, String field) {
           if (field == null) { Database.insert(rs); } else { Database.update(rs, false); }
         }
       }`,
      ['update unset partial'],
    ],
    [
      'a save that a word chooses',
      `W.save(leads, 'INSERT');`,
      `public class W {
         public static void save(List<SObject> rs, String how) {
           if (how == 'insert') { insert rs; } else if (how == 'update') { update rs; }
         }
       }`,
      ['insert unset all-or-none'],
    ],
    [
      'a save that cannot be told',
      'W.save(leads, how);',
      `public class W {
         public static void save(List<SObject> rs, String how) {
           if (how == 'insert') { insert rs; } else { update rs; }
         }
       }`,
      ['insert unset all-or-none', 'update unset all-or-none'],
    ],
  ])('%s', (_name, call, wrapper, found) => {
    expect(through(call, wrapper)).toEqual(found);
  });
});

describe('parameters of a method that knows its object', () => {
  const callee = `public class S {
    public static void save(Lead l, Boolean repeat) {
      Database.DMLOptions o = new Database.DMLOptions(); o.DuplicateRuleHeader.allowSave = repeat; Database.insert(l, o);
    }
  }`;

  it('are judged at the calls', () => {
    const texts = [
      callee,
      inClass('S.save(new Lead(), true);'),
      inClass('S.save(new Lead(), false);').replace('class C', 'class D'),
    ];
    const [site] = sitesOf(texts);
    expect(inShort(site!.options.allowSave)).toBe('parameter repeat');
    expect(site!.calledWith.map(({ allowSave }) => inShort(allowSave)).sort()).toEqual(['false', 'true']);
    const places = site!.calledWith.map(({ allowSave }) =>
      allowSave.kind === 'known' ? textAt(allowSave.place, texts) : '',
    );
    expect(places.sort()).toEqual(['false', 'true']);
  });

  it('stay parameters where nobody calls', () => {
    const [site] = sitesOf([callee]);
    expect([inShort(site!.options.allowSave), site!.calledWith]).toEqual(['parameter repeat', []]);
  });

  it('are negated on the way', () => {
    const strict = callee.replace('= repeat', '= !repeat');
    expect(inShort(sitesOf([strict])[0]!.options.allowSave)).toBe('parameter !repeat');
    const [site] = sitesOf([strict, inClass('S.save(new Lead(), true);')]);
    expect(site!.calledWith.map(({ allowSave }) => inShort(allowSave))).toEqual(['false']);
  });
});

describe('options that a constructor takes', () => {
  const writer = `public class W {
    private final Database.DMLOptions o;
    public W(Database.DMLOptions options) { this.o = options; }
    public W() { this.o = new Database.DMLOptions(); }
    public void save(Lead l) { Database.insert(l, o); }
  }`;
  const making = (value: string) =>
    `Database.DMLOptions p = new Database.DMLOptions(); p.DuplicateRuleHeader.allowSave = ${value}; new W(p).save(new Lead());`;
  const passed = (...callers: string[]) =>
    sitesOf([writer, ...callers])[0]!.calledWith.map(({ allowSave }) => inShort(allowSave));

  it.each<[string, string[], string[]]>([
    ['from one place', [inClass(making('true'))], ['true']],
    [
      'from two places',
      [inClass(making('true')), inClass(making('false')).replace('class C', 'class D')],
      ['true', 'false'],
    ],
    [
      'from an object that is kept',
      [inClass('W w = new W(Elsewhere.options()); w.save(new Lead());')],
      ['unknown'],
    ],
    ['from a constructor without them', [inClass('new W().save(new Lead());')], ['unset']],
    ['from nowhere', [], []],
  ])('%s', (_name, callers, values) => {
    expect(passed(...callers)).toEqual(values);
  });
});

describe('options that the constructor of a generic wrapper takes', () => {
  const wrapper = `public virtual class W {
    private final Database.DMLOptions o;
    public W(Database.DMLOptions options) { this.o = options; }
    public W(Boolean allow) { this.o = new Database.DMLOptions(); o.DuplicateRuleHeader.allowSave = allow; }
    public W() { this(false); }
    public void save(List<SObject> rs) { Database.insert(rs, o); }
    public class S extends W { public S(Database.DMLOptions given) { super(given); } public S() { super(true); } }
  }`;
  const allowing = `${make} o.DuplicateRuleHeader.allowSave = true;`;

  it.each<[string, string, string[]]>([
    ['at once', `${allowing} new W(o).save(leads);`, ['insert true partial']],
    ['kept in a variable', `${allowing} W w = new W(o); w.save(leads);`, ['insert true partial']],
    [
      'as a flag',
      'new W(true).save(leads); new W(false).save(leads);',
      ['insert true partial', 'insert false partial'],
    ],
    ['by another constructor', 'new W().save(leads);', ['insert false partial']],
    ['handed on by a subclass', `${allowing} new W.S(o).save(leads);`, ['insert true partial']],
    ['given by a subclass', 'new W.S().save(leads);', ['insert true partial']],
    ['without allowSave', `${make} new W(o).save(leads);`, ['insert unset partial']],
    [
      'of another object',
      `${allowing} W w = new W(o); w = Elsewhere.w(); w.save(leads);`,
      ['insert parameter options unknown'],
    ],
  ])('%s', (_name, call, found) => {
    expect(through(call, wrapper)).toEqual(found);
  });

  it('reach a save of a known object through a subclass', () => {
    const known = wrapper.replace('List<SObject> rs', 'Lead rs');
    const [site] = sitesOf([known, inClass(`${allowing} new W.S(o).save(new Lead());`)]);
    expect(site!.calledWith.map(({ allowSave }) => inShort(allowSave))).toEqual(['true']);
  });
});

describe('fluent libraries', () => {
  const library = `public class DML {
    public DML skipDuplicateRules() { return this; }
    public DML lenient() { return this; }
    public void save(List<SObject> rs) { insert rs; }
  }`;

  it.each<[string, string, string[], string[]]>([
    [
      'a method of a known library',
      'new DML().skipDuplicateRules().save(leads);',
      [],
      ['insert true all-or-none'],
    ],
    ['without it', 'new DML().save(leads);', [], ['insert unset all-or-none']],
    [
      'a method that the settings name',
      'new DML().lenient().save(leads);',
      ['lenient'],
      ['insert true all-or-none'],
    ],
    ['a method that they do not', 'new DML().lenient().save(leads);', [], ['insert unset all-or-none']],
  ])('%s', (_name, call, wrappers, found) => {
    expect(through(call, library, wrappers)).toEqual(found);
  });
});
