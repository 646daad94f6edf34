import { describe, expect, it } from 'vitest';
import { readMarked } from '../../support/marked.ts';

const read = (marked: string) => readMarked('apex', 'file:///p/Capture.cls', marked);

const inClass = (code: string, members = '') =>
  `public class Capture {\n  ${members}\n  public void register(String email, Boolean hot) {\n    ${code}\n  }\n}\n`;

function one(code: string, members = '') {
  const { drafts, problems } = read(inClass(code, members));
  expect(drafts).toHaveLength(1);
  return { ...drafts[0]!, problems };
}

describe('a record literal in Apex', () => {
  it('gives literal values, and the expressions of others', () => {
    const draft = one(
      "Lead lead = |new Lead(LastName = 'O\\'Neil', Email = email, NumberOfEmployees = -3, IsConverted = false, Fax = null);\n    insert lead;",
    );
    expect(draft).toMatchObject({
      object: 'Lead',
      id: null,
      fields: { LastName: "O'Neil", NumberOfEmployees: -3, IsConverted: false, Fax: null },
      open: { Email: 'email' },
      origin: 'new Lead(…) in Capture.register',
      updates: false,
      problems: [],
    });
  });

  it.each([
    ["lead.Phone = '1'; lead.put('City', 'Ulm'); lead.put(Lead.Street, email);|insert lead;"],
    ["|lead.Phone = '1';\n lead.put('City', 'Ulm'); lead.put(Lead.Street, email); insert lead;"],
    [
      "lead.Phone = '1'; lead.put('City', 'Ulm');\nlead.put(Lead.Street, email);\n Database.insert(|lead, false);",
    ],
  ])('takes the assignments that follow it: %s', (code) => {
    expect(
      one(`Lead lead = new Lead(LastName = 'A', Phone = '0');\n${code}\nlead.Title = 'after';`),
    ).toMatchObject({
      fields: { LastName: 'A', Phone: '1', City: 'Ulm' },
      open: { Street: 'email' },
      updates: false,
    });
  });

  it('leaves open what is assigned under a condition', () => {
    const draft = one(
      "Lead |l = new Lead(LastName = 'A', City = 'X');\nif (hot) { l.City = 'Y'; l.Rating = 'Hot'; }\ninsert l;",
    );
    expect(draft.fields).toEqual({ LastName: 'A' });
    expect(draft.open).toEqual({ City: "'Y' (when hot), else 'X'", Rating: "'Hot' (when hot)" });
  });

  it('knows that an assignment in the branch of the save runs before it', () => {
    const draft = one("Lead l = new Lead(LastName = 'A');\nif (hot) { l.City = 'Y'; |insert l; }");
    expect(draft.fields).toEqual({ LastName: 'A', City: 'Y' });
  });

  it('follows constants of the file, variables with one value, and sums of texts', () => {
    const draft = one(
      "String name = 'B'; String changed = 'x'; changed = 'y';\nLead l = |new Lead(LastName = PREFIX + name, Company = Capture.COMPANY, City = changed, Title = Other.TITLE);",
      "private static final String PREFIX = 'A-';\n  static final String COMPANY = 'Acme';",
    );
    expect(draft.fields).toEqual({ LastName: 'A-B', Company: 'Acme' });
    expect(draft.open).toEqual({ City: 'changed', Title: 'Other.TITLE' });
    expect(draft.updates).toBeNull();
  });

  it.each([
    ['Date.newInstance(2026, 1, 2)', '2026-01-02'],
    ["Date.valueOf('2026-02-03')", '2026-02-03'],
    ['Datetime.newInstanceGmt(2026, 1, 2, 3, 4, 5)', '2026-01-02T03:04:05.000Z'],
    ['Time.newInstance(1, 2, 3, 4)', '01:02:03.004Z'],
    ['Date.newInstance(2026, 13, 2)', undefined],
    ['Datetime.newInstance(2026, 1, 2)', undefined],
    ['Date.today()', undefined],
  ])('reads %s', (expression, value) => {
    expect(one(`insert |new Lead(X__c = ${expression});`).fields).toEqual(
      value === undefined ? {} : { X__c: value },
    );
  });

  it.each([
    ["update |new Lead(Id = '00Q000000000001EAA', City = 'Ulm');", '00Q000000000001EAA', {}, true],
    ["Lead l = |new Lead(Id = email, City = 'Ulm');\nupdate l;", null, { Id: 'email' }, true],
    ["Lead l = |new Lead(City = 'Ulm');\nupdate l;", null, {}, true],
    ["Lead l = |new Lead(City = 'Ulm');\nupsert l;", null, {}, null],
    ["Lead l = |new Lead(City = 'Ulm');\nunitOfWork.registerNew(l);", null, {}, false],
    ["Lead l = |new Lead(City = 'Ulm');\nUTIL_DMLService.updateRecord(l);", null, {}, true],
    ["Lead l = |new Lead(City = 'Ulm');\ninsertLeads(new List<Lead>{ l });", null, {}, false],
  ])('tells an update: %s', (code, id, open, updates) => {
    expect(one(code)).toMatchObject({ id, open, updates, fields: { City: 'Ulm' }, problems: [] });
  });

  it('stops where the variable gets another record', () => {
    const code =
      "Lead l = new Lead(LastName = 'A');\ninsert l;\nl = new Lead(LastName = 'B');\nl.City = 'Ulm';\ninsert |l;";
    expect(one(code).fields).toEqual({ LastName: 'B', City: 'Ulm' });
    expect(one(code.replace('|', '').replace('insert l', 'insert |l')).fields).toEqual({ LastName: 'A' });
  });

  it('takes the save that is meant where there are several', () => {
    const code = "Lead l = new Lead(LastName = 'A');\ninsert l;\nl.City = 'Ulm';\nupdate l;";
    expect(one(code.replace('insert', '|insert'))).toMatchObject({
      fields: { LastName: 'A' },
      updates: false,
    });
    expect(one(code.replace('update', '|update'))).toMatchObject({
      fields: { LastName: 'A', City: 'Ulm' },
      updates: true,
    });
  });

  it('says that a method may set more', () => {
    const { problems } = one(
      "Lead l = |new Lead(LastName = 'A');\nSystem.debug(l);\nupdateName(l);\ninsert l;\ntell(l);",
    );
    expect(problems).toEqual(['More fields may be set by updateName(l), which was not followed.']);
  });

  it('leaves records within the record out', () => {
    const draft = one(
      "insert |new Contact(LastName = 'A', Account = new Account(Ext__c = '1'), ReportsTo = boss, Boss__r = boss);",
    );
    expect(draft).toMatchObject({ object: 'Contact', fields: { LastName: 'A' }, open: {} });
    expect(draft.problems).toHaveLength(3);
  });
});

describe('several records', () => {
  const list =
    "List<Lead> leads = new List<Lead>{ new Lead(LastName = 'A'), new Lead(LastName = 'B') };\nLead c = new Lead(LastName = 'C');\nleads.add(c);\nc.City = 'Ulm';\nleads.add(new Lead(LastName = 'D'));\n";

  it('finds all records of a list at its save', () => {
    const { drafts } = read(inClass(`${list}insert |leads;`));
    expect(drafts.map(({ fields }) => fields)).toEqual([
      { LastName: 'A' },
      { LastName: 'B' },
      { LastName: 'C', City: 'Ulm' },
      { LastName: 'D' },
    ]);
    expect(drafts.every(({ updates }) => updates === false)).toBe(true);
  });

  it('finds the one in which the cursor stands', () => {
    const { drafts } = read(inClass(`${list.replace("= 'B'", "= |'B'")}Database.insert(leads, false);`));
    expect(drafts).toMatchObject([{ fields: { LastName: 'B' }, updates: false }]);
  });

  it('finds those of a selection', () => {
    const { drafts } = read(
      inClass(`|Lead a = new Lead(LastName = 'A');\ninsert a;\n|Lead b = new Lead(LastName = 'B');`),
    );
    expect(drafts.map(({ fields }) => fields)).toEqual([{ LastName: 'A' }]);
  });

  it('follows a loop over the list, a map, and a list in a list', () => {
    const code = `Map<String, Lead> byKey = new Map<String, Lead>();\nfor (String key : keys) {\n  Lead l = |new Lead(LastName = key);\n  byKey.put(key, l);\n}\nfor (Lead each : byKey.values()) {\n  each.City = 'Ulm';\n  if (hot) each.Rating = 'Hot';\n}\ninsert byKey.values();`;
    expect(one(code)).toMatchObject({
      fields: { City: 'Ulm' },
      open: { LastName: 'key', Rating: "'Hot' (when hot)" },
      updates: false,
    });
  });
});

describe('what is no record to test', () => {
  it.each([
    ["String s = |'x';"],
    ['Object o = |new Map<String, Lead>();'],
    ['Object o = |new Foo(Bar = 1);'],
    ['Object o = |new Setting__mdt(Bar__c = 1);'],
    ['Object o = |new Lead[3];'],
    ['Object o = |new LeadShare(LeadId = x);'],
  ])('%s', (code) => {
    const { drafts, problems } = read(inClass(code));
    expect(drafts).toEqual([]);
    expect(problems).toHaveLength(1);
  });

  it('leaves classes of an object’s name alone, but not Schema.Lead', () => {
    expect(read(inClass('Object o = |new Lead();', 'class Lead {}')).drafts).toEqual([]);
    expect(read(inClass("insert |new Schema.Lead(City = 'x');", 'class Lead {}')).drafts).toHaveLength(1);
  });
});

describe('where Apex stands', () => {
  it.each([
    ["trigger T on Lead (after insert) { insert |new Account(Name = 'A'); }", 'new Account(…) in T'],
    ["insert |new Account(Name = 'A');", 'new Account(…) in script'],
    ["public class A { static Account x = |new Account(Name = 'A'); }", 'new Account(…) in A.x'],
  ])('%s', (text, origin) => {
    expect(read(text).drafts).toMatchObject([{ object: 'Account', fields: { Name: 'A' }, origin }]);
  });
});
