import { describe, expect, it } from 'vitest';
import type { Audit } from '../../../server/src/core/audit/model.ts';
import { standingIn } from '../../../server/src/core/standing/standing.ts';
import { expandRules } from '../../support/rulesShorthand.ts';
import { ScaffoldWorkspace } from '../../support/scaffold.ts';
import { auditOf, lines } from './auditOf.ts';

describe('what stands already', () => {
  const rules = 'Lead: Alert/Report matching Email';
  const unknown = { 'classes/A.cls': 'public class A { void a(SObject one) { insert one; } }' };
  const caller = {
    'classes/B.cls': `public class B { void b(List<Lead> all) {
      Database.DMLOptions own = new Database.DMLOptions();
      own.DuplicateRuleHeader.allowSave = true;
      Database.insert(all, own);
    } }`,
  };
  const workspace = new ScaffoldWorkspace(Object.fromEntries(expandRules(rules)));
  workspace.apply({ parts: ['all'], objects: ['Lead'] });
  const scaffolded = Object.fromEntries([...workspace.files].filter(([path]) => path.endsWith('.cls')));
  const advised = ({ plan }: Audit) =>
    plan.flatMap(({ means }) => means.map((one) => `${one.kind} ${one.name}`));

  it('is named instead of advised', () => {
    const before = auditOf({ rules, code: { ...unknown, ...caller } });
    const after = auditOf({ rules, code: { ...unknown, ...caller, ...scaffolded } });
    expect(advised(before)).toEqual(expect.arrayContaining(['scaffold backstop', 'scaffold save-class']));
    expect(advised(after).filter((one) => /^(?:scaffold|class)/.test(one))).toEqual([
      'class DuplicateRulesSave',
      'class DuplicateRulesBackstop',
    ]);
    expect(after.plan.map(({ text }) => text)).toContain(
      'Make sure that DuplicateRulesBackstop is scheduled, and that somebody reads what it finds',
    );
    expect(after.answer).toContain('Of 1 save it cannot be told what the rules do.');
    const found = lines(after, 'rules-not-run', 'save-class');
    expect(found.filter((one) => !/Account|Contact/.test(one))).toEqual([
      'low rules-not-run:Lead',
      'none save-class:DuplicateRulesSave',
    ]);
  });

  it.each<[name: string, kind: string | null, text: string]>([
    [
      "a batch of one's own",
      'backstop',
      'class A implements Database.Batchable<SObject> { void a() { Datacloud.FindDuplicates.findDuplicates(all); } }',
    ],
    ['no job', null, 'class A { void a() { Datacloud.FindDuplicates.findDuplicates(all); } }'],
    [
      'a comment',
      null,
      'class A implements Schedulable { // Datacloud.FindDuplicates.findDuplicates(all)\n }',
    ],
    [
      'what looks like a comment in a text of several lines',
      'backstop',
      `class A implements Schedulable { String a = '''
it's // here, /* or
'''; void b() { Datacloud.FindDuplicates.findDuplicates(all); } }`,
    ],
    [
      'a comment behind an escaped quote',
      null,
      "class A implements Schedulable { String a = 'it\\'s'; /* Datacloud.FindDuplicates.findDuplicates(all) */ }",
    ],
    [
      'a test',
      null,
      '@IsTest class A implements Schedulable { void a() { Datacloud.FindDuplicates.findDuplicates(all); } }',
    ],
    [
      'a fixed option',
      null,
      'class A { List<SObject> a; void b() { o.DuplicateRuleHeader.allowSave = true; } }',
    ],
  ])('is recognised by its code: %s', (_name, kind, text) => {
    expect(standingIn('file:///p/A.cls', text)?.kind ?? null).toBe(kind);
  });
});
