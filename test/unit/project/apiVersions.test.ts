import { expect, it } from 'vitest';
import { createProject } from '../../../server/src/core/project.ts';

const uri = 'file:///p/Importer.cls';
const text = `public class Importer {
  public void run(Contact c) {
    Database.DMLOptions options = new Database.DMLOptions();
    options.DuplicateRuleHeader.runAsCurrentUser = false;
    Database.insert(c, options);
  }
}`;
const meta = (version: number) => `<ApexClass><apiVersion>${version}.0</apiVersion></ApexClass>`;

it('says whose sharing counts by the version of the class, and follows its changes', () => {
  const project = createProject({ root: 'file:///p' });
  const message = () => {
    for (const _ of project.analyseAll());
    return project.findings(uri).find(({ ruleId }) => ruleId === 'system-context-bypass')?.message;
  };
  project.setFile(uri, text);
  expect(message()).toContain('of the system where it declares none up to API version 66.');
  const { generation } = project;
  project.setFile(`${uri}-meta.xml`, () => meta(66));
  expect(project.generation).not.toBe(generation);
  expect(message()).toContain('of the system where it declares none.');
  project.setFile(`${uri}-meta.xml`, meta(67));
  expect(message()).toContain("the user's where it declares none.");
  expect(project.saves(uri)[0]!.site.apiVersion).toBe(67);
  project.removeFile(`${uri}-meta.xml`);
  expect(message()).toContain('up to API version 66.');
});

it('makes new classes of the version of the project', () => {
  const project = createProject({ root: 'file:///p' });
  const plain = 'public class Plain { public void run(Contact c) { insert c; } }';
  const made = () => {
    for (const _ of project.analyseAll());
    return project
      .fixes('file:///p/Plain.cls', { start: 0, end: plain.length })
      .flatMap(({ edits }) => edits)
      .find((one) => one.uri.endsWith('.cls-meta.xml'))?.edits[0]?.newText;
  };
  project.setFile('file:///p/Plain.cls', plain);
  expect(made()).toContain('<apiVersion>60.0</apiVersion>');
  project.setFile('file:///p/Plain.cls-meta.xml', meta(62));
  expect(made()).toContain('<apiVersion>62.0</apiVersion>');
  project.setFile('file:///p/sfdx-project.json', '{ "sourceApiVersion": "65.0" }');
  expect(made()).toContain('<apiVersion>65.0</apiVersion>');
});
