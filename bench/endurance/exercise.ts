import { readError } from '../../server/src/core/explain/read.ts';
import { kindOf } from '../../server/src/core/files.ts';
import { completeRuleFile } from '../../server/src/core/metadata/editing/complete.ts';
import { describeInRuleFile } from '../../server/src/core/metadata/editing/describe.ts';
import { definitionInRuleFile, highlightsInRuleFile } from '../../server/src/core/metadata/editing/find.ts';
import { outlineOfRuleFile } from '../../server/src/core/metadata/editing/outline.ts';
import { createProject, type Project } from '../../server/src/core/project.ts';
import { readRecords } from '../../server/src/core/records/read.ts';
import { checkRuleTests } from '../../server/src/core/ruleTests/check.ts';
import { completeRuleTest } from '../../server/src/core/ruleTests/editing/complete.ts';
import { DataFiles } from '../../server/src/core/ruleTests/existing.ts';
import { parseRuleTests } from '../../server/src/core/ruleTests/parse.ts';
import { runRuleTest } from '../../server/src/core/ruleTests/run.ts';
import { saveTable } from '../../server/src/core/saveTable/build.ts';
import { saveTableMarkdown } from '../../server/src/core/saveTable/markdown.ts';
import { noScaffoldAnswers } from '../../server/src/core/scaffold/model.ts';
import { planScaffold } from '../../server/src/core/scaffold/plan.ts';
import { noAnswers } from '../../server/src/core/templates/model.ts';
import { planNewRule } from '../../server/src/core/templates/plan.ts';
import { templates } from '../../server/src/core/templates/templates.ts';
import { grammar } from '../../test/support/grammars.ts';
import { damage, type Workspace } from './generate.ts';
import type { Material } from './material.ts';
import { Chance } from './random.ts';

const root = 'file:///p';

export const uriOf = (path: string): string => `${root}/${path.split('/').map(encodeURIComponent).join('/')}`;

async function load(files: Workspace): Promise<Project> {
  const project = createProject({ root, today: '2026-11-23' });
  for (const [path, text] of files) project.setFile(uriOf(path), text);
  for (const name of project.neededGrammars) project.setParser(await grammar(name));
  return project;
}

/** Asks everything of a workspace that can be asked; edits it, and holds it to a fresh one. @throws what it finds wrong */
export async function exercise(files: Workspace, seed: number, material: Material): Promise<void> {
  const chance = new Chance(seed ^ 0x5eed);
  const project = await load(files);
  look(project, files, chance);
  const edited = new Map(files);
  for (let edits = 1 + chance.below(4); edits > 0; edits--) {
    if (edited.size === 0) break;
    const path = chance.of([...edited.keys()]);
    if (chance.percent(10)) {
      edited.delete(path);
      project.removeFile(uriOf(path));
    } else {
      const text = damage(edited.get(path)!, chance, material);
      edited.set(path, text);
      project.setFile(uriOf(path), text);
    }
    const shown = chance.of([...files.keys()]);
    if (project.reads(uriOf(shown))) project.findings(uriOf(shown));
  }
  for (const name of project.neededGrammars) project.setParser(await grammar(name));
  const fresh = await load(edited);
  const [one, other] = [seen(project, edited), seen(fresh, edited)];
  if (one !== other) throw new Error(`edited and fresh differ: ${difference(one, other)}`);
}

function look(project: Project, files: Workspace, chance: Chance): void {
  for (const _ of project.analyseAll());
  for (const [path, text] of files) {
    const uri = uriOf(path);
    const at = () => chance.below(text.length + 1);
    readError(text, chance.of([null, 'apex', 'json', 'log']));
    if (/\.(?:json|csv)$/.test(path))
      readRecords(path.endsWith('.csv') ? 'csv' : 'json', uri, text, { start: at(), end: text.length });
    if (path.endsWith('.duptest.yaml')) ruleTests(project, uri, text, at);
    if (!project.reads(uri)) continue;
    const findings = project.findings(uri);
    for (const { location } of findings.slice(0, 20)) project.fixes(uri, location);
    project.safeFixes(uri);
    project.records(uri);
    for (const { site } of project.saves(uri).slice(0, 20)) void site.operation;
    for (let times = 0; times < 5; times++) {
      project.hover(uri, at());
      const start = at();
      project.recordsAt(uri, text, { start, end: start });
      project.fixes(uri, { start, end: start });
    }
    if (/^(?:duplicate|matching)-rule$/.test(kindOf(uri) ?? '')) ruleFile(project, uri, text, at);
  }
  for (const object of ['Lead', 'Account', 'Thing__c']) saveTableMarkdown(saveTable(object, project.catalog));
  plans(project, files, chance);
}

function ruleFile(project: Project, uri: string, text: string, at: () => number): void {
  const file = { uri, text, project };
  outlineOfRuleFile(uri, text);
  for (let times = 0; times < 6; times++) {
    const offset = at();
    completeRuleFile(file, offset, { takesSnippets: times % 2 === 0, asksAgain: times % 3 === 0 });
    describeInRuleFile(file, offset);
    definitionInRuleFile(file, offset);
    highlightsInRuleFile(file, offset);
  }
}

function ruleTests(project: Project, uri: string, text: string, at: () => number): void {
  const file = checkRuleTests(parseRuleTests(uri, text), project);
  const noFiles = new DataFiles(() => 'There are no files here.');
  for (const test of file.tests.slice(0, 20)) runRuleTest(file, test, project, noFiles);
  for (let times = 0; times < 4; times++) completeRuleTest(text, at(), project, true);
}

function plans(project: Project, files: Workspace, chance: Chance): void {
  const there = {
    root,
    packageDirectories: [{ uri: `${root}/force-app`, path: 'force-app', isDefault: true }],
    catalog: project.catalog,
    schema: project.schema,
    files: [...files.keys()].map(uriOf),
    text: (uri: string) => [...files].find(([path]) => uriOf(path) === uri)?.[1] ?? null,
    apiVersion: '66.0',
  };
  planScaffold({ ...noScaffoldAnswers, parts: ['all'] }, there);
  planNewRule(
    chance.of(templates),
    { ...noAnswers, object: chance.of(['Lead', 'Thing__c']), fields: ['Email'] },
    there,
  );
}

/** What a person sees of it. */
function seen(project: Project, files: Workspace): string {
  for (const _ of project.analyseAll());
  return JSON.stringify(
    [...files.keys()]
      .filter((path) => project.reads(uriOf(path)))
      .map((path) => [
        path,
        project.findings(uriOf(path)),
        project
          .saves(uriOf(path))
          .map(({ site, outcomes }) => [
            site.operation,
            site.target,
            site.refusal.how,
            outcomes.map(({ rule, result }) => [rule.fullName, result]),
          ]),
      ]),
  );
}

function difference(one: string, other: string): string {
  let at = 0;
  while (one[at] === other[at]) at++;
  return `${one.slice(Math.max(0, at - 120), at + 120)} | ${other.slice(Math.max(0, at - 20), at + 120)}`;
}
