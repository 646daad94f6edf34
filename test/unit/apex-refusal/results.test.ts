import { describe, expect, it } from 'vitest';
import { inClass, sitesOf, textAt } from '../../support/apexSites.ts';

function fateOf(code: string, members = '', parameters = ''): string {
  const { refusal } = sitesOf([inClass(code, members, parameters)])[0]!;
  return `${refusal.kind}: ${refusal.how}`;
}

/** A partial save whose results are in `rs`, then the code. */
const saved = (code: string) =>
  `List<Lead> ls; List<String> errors = new List<String>(); Integer n = 0; Boolean ok = true;
   List<Database.SaveResult> rs = Database.insert(ls, false); ${code}`;
const looped = (code: string, rest = '') => saved(`for (Database.SaveResult r : rs) { ${code} } ${rest}`);

const nobody = 'drops: stands in results that nobody reads';
const unasked = 'drops: stands in results that are never asked whether the save succeeded';

describe('results that nobody reads', () => {
  it.each<[string, string, string]>([
    ['a call alone', `List<Lead> ls; Database.insert(ls, false);`, nobody],
    ['a variable', saved(''), nobody],
    ['an assignment', `Database.SaveResult r; Lead l; r = Database.insert(l, false);`, nobody],
    ['an empty loop', looped(''), nobody],
    ['only their number', saved('System.debug(rs.size());'), unasked],
    ['only ids', looped('ids.add(r.getId());'), unasked],
    ['only ids, as properties', looped('ids.add(r.id);'), unasked],
    ['only whether there are any', saved('if (rs != null && !rs.isEmpty()) { n++; }'), unasked],
    ['an update', `Lead l; Database.update(l, false);`, nobody],
    ['an upsert', `Lead l; Database.upsert(l, false);`, nobody],
    ['a constant flag', `Lead l; Boolean all = false; Database.insert(l, all);`, nobody],
    [
      'DMLOptions',
      `Lead l; Database.DMLOptions o = new Database.DMLOptions(); Database.insert(l, o);`,
      nobody,
    ],
  ])('%s', (_name, code, fate) => {
    expect(fateOf(code)).toBe(fate);
  });
});

describe('results that are passed on', () => {
  it.each<[string, string, string]>([
    [
      'shown to the user, and counted',
      looped('if (!r.isSuccess()) { n++; ApexPages.addMessage(message); }', 'return n;'),
      'handles-errors: is shown on the page',
    ],
    [
      'only the successes are shown, and counted',
      looped('if (r.isSuccess()) { n++; ApexPages.addMessage(message); }', 'return n;'),
      'handles-errors: shows only in what is missing among the successes',
    ],
    [
      'returned at once',
      `Lead l; return Database.insert(l, false);`,
      'handles-errors: is returned in the results',
    ],
    ['returned later', saved('return rs;'), 'handles-errors: is returned in the results'],
    ['returned by a cast', saved('return (Object) rs;'), 'handles-errors: is returned in the results'],
    [
      'added to a list that is returned',
      saved('all.addAll(rs); return all;').replace(
        'List<Lead> ls;',
        'List<Lead> ls; List<Database.SaveResult> all;',
      ),
      'handles-errors: is returned in the results',
    ],
    [
      'added to a list that nobody reads',
      saved('all.addAll(rs);').replace('List<Lead> ls;', 'List<Lead> ls; List<Database.SaveResult> all;'),
      nobody,
    ],
    ['debugged', saved('System.debug(rs);'), 'logs: is only logged'],
    ['given to a logger', saved('Logger.error(rs);'), 'logs: is only logged'],
    [
      'given to code that is not here',
      saved('Other.take(rs);'),
      'unknown: goes to take(), whose code is not here',
    ],
  ])('%s', (_name, code, fate) => {
    expect(fateOf(code)).toBe(fate);
  });

  it('kept in a field', () => {
    const code = `Lead l; last = Database.insert(l, false);`;
    expect(fateOf(code, 'Database.SaveResult last;')).toBe('handles-errors: is kept in last');
  });

  it.each(['last', 'this.last'])('kept in %s, where the duplicate is looked for', (name) => {
    const code = `Lead l; ${name} = Database.insert(l, false);
      for (Database.Error e : ${name}.getErrors()) { if (e instanceof Database.DuplicateError) { x(); } }`;
    expect(fateOf(code, 'Database.SaveResult last;')).toBe('handles-duplicates: is recognised');
  });
});

describe('what is done for a failed row', () => {
  const inErrors = 'handles-errors: shows in errors';

  it.each<[string, string, string]>([
    ['negated', looped('if (!r.isSuccess()) { errors.add(x); }', 'return errors;'), inErrors],
    [
      'compared with false',
      looped('if (r.isSuccess() == false) { errors.add(x); }', 'return errors;'),
      inErrors,
    ],
    [
      'not equal to true',
      looped('if (r.isSuccess() != true) { errors.add(x); }', 'return errors;'),
      inErrors,
    ],
    ['else', looped('if (r.isSuccess()) { } else { errors.add(x); }', 'return errors;'), inErrors],
    [
      'after a continue',
      looped('if (r.isSuccess()) { continue; } errors.add(x);', 'return errors;'),
      inErrors,
    ],
    [
      'all errors',
      looped('for (Database.Error e : r.getErrors()) { errors.add(e.getMessage()); }', 'return errors;'),
      inErrors,
    ],
    [
      'by position',
      saved(
        'for (Integer i = 0; i < rs.size(); i++) { if (!rs[i].isSuccess()) { errors.add(x); } } return errors;',
      ),
      inErrors,
    ],
    ['by get', saved('if (!rs.get(0).isSuccess()) { errors.add(x); } return errors;'), inErrors],
    ['a throw', looped('if (!r.isSuccess()) { throw new MyException(); }'), 'handles-errors: is thrown on'],
    ['addError', looped('if (!r.isSuccess()) { l.addError(x); }'), 'handles-errors: is shown on the record'],
    ['a log', looped('if (!r.isSuccess()) { System.debug(r.getErrors()); }'), 'logs: is only logged'],
    [
      'a log of each error',
      looped('for (Database.Error e : r.getErrors()) { System.debug(e); }'),
      'logs: is only logged',
    ],
    [
      'a count that is returned',
      looped('if (!r.isSuccess()) { n++; }', 'return n;'),
      'handles-errors: shows in n',
    ],
    [
      'a count that is logged',
      looped('if (!r.isSuccess()) { n++; }', 'System.debug(n);'),
      'logs: is only logged',
    ],
    [
      'a list that is only logged before the method is left',
      looped('if (!r.isSuccess()) { errors.add(x); System.debug(errors); return; }', 'send(errors);'),
      'logs: is only logged',
    ],
    [
      'a list that is returned there',
      looped('if (!r.isSuccess()) { errors.add(x); return errors; }', 'return null;'),
      'handles-errors: shows in what is returned',
    ],
    [
      'a list that is used where a branch returns',
      looped('if (!r.isSuccess()) { errors.add(x); if (n > 9) { return; } }', 'send(errors);'),
      inErrors,
    ],
    ['nothing', looped('if (!r.isSuccess()) { }'), 'drops: is seen by code that tells nobody'],
    [
      'only the successes, logged',
      looped('if (r.isSuccess()) { System.debug(r.getId()); }'),
      'drops: is seen by code that tells nobody',
    ],
    [
      'only the successes, for further work',
      looped('if (r.isSuccess()) { insert new Task(WhoId = r.getId()); }'),
      'drops: is seen by code that tells nobody',
    ],
    [
      'only the successes, counted and returned',
      looped('if (r.isSuccess()) { n++; }', 'return n;'),
      'handles-errors: shows only in what is missing among the successes',
    ],
    ['an assertion', saved('System.assert(rs[0].isSuccess());'), 'handles-errors: is asserted'],
    [
      'a log, where there are any',
      saved(
        'if (rs != null && !rs.isEmpty()) { for (Database.SaveResult r : rs) { if (!r.isSuccess()) { System.debug(r.getErrors()); } } }',
      ),
      'logs: is only logged',
    ],
    ['a list, by the property', looped('if (!r.success) { errors.add(x); }', 'return errors;'), inErrors],
    [
      'else, by the property',
      looped('if (r.success) { } else { errors.add(JSON.serialize(r.errors)); }', 'return errors;'),
      inErrors,
    ],
    ['a log of the property', looped('System.debug(r.errors);'), 'logs: is only logged'],
  ])('%s', (_name, code, fate) => {
    expect(fateOf(code)).toBe(fate);
  });
});

describe('helpers that get the results', () => {
  const helped = (helper: string, call = 'helper(rs);') => fateOf(saved(call), helper);

  it.each<[string, string, string]>([
    [
      'one that logs',
      `void helper(List<Database.SaveResult> all) { for (Database.SaveResult r : all) { if (!r.isSuccess()) System.debug(r); } }`,
      'logs: is only logged',
    ],
    [
      'one that logs where there are any',
      `void helper(List<Database.SaveResult> all) { if (all == null || null == all[0] || all.isEmpty()) { return; } for (Database.SaveResult r : all) { if (!r.isSuccess()) System.debug(r); } }`,
      'logs: is only logged',
    ],
    ['one that does not look', `void helper(List<Database.SaveResult> all) { }`, nobody],
    [
      'one that throws',
      `void helper(List<Database.SaveResult> all) { if (!all[0].isSuccess()) throw new MyException(); }`,
      'handles-errors: is thrown on',
    ],
    [
      'one that looks for the duplicate',
      `void helper(List<Database.SaveResult> all) { for (Database.Error e : all[0].getErrors()) if (e instanceof Database.DuplicateError) merge(); }`,
      'handles-duplicates: is recognised',
    ],
  ])('%s', (_name, helper, fate) => {
    expect(helped(helper)).toBe(fate);
  });

  it('one that gives them back', () => {
    const helper = `List<Database.SaveResult> helper(List<Database.SaveResult> all) { return all; }`;
    expect(helped(helper, 'return helper(rs);')).toBe('handles-errors: is returned in the results');
    expect(helped(helper)).toBe(nobody);
  });
});

describe('code that knows the refusal', () => {
  it.each<[string, string]>([
    [
      'instanceof',
      'for (Database.Error e : r.getErrors()) { if (e instanceof Database.DuplicateError) { x(); } }',
    ],
    ['a blind cast', 'Database.DuplicateError d = (Database.DuplicateError) r.getErrors()[0]; x(d);'],
    ['the status code', 'if (r.getErrors()[0].getStatusCode() == StatusCode.DUPLICATES_DETECTED) { x(); }'],
    [
      'the name of the status code',
      `if (r.getErrors()[0].getStatusCode().name() == 'DUPLICATES_DETECTED') { x(); }`,
    ],
    [
      'the message',
      `if (!r.isSuccess() && r.getErrors()[0].getMessage().contains('DUPLICATES_DETECTED')) { x(); }`,
    ],
    [
      'the text of the errors, by their property',
      `if (r.success) { n++; } else { String text = JSON.serialize(r.errors); if (text.contains('DUPLICATES_DETECTED')) { x(); } }`,
    ],
    [
      'the match results',
      'for (Database.Error e : r.getErrors()) { x(d.getDuplicateResult().getMatchResults()); }',
    ],
    [
      'a switch on the type',
      'for (Database.Error e : r.getErrors()) { switch on e { when Database.DuplicateError d { x(); } } }',
    ],
  ])('%s', (_name, code) => {
    expect(fateOf(looped(code))).toBe('handles-duplicates: is recognised');
  });
});

describe('a flag that is not known', () => {
  const passed = (code: string) => sitesOf([inClass(code, '', 'Boolean allOrNone')])[0]!.refusal;

  it('is lost either way where nobody reads', () => {
    expect(passed('Lead l; Database.insert(l, allOrNone);').how).toBe(
      'is thrown, or stands in results that nobody reads: which of the two is not known',
    );
  });

  it('is read where the results are', () => {
    expect(passed('Lead l; return Database.insert(l, allOrNone);').kind).toBe('handles-errors');
  });

  it('is lost where the catch block logs', () => {
    const code = 'Lead l; try { Database.insert(l, allOrNone); } catch (Exception e) { System.debug(e); }';
    expect(passed(code).kind).toBe('logs');
  });
});

describe('saves inside the handling', () => {
  const inside = (code: string, members = '') =>
    sitesOf([inClass(code, members)]).map(
      ({ operation, refusal }) => `${operation} ${refusal.insideHandling}`,
    );

  it.each<[string, string, string[]]>([
    [
      'the update of the matched record',
      saved(
        'for (Database.Error e : rs[0].getErrors()) { if (e instanceof Database.DuplicateError) { update found; } }',
      ).replace('List<Lead> ls;', 'List<Lead> ls; Lead found;'),
      ['insert false', 'update true'],
    ],
    [
      'a retry in a catch that knows it',
      'Lead l; try { insert l; } catch (DmlException e) { if (e.getDmlType(0) == StatusCode.DUPLICATES_DETECTED) { Database.insert(l, o); } else { throw e; } }',
      ['insert false', 'insert true'],
    ],
    [
      'what comes after others have left',
      `Lead l; try { insert l; } catch (DmlException e) { if (!e.getMessage().contains('DUPLICATES_DETECTED')) { throw e; } update l; }`,
      ['insert false', 'update true'],
    ],
    [
      'an update in a catch that does not know it',
      'Lead l; try { insert l; } catch (DmlException e) { update l; }',
      ['insert false', 'update false'],
    ],
    [
      'a save after the handling',
      saved('if (rs[0].getErrors()[0] instanceof Database.DuplicateError) { x(); } update ls;'),
      ['insert false', 'update false'],
    ],
  ])('%s', (_name, code, found) => {
    expect(inside(code)).toEqual(found);
  });

  it('asks a helper', () => {
    const code =
      'Lead l; try { insert l; } catch (DmlException e) { if (isDuplicate(e)) { update l; } else { throw e; } }';
    const helper =
      'Boolean isDuplicate(DmlException e) { return e.getDmlType(0) == StatusCode.DUPLICATES_DETECTED; }';
    expect(inside(code, helper)).toEqual(['insert false', 'update true']);
  });
});

describe('wrappers', () => {
  const through = (call: string, ...wrapper: string[]) => {
    const texts = [inClass(`List<Lead> leads = new List<Lead>{ new Lead() }; ${call}`), ...wrapper];
    return sitesOf(texts)[0]!.refusal;
  };
  const partial = `public class W { public static List<Database.SaveResult> save(List<SObject> rs) { return Database.insert(rs, false); } }`;
  const plain = `public class W { public static void save(List<SObject> rs) { insert rs; } }`;

  it.each<[string, string, string, string]>([
    ['lets an exception through', 'W.save(leads);', plain, 'propagates: is thrown to the caller'],
    [
      'is called in a try',
      'try { W.save(leads); } catch (Exception e) { System.debug(e); }',
      plain,
      'logs: is only logged',
    ],
    [
      'gives results that nobody reads',
      'W.save(leads);',
      partial,
      'drops: stands in results that nobody reads',
    ],
    [
      'gives results that are returned',
      'return W.save(leads);',
      partial,
      'handles-errors: is returned in the results',
    ],
    [
      'swallows the exception',
      'W.save(leads);',
      'public class W { public static void save(List<SObject> rs) { try { insert rs; } catch (Exception e) { } } }',
      'drops: is caught and dropped',
    ],
    [
      'hands errors back in what the caller passes',
      'List<String> problems; W.save(leads, problems);',
      'public class W { public static void save(List<SObject> rs, List<String> errors) { try { insert rs; } catch (Exception e) { errors.add(e.getMessage()); } } }',
      'handles-errors: is handed back in problems',
    ],
    [
      'hands errors back through two calls',
      'List<String> problems; W.save(leads, problems);',
      `public class W {
         public static void save(List<SObject> rs, List<String> texts) { inner(rs, texts); }
         static void inner(List<SObject> rs, List<String> errors) { try { insert rs; } catch (Exception e) { errors.add(e.getMessage()); } }
       }`,
      'handles-errors: is handed back in problems',
    ],
  ])('one that %s', (_name, call, wrapper, fate) => {
    const { kind, how } = through(call, wrapper);
    expect(`${kind}: ${how}`).toBe(fate);
  });

  it('shows where it is read', () => {
    const texts = [inClass('Lead l; try { insert l; } catch (DmlException e) { throw e; }')];
    expect(sitesOf(texts)[0]!.refusal.evidence.map((place) => textAt(place, texts))).toEqual([
      'catch (DmlException e) ',
      'throw e;',
    ]);
  });
});

describe('records that are collected and saved later', () => {
  const later = (save: string, call = 'work.register(leads);') => {
    const work = `public class Work {
      List<SObject> rows = new List<SObject>();
      public void register(List<SObject> some) { rows.addAll(some); }
      ${save}
    }`;
    const texts = [
      inClass(`Work work = new Work(); List<Lead> leads = new List<Lead>(); ${call} work.commitAll();`),
      work,
    ];
    const { kind, how } = sitesOf(texts)[0]!.refusal;
    return `${kind}: ${how}`;
  };

  it.each<[string, string, string]>([
    [
      'throws',
      'public void commitAll() { insert rows; }',
      'propagates: is thrown where the collected records are saved',
    ],
    [
      'gives the results back',
      'public List<Database.SaveResult> commitAll() { return Database.insert(rows, false); }',
      'unknown: stands in the results where the collected records are saved',
    ],
    [
      'does not read the results',
      'public void commitAll() { Database.insert(rows, false); }',
      'drops: stands in results that nobody reads',
    ],
    [
      'logs',
      'public void commitAll() { try { insert rows; } catch (Exception e) { System.debug(e); } }',
      'logs: is only logged',
    ],
    [
      'uses a helper that gives the results back to it',
      `public void commitAll() { List<Database.SaveResult> all = save(rows); if (!all[0].isSuccess()) throw new MyException(); }
       static List<Database.SaveResult> save(List<SObject> some) { return Database.insert(some, false); }`,
      'propagates: is thrown where the collected records are saved',
    ],
  ])('by a method that %s', (_name, save, fate) => {
    expect(later(save)).toBe(fate);
  });

  it('is not caught where the records are only collected', () => {
    const call = 'try { work.register(leads); } catch (Exception e) { }';
    expect(later('public void commitAll() { insert rows; }', call)).toBe(
      'propagates: is thrown where the collected records are saved',
    );
  });
});
