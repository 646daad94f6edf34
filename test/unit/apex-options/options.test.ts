import { describe, expect, it } from 'vitest';
import type { OptionValue, SaveSite } from '../../../server/src/core/saves/site.ts';
import { inClass, sitesOf, textAt } from '../../support/apexSites.ts';

/** `true`, `true when x`, `unset`, `parameter p`, `unknown`. */
function inShort(value: OptionValue): string {
  switch (value.kind) {
    case 'known':
      return `${value.value}`;
    case 'conditional':
      return `${value.value} when ${value.when}`;
    case 'parameter':
      return `parameter ${value.name}`;
    default:
      return value.kind;
  }
}

function siteOf(...texts: string[]): SaveSite {
  return sitesOf(texts)[0]!;
}

const start = 'Lead l = new Lead(); Database.DMLOptions o = new Database.DMLOptions();';
const header = 'o.DuplicateRuleHeader.allowSave';

describe('allowSave where it reaches the save', () => {
  const insert = 'Database.insert(l, o);';
  const allowSave = (code: string, members = '', parameters = '', ...others: string[]) =>
    inShort(siteOf(inClass(code, members, parameters), ...others).options.allowSave);

  it.each<[string, string, string]>([
    ['a literal', `${start} ${header} = true; ${insert}`, 'true'],
    ['false', `${start} ${header} = false; ${insert}`, 'false'],
    ['never set', `${start} ${insert}`, 'unset'],
    ['only another header', `${start} o.AssignmentRuleHeader.useDefaultRule = true; ${insert}`, 'unset'],
    [
      'names in any case',
      `Lead l; database.DMLOPTIONS o = new database.dmloptions(); o.duplicateruleheader.ALLOWSAVE = TRUE; DATABASE.INSERT(l, o);`,
      'true',
    ],
    [
      'all on one line',
      `Lead l; Database.DMLOptions o = new Database.DMLOptions(); o.DuplicateRuleHeader.AllowSave = true; Database.insert(l, o);`,
      'true',
    ],
    ['set again', `${start} ${header} = true; ${header} = false; ${insert}`, 'false'],
    ['set after the save', `${start} ${insert} ${header} = true;`, 'unset'],
    [
      'another object',
      `${start} Database.DMLOptions p = new Database.DMLOptions(); p.DuplicateRuleHeader.allowSave = true; ${insert}`,
      'unset',
    ],
    ['a new object', `${start} ${header} = true; o = new Database.DMLOptions(); ${insert}`, 'unset'],
    [
      'the header in a variable',
      `${start} Database.DMLOptions.DuplicateRuleHeader h = o.DuplicateRuleHeader; h.allowSave = true; ${insert}`,
      'true',
    ],
    ['a negated literal', `${start} ${header} = !false; ${insert}`, 'true'],
    ['a local constant', `${start} Boolean yes = true; ${header} = yes; ${insert}`, 'true'],
    [
      'a choice that is decided',
      `${start} Boolean b = true; ${header} = b ? true : false; ${insert}`,
      'true',
    ],
    ['a choice', `${start} ${header} = x > 1 ? true : false; ${insert}`, 'true when x > 1'],
    ['two branches', `${start} if (x) { ${header} = true; } else { ${header} = true; } ${insert}`, 'true'],
    [
      'two conditions',
      `${start} if (x) { ${header} = true; } if (y) { ${header} = true; } ${insert}`,
      'true when x or y',
    ],
    ['a condition', `${start} if (mayRepeat) { ${header} = true; } ${insert}`, 'true when mayRepeat'],
    [
      'a condition with an early return',
      `${start} if (x) { return null; } ${header} = true; ${insert}`,
      'true',
    ],
    ['a loop over records', `${start} for (Lead one : many) { ${header} = true; } ${insert}`, 'true'],
    ['a try block', `${start} try { ${header} = true; } catch (Exception e) { } ${insert}`, 'true'],
    [
      'a value that is not known',
      `${start} ${header} = Setting__c.getInstance().Allow__c; ${insert}`,
      'unknown',
    ],
    ['a short circuit that decides', `${start} ${header} = false && x; ${insert}`, 'false'],
    ['options that are made in the call', `Lead l; Database.insert(l, new Database.DMLOptions());`, 'unset'],
    ['update', `${start} ${header} = true; Database.update(l, o);`, 'true'],
    [
      'with an access level',
      `${start} ${header} = true; Database.insert(l, o, AccessLevel.USER_MODE);`,
      'true',
    ],
    ['no options', `Lead l; Database.insert(l, false);`, 'unset'],
    ['a statement', `Lead l; insert l;`, 'unset'],
  ])('%s', (_name, code, value) => {
    expect(allowSave(code)).toBe(value);
  });

  it.each<[string, string, string, string]>([
    [
      'a field',
      'Database.insert(l, o);',
      `Database.DMLOptions o = new Database.DMLOptions(); { o.DuplicateRuleHeader.allowSave = true; }`,
      'true',
    ],
    [
      'a static field',
      'Database.insert(l, o);',
      `static Database.DMLOptions o = new Database.DMLOptions(); static { o.DuplicateRuleHeader.allowSave = true; }`,
      'true',
    ],
    [
      'a constructor',
      'Database.insert(l, o);',
      `Database.DMLOptions o; C() { o = new Database.DMLOptions(); o.DuplicateRuleHeader.allowSave = true; }`,
      'true',
    ],
    [
      'one of two constructors',
      'Database.insert(l, o);',
      `Database.DMLOptions o = new Database.DMLOptions(); C() { o.DuplicateRuleHeader.allowSave = true; } C(Integer n) { o.optAllOrNone = true; }`,
      'true when one of the constructors made it',
    ],
    [
      'both constructors',
      'Database.insert(l, o);',
      `Database.DMLOptions o; C() { o = new Database.DMLOptions(); o.DuplicateRuleHeader.allowSave = true; } C(Integer n) { o = new Database.DMLOptions(); o.DuplicateRuleHeader.allowSave = true; }`,
      'true',
    ],
    [
      'another method',
      'Database.insert(l, o);',
      `Database.DMLOptions o = new Database.DMLOptions(); void allow() { o.DuplicateRuleHeader.allowSave = true; }`,
      'true when allow() was called',
    ],
    [
      'a lazy property',
      'Database.insert(l, o);',
      `static Database.DMLOptions o { get { if (o == null) { o = new Database.DMLOptions(); o.DuplicateRuleHeader.allowSave = true; } return o; } }`,
      'true',
    ],
    [
      'a method',
      'Database.insert(l, make());',
      `Database.DMLOptions make() { Database.DMLOptions o = new Database.DMLOptions(); o.DuplicateRuleHeader.allowSave = true; return o; }`,
      'true',
    ],
    [
      'a method that keeps what it made',
      'Database.insert(l, make());',
      `static Database.DMLOptions kept; static Database.DMLOptions make() { if (kept != null) { return kept; } kept = new Database.DMLOptions(); kept.DuplicateRuleHeader.allowSave = true; return kept; }`,
      'true',
    ],
    [
      'a method that returns another object where one is kept',
      'Database.insert(l, make());',
      `static Database.DMLOptions kept; static Database.DMLOptions other = Elsewhere.options(); static Database.DMLOptions make() { if (kept != null) { return other; } kept = new Database.DMLOptions(); kept.DuplicateRuleHeader.allowSave = true; return kept; }`,
      'unknown',
    ],
    [
      'a method that is told',
      'Database.insert(l, make(true));',
      `Database.DMLOptions make(Boolean b) { Database.DMLOptions o = new Database.DMLOptions(); o.DuplicateRuleHeader.allowSave = b; return o; }`,
      'true',
    ],
    [
      'a method that is told the contrary',
      'Database.insert(l, make(true));',
      `Database.DMLOptions make(Boolean strict) { Database.DMLOptions o = new Database.DMLOptions(); o.DuplicateRuleHeader.allowSave = !strict; return o; }`,
      'false',
    ],
    [
      'a method with a guard that the call decides',
      'Database.insert(l, make(false));',
      `Database.DMLOptions make(Boolean b) { Database.DMLOptions o = new Database.DMLOptions(); if (b) { o.DuplicateRuleHeader.allowSave = true; } return o; }`,
      'unset',
    ],
    [
      'a method that fills options',
      'Database.DMLOptions o = new Database.DMLOptions(); fill(o); Database.insert(l, o);',
      `void fill(Database.DMLOptions p) { p.DuplicateRuleHeader.allowSave = true; }`,
      'true',
    ],
    [
      'a method that fills options under a condition',
      'Database.DMLOptions o = new Database.DMLOptions(); fill(o); Database.insert(l, o);',
      `void fill(Database.DMLOptions p) { if (Config.on) { p.DuplicateRuleHeader.allowSave = true; } }`,
      'true when Config.on',
    ],
    [
      'a constant',
      `${start} ${header} = YES; Database.insert(l, o);`,
      'static final Boolean YES = true;',
      'true',
    ],
    [
      'a constant of the class that is no constant',
      `${start} ${header} = yes; Database.insert(l, o);`,
      'public static Boolean yes = true;',
      'unknown',
    ],
    [
      'a method that goes round in circles',
      'Database.insert(l, make());',
      'Database.DMLOptions make() { return make(); }',
      'unknown',
    ],
  ])('from %s', (_name, code, members, value) => {
    const body = code.includes('Lead l') ? code : `Lead l = new Lead(); ${code}`;
    expect(allowSave(body, members)).toBe(value);
  });

  it('from another class', () => {
    const other = `public class Options { public static Database.DMLOptions allowing() { Database.DMLOptions o = new Database.DMLOptions(); o.DuplicateRuleHeader.allowSave = true; return o; } }`;
    expect(allowSave('Lead l; Database.insert(l, Options.allowing());', '', '', other)).toBe('true');
  });

  it('from code that is not here', () => {
    expect(allowSave('Lead l; Database.insert(l, Elsewhere.options());')).toBe('unknown');
  });
});

describe('options in a field that subclasses inherit', () => {
  const base = (modifier: string, rest = '') =>
    `public abstract class Writer { ${modifier} Database.DMLOptions o; public Writer() { o = new Database.DMLOptions(); } ${rest} }`;
  const save = 'public void write(Lead l) { Database.insert(l, o); }';
  const lenient = (rest = '') =>
    `public class Lenient extends Writer { public Lenient() { super(); o.DuplicateRuleHeader.allowSave = true; } ${rest} }`;

  it.each<[string, string[], string]>([
    ['set by a subclass', [base('protected', save), lenient()], 'true when it is a Lenient'],
    ['saved by the subclass that sets it', [lenient(save), base('protected')], 'true'],
    [
      'saved by another subclass',
      [`public class Strict extends Writer { ${save} }`, base('protected'), lenient()],
      'unset',
    ],
    ['private', [base('private', save), lenient()], 'unset'],
    ['set by no subclass', [base('protected', save), 'public class Strict extends Writer { }'], 'unset'],
  ])('%s', (_name, texts, value) => {
    expect(inShort(siteOf(...texts).options.allowSave)).toBe(value);
  });
});

describe('where an option is said to stand', () => {
  const placeOf = (...texts: string[]) => {
    const { allowSave } = siteOf(...texts).options;
    return allowSave.kind === 'unset' ? null : textAt(allowSave.place, texts);
  };

  it('is the assignment, not the constant', () => {
    const code = `${start} ${header} = YES; Database.insert(l, o);`;
    expect(placeOf(inClass(code, 'static final Boolean YES = true;'))).toBe(`${header} = YES`);
  });

  it('is the assignment behind a condition', () => {
    const code = `${start} if (x) { ${header} = true; } Database.insert(l, o);`;
    expect(placeOf(inClass(code))).toBe(`${header} = true`);
  });

  it('is in the class that makes the options', () => {
    const other = `public class O { public static Database.DMLOptions get() { Database.DMLOptions p = new Database.DMLOptions(); p.DuplicateRuleHeader.allowSave = true; return p; } }`;
    expect(placeOf(inClass('Lead l; Database.insert(l, O.get());'), other)).toBe(
      'p.DuplicateRuleHeader.allowSave = true',
    );
  });

  it('is the argument, where the value comes from the call', () => {
    const other = `public class O { public static Database.DMLOptions get(Boolean b) { Database.DMLOptions p = new Database.DMLOptions(); p.DuplicateRuleHeader.allowSave = b; return p; } }`;
    expect(placeOf(inClass('Lead l; Database.insert(l, O.get(true));'), other)).toBe('true');
  });
});

describe('the other members', () => {
  it('are told apart', () => {
    const { options } = siteOf(
      inClass(
        `${start} o.DuplicateRuleHeader.runAsCurrentUser = true; o.DuplicateRuleHeader.includeRecordDetails = false;
         o.optAllOrNone = true; Database.insert(l, o);`,
      ),
    );
    const { allowSave, runAsCurrentUser, includeRecordDetails, optAllOrNone } = options;
    expect([allowSave, runAsCurrentUser, includeRecordDetails, optAllOrNone].map(inShort)).toEqual([
      'unset',
      'true',
      'false',
      'true',
    ]);
  });
});

describe('whether a save is all-or-none', () => {
  it.each<[string, string, string, string?]>([
    ['a statement', 'Lead l; insert l;', 'all-or-none'],
    ['no flag', 'Lead l; Database.insert(l);', 'all-or-none'],
    ['an access level alone', 'Lead l; Database.insert(l, AccessLevel.USER_MODE);', 'all-or-none'],
    ['true', 'Lead l; Database.insert(l, true);', 'all-or-none'],
    ['false', 'Lead l; Database.insert(l, false);', 'partial'],
    ['false with an access level', 'Lead l; Database.insert(l, false, AccessLevel.SYSTEM_MODE);', 'partial'],
    ['a variable', 'Lead l; Boolean all = false; Database.update(l, all);', 'partial'],
    ['an external id and false', 'Lead l; Database.upsert(l, Lead.Ext__c, false);', 'partial'],
    ['an external id', 'Lead l; Database.upsert(l, Lead.Ext__c);', 'all-or-none'],
    ['a parameter', 'Lead l; Database.insert(l, all);', 'unknown', 'Boolean all'],
    ['DMLOptions', `${start} Database.insert(l, o);`, 'partial'],
    ['optAllOrNone', `${start} o.optAllOrNone = true; Database.insert(l, o);`, 'all-or-none'],
    ['optAllOrNone=false', `${start} o.optAllOrNone = false; Database.insert(l, o);`, 'partial'],
    [
      'optAllOrNone of a condition',
      `${start} if (x) { o.optAllOrNone = true; } Database.insert(l, o);`,
      'unknown',
    ],
    ['null for options', 'Lead l; Database.DMLOptions o = null; Database.insert(l, o);', 'unknown'],
  ])('%s', (_name, code, atomicity, parameters = '') => {
    expect(siteOf(inClass(code, '', parameters)).options.atomicity).toBe(atomicity);
  });
});

describe('setOptions', () => {
  const formOf = (code: string) => {
    const { form, allowSave } = siteOf(inClass(code)).options;
    return `${form} ${inShort(allowSave)}`;
  };

  it.each<[string, string, string]>([
    ['on the record', `${start} ${header} = true; l.setOptions(o); insert l;`, 'set-options true'],
    [
      'before Database.insert',
      `${start} ${header} = true; l.setOptions(o); Database.insert(l);`,
      'set-options true',
    ],
    [
      'on each record',
      `${start} ${header} = true; List<Lead> ls; for (Lead one : ls) { one.setOptions(o); } insert ls;`,
      'set-options true',
    ],
    [
      'on a record that is added',
      `${start} ${header} = true; List<Lead> ls = new List<Lead>(); l.setOptions(o); ls.add(l); insert ls;`,
      'set-options true',
    ],
    [
      'on another record',
      `${start} ${header} = true; Lead other; other.setOptions(o); insert l;`,
      'none unset',
    ],
    ['after the save', `${start} ${header} = true; insert l; l.setOptions(o);`, 'none unset'],
    [
      'beside options that are passed',
      `${start} ${header} = true; l.setOptions(o); Database.insert(l, new Database.DMLOptions());`,
      'passed unset',
    ],
  ])('%s', (_name, code, form) => {
    expect(formOf(code)).toBe(form);
  });
});
