import { describe, expect, it, vi } from 'vitest';
import { hasSaveWord } from '../../../server/src/core/saves/apex/codebase/words.ts';
import { codebaseOf, inMethod } from './apex.ts';

const names = (types: readonly { readonly name: { readonly name: string } }[]): string[] => {
  return types.map(({ name }) => name.name);
};

describe('classes', () => {
  const codebase = codebaseOf(
    `class Base { virtual class Inner { } Integer f; }`,
    `class Middle extends base implements I { class Own extends Inner { } }`,
    `class Last extends Middle { }`,
    `interface I extends J { void m(); }`,
    `interface J { }`,
  );
  const type = (name: string) => codebase.type(name, null)!;

  it('finds classes by name, in any case, and inner ones from inside', () => {
    expect(codebase.type('LAST', null)?.name.name).toBe('Last');
    expect(codebase.type('Base.Inner', null)?.name.name).toBe('Inner');
    expect(codebase.type('Inner', null)).toBeNull();
    expect(codebase.type('Inner', type('Last'))?.name.name).toBe('Inner');
    expect(codebase.type('Middle.Own', null)?.name.name).toBe('Own');
    expect(codebase.type('Nowhere', null)).toBeNull();
  });

  it('knows supertypes and subtypes', () => {
    expect(names(codebase.superclasses(type('Last')))).toEqual(['Last', 'Middle', 'Base']);
    expect(names(codebase.supertypes(type('Last')))).toEqual(['Middle', 'Base', 'I', 'J']);
    expect(names(codebase.subtypes(type('J')))).toEqual(['Middle', 'Last', 'I']);
    expect(names(codebase.subtypes(type('Base.Inner')))).toEqual(['Own']);
  });

  it('ends where classes extend each other', () => {
    const circular = codebaseOf(`class A extends B { }`, `class B extends A { }`);
    expect(names(circular.superclasses(circular.type('A', null)!))).toEqual(['A', 'B']);
    expect(names(circular.supertypes(circular.type('A', null)!))).toEqual(['B']);
  });

  it('finds members through superclasses', () => {
    expect(codebase.variable(type('Last'), 'F')?.key).toBe('base.f');
    expect(codebase.methods(type('Last'), 'M', 0).map(({ type: owner }) => owner?.name.name)).toEqual(['I']);
    expect(codebase.methods(type('Last'), 'm', 1)).toEqual([]);
  });
});

describe('files', () => {
  it('tells tests from other code', () => {
    const codebase = codebaseOf(
      `@isTest private class A { void f() { } class B { void g() { } } }`,
      `class C { @IsTest static void t() { } static testMethod void u() { } @TestSetup static void s() { } void v() { } }`,
    );
    expect(codebase.isTestFile('file0.cls')).toBe(true);
    expect(codebase.isTestFile('file1.cls')).toBe(false);
    const bodies = [...codebase.allBodies()].map(
      ({ owner: { member } }) => 'name' in member && member.name.name,
    );
    expect(bodies).toEqual(['v']);
    expect([...codebase.allBodies(true)]).toHaveLength(6);
  });

  it('knows generated code', () => {
    const codebase = codebaseOf(
      `public class Stub { private String[] apex_schema_type_info = new String[]{}; void call() { WebServiceCallout.invoke(this, a, b, c); } }`,
      `public class Plain { }`,
    );
    expect(codebase.isGeneratedFile('file0.cls')).toBe(true);
    expect(codebase.isGeneratedFile('file1.cls')).toBe(false);
    expect([...codebase.allBodies()]).toEqual([]);
  });

  it('keeps the API version of a class', () => {
    const codebase = codebaseOf(`class A { }`);
    expect(codebase.apiVersion('file0.cls')).toBeNull();
    const read = vi.fn(() => '<ApexClass><apiVersion>66.0</apiVersion></ApexClass>');
    codebase.setApiVersion('file0.cls-meta.xml', read);
    expect(read).not.toHaveBeenCalled();
    expect([codebase.apiVersion('file0.cls'), codebase.apiVersion('file0.cls')]).toEqual([66, 66]);
    expect(read).toHaveBeenCalledOnce();
    codebase.setApiVersion('file0.cls-meta.xml', '<ApexClass><apiVersion>x</apiVersion></ApexClass>');
    expect(codebase.apiVersion('file0.cls')).toBeNull();
    codebase.setApiVersion('file0.cls-meta.xml', '<ApexClass><apiVersion>67.0</apiVersion>');
    expect(codebase.apiVersion('file0.cls')).toBe(67);
    codebase.setApiVersion('file0.cls-meta.xml', null);
    expect(codebase.apiVersion('file0.cls')).toBeNull();
  });

  it.each<[string, number | null]>([
    ['{ "sourceApiVersion": "64.0" }', 64],
    ['{ "sourceApiVersion": 59 }', 59],
    ['{}', null],
    ['null', null],
    ['{', null],
  ])('knows the version of new classes from %s', (text, expected) => {
    const codebase = codebaseOf();
    codebase.setProjectFile(text);
    expect(codebase.sourceApiVersion).toBe(expected);
  });

  it('has a generation that text inside bodies does not change', () => {
    const codebase = codebaseOf(`class A { void m() { Integer i; } }`);
    const { generation } = codebase;
    codebase.set('file0.cls', `/* a comment */ class A { void m() { Integer j; } }`);
    expect(codebase.generation).toBe(generation);
    codebase.set('file0.cls', `class A { void m(Integer p) { Integer j; } }`);
    expect(codebase.generation).toBeGreaterThan(generation);
  });

  it('answers for a declaration from before the file was read again', () => {
    const codebase = codebaseOf(`class A { void m() { } }`);
    const old = codebase.type('A', null)!;
    codebase.set('file0.cls', `class A { void m() { } void n() { } }`);
    expect(codebase.methods(old, 'n', 0)).toHaveLength(1);
  });

  it('forgets a file that is removed', () => {
    const codebase = codebaseOf(`class A { }`);
    codebase.remove('file0.cls');
    codebase.remove('file0.cls');
    expect(codebase.type('A', null)).toBeNull();
    expect([...codebase.uris]).toEqual([]);
  });
});

describe('a file that is read again', () => {
  const first = `class A { Integer f; class B { void m(Lead l) { insert l; } void n() { } } }`;
  const codebase = codebaseOf(first);
  const [a, b] = [codebase.type('A', null)!, codebase.type('A.B', null)!];
  const [m, n] = b.methods;

  it('keeps its classes and members as the objects that they were, with their new contents', () => {
    const text = `// moved\n${first.replace('insert l', 'update l').replace('void n', 'Long x; void N')}`;
    const unit = codebase.set('file0.cls', text);
    expect(codebase.type('A', null)).toBe(a);
    expect(codebase.type('A.B', null)).toBe(b);
    expect(b.methods).toEqual([m, n]);
    expect(b.methods[0]).toBe(m);
    expect(m!.body!.text).toBe('{ update l; }');
    expect(text.slice(m!.parameters[0]!.type.start, m!.parameters[0]!.end)).toBe('Lead l');
    expect(n!.name.name).toBe('N');
    expect(text.slice(b.start, b.end)).toBe(text.slice(text.indexOf('class B'), -2));
    expect(names(b.fields)).toEqual(['x']);
    expect(codebase.unit('file0.cls')).toBe(unit);
  });

  it('has other objects for members with another signature and for classes with another name', () => {
    codebase.set('file0.cls', first.replace('Lead l', 'Lead[] l').replace('class B', 'class C'));
    expect(codebase.type('A', null)).toBe(a);
    expect(codebase.type('A.B', null)).toBeNull();
    expect(codebase.type('A.C', null)).not.toBe(b);
    codebase.set('file0.cls', first.replace('Lead l', 'Lead[] l'));
    expect(codebase.type('A.B', null)!.methods[0]).not.toBe(m);
  });
});

describe('the word of a save in a text', () => {
  it.each<[string, boolean]>([
    [`insert x;`, true],
    [`UPDATE x;`, true],
    [`if (a) insert x; `, true],
    [`if (a) { } else insert x;`, true],
    [`do insert x; while (a);`, true],
    [`/* why */ insert x;`, true],
    [`f(); insert x;`, true],
    [`Database . Insert(x);`, true],
    [`Database.\n  upsert(x);`, true],
    [`// a comment\n insert x;`, true],
    [`Database.convertLead(x);`, true],
    [`// then update the record`, false],
    [`/**\n * update the record\n */`, false],
    [`String s = 'please update it';`, false],
    [`updateRecords(x); Integer inserted;`, false],
    [`delete x;`, false],
  ])('%j', (code, expected) => {
    const [owned] = codebaseOf(inMethod(code)).bodies('file0.cls');
    expect(hasSaveWord(owned!.body)).toBe(expected);
  });
});
