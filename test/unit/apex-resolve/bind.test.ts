import { describe, expect, it } from 'vitest';
import type { BoundBody } from '../../../server/src/core/saves/apex/bind/bind.ts';
import type { CallExpression } from '../../../server/src/core/saves/apex/syntax.ts';
import { codebaseOf, inMethod } from './apex.ts';

function bound(text: string, method = 'm'): BoundBody {
  const codebase = codebaseOf(text);
  const owned = codebase.bodies('file0.cls').find(({ owner: { member } }) => {
    return 'name' in member && member.name.name === method;
  })!;
  return codebase.bind(owned);
}

/** The call of a method that nothing declares: `a()` marks a place in the code. */
function mark(body: BoundBody, name: string): CallExpression {
  return body.nodes('call').find((call) => call.name.name === name)!;
}

describe('names', () => {
  it.each<[string, string, string]>([
    ['a local variable', `Lead x; f(x);`, 'local'],
    ['a parameter', `f(p);`, 'parameter'],
    ['a field', `f(held);`, 'field'],
    ['a property', `f(prop);`, 'property'],
    ['a field of the superclass', `f(inherited);`, 'field'],
    ['a class', `f(Other);`, 'type'],
    ['a field that a later variable hides', `f(held); Lead held;`, 'field'],
    ['a variable that hides a field', `Lead HELD; f(held);`, 'local'],
    ['a variable of a block that has ended', `{ Lead x; } f(x);`, 'none'],
    ['a loop variable', `for (Lead x : all) f(x);`, 'for-each'],
    ['a loop variable after the loop', `for (Lead x : all) { } f(x);`, 'none'],
    ['a counter', `for (Integer i = 0; i < 3; i++) f(i);`, 'local'],
    ['an exception', `try { } catch (Exception e) { f(e); }`, 'catch'],
    ['a type pattern', `switch on p { when Lead x { f(x); } }`, 'pattern'],
    ['nothing', `f(nowhere);`, 'none'],
  ])('%s', (_, code, expected) => {
    const body = bound(
      `class C extends Base { Lead held; Lead prop { get; set; } void m(SObject p) { ${code} } }
       virtual class Base { Lead inherited; } class Other { }`,
    );
    const argument = mark(body, 'f').arguments[0]!;
    expect(argument.kind === 'name' ? (body.symbolOf(argument)?.kind ?? 'none') : null).toBe(expected);
  });
});

describe('uses', () => {
  it.each<[string, string[]]>([
    [`Lead x = a; x = b; x += c;`, ['write', 'write', 'write']],
    [`Lead x; x.Email = a; f(x.Email);`, ['member-write', 'member-read']],
    [`Lead x; x.Account.Name = a;`, ['member-write']],
    [`Lead[] x; x[0] = a; x[1].Email = b; f(x[2]);`, ['index-write', 'index-write', 'index-read']],
    [`Lead[] x; x.add(a); f(1, x); new C(x); insert x;`, ['receiver', 'argument', 'argument', 'dml']],
    [`Lead x; new List<Lead>{ x }; new Map<Id, Lead>{ k => x };`, ['element', 'element']],
    [`Lead[] x; for (Lead l : x) { }`, ['iterate']],
    [`Lead x; Lead y = x; y = (SObject) x; y = c ? x : null;`, ['alias', 'alias', 'alias']],
    [`Lead x; if (x == null) return x;`, ['read', 'return']],
    [`Integer x; x++;`, ['write']],
  ])('%s', (code, expected) => {
    const body = bound(inMethod(code));
    const symbol = body.symbols.find(({ name }) => name === 'x')!;
    expect(body.usesOf(symbol).map(({ role }) => role)).toEqual(expected);
  });

  it('finds a field by each of its names', () => {
    const body = bound(`class C { static Lead x; void m() { x = a; this.x = b; C.x = c; other.x = d; } }`);
    const [first] = body.nodes('name').filter(({ name }) => name === 'x');
    expect(body.usesOf(body.symbolOf(first!)!).map(({ node }) => body.text(node))).toEqual([
      'x',
      'this.x',
      'C.x',
    ]);
  });
});

describe('paths', () => {
  it.each<[string, string, boolean, boolean, string | null]>([
    // code, dominates(a, b), reaches(a, b), guard(a, relative to b)
    ['in order', `a(); b();`, true, true, null],
    ['the other way round', `b(); a();`, false, false, null],
    ['under a condition', `if (x) { a(); } b();`, false, true, 'x'],
    ['in the other branch', `if (x) { a(); } else { b(); }`, false, false, 'x'],
    ['in an else branch', `if (x) { } else { a(); } b();`, false, true, '!(x)'],
    ['within one branch', `if (x) { a(); b(); }`, true, true, null],
    ['after an early return', `if (x) return; a(); b();`, true, true, null],
    ['where the other branch returns', `if (x) { a(); } else { return; } b();`, true, true, null],
    ['where its own branch returns', `if (x) { a(); return; } b();`, false, false, 'x'],
    ['where its own branch throws', `if (x) { a(); throw e; } b();`, false, false, 'x'],
    ['two conditions', `if (x) { if (y > 1) { a(); } } b();`, false, true, 'x && y > 1'],
    ['in a loop', `for (X x : xs) { a(); } b();`, false, true, 'in the loop over xs'],
    ['in the same loop', `for (X x : xs) { a(); b(); }`, true, true, null],
    ['in the next round of a loop', `while (x) { b(); a(); }`, false, true, null],
    ['in a loop that is left', `while (x) { a(); break; } b();`, false, true, 'in the loop over x'],
    ['in a body that runs once at least', `do { a(); } while (x); b();`, true, true, null],
    ['in a try block', `try { a(); } catch (E e) { } b();`, false, true, 'no exception was thrown before'],
    ['in a try block whose catch ends', `try { a(); } catch (E e) { throw e; } b();`, true, true, null],
    ['from try to catch', `try { a(); } catch (E e) { b(); }`, false, true, 'no exception was thrown before'],
    ['in a catch block', `try { } catch (E e) { a(); } b();`, false, true, 'an exception was caught'],
    ['in a finally block', `try { } finally { a(); } b();`, true, true, null],
    ['in a case', `switch on x { when 1, 2 { a(); } } b();`, false, true, 'x is 1, 2'],
    [
      'in an else case',
      `switch on x { when 1 { } when else { a(); } } b();`,
      false,
      true,
      'x is none of the listed values',
    ],
    ['behind &&', `if (x && a()) { } b();`, false, true, 'x'],
    ['behind ||', `if (x || a()) { } b();`, false, true, '!(x)'],
    ['in a ternary', `f(x ? a() : c); b();`, false, true, 'x'],
    ['in an argument', `b(a());`, true, true, null],
    ['in runAs', `System.runAs(u) { a(); } b();`, true, true, null],
  ])('%s', (_, code, dominates, reaches, guard) => {
    const body = bound(inMethod(code));
    const [a, b] = [mark(body, 'a'), mark(body, 'b')];
    expect({ dominates: body.dominates(a, b), reaches: body.reaches(a, b), guard: body.guard(a, b) }).toEqual(
      { dominates, reaches, guard },
    );
  });
});

describe('a binding that is kept', () => {
  it('knows a renamed parameter and a new field', () => {
    const codebase = codebaseOf(`class C { void m(Lead p) { f(p, q); } }`);
    const kinds = (): (string | undefined)[] => {
      const owned = codebase.bodies('file0.cls').find(({ owner: { member } }) => 'parameters' in member)!;
      const body = codebase.bind(owned);
      return mark(body, 'f').arguments.map((one) =>
        one.kind === 'name' ? body.symbolOf(one)?.kind : undefined,
      );
    };
    expect(kinds()).toEqual(['parameter', undefined]);
    codebase.set('file0.cls', `class C { void m(Lead q) { f(p, q); } }`);
    expect(kinds()).toEqual([undefined, 'parameter']);
    codebase.set('file0.cls', `class C { Lead p; void m(Lead q) { f(p, q); } }`);
    expect(kinds()).toEqual(['field', 'parameter']);
  });
});
