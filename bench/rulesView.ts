/**
 * What the rules' view costs, in milliseconds of processor time: the tree of 300 made-up rule files, and the saves of
 * FOLDER by rule, at first and after changes. node bench/run.mjs bench/rulesView.ts FOLDER
 */
import { createProject, type Project } from '../server/src/core/project.ts';
import { buildRuleTree } from '../server/src/core/ruleTree/build.ts';
import { buildUsage, type Usage } from '../server/src/core/usage/usage.ts';
import { uriOfPath } from '../server/src/lsp/uris.ts';
import { readProject } from '../server/src/workspace/readProject.ts';
import { readText } from '../server/src/workspace/readText.ts';
import { expandRules } from '../test/support/rulesShorthand.ts';

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('usage: node bench/run.mjs bench/rulesView.ts FOLDER');

/** The result of the last run; prints the median and the worst. */
function timed<T>(what: string, runs: number, run: (index: number) => T): T {
  const times: number[] = [];
  let result: T | undefined;
  for (let index = 0; index < runs; index++) {
    const start = process.cpuUsage();
    result = run(index);
    const { user, system } = process.cpuUsage(start);
    times.push((user + system) / 1_000);
  }
  times.sort((a, b) => a - b);
  const [median, worst] = [times[Math.floor(runs / 2)]!, times.at(-1)!];
  console.log(`${what}: ${median.toFixed(0)} ms${runs > 1 ? `, at most ${worst.toFixed(0)}` : ''}`);
  return result!;
}

function treeOf(project: Project, usage: Usage | null) {
  return buildRuleTree({
    catalog: project.catalog,
    duplicateRuleFile: (uri) => project.duplicateRuleFile(uri),
    matchingRuleFile: (uri) => project.matchingRuleFile(uri),
    findings: (uri) => project.findings(uri),
    usage,
  });
}

function lookAt(project: Project): Usage {
  for (const _ of project.analyseAll());
  const saves = [...project.files].flatMap((uri) => project.saves(uri));
  return buildUsage({ saves, catalog: project.catalog, includeTests: false });
}

const madeUp = createProject({ root: 'file:///p' });
const rules = Array.from(
  { length: 250 },
  (_, index) =>
    `O${index % 50}__c.R${index}: Block/Alert+Report matching Email__c, Phone__c, Name when Country__c equals US`,
);
for (const [path, text] of expandRules(rules.join('\n'))) madeUp.setFile(`file:///p/${path}`, text);
const tree = timed('tree of 300 rule files', 30, () => treeOf(madeUp, null));
console.log(`  ${(JSON.stringify(tree).length / 1e6).toFixed(1)} MB`);

const project = createProject({ root: uriOfPath(folder) });
const classes: (readonly [uri: string, text: string])[] = [];
for (const { path } of readProject(folder, { around: null, isCodeOnly: false }).files) {
  const { text } = readText(path);
  if (text === null) continue;
  project.setFile(uriOfPath(path), text);
  if (path.endsWith('.cls')) classes.push([uriOfPath(path), text]);
}
for (const grammar of project.neededGrammars) project.giveUp(grammar);
const usage = timed(`saves of ${[...project.files].length} files by rule, first look`, 1, () =>
  lookAt(project),
);
timed('the same after a line in a class', 30, (index) => {
  const [uri, text] = classes[(index * 37) % classes.length]!;
  project.setFile(uri, `// ${index}\n${text}`);
  return lookAt(project);
});
timed('the same after a rule', 10, (index) => {
  for (const [path, text] of expandRules(`Contact: ${index % 2 ? 'Block' : 'Alert'}/Report`))
    project.setFile(`${uriOfPath(folder)}/${path}`, text);
  return lookAt(project);
});
console.log(`  ${usage.withoutObject.length} saves of unknown objects`);
