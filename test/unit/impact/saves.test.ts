import { describe, expect, it } from 'vitest';
import { headline, ruleLines } from '../../../server/src/core/impact/words.ts';
import { expandRules } from '../../support/rulesShorthand.ts';
import { impactOf, saveLines } from './impactOf.ts';

const insert = 'void f(List<Lead> leads) { insert leads; }';
const update = 'void f(List<Lead> leads) { update leads; }';
const upsert = 'void f(List<Lead> leads) { upsert leads; }';
const allowed = `void f(List<Lead> leads) {
  Database.DMLOptions dml = new Database.DMLOptions();
  dml.DuplicateRuleHeader.allowSave = true;
  Database.insert(leads, dml);
}`;
const sometimes = `void f(List<Lead> leads, Boolean isWeb) {
  Database.DMLOptions dml = new Database.DMLOptions();
  if (isWeb) dml.DuplicateRuleHeader.allowSave = true;
  Database.insert(leads, dml);
}`;
const open = `void f(List<Lead> leads, Database.DMLOptions dml) { Database.insert(leads, dml); }`;
const german = "void f() { insert new Lead(LastName = 'x', Email = 'a@b.c', Country = 'DE'); }";
const phoneless = "void f() { insert new Lead(LastName = 'x', Email = 'a@b.c'); }";
const doubtful = `void f(Database.DMLOptions dml) {
  Database.insert(new Lead(LastName = 'x', Email = 'a@b.c'), dml);
}`;
const status = "void f(Id id) { update new Lead(Id = id, Status = 'Open'); }";

describe('what a change of rules does to a save', () => {
  it.each<[what: string, before: string, after: string, code: string, lines: string[]]>([
    ['nothing', 'Lead: Block/Block', 'Lead: Block/Block', insert, []],
    [
      'Report to Block',
      'Lead: Report/Report',
      'Lead: Block/Report',
      insert,
      ['newly-refused Lead.Lead_Rule: saved and reported → refused'],
    ],
    ['Report to Block on the other operation', 'Lead: Report/Report', 'Lead: Block/Report', update, []],
    [
      'Alert to Block: code is refused for either',
      'Lead: Alert/Alert',
      'Lead: Block/Alert',
      insert,
      ['no-option-left Lead.Lead_Rule: refused unless allowSave=true → refused'],
    ],
    [
      'Alert to Block, where allowSave is set',
      'Lead: Alert/Alert',
      'Lead: Block/Alert',
      allowed,
      ['newly-refused Lead.Lead_Rule: saved by allowSave=true → refused, also with allowSave=true'],
    ],
    [
      'Alert to Block, where allowSave is set on one way',
      'Lead: Alert/Alert',
      'Lead: Block/Alert',
      sometimes,
      [
        'bypass-lost Lead.Lead_Rule: refused unless allowSave=true; the code sets allowSave=true only when isWeb → refused, also with allowSave=true',
      ],
    ],
    [
      'Block to Alert, where allowSave is set',
      'Lead: Block/Alert',
      'Lead: Alert/Alert',
      allowed,
      ['no-longer-refused Lead.Lead_Rule: refused → saved by allowSave=true'],
    ],
    [
      'Alert off',
      'Lead: Alert+Report/Alert',
      'Lead: Report/Alert',
      insert,
      ['no-longer-refused Lead.Lead_Rule: refused unless allowSave=true → saved and reported'],
    ],
    [
      'Report off',
      'Lead: Report/Alert',
      'Lead: Allow/Alert',
      insert,
      ['no-longer-reported Lead.Lead_Rule: saved and reported → saved'],
    ],
    [
      'an upsert on both operations',
      'Lead: Report/Report',
      'Lead: Block/Block',
      upsert,
      ['newly-refused Lead.Lead_Rule: saved and reported → refused'],
    ],
    [
      'an upsert on one',
      'Lead: Report/Report',
      'Lead: Report/Block',
      upsert,
      ['newly-refused Lead.Lead_Rule: saved and reported → refused'],
    ],
    [
      'deactivation',
      'Lead: Block/Block',
      'Lead: Block/Block inactive',
      insert,
      ['no-longer-refused Lead.Lead_Rule: refused → no such rule is active'],
    ],
    [
      'a matching rule that is deactivated',
      'Lead: Block/Block',
      'Lead: Block/Block matching-inactive',
      insert,
      ['no-longer-refused Lead.Lead_Rule: refused → the rule does not run'],
    ],
    [
      'activation',
      'Lead: Block/Block inactive',
      'Lead: Block/Block',
      insert,
      ['newly-refused Lead.Lead_Rule: no such rule is active → refused'],
    ],
    [
      'a new rule beside another one that refuses',
      'Lead.One: Block/Block matching Email',
      'Lead.One: Block/Block matching Email\nLead.Two: Block/Block matching Phone',
      insert,
      ["newly-refused Lead.Two: no such rule is active → refused; also refused by rule 'One'"],
    ],
    [
      'a deleted rule beside another one',
      'Lead.One: Block/Block matching Email\nLead.Two: Block/Block matching Phone',
      'Lead.One: Block/Block matching Email',
      insert,
      ["no-longer-refused Lead.Two: refused → no such rule is active; still refused by rule 'One'"],
    ],
    [
      'the first file of an object: what was assumed is not compared',
      '',
      'Lead: Alert/Report',
      insert,
      ['newly-refused Lead.Lead_Rule: no such rule is active → refused unless allowSave=true'],
    ],
    [
      'a condition that the code makes false',
      'Lead: Block/Block',
      'Lead: Block/Block when Country equals US',
      german,
      [
        `no-longer-refused Lead.Lead_Rule: refused → the rule does not run; the code's own values make its condition false: Country equals "US"`,
      ],
    ],
    [
      'a condition that the code makes true',
      'Lead: Block/Block',
      'Lead: Block/Block when Country equals DE',
      german,
      [],
    ],
    [
      'a condition that is open',
      'Lead: Block/Block',
      'Lead: Block/Block when Country equals US',
      insert,
      ['refused-less Lead.Lead_Rule: refused → refused, in fewer cases; only where Country equals "US"'],
    ],
    [
      'an exemption that goes',
      'Lead: Block/Block when $User.Username notEqual load@b.c',
      'Lead: Block/Block',
      insert,
      [
        `refused-more Lead.Lead_Rule: refused; only where the running user's Username is not equal to "load@b.c" → refused, in more cases`,
      ],
    ],
    [
      'a condition with one value more',
      'Lead: Block/Block when Country equals US',
      'Lead: Block/Block when Country equals "US, CA"',
      insert,
      [
        'refused-more Lead.Lead_Rule: refused; only where Country equals "US" → refused, in more cases; only where Country equals "US, CA"',
      ],
    ],
    [
      'another condition',
      'Lead: Block/Block when Country equals US',
      'Lead: Block/Block when Status equals Open',
      insert,
      [
        'refused-differently Lead.Lead_Rule: refused; only where Country equals "US" → refused, perhaps in other cases; only where Status equals "Open"',
      ],
    ],
    [
      'an AND item more',
      'Lead: Block/Block matching Email',
      'Lead: Block/Block matching Email, Phone',
      insert,
      ['refused-less Lead.Lead_Rule: refused → refused, in fewer cases'],
    ],
    [
      'an AND item that the code does not fill',
      'Lead: Block/Block matching Email',
      'Lead: Block/Block matching Email, Phone',
      phoneless,
      [
        'improbable refused-less Lead.Lead_Rule: refused → refused, in fewer cases; matches only if a default, trigger or flow fills Phone',
      ],
    ],
    [
      'an AND item less, which the code did not fill',
      'Lead: Block/Block matching Email, Phone',
      'Lead: Block/Block matching Email',
      phoneless,
      [
        'refused-more Lead.Lead_Rule: refused; matches only if a default, trigger or flow fills Phone → refused, in more cases',
      ],
    ],
    [
      'an OR branch more',
      'Lead: Block/Block matching Email',
      'Lead: Block/Block matching Email | Phone',
      insert,
      ['refused-more Lead.Lead_Rule: refused → refused, in more cases'],
    ],
    [
      'another field',
      'Lead: Report/Block matching Email',
      'Lead: Report/Block matching Phone',
      update,
      ['refused-differently Lead.Lead_Rule: refused → refused, perhaps in other cases'],
    ],
    [
      'a report by another field',
      'Lead: Report/Block matching Email',
      'Lead: Report/Block matching Phone',
      insert,
      ['reported-otherwise Lead.Lead_Rule: saved and reported → saved and reported, in other cases'],
    ],
    [
      'an update that writes nothing that is compared',
      'Lead: Report/Report',
      'Lead: Report/Block',
      status,
      [
        'improbable newly-refused Lead.Lead_Rule: saved and reported → refused; probably not evaluated: none of the fields written here (Status) is one that it compares',
      ],
    ],
    [
      'a new rule that reports, for an update that writes nothing that is compared',
      'Lead: Block/Block',
      'Lead: Block/Block\nLead.Watch: Report/Report',
      status,
      [
        'improbable newly-reported Lead.Watch: no such rule is active → saved and reported; probably not evaluated: none of the fields written here (Status) is one that it compares',
      ],
    ],
    [
      'a new rule, for an insert that does not fill what it compares and may set allowSave',
      'Lead: Block/Block',
      'Lead: Block/Block\nLead.Watch: Alert/Alert matching Phone',
      doubtful,
      [
        "improbable becomes-unknown Lead.Watch: no such rule is active → not known; allowSave is not known: passed in as dml; matches only if a default, trigger or flow fills Phone; also refused by rule 'Lead Rule'",
      ],
    ],
    [
      'an update that now writes a field that is compared',
      'Lead: Block/Block matching Email',
      'Lead: Block/Block matching Email | Status',
      status,
      [
        'refused-more Lead.Lead_Rule: refused; probably not evaluated: none of the fields written here (Status) is one that it compares → refused, in more cases',
      ],
    ],
    [
      'sharing',
      'Lead: Block/Block',
      'Lead: Block/Block sharing',
      insert,
      ['refused-less Lead.Lead_Rule: refused → refused, in fewer cases'],
    ],
    [
      'options from outside',
      'Lead: Alert/Alert',
      'Lead: Block/Alert',
      open,
      ['refused-for-certain Lead.Lead_Rule: not known; allowSave is not known: passed in as dml → refused'],
    ],
    [
      'the setting of lead conversion, which nothing said before',
      'Contact: Block/Block',
      'Contact: Block/Block\nsetting leadConversion on',
      'void f(Database.LeadConvert lc) { Database.convertLead(lc); }',
      [
        'refused-more setting: refused; only with "Require Validation for Converted Leads" on, which no settings file here says → refused, in more cases; also refused by rule \'Contact Rule\'',
        'refused-more setting: refused; only with "Require Validation for Converted Leads" on, which no settings file here says → refused, in more cases; also refused by the standard Account rule (assumed)',
      ],
    ],
    [
      'the setting of lead conversion',
      'Account: Block/Block\nContact: Block/Block\nsetting leadConversion off',
      'Account: Block/Block\nContact: Block/Block\nsetting leadConversion on',
      'void f(Database.LeadConvert lc) { Database.convertLead(lc); }',
      [
        'newly-refused setting: the rule does not run → refused',
        'newly-refused setting: the rule does not run → refused',
      ],
    ],
  ])('%s', (_, before, after, code, lines) => {
    expect(saveLines(impactOf(before, after, code))).toEqual(lines);
  });

  it('judges a save by the options of each call', () => {
    const code = `
      void save(List<Lead> leads, Boolean allow) {
        Database.DMLOptions dml = new Database.DMLOptions();
        dml.DuplicateRuleHeader.allowSave = allow;
        Database.insert(leads, dml);
      }
      void web(List<Lead> leads) { save(leads, true); }
      void load(List<Lead> leads) { save(leads, false); }`;
    const impact = impactOf('Lead: Alert/Alert', 'Lead: Block/Alert', code);
    expect(saveLines(impact)).toEqual([
      'newly-refused Lead.Lead_Rule: saved by allowSave=true → refused, also with allowSave=true',
      'no-option-left Lead.Lead_Rule: refused unless allowSave=true → refused',
    ]);
    expect(impact.rules[0]!.saves.every(({ calledAt }) => calledAt !== null)).toBe(true);
  });

  it('counts what cannot be judged, and leaves tests out', () => {
    const impact = impactOf('Lead: Report/Report', 'Lead: Block/Report', {
      'classes/A.cls':
        'public class A { void f(Object o) { insert (SObject) o; insert new Case(); insert new Lead(); } }',
      'classes/ATest.cls': '@IsTest class ATest { @IsTest static void f() { insert new Lead(); } }',
    });
    expect(impact.saves).toMatchObject({ judged: 2, changed: 1 });
  });
});

describe('in words', () => {
  it.each<[before: string, after: string, code: string, words: string | null]>([
    ['Lead: Report/Report', 'Lead: Block/Report', insert, '1 save becomes refused on a match'],
    [
      'Lead: Alert/Alert',
      'Lead: Block/Alert',
      `${insert} ${allowed.replace('f(', 'g(')}`,
      '1 save becomes refused on a match',
    ],
    ['Lead: Alert/Alert', 'Lead: Block/Alert', insert, '1 save can no longer be allowed by allowSave'],
    [
      'Lead: Block/Block matching Email',
      'Lead: Block/Block matching Email | Phone',
      `${insert} ${update.replace('f(', 'g(')}`,
      '2 saves are refused in more cases',
    ],
    ['Lead: Alert/Alert', 'Lead: Block/Alert', allowed, '1 save becomes refused on a match'],
    [
      'Lead: Alert/Alert',
      'Lead: Block/Alert',
      sometimes,
      '1 save is refused in more cases, as allowSave=true no longer passes the alert',
    ],
    [
      'Lead.One: Alert/Alert matching Email\nLead.Two: Block/Block matching Phone',
      'Lead.One: Block/Alert matching Email\nLead.Two: Block/Block matching Phone',
      allowed,
      '1 save is refused in more cases, as allowSave=true no longer passes the alert',
    ],
    ['Lead: Report/Report', 'Lead: Report/Block', status, '1 save probably stays as before'],
    [
      'Lead: Block/Block',
      'Lead: Block/Block\nLead.Watch: Report/Report',
      status,
      '1 save probably stays as before',
    ],
    [
      'Lead: Block/Block',
      'Lead: Block/Block\nLead.Watch: Report/Report matching Phone',
      `${insert} ${phoneless.replace('f(', 'g(')}`,
      '1 save becomes reported on a match, 1 probably stays as before',
    ],
    ['Lead: Block/Block', 'Lead: Block/Block', insert, null],
    // What other rules do to the save counts as well.
    [
      'Lead.One: Block/Block matching Email',
      'Lead.One: Block/Block matching Email\nLead.Two: Block/Block matching Phone',
      insert,
      '1 save is refused in more cases',
    ],
    [
      'Lead.One: Block/Block matching Email\nLead.Two: Block/Block matching Phone',
      'Lead.One: Block/Block matching Email',
      insert,
      '1 save is refused in fewer cases',
    ],
    [
      'Lead.One: Block/Block matching Email',
      'Lead.Two: Block/Block matching Phone',
      insert,
      '1 save may be refused in other cases',
    ],
    // One rule refuses more, the other less: the save counts once.
    [
      'Lead.One: Report/Report\nLead.Two: Block/Report matching Phone',
      'Lead.One: Block/Report\nLead.Two: Block/Report matching Phone, Fax',
      insert,
      '1 save may be refused in other cases',
    ],
  ])('%s to %s', (before, after, code, words) => {
    expect(headline(impactOf(before, after, code))).toBe(words);
  });

  it.each<[what: string, before: string, after: string, lines: string[]]>([
    ['an action', 'Lead: Alert/Alert', 'Lead: Block/Alert', ['action on create: Allow + Alert → Block']],
    [
      'an AND item',
      'Lead: Block/Block matching Email',
      'Lead: Block/Block matching Email, Phone',
      [
        'matching rule Lead.Lead_Rule_Match, criteria: Email (Exact) → Email (Exact) AND Phone (Exact)',
        'It can only match less: whatever it finds now, it found before.',
      ],
    ],
    [
      'an OR branch',
      'Lead: Block/Block matching Email',
      'Lead: Block/Block matching Email | Phone',
      [
        'matching rule Lead.Lead_Rule_Match, criteria: Email (Exact) → Email (Exact) OR Phone (Exact)',
        'It can only match more: whatever it found before, it still finds.',
      ],
    ],
    [
      'a rule that never runs',
      'Lead: Alert/Alert inactive',
      'Lead: Block/Alert inactive',
      ['action on create: Allow + Alert → Block', 'Inactive before and after: no save is touched.'],
    ],
    [
      'a new rule',
      'Lead.One: Block/Block',
      'Lead.One: Block/Block\nLead.Two: Alert/Report inactive',
      [
        'New: inactive, Allow + Alert on create, Allow + Report on edit.',
        'matching rule Lead.Two_Match: new, Email (Exact)',
      ],
    ],
    [
      'another name',
      'Lead.One: Block/Block',
      'Lead.Uno: Block/Block',
      [
        'Renamed from Lead.One: to Salesforce a new rule. The old one stays in the org until a destructive change deletes it, and both run as long.',
        'label: "One" → "Uno"',
        'matching rule Lead.Uno_Match: renamed from Lead.One_Match, to Salesforce a new one',
      ],
    ],
  ])('%s', (_, before, after, lines) => {
    expect(ruleLines(impactOf(before, after, insert).rules[0]!)).toEqual(lines);
  });
});

it('tells a change of a file that another package hides, and does not compare it', () => {
  const inPackage = (name: string, rules: string) =>
    [...expandRules(rules)].map(([path, text]) => [path.replace(/^force-app/, name), text] as const);
  const alert = inPackage('b', 'Lead.R: Alert/Report');
  const lead = inPackage('a', 'Lead.R: Block/Block');
  const impact = impactOf(
    new Map([...lead, ...alert]),
    new Map([...lead, ...inPackage('b', 'Lead.R: Report/Report')]),
    'void m(Lead l) { insert l; }',
  );
  expect(impact.rules).toEqual([]);
  expect(impact.notes).toEqual([
    'b/…/Lead.R.duplicateRule-meta.xml differs, and is not compared: another file, a/…/Lead.R.duplicateRule-meta.xml, holds a rule Lead.R as well, which is taken to be the one that counts.',
  ]);
  const shown = impactOf(new Map([...lead, ...alert]), new Map(alert), 'void m(Lead l) { insert l; }');
  expect([shown.rules.length, shown.notes]).toEqual([1, []]);
  const same = impactOf(new Map([...lead, ...alert]), new Map([...lead, ...alert]), '');
  expect(same.notes).toEqual([]);
});

it('names a rule that can be read at neither time', () => {
  const path = 'force-app/main/default/duplicateRules/Lead.R.duplicateRule-meta.xml';
  const broken = (text: string) => new Map([[path, text]]);
  const start = 'Lead.R.duplicateRule-meta.xml cannot be read as a rule';
  expect(impactOf(broken('<Dup'), broken('<Duplicate'), '').notes).toContain(
    `force-app/…/${start} before and after: Lead.R is not compared.`,
  );
  expect(impactOf('', broken('<Duplicate'), '').notes).toContain(
    `force-app/…/${start} after: Lead.R is not compared.`,
  );
});
