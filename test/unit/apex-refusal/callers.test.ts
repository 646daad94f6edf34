import { describe, expect, it } from 'vitest';
import { sitesOf } from '../../support/apexSites.ts';

/** What becomes of the refusal of the only save of the first file, and what its callers have to do with it. */
function shown(texts: readonly string[]): string {
  return sitesOf(texts)
    .map(({ refusal: { kind, how, callers } }) => {
      if (!callers) return `${kind}: ${how}`;
      const names = (list: typeof callers.deciding) => list.map(({ enclosing }) => enclosing).join('+');
      return [
        `${kind}: ${how}`,
        `by ${names(callers.deciding) || 'itself'}, ${callers.handling} others`,
        ...(callers.losing ? [`lost in ${names(callers.losing)}`] : []),
      ].join(' | ');
    })
    .join(' ; ');
}

const branch =
  'catch (DmlException e) { if (e.getDmlType(0) == StatusCode.DUPLICATES_DETECTED) { retry(); } else { throw e; } }';
const knowing = (call: string) => `try { ${call} } ${branch}`;
const general = (call: string) =>
  `try { ${call} } catch (Exception e) { throw new AuraHandledException(e.getMessage()); }`;
const logging = (call: string) => `try { ${call} } catch (Exception e) { System.debug(e); }`;

/** The class with the save, where another method of it calls that as said. */
const service = (caller: string, head = 'public static void save(Lead l)') =>
  `public class S { ${head} { insert l; } ${caller} }`;
const method = (name: string, code: string) => `public void ${name}(Lead l) { ${code} }`;
const asClass = (name: string, code: string) => `public class ${name} { void run(Lead l) { ${code} } }`;
const trigger = (code: string) => `trigger T on Account (after insert) { Lead l = new Lead(); ${code} }`;

const thrown = 'propagates: is thrown to the caller';
const recognised = 'handles-duplicates: is recognised';
const thrownOn = 'handles-errors: is thrown on';

const call = 'S.save(l);';

describe('a refusal that a method leaves to its callers', () => {
  it.each<[string, readonly string[], string]>([
    ['nobody calls it', [service('')], thrown],
    ['a caller that knows', [service(method('f', knowing('save(l);')))], `${recognised} | by S.f, 0 others`],
    ['in another class', [service(''), asClass('C', knowing(call))], `${recognised} | by C.run, 0 others`],
    [
      'a caller that handles all errors',
      [service(''), asClass('C', general(call))],
      `${thrownOn} | by C.run, 0 others`,
    ],
    [
      'a caller that knows another error',
      [service(''), asClass('C', `try { ${call} } catch (QueryException e) { throw new MyException(); }`)],
      thrown,
    ],
    ['a caller that lets it pass', [service(''), asClass('C', call)], thrown],
    [
      'a caller that loses it',
      [service(''), asClass('C', logging(call))],
      `${thrown} | by itself, 0 others | lost in C.run`,
    ],
    [
      'one knows, one loses it',
      [service(''), asClass('A', knowing(call)), asClass('B', logging(call))],
      `${thrown} | by itself, 1 others | lost in B.run`,
    ],
    [
      'one knows, one lets it pass',
      [service(''), asClass('A', knowing(call)), asClass('B', call)],
      `${thrown} | by B.run, 1 others`,
    ],
    [
      'one knows, one handles all errors',
      [service(''), asClass('A', knowing(call)), asClass('B', general(call))],
      `${thrownOn} | by B.run, 0 others`,
    ],
    [
      'a caller of a caller',
      [
        service(''),
        'public class M { public static void go(Lead l) { S.save(l); } }',
        asClass('C', knowing('M.go(l);')),
      ],
      `${recognised} | by C.run, 0 others`,
    ],
    [
      'one that takes it for another error, which counts as handling',
      [
        service(''),
        asClass(
          'C',
          `try { ${call} } catch (DmlException e) { if (e.getDmlType(0) == StatusCode.DUPLICATE_VALUE) { retry(); } }`,
        ),
      ],
      'drops: is caught and dropped | by C.run, 0 others',
    ],
    [
      'what it throws itself is not followed',
      [
        'public class S { public static void save(Lead l) { try { insert l; } catch (Exception e) { throw new MyException(); } } }',
        asClass('C', knowing(call)),
      ],
      thrownOn,
    ],
    ['a trigger that knows', [service(''), trigger(knowing(call))], `${recognised} | by T, 0 others`],
    ['a trigger that lets it pass', [service(''), trigger(call)], thrown],
    [
      'of which only a test knows',
      [service(''), `@IsTest private class C { static void run(Lead l) { ${knowing(call)} } }`],
      thrown,
    ],
    [
      'a call in a property',
      [service(''), `public class C { Lead l; Integer p { get { ${knowing(call)} return 1; } } }`],
      `${recognised} | by C.p, 0 others`,
    ],
    [
      'a constructor that knows',
      [service(''), `public class C { C(Lead l) { ${knowing(call)} } }`],
      `${recognised} | by C, 0 others`,
    ],
    [
      'a constructor that lets it pass, and who makes it knows',
      [service(''), `public class C { public C(Lead l) { ${call} } }`, asClass('D', knowing('new C(l);'))],
      thrown,
    ],
    [
      'a static initialiser',
      [service(''), `public class C { static { Lead l = new Lead(); ${call} } }`],
      thrown,
    ],
    [
      'a field that is made by it',
      [
        'public class S { public static Lead make(String n) { Lead l = new Lead(); insert l; return l; } }',
        "public class C { Lead l = S.make('x'); }",
      ],
      thrown,
    ],
    [
      'a wrapper',
      [
        service(
          `public void add(Lead l) { W.store(l); } ${method('f', knowing('add(l);'))}`,
          'void none()',
        ).replace('insert l;', ''),
        'public class W { public static void store(SObject s) { insert s; } }',
      ],
      `${recognised} | by S.f, 0 others`,
    ],
  ])('%s', (_name, texts, expected) => {
    expect(shown(texts)).toBe(expected);
  });
});

describe('results that a method gives back', () => {
  const results =
    'public class S { public static Database.SaveResult save(Lead l) { return Database.insert(l, false); } }';
  it.each<[string, string, string]>([
    [
      'a caller that knows',
      'Database.SaveResult r = S.save(l); if (!r.isSuccess() && r.getErrors()[0].getStatusCode() == StatusCode.DUPLICATES_DETECTED) { retry(); }',
      `${recognised} | by C.run, 0 others`,
    ],
    [
      'a caller that does not read them',
      call,
      'handles-errors: is returned in the results | by itself, 0 others | lost in C.run',
    ],
    [
      'a caller that catches what is not thrown',
      logging(call),
      'handles-errors: is returned in the results | by itself, 0 others | lost in C.run',
    ],
  ])('%s', (_name, code, expected) => {
    expect(shown([results, asClass('C', code)])).toBe(expected);
  });
});

describe('not every use of the method is known', () => {
  const unsure = `${thrown} | by itself, 1 others`;
  const known = `${recognised} | by C.run, 0 others`;
  const knowingClass = asClass('C', knowing(call));
  const ofObject = (code = 'S s = new S(); s.save(l);') => asClass('C', knowing(code));

  it.each<[string, readonly string[], string]>([
    ...['AuraEnabled', 'future', 'InvocableMethod', 'RemoteAction', 'NamespaceAccessible', 'Anything'].map(
      (name): [string, readonly string[], string] => [
        `@${name}`,
        [service('', `@${name} public static void save(Lead l)`), knowingClass],
        thrown,
      ],
    ),
    ['@TestVisible', [service('', '@TestVisible public static void save(Lead l)'), knowingClass], known],
    ['global', [service('', 'global static void save(Lead l)'), knowingClass], thrown],
    ['webservice', [service('', 'webservice static void save(Lead l)'), knowingClass], thrown],
    ['virtual', [service('', 'public virtual void save(Lead l)'), ofObject()], thrown],
    ['a method of an object', [service('', 'public void save(Lead l)'), ofObject()], known],
    [
      'of a class with an interface',
      [service('', 'public void save(Lead l)').replace('class S', 'class S implements Saving'), ofObject()],
      thrown,
    ],
    [
      'of a class with a superclass',
      [service('', 'public void save(Lead l)').replace('class S', 'class S extends Base'), ofObject()],
      thrown,
    ],
    [
      'a private one of such a class',
      [
        service(method('f', knowing('save(l);')), 'private void save(Lead l)').replace(
          'class S',
          'class S extends Base',
        ),
      ],
      `${recognised} | by S.f, 0 others`,
    ],
    [
      'without parameters: a page may call it',
      [
        'public class S { Lead l; public void save() { insert l; } }',
        asClass('C', knowing('new S().save();')),
      ],
      thrown,
    ],
    [
      'without parameters, private',
      [`public class S { Lead l; void save() { insert l; } void f() { ${knowing('save();')} } }`],
      `${recognised} | by S.f, 0 others`,
    ],
    [
      'a setter of a page',
      [service('', 'public void setLead(Lead l)'), ofObject('S s = new S(); s.setLead(l);')],
      thrown,
    ],
    ['with an overload', [service('public static void save(Contact c) { }'), knowingClass], thrown],
    [
      'with one of more parameters',
      [service('public static void save(Lead l, Id i) { }'), knowingClass],
      known,
    ],
    [
      'with an overload in a subclass',
      [
        service('', 'public void save(Lead l)'),
        'public class Sub extends S { public void save(Contact c) { } }',
        ofObject(),
      ],
      thrown,
    ],
    [
      'with an overload in an inner class',
      [service('class I { void save(Contact c) { } }'), knowingClass],
      thrown,
    ],
    [
      'called on something that is not known',
      [service(''), knowingClass, asClass('D', 'make().save(l);')],
      unsure,
    ],
    [
      'called by another name of the package',
      [service(''), knowingClass, asClass('D', 'ns.S.save(l);')],
      unsure,
    ],
    [
      'called on an object by another name of the package',
      [
        service('', 'public void save(Lead l)'),
        ofObject(),
        'public class D { void run(ns.S s, Lead l) { s.save(l); } }',
      ],
      unsure,
    ],
    [
      'a method of the same name in another class',
      [
        service(''),
        knowingClass,
        'public class D { static void save(Lead l) { } void run(Lead l) { save(l); D.save(l); } }',
      ],
      known,
    ],
    [
      'a method of the same name of the platform',
      [service(''), knowingClass, 'public class D { void run(List<Lead> l) { l.save(null); } }'],
      known,
    ],
    [
      'an inner class',
      [
        'public class S { public class I { public void save(Lead l) { insert l; } } }',
        ofObject('S.I s = new S.I(); s.save(l);'),
      ],
      known,
    ],
    [
      'an inner class, called by the outer one',
      [
        `public class S { class I { void save(Lead l) { insert l; } } void f(Lead l) { ${knowing('new I().save(l);')} } }`,
      ],
      `${recognised} | by S.f, 0 others`,
    ],
    [
      'callers of the caller are not all known',
      [
        service(''),
        'public class M { @AuraEnabled public static void go(Lead l) { S.save(l); } }',
        asClass('C', knowing('M.go(l);')),
      ],
      thrown,
    ],
    [
      'six levels deep',
      [
        service(
          [1, 2, 3, 4, 5]
            .map((n) => `static void m${n}(Lead l) { ${n === 1 ? 'save' : `m${n - 1}`}(l); }`)
            .join(' '),
        ),
        asClass('C', knowing('S.m5(l);')),
      ],
      thrown,
    ],
  ])('%s', (_name, texts, expected) => {
    expect(shown(texts)).toBe(expected);
  });
});

describe('methods that call themselves', () => {
  it.each<[string, string, string]>([
    ['one, which nobody else calls', 'static void save(Lead l) { save(l); insert l; }', thrown],
    [
      'one, whose caller knows',
      `static void save(Lead l) { save(l); insert l; } ${method('f', knowing('save(l);'))}`,
      `${recognised} | by S.f, 0 others`,
    ],
    [
      'one that drops what its own call throws',
      `static void save(Lead l) { ${logging('save(l);')} insert l; } ${method('f', knowing('save(l);'))}`,
      `${thrown} | by itself, 1 others | lost in S.save`,
    ],
    [
      'two, whose caller knows',
      `static void save(Lead l) { other(l); insert l; } static void other(Lead l) { save(l); } ${method('f', knowing('save(l);'))}`,
      `${recognised} | by S.f, 0 others`,
    ],
    [
      'two, one of which others call',
      `static void save(Lead l) { other(l); insert l; } public static void other(Lead l) { save(l); } ${method('f', knowing('save(l);'))} ${method('g', 'other(l);')}`,
      `${thrown} | by S.g, 1 others`,
    ],
    [
      'two that nobody calls',
      'static void save(Lead l) { other(l); insert l; } static void other(Lead l) { save(l); }',
      thrown,
    ],
  ])('%s', (_name, members, expected) => {
    expect(shown([`public class S { ${members} }`])).toBe(expected);
  });
});
