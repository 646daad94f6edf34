import { describe, expect, test } from 'vitest';
import { parse } from '../../../server/src/core/saves/apex/parser.ts';
import { isApex, readCorpus } from '../../corpus/files.ts';
import { type Entry, summarizeByOracle } from '../../support/apexOracle.ts';
import { summarize } from '../../support/apexSummary.ts';

function expectAgreement(path: string, text: string): void {
  const unit = parse(path, text);
  const entry: Entry = unit.trigger !== null ? 'trigger' : unit.script !== null ? 'script' : 'class';
  const { errors, ...theirs } = summarizeByOracle(text, entry);
  expect(errors, 'the oracle reads the sample').toEqual([]);
  expect(summarize(unit)).toEqual(theirs);
}

describe('the parser agrees with an independent grammar', () => {
  test.each([
    [
      'order.cls',
      'public class A { Order order; void set(Group group) { order.insert(group); update order; } }',
    ],
    [
      'generics.cls',
      'class A { Map<Id, List<Set<X>>> a = new Map<Id, List<Set<X>>>(), b; Boolean c = d < e && f > g; }',
    ],
    [
      'casts.cls',
      'class A { void b() { x = (B) (c); y = ((D) e).f; g = (List<H>) [SELECT Id FROM I]; j = (k) * l; } }',
    ],
    [
      'dml.apex',
      'insert(a); update as user b; upsert c D__c; merge e f; delete [SELECT Id FROM G]; undelete (List<H>) i;',
    ],
    ['shift.apex', 'a >>= 1; b >>>= 2; c = d >> 1; e = f >>> 2; List<List<X>> g = h;'],
    ['types.apex', 'Type a = List<Lead>.class; Type b = Map<Id, Lead[]>.class; Type c = Lead.class;'],
    [
      'strings.apex',
      "String a = 'it\\'s // no'; /* no 'string */ insert b; String c = '''\n two 'lines'\n'''; update d;",
    ],
    [
      'switch.apex',
      'switch on a { when Lead b { insert b; } when 1, 2 { } when null { } when else { update c; } }',
    ],
    ['safe.apex', 'a = b?.c(d)?.e ?? f[0]?.g; h = i ? j : k ? l : m;'],
    [
      'query.apex',
      'for (List<Lead> a : [SELECT Id, (SELECT Id FROM B WHERE C = :d) FROM E WHERE F IN :g AND H = LAST_N_DAYS:3 WITH USER_MODE]) { insert a; }',
    ],
    [
      'loops.apex',
      'for (;;) { break; } for (Integer i = 0, n = 1; i < n; i++, n--) a(i); do { b(); } while (c); while (d) e();',
    ],
    [
      'trigger.trigger',
      'trigger A on B (before insert, after update) { if (Trigger.isInsert) { insert Trigger.new[0]; } }',
    ],
    [
      'members.cls',
      '@IsTest(SeeAllData=true) private class A { static { b(); } { c(); } A(D e) { this(); } E f { get { return g; } private set; } interface H { void i(J k); } enum L { M, N } @TestVisible static testMethod void o() { System.runAs(p) { insert q; } } }',
    ],
    [
      'upper.cls',
      'PUBLIC CLASS A { VOID B() { IF (C) { INSERT D; } ELSE { TRY { UPDATE E; } CATCH (X F) { THROW F; } } } }',
    ],
  ])('%s', expectAgreement);

  const files = readCorpus().flatMap(({ name, files }) =>
    [...files].filter(([path]) => isApex(path)).map(([path, text]) => [`${name}/${path}`, text] as const),
  );
  test.runIf(files.length > 0)(
    `on the ${files.length} files of the corpus`,
    () => {
      for (const [path, text] of files) expectAgreement(path, text);
    },
    60_000,
  );
});
