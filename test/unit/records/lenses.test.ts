import { describe, expect, it } from 'vitest';
import { defaultSettings } from '../../../server/src/core/config/settings.ts';
import { createProject } from '../../../server/src/core/project.ts';

const uri = 'file:///p/A.cls';

/** The literals that get a lens, as they are written, with their objects. */
function lensesOf(text: string, more: Record<string, string> = {}, project = createProject()) {
  for (const [name, content] of Object.entries(more)) project.setFile(`file:///p/${name}`, content);
  project.setFile(uri, text);
  return project.records(uri).map(({ object, start, end }) => `${object}: ${text.slice(start, end)}`);
}

const inClass = (code: string) => `public class A { void m() {\n${code}\n} }`;

const rule = (active: boolean) =>
  `<DuplicateRule><actionOnInsert>Block</actionOnInsert><isActive>${active}</isActive><masterLabel>X</masterLabel></DuplicateRule>`;

describe('records in a file of a project', () => {
  it.each([
    ["insert new Lead(LastName = 'A');", ["Lead: new Lead(LastName = 'A')"]],
    ['LEAD l = new LEAD(); l.City = x;', ['Lead: new LEAD()']],
    [
      "this.x = new Contact(); insert new Schema.Account(Name = 'A');",
      ['Contact: new Contact()', "Account: new Schema.Account(Name = 'A')"],
    ],
    ['add(new Lead()); delete new Lead(Id = x);', []],
    [
      "insert new Contact(LastName = 'A', Account = new Account(Ext__c = '1'));",
      ["Contact: new Contact(LastName = 'A', Account = new Account(Ext__c = '1'))"],
    ],
    ["insert new Case(Subject = 'A'); x = new List<Lead>(); y = new Lead[2];", []],
    ["String s = 'new Lead(x)'; // new Lead(y)", []],
  ])('%s', (code, lenses) => {
    expect(lensesOf(inClass(code))).toEqual(lenses);
  });

  it('have an active rule', () => {
    const code = inClass("insert new Lead(LastName = 'A'); insert new Invoice__c(Name = 'A');");
    const file = (object: string) => `duplicateRules/${object}.X.duplicateRule-meta.xml`;
    expect(lensesOf(code, { [file('Invoice__c')]: rule(true), [file('Lead')]: rule(false) })).toEqual([
      "Invoice__c: new Invoice__c(Name = 'A')",
    ]);
  });

  it('are no classes of the project', () => {
    const project = createProject();
    const code = inClass("x = new Lead(Name = 'A'); y = new Schema.Lead(Name = 'A');");
    expect(lensesOf(code, { 'Lead.cls': 'public class Lead {}' }, project)).toHaveLength(1);
    project.removeFile('file:///p/Lead.cls');
    expect(project.records(uri)).toHaveLength(2);
  });

  it('stand in tests only where these are read', () => {
    const text = `@IsTest ${inClass("insert new Lead(LastName = 'A');")}`;
    expect(lensesOf(text)).toEqual([]);
    expect(
      lensesOf(text, {}, createProject({ settings: { ...defaultSettings, includeTests: true } })),
    ).toHaveLength(1);
  });

  it('move with the text above them, and change with their own', () => {
    const project = createProject();
    const text = inClass("insert new Lead(LastName = 'A');");
    lensesOf(text, {}, project);
    const [before] = project.records(uri);
    expect(lensesOf(`// above\n${text}`, {}, project)).toEqual(["Lead: new Lead(LastName = 'A')"]);
    expect(project.records(uri)[0]!.start).toBe(before!.start + '// above\n'.length);
    expect(lensesOf(text.replace('Lead(', 'Contact('), {}, project)).toEqual([
      "Contact: new Contact(LastName = 'A')",
    ]);
  });
});
