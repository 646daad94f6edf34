/**
 * Processor time of checking rule files, without the protocol: a made-up project of 500 of them, cold, and from a
 * keystroke in one of them to its findings. In one process, all its threads, garbage collection too:
 * node bench/run.mjs bench/ruleFiles.ts [COUNT]. With CHECK=1 it is cold alone, as the command line tunes V8.
 */
import { tuneForShortRun } from '../server/src/cli/engine.ts';
import { createProject, type Project } from '../server/src/core/project.ts';
import { duplicateRuleXml, matchingRulesXml } from '../test/support/ruleFiles.ts';

const count = Number(process.argv[2] ?? 500);
const asCheck = process.env.CHECK === '1';
const rounds = asCheck ? 1 : Number(process.env.ROUNDS ?? 7);
if (asCheck) tuneForShortRun();
const files = ruleFiles(count);
const size = [...files.values()].reduce((sum, text) => sum + text.length, 0);
console.log(`${files.size} files, ${(size / 1000).toFixed(0)} KB`);

/** The first is what a process that has just started needs; the others show what is left once code is compiled. */
for (let round = 0; round < rounds; round++) {
  const { ms, wall, result } = measured(() => {
    const project = createProject({ root: 'file:///p' });
    for (const [uri, text] of files) project.setFile(uri, text);
    let findings = 0;
    for (const uri of files.keys()) findings += project.findings(uri).length;
    return findings;
  });
  console.log(
    `${round === 0 ? 'cold' : 'again'}: ${wall.toFixed(0)} ms, processor time of all threads ${ms.toFixed(0)} ms, ${result} findings`,
  );
}

if (!asCheck) typeInFiles();

function typeInFiles(): void {
  const project = createProject({ root: 'file:///p' });
  for (const [uri, text] of files) project.setFile(uri, text);
  for (const uri of files.keys()) project.findings(uri);
  const uris = [...files.keys()];
  type(project, uris[0]!, 50);
  for (const uri of [uris.find((one) => one.includes('.duplicateRule'))!, uris[0]!]) {
    const times = type(project, uri, Number(process.env.KEYS ?? 400)).sort((a, b) => a - b);
    const quantile = (q: number) =>
      times[Math.min(times.length - 1, Math.floor(q * times.length))]!.toFixed(2);
    const name = uri.replace(/^.*\//, '');
    console.log(
      `keystroke in ${name}: p50 ${quantile(0.5)} ms, p95 ${quantile(0.95)} ms, worst ${quantile(1)} ms`,
    );
  }
}

/** Types a letter all over the file and takes it out again. */
function type(project: Project, uri: string, keys: number): number[] {
  const text = files.get(uri)!;
  const times: number[] = [];
  for (let key = 0; key < keys; key++) {
    const at = Math.floor(text.length * ((key * 0.618_034) % 1));
    for (const now of [`${text.slice(0, at)}x${text.slice(at)}`, text]) {
      times.push(
        measured(() => {
          project.setFile(uri, now);
          return project.findings(uri).length;
        }).ms,
      );
    }
  }
  return times;
}

function measured<T>(work: () => T): { readonly ms: number; readonly wall: number; readonly result: T } {
  const start = performance.now();
  const before = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(before);
  return { ms: (user + system) / 1_000, wall: performance.now() - start, result };
}

/** Six duplicate rules and a file of five matching rules for each object, conditions and mappings among them. */
function ruleFiles(count: number): Map<string, string> {
  const folder = 'file:///p/force-app/main/default';
  const files = new Map<string, string>();
  for (let object = 0; files.size < count; object++) {
    const name = `Thing_${object}__c`;
    const matching = Array.from(
      { length: 5 },
      (_, rule) =>
        `Match_${rule}${rule < 4 ? '' : ' Inactive'}: Name~CompanyName, Email__c, Phone__c~Phone, City__c~City [1 AND (2 OR 3 OR 4)]`,
    );
    files.set(`${folder}/matchingRules/${name}.matchingRule-meta.xml`, matchingRulesXml(...matching));
    for (let rule = 0; rule < 6 && files.size < count; rule++) {
      const text = duplicateRuleXml(name, `Rule_${rule}`, {
        active: rule < 5,
        onEdit: rule % 2 === 0 ? 'Block' : 'Alert+Report',
        sortOrder: rule === 5 ? 5 : rule + 1,
        matching: `Match_${rule % 5}, Contact.Standard_Contact_Match_Rule_v1_1 mapped`,
        when: 'Bypass_Rules__c equals false, User.Username notEqual load@example.com',
        filter: '1 AND 2',
        sharing: true,
      });
      files.set(`${folder}/duplicateRules/${name}.Rule_${rule}.duplicateRule-meta.xml`, text);
    }
  }
  return files;
}
