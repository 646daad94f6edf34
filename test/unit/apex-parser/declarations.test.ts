import { describe, expect, test } from 'vitest';
import { parse } from '../../../server/src/core/saves/apex/parser.ts';
import type { CompilationUnit, TypeDeclaration } from '../../../server/src/core/saves/apex/syntax.ts';
import { show, showType } from '../../support/apexShow.ts';

function typeOf(code: string): TypeDeclaration {
  const unit = parse('Test.cls', code);
  expect(unit.errors).toEqual([]);
  return unit.types[0]!;
}

/** One line per member. */
function members(type: TypeDeclaration): string[] {
  const modifiers = ({ keywords }: { readonly keywords: ReadonlySet<string> }): string =>
    [...keywords].map((word) => `${word} `).join('');
  return [
    ...type.fields.map(
      (field) =>
        `field ${modifiers(field.modifiers)}${showType(field.type)} ${field.name.name}${
          field.initializer === null ? '' : ` = ${show(field.initializer.tree)}`
        }`,
    ),
    ...type.properties.map(
      ({ getter, setter, ...property }) =>
        `property ${modifiers(property.modifiers)}${showType(property.type)} ${property.name.name}` +
        `${getter === null ? '' : ` get ${show(getter.tree)}`}${setter === null ? '' : ` set ${show(setter.tree)}`}`,
    ),
    ...type.methods.map(
      (method) =>
        `${method.kind} ${modifiers(method.modifiers)}` +
        `${method.returnType === null ? '' : `${showType(method.returnType)} `}${method.name.name}` +
        `(${method.parameters.map((parameter) => `${showType(parameter.type)} ${parameter.name.name}`).join(', ')})` +
        `${method.body === null ? '' : ` ${show(method.body.tree)}`}`,
    ),
    ...type.initializers.map(({ isStatic, body }) => `${isStatic ? 'static ' : ''}${show(body.tree)}`),
    ...type.types.map(({ kind, name }) => `${kind} ${name.name}`),
  ];
}

describe('members', () => {
  test.each<[string, string[]]>([
    ['Integer a;', ['field Integer a']],
    ["private static final String A = 'x';", ['field private static final String A = "x"']],
    [
      'Integer a = 1, b, c = f(2, 3);',
      ['field Integer a = integer 1', 'field Integer b', 'field Integer c = f(integer 2, integer 3)'],
    ],
    [
      'Map<Id, Lead> a = new Map<Id, Lead>(), b = null;',
      ['field Map<Id, Lead> a = new Map<Id, Lead>()', 'field Map<Id, Lead> b = null null'],
    ],
    ['transient Lead[] leads;', ['field transient Lead[] leads']],
    ['public String a { get; set; }', ['property public String a']],
    ['public String a { get { return b; } private set; }', ['property public String a get {return b;}']],
    [
      'public static Lead a { private get { if (a == null) { a = b; } return a; } set { a = value; } }',
      ['property public static Lead a get {if (a == null null) {(a = b);} return a;} set {(a = value);}'],
    ],
    ['public Test() { }', ['constructor public Test() {}']],
    [
      'public Test(Lead a, final List<Id> b) { this(); }',
      ['constructor public Test(Lead a, List<Id> b) {this();}'],
    ],
    ['public void a() { b(); }', ['method public void a() {b();}']],
    [
      'global virtual override List<Map<Id, Lead[]>> a();',
      ['method global virtual override List<Map<Id, Lead[]>> a()'],
    ],
    ['abstract Lead get(Id id);', ['method abstract Lead get(Id id)']],
    ['static testMethod void a() { }', ['method static testmethod void a() {}']],
    ['webservice static void insert(Lead a) { }', ['method webservice static void insert(Lead a) {}']],
    ['void set(Integer order, Group group) { }', ['method void set(Integer order, Group group) {}']],
    [
      'Trigger trigger; Switch switch; String after;',
      ['field Trigger trigger', 'field Switch switch', 'field String after'],
    ],
    ['static { a(); } { b(); }', ['static {a();}', '{b();}']],
    [
      'class A { } private with sharing class B extends A { } interface C { } enum D { X, Y }',
      ['class A', 'class B', 'interface C', 'enum D'],
    ],
    [';;', []],
  ])('%s', (code, expected) => {
    expect(members(typeOf(`public class Test {\n  ${code}\n}`))).toEqual(expected);
  });
});

describe('types', () => {
  test('heads', () => {
    const type = typeOf(
      "@IsTest(SeeAllData=true) @SuppressWarnings('a,b')\nprivate inherited sharing virtual class A extends B.C implements D, E<F> {}",
    );
    expect(type.kind).toBe('class');
    expect(type.name.name).toBe('A');
    expect([...type.modifiers.keywords]).toEqual(['private', 'inherited sharing', 'virtual']);
    expect(type.modifiers.annotations.map(({ name, arguments: text }) => [name, text])).toEqual([
      ['IsTest', 'SeeAllData=true'],
      ['SuppressWarnings', "'a,b'"],
    ]);
    expect(showType(type.superclass!)).toBe('B.C');
    expect(type.interfaces.map(showType)).toEqual(['D', 'E<F>']);
  });

  test('an interface extends interfaces', () => {
    const type = typeOf('public interface A extends B { void c(Lead d); Lead e(); }');
    expect(type.superclass).toBeNull();
    expect(type.interfaces.map(showType)).toEqual(['B']);
    expect(members(type)).toEqual(['method void c(Lead d)', 'method Lead e()']);
  });

  test('nest', () => {
    const type = typeOf('class A { class B { class C { void d() { insert e; } } } void f() { } }');
    expect(members(type.types[0]!.types[0]!)).toEqual(['method void d() {insert e;}']);
    expect(members(type)).toEqual(['method void f() {}', 'class B']);
  });
});

describe('the kind of a file is told by its content', () => {
  const kindOf = ({ types, trigger, script }: CompilationUnit): string =>
    [types.length > 0 ? 'types' : '', trigger === null ? '' : 'trigger', script === null ? '' : 'script']
      .filter(Boolean)
      .join('+');

  test.each([
    ['public class A { }', 'types'],
    ['// a comment\n@IsTest\nprivate class A { }', 'types'],
    ['enum A { B }', 'types'],
    ['public clas A { void b() { } }', 'types'],
    ['@(IsTest private class A { }', 'types'],
    ['trigger A on Lead (before insert) { }', 'trigger'],
    ['insert a;', 'script'],
    ['Trigger.foo();', 'script'],
    ['void a() { } a();', 'script'],
    ['public static void a() { } a();', 'script'],
    ['class A { } A a = new A(); insert a;', 'types+script'],
    ['', ''],
    ['// nothing\n', ''],
  ])('%s', (code, kind) => {
    expect(kindOf(parse('Any.cls', code))).toBe(kind);
    expect(kindOf(parse('any.apex', code))).toBe(kind);
  });
});

test('a trigger', () => {
  const { trigger, errors } = parse(
    'A.trigger',
    'trigger A on ns__Lead__c (before insert, AFTER Undelete) {\n  insert a;\n}\n// end\n',
  );
  expect(errors).toEqual([]);
  expect([trigger!.name.name, trigger!.object.name]).toEqual(['A', 'ns__Lead__c']);
  expect(trigger!.events).toEqual(['before insert', 'after undelete']);
  expect(show(trigger!.body.tree)).toBe('{insert a;}');
});

test('a script holds its statements apart from its declarations', () => {
  const code =
    'a();\npublic static Lead b(Id c) { insert d; }\nclass E { void f() { update g; } }\nLead h = b(null);\ninsert h;';
  const { script, types, errors } = parse('x.apex', code);
  expect(errors).toEqual([]);
  expect(show(script!.body.tree)).toBe('{a(); local Lead h = b(null null); insert h;}');
  expect(script!.methods.map(({ name, body }) => `${name.name} ${show(body!.tree)}`)).toEqual([
    'b {insert d;}',
  ]);
  expect(members(types[0]!)).toEqual(['method void f() {update g;}']);
});

test('comments are found in the skeleton and in bodies, once and in order', () => {
  const code =
    'class A { // one\n  /* two */ void b() { /* three */ c("//"); // four\n  } /* five */ }\n// six';
  const { comments } = parse('A.cls', code);
  expect(comments.map(({ kind, start, end }) => [kind, code.slice(start, end)])).toEqual([
    ['line', '// one'],
    ['block', '/* two */'],
    ['block', '/* three */'],
    // A double quote is no quote in Apex.
    ['line', '//"); // four'],
    ['block', '/* five */'],
    ['line', '// six'],
  ]);
});

test('namespace placeholders of CumulusCI are read as blanks', () => {
  const { script, errors } = parse(
    'x.cls',
    '%%%NAMESPACE%%%Level__c a = new %%%NAMESPACE_DOT%%%B(); insert a;',
  );
  expect([errors, script!.body.errors]).toEqual([[], []]);
  expect(show(script!.body.tree)).toBe('{local Level__c a = new B(); insert a;}');
});

test('spans of bodies are relative, spans of the skeleton absolute', () => {
  const code = 'class A {\n  void b() {\n    insert c;\n  }\n  Lead d = e;\n}';
  const [type] = parse('A.cls', code).types;
  const [method] = type!.methods;
  const [field] = type!.fields;
  expect(code.slice(method!.name.start, method!.name.end)).toBe('b');
  const { anchor, tree, text } = method!.body!;
  expect(text).toBe('{\n    insert c;\n  }');
  expect(code.slice(anchor.offset, anchor.offset + text.length)).toBe(text);
  const [insert] = tree.statements;
  expect(text.slice(insert!.start, insert!.end)).toBe('insert c;');
  expect(code.slice(field!.initializer!.anchor.offset)).toMatch(/^e;/);
});
