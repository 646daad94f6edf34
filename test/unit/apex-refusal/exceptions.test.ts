import { describe, expect, it } from 'vitest';
import { inClass, sitesOf } from '../../support/apexSites.ts';

/** What becomes of the refusal of the first save: `kind: how`. */
function fateOf(code: string, members = '', parameters = ''): string {
  const { refusal } = sitesOf([inClass(code, members, parameters)])[0]!;
  return `${refusal.kind}: ${refusal.how}`;
}

const caught = (handling: string, rest = '', before = '') =>
  `Lead l = new Lead(); ${before} try { insert l; } catch (DmlException e) { ${handling} } ${rest}`;

describe('exceptions that leave the method', () => {
  it.each<[string, string]>([
    ['no try', `Lead l; insert l;`],
    ['Database.insert without a flag', `Lead l; Database.insert(l);`],
    ['Database.insert with true', `Lead l; Database.insert(l, true);`],
    ['a finally without a catch', `Lead l; try { insert l; } finally { x = 1; }`],
    ['a catch of another exception', `Lead l; try { insert l; } catch (QueryException e) { }`],
    ['a catch of an own exception', `Lead l; try { insert l; } catch (MyException e) { }`],
    ['a save in a catch block', `Lead l; try { run(); } catch (Exception e) { insert l; }`],
    ['a save in a finally block', `Lead l; try { run(); } catch (Exception e) { } finally { insert l; }`],
    ['a try in another method', `Lead l; insert l; try { run(); } catch (Exception e) { }`],
  ])('%s', (_name, code) => {
    expect(fateOf(code)).toBe('propagates: is thrown to the caller');
  });
});

describe('what a catch block does', () => {
  it.each<[string, string, string]>([
    ['nothing', caught(''), 'drops: is caught and dropped'],
    ['only a comment', caught('// ignore'), 'drops: is caught and dropped'],
    ['System.debug', caught('System.debug(e.getMessage());'), 'logs: is only logged'],
    ['a debug in capitals', caught('SYSTEM.DEBUG(e);'), 'logs: is only logged'],
    ['a logging library', caught('Logger.error(e); Logger.saveLog();'), 'logs: is only logged'],
    ['a new log object', caught('new ErrorLog().write(e);'), 'logs: is only logged'],
    [
      'a message that goes to debug',
      caught('String s = e.getMessage(); System.debug(s);'),
      'logs: is only logged',
    ],
    ['a rollback alone', caught('Database.rollback(sp);'), 'drops: is caught and dropped'],
    ['a rethrow', caught('throw e;'), 'handles-errors: is thrown on'],
    [
      'another exception',
      caught('throw new AuraHandledException(e.getMessage());'),
      'handles-errors: is thrown on',
    ],
    ['a log and a rethrow', caught('System.debug(e); throw e;'), 'handles-errors: is thrown on'],
    ['addError', caught(`l.addError(e.getMessage());`), 'handles-errors: is shown on the record'],
    ['a page message', caught('ApexPages.addMessages(e);'), 'handles-errors: is shown on the page'],
    [
      'a page message, and what it keeps and returns besides',
      caught('this.found.Id = null; ApexPages.addMessages(e); return null;'),
      'handles-errors: is shown on the page',
    ],
    [
      'a page message and a rethrow',
      caught('ApexPages.addMessages(e); throw e;'),
      'handles-errors: is thrown on',
    ],
    [
      'a log by such a name',
      caught('Logger.addError(e); return null;'),
      'handles-errors: shows in what is returned',
    ],
    ['an e-mail', caught('Messaging.sendEmail(mails);'), 'handles-errors: is sent by e-mail'],
    [
      'a job that tries again',
      caught('System.enqueueJob(new Again(l));'),
      'handles-errors: is retried in a job',
    ],
    ['an event', caught('EventBus.publish(new Failed__e());'), 'handles-errors: is published as an event'],
    ['a return value', caught('return e.getMessage();'), 'handles-errors: shows in what is returned'],
    ['a bare return', caught('return;'), 'drops: is caught and dropped'],
    [
      'a record with the error',
      caught('insert new Failure__c(Text__c = e.getMessage());'),
      'handles-errors: is stored in a record',
    ],
    [
      'a record by Database.insert',
      caught('Database.insert(new Failure__c());'),
      'handles-errors: is stored in a record',
    ],
    ['a deletion', caught('delete other;'), 'drops: is caught and dropped'],
    [
      'the response',
      caught('RestContext.response.statusCode = 500;'),
      'handles-errors: is sent in the response',
    ],
    [
      'the response in a variable',
      caught('RestResponse r = RestContext.response; r.statusCode = 500;'),
      'handles-errors: is sent in the response',
    ],
    [
      'the response in a variable of before',
      caught('r.statusCode = 500;', '', 'RestResponse r = RestContext.response;'),
      'handles-errors: is sent in the response',
    ],
    [
      'an object of its own that nobody sees afterwards',
      caught('r.failed = true;', '', 'Reply r = new Reply();'),
      'drops: is caught and dropped',
    ],
  ])('%s', (_name, code, fate) => {
    expect(fateOf(code)).toBe(fate);
  });
});

describe('what a catch block changes', () => {
  it.each<[string, string, string, string?, string?]>([
    ['a field', caught('failed = true;'), 'handles-errors: is kept in failed', 'Boolean failed;'],
    [
      'a field by this',
      caught('this.failed = true;'),
      'handles-errors: is kept in this.failed',
      'Boolean failed;',
    ],
    [
      'a list in a field',
      caught('errors.add(e.getMessage());'),
      'handles-errors: is kept in errors',
      'List<String> errors;',
    ],
    [
      'a flag that is returned',
      caught('ok = false;', 'return ok;', 'Boolean ok = true;'),
      'handles-errors: shows in ok',
    ],
    ['a count that is returned', caught('n++;', 'return n;', 'Integer n = 0;'), 'handles-errors: shows in n'],
    [
      'a count that is only logged',
      caught('n++;', 'System.debug(n);', 'Integer n = 0;'),
      'logs: is only logged',
    ],
    [
      'a variable that nobody uses',
      caught('ok = false;', '', 'Boolean ok = true;'),
      'drops: is caught and dropped',
    ],
    ['a variable of its own', caught('String s = e.getMessage(); s += x;'), 'drops: is caught and dropped'],
    [
      "a parameter's list",
      caught('errors.add(e);'),
      'handles-errors: is handed back in errors',
      '',
      'List<Object> errors',
    ],
    ["a parameter's field", caught('r.ok = false;'), 'handles-errors: is handed back in r', '', 'Result r'],
    ['a parameter itself', caught('r = null;'), 'drops: is caught and dropped', '', 'Result r'],
    [
      'an object that others hold, by a name of its own',
      caught('Result r = results.get(key); r.ok = false;'),
      'handles-errors: is handed back in results',
      '',
      'Map<Id, Result> results',
    ],
    [
      'each of the objects that others hold',
      caught('for (Result r : results) { r.ok = false; }'),
      'handles-errors: is handed back in results',
      '',
      'List<Result> results',
    ],
    [
      'a list that others hold, by a name of its own',
      caught('List<String> mine = errors.get(key); mine.add(e.getMessage());'),
      'handles-errors: is kept in errors.get(key)',
      'Map<Id, List<String>> errors;',
    ],
    [
      'a copy',
      caught('Account copy = a.clone(); copy.Name = e.getMessage();'),
      'drops: is caught and dropped',
      '',
      'Account a',
    ],
  ])('%s', (_name, code, fate, members, parameters) => {
    expect(fateOf(code, members, parameters)).toBe(fate);
  });
});

describe('what shows in the try block', () => {
  const tried = (after: string, rest = '') =>
    `Lead l = new Lead(); Integer n = 0; Boolean ok = false; List<Lead> saved = new List<Lead>();
     try { insert l; ${after} } catch (Exception e) { System.debug(e); } ${rest}`;
  const counted = 'handles-errors: shows only in what is counted as saved';

  it.each<[string, string, string]>([
    ['a count that is returned', tried('n++;', 'return n;'), counted],
    ['a flag that is returned', tried('ok = true;', 'return ok;'), counted],
    ['a list of what was saved that is returned', tried('saved.add(l);', 'return saved;'), counted],
    ['a list for further work', tried('saved.add(l);', 'insert saved;'), 'logs: is only logged'],
    ['a count that nobody reads', tried('n++;'), 'logs: is only logged'],
    ['a flag of a record', tried('l.Is_New__c = true;', 'return l;'), 'logs: is only logged'],
    ['a standard flag of a record', tried('l.IsUnreadByOwner = true; update l;'), 'logs: is only logged'],
    [
      'a count in the other branch',
      `Integer n = 0; Lead l; try { if (x) { insert l; } else { n += 1; } } catch (Exception e) { System.debug(e); } return n;`,
      'logs: is only logged',
    ],
  ])('%s', (_name, code, fate) => {
    expect(fateOf(code)).toBe(fate);
  });
});

describe('tries within tries', () => {
  it.each<[string, string, string]>([
    [
      'an outer catch of an inner throw',
      `Lead l; try { try { insert l; } catch (DmlException e) { throw e; } } catch (Exception o) { System.debug(o); }`,
      'logs: is only logged',
    ],
    [
      'an outer catch that does nothing',
      `Lead l; try { try { insert l; } catch (DmlException e) { throw e; } } catch (Exception o) { }`,
      'drops: is caught and dropped',
    ],
    [
      'an outer catch of another exception',
      `Lead l; try { try { insert l; } catch (DmlException e) { throw new MyException(); } } catch (DmlException o) { }`,
      'handles-errors: is thrown on',
    ],
    [
      'an inner catch of another exception',
      `Lead l; try { try { insert l; } catch (QueryException e) { throw e; } } catch (Exception o) { return o; }`,
      'handles-errors: shows in what is returned',
    ],
    [
      'the first catch that fits',
      `Lead l; try { insert l; } catch (DmlException e) { throw e; } catch (Exception o) { }`,
      'handles-errors: is thrown on',
    ],
    [
      'the qualified name of the exception',
      `Lead l; try { insert l; } catch (System.DmlException e) { System.debug(e); }`,
      'logs: is only logged',
    ],
  ])('%s', (_name, code, fate) => {
    expect(fateOf(code)).toBe(fate);
  });
});

describe('helpers that get the error', () => {
  const handedTo = (helper: string, call = 'helper(e, l);') => fateOf(caught(call), helper);

  it.each<[string, string, string]>([
    ['one that logs', `void helper(Exception e, Lead l) { System.debug(e); }`, 'logs: is only logged'],
    ['one that does nothing', `void helper(Exception e, Lead l) { }`, 'drops: is caught and dropped'],
    ['one that throws', `void helper(Exception e, Lead l) { throw e; }`, 'handles-errors: is thrown on'],
    [
      'one that stores',
      `void helper(Exception e, Lead l) { insert new Failure__c(); }`,
      'handles-errors: is stored in a record',
    ],
    [
      'one that writes to the record, named as the caller names it',
      `void helper(Exception e, Lead target) { target.Error__c = e.getMessage(); }`,
      'handles-errors: is handed back in l',
    ],
    [
      'one at the end of several calls',
      `void helper(Exception e, Lead l) { second(e); } void second(Exception e) { third(e); } void third(Exception e) { System.debug(e); }`,
      'logs: is only logged',
    ],
    [
      'one that looks for the duplicate error',
      `void helper(DmlException e, Lead l) { if (e.getDmlType(0) == StatusCode.DUPLICATES_DETECTED) { retry(l); } }`,
      'handles-duplicates: is recognised',
    ],
    [
      'one that calls itself',
      `void helper(Exception e, Lead l) { helper(e, l); }`,
      'unknown: goes to helper()',
    ],
  ])('%s', (_name, helper, fate) => {
    expect(handedTo(helper)).toBe(fate);
  });

  it('leaves code that is not here unknown', () => {
    expect(fateOf(caught('Other.helper(e);'))).toBe('unknown: goes to helper(), whose code is not here');
  });

  it('follows a method of another class', () => {
    const texts = [
      inClass(caught('Errors.take(e);')),
      'public class Errors { static void take(Exception e) { throw e; } }',
    ];
    expect(sitesOf(texts)[0]!.refusal.kind).toBe('handles-errors');
  });

  it('sees what a method that says it logs writes to the record it is given', () => {
    const helper = `void logError(Lead target, String text) { target.Error__c = text; }`;
    expect(fateOf(caught('logError(l, e.getMessage());'), helper)).toBe(
      'handles-errors: is handed back in l',
    );
  });

  it.each([
    ['a list of log records', 'List<Log__c> logs = new List<Log__c>(); logs.add(new Log__c()); insert logs;'],
    [
      'a map of log records',
      'Map<Id, Log__c> log = new Map<Id, Log__c>(); log.put(x, new Log__c()); insert log.values();',
    ],
  ])('does not take %s for a logger', (_name, handling) => {
    expect(fateOf(caught(handling))).toBe('handles-errors: is stored in a record');
  });

  it('does not take a list of log records in a field for a logger', () => {
    const members = 'List<Log__c> errorLogs;';
    expect(fateOf(caught('errorLogs.add(new Log__c());'), members)).toBe(
      'handles-errors: is kept in errorLogs',
    );
    expect(fateOf(caught('this.errorLogs.add(new Log__c());'), members)).toBe(
      'handles-errors: is kept in this.errorLogs',
    );
  });

  it('does not take a catalogue for a log', () => {
    expect(fateOf(caught('catalog.put(l, e);'), 'Map<Object, Object> catalog;')).toBe(
      'handles-errors: is kept in catalog',
    );
  });
});

describe('code that knows the refusal', () => {
  const knows = 'handles-duplicates: is recognised';

  it.each<[string, string]>([
    ['a status code', caught('if (e.getDmlType(0) == StatusCode.DUPLICATES_DETECTED) { retry(); }')],
    [
      'a qualified status code',
      caught('if (e.getDmlType(0) == System.StatusCode.DUPLICATES_DETECTED) { retry(); }'),
    ],
    ['the text of the message', caught(`if (e.getMessage().contains('DUPLICATES_DETECTED')) { retry(); }`)],
    [
      'the text in small letters',
      caught(`if (m.toLowerCase().contains('duplicates_detected')) { retry(); }`),
    ],
    ['a switch', caught('switch on e.getDmlType(0) { when DUPLICATES_DETECTED { retry(); } }')],
  ])('%s', (_name, code) => {
    expect(fateOf(code)).toBe(knows);
  });

  it('follows a constant', () => {
    const code = caught('if (e.getMessage().contains(CODE)) { retry(); }');
    expect(fateOf(code, `static final String CODE = 'DUPLICATES_DETECTED';`)).toBe(knows);
  });

  it.each<[string, string, string]>([
    [
      'a set of codes',
      'static final Set<StatusCode> KNOWN = new Set<StatusCode>{ StatusCode.DUPLICATES_DETECTED, StatusCode.UNABLE_TO_LOCK_ROW };',
      'if (!KNOWN.contains(e.getDmlType(0))) { throw e; }',
    ],
    [
      'a set of texts',
      `final Set<String> known = new Set<String>{ 'DUPLICATES_DETECTED' };`,
      'if (!this.known.contains(e.getDmlType(0).name())) { throw e; }',
    ],
    [
      'a map of what to say',
      `static Map<StatusCode, String> texts = new Map<StatusCode, String>{ StatusCode.DUPLICATES_DETECTED => 'known' };`,
      'if (!texts.containsKey(e.getDmlType(0))) { throw e; }',
    ],
    [
      'a single code',
      'static final StatusCode CODE = StatusCode.DUPLICATES_DETECTED;',
      'if (e.getDmlType(0) != CODE) { throw e; }',
    ],
  ])('follows %s', (_name, member, handling) => {
    expect(fateOf(caught(handling), member)).toBe(knows);
  });

  it.each<[string, string, string]>([
    ['a local set', 'Set<StatusCode> ok = new Set<StatusCode>{ StatusCode.DUPLICATES_DETECTED };', knows],
    [
      'a local set of other codes',
      'Set<StatusCode> ok = new Set<StatusCode>{ StatusCode.DUPLICATE_VALUE };',
      'handles-errors: is thrown on',
    ],
  ])('reads %s', (_name, before, fate) => {
    expect(fateOf(caught('if (!ok.contains(e.getDmlType(0))) { throw e; }', '', before))).toBe(fate);
  });

  it.each<[string, string, boolean]>([
    ['DUPLICATE_VALUE', caught('if (e.getDmlType(0) == StatusCode.DUPLICATE_VALUE) { return e; }'), true],
    ['its text', caught(`if (e.getMessage().contains('DUPLICATE_VALUE')) { return e; }`), true],
    ['another code', caught(`if (e.getMessage().contains('UNABLE_TO_LOCK_ROW')) { return e; }`), false],
  ])('tells %s from a duplicate rule', (_name, code, isValue) => {
    const { refusal } = sitesOf([inClass(code)])[0]!;
    expect([refusal.kind, refusal.duplicateValueBranch !== null]).toEqual(['handles-errors', isValue]);
  });
});
