import { type ParserPlugin, parse } from '@babel/parser';
import type { Finding } from '../../server/src/core/findings.ts';
import type { Fix } from '../../server/src/core/fixes/fix.ts';
import { createProject, type Project } from '../../server/src/core/project.ts';
import { applied, fixesOf, inShort } from './fixes.ts';
import { grammar } from './grammars.ts';
import { expandRules } from './rulesShorthand.ts';

/** Alert on create of leads, nothing on edit: a refusal that allowSave=true can pass. */
export const alertOnLeads = 'Lead: Alert+Report/Report';
export const blockOnLeads = 'Lead: Block/Report';

const externalIdUri = 'file:///p/force-app/main/default/objects/Lead/fields/Ext__c.field-meta.xml';
const externalId =
  '<CustomField xmlns="http://soap.sforce.com/2006/04/metadata"><fullName>Ext__c</fullName><externalId>true</externalId><label>Ext</label><type>Text</type></CustomField>';

/** A project of rules in shorthand, the external id Lead.Ext__c, and integration code by file name. */
export async function codeFixProject(
  rules: string,
  files: Readonly<Record<string, string>>,
): Promise<Project> {
  const project = createProject({ root: 'file:///p' });
  for (const [path, text] of expandRules(rules)) project.setFile(`file:///p/${path}`, text);
  project.setFile(externalIdUri, externalId);
  for (const [name, text] of Object.entries(files)) project.setFile(uriOf(name), text);
  for (const name of project.neededGrammars) project.setParser(await grammar(name));
  for (const _ of project.analyseAll());
  return project;
}

export function uriOf(name: string): string {
  return `file:///p/src/${name}`;
}

/** The fixes of the first finding of a file, or of the first one of a rule. */
export async function codeFixes(
  rules: string,
  name: string,
  text: string,
  ruleId?: string,
): Promise<readonly Fix[]> {
  const project = await codeFixProject(rules, { [name]: text });
  const all = fixesOf(project, uriOf(name));
  const first = all.find(({ finding }) => ruleId === undefined || finding.ruleId === ruleId)?.finding;
  return all.filter(({ finding }) => finding === first);
}

/** Ids of the fixes for the first finding, those that only silence it left out. */
export async function offeredIn(rules: string, name: string, text: string): Promise<readonly string[]> {
  const fixes = await codeFixes(rules, name, text);
  return fixes.map(({ id }) => id).filter((id) => !id.startsWith('suppress-'));
}

/**
 * What the first fix of an id makes of a file.
 *
 * @throws where the result does not parse, keeps the finding or brings up another
 */
export async function mendedCode(rules: string, id: string, name: string, text: string): Promise<string> {
  const project = await codeFixProject(rules, { [name]: text });
  const fixes = fixesOf(project, uriOf(name));
  const fix = fixes.find((one) => one.id === id);
  if (!fix) throw new Error(`no ${id} among ${fixes.map((one) => one.id).join(', ')}`);
  const after = applied(fix, () => text).get(uriOf(name))!;
  const problems = await problemsOf(fix, rules, name, text, after);
  if (problems.length > 0) throw new Error(`${problems.join('\n')}\n${after}`);
  return after;
}

/** A placeholder is no reason: the bypass and its suppression are reported until a person has replaced it. */
const stated: Readonly<Record<string, readonly string[]>> = {
  'upsert-external-id-wins': ['allow-save-bypass', 'suppression-without-reason'],
  'allow-save': ['allow-save-bypass', 'suppression-without-reason', 'unhandled-duplicates'],
  'raise-api-version': ['allow-save-bypass', 'suppression-without-reason'],
  'header-into-session': ['allow-save-bypass', 'suppression-without-reason'],
  'header-into-subrequests': ['allow-save-bypass', 'suppression-without-reason'],
  // Of rules that block nothing is known where the header is misspelt.
  'correct-spelling': [
    'allow-save-bypass',
    'suppression-without-reason',
    'ineffective-duplicate-header',
    'unused-suppression',
  ],
  'state-reason': ['suppression-without-reason'],
  'suppress-line': ['suppression-without-reason'],
  'suppress-file': ['suppression-without-reason'],
};

const longestTitle = 100;

export async function problemsOf(
  fix: Fix,
  rules: string,
  name: string,
  before: string,
  after: string,
): Promise<string[]> {
  const problems = await syntaxProblems(name, after);
  if (fix.title.length > longestTitle) problems.push(`says too much: ${fix.title}`);
  const [old, fresh] = await Promise.all([
    findingsBefore(rules, name, before),
    findingsOf(rules, name, after),
  ]);
  const [short, shortBefore] = [inShort(fresh), inShort(old)];
  const target = `${fix.finding.severity} ${fix.finding.ruleId}`;
  const asks = after.includes('TODO: say why') && fix.finding.ruleId === 'allow-save-bypass';
  if (!asks && count(short, target) >= count(shortBefore, target))
    problems.push(`the finding stays: ${short.join(', ')}`);
  for (const one of new Set(short)) {
    const ruleId = one.split(' ')[1]!;
    if (count(short, one) > count(shortBefore, one) && !stated[fix.id]?.includes(ruleId)) {
      problems.push(`brings up ${one}`);
    }
  }
  return problems;
}

let last: { readonly key: string; readonly findings: Promise<readonly Finding[]> } | null = null;

/** The text before is the same for all fixes of a file. */
function findingsBefore(rules: string, name: string, text: string): Promise<readonly Finding[]> {
  const key = `${rules}\n${name}\n${text}`;
  if (last?.key !== key) last = { key, findings: findingsOf(rules, name, text) };
  return last.findings;
}

async function findingsOf(rules: string, name: string, text: string): Promise<readonly Finding[]> {
  const project = await codeFixProject(rules, { [name]: text });
  return project.findings(uriOf(name));
}

function count(list: readonly string[], one: string): number {
  return list.filter((other) => other === one).length;
}

/** What a parser of another making says of JavaScript and TypeScript, and the grammar of the rest. */
export async function syntaxProblems(name: string, text: string): Promise<string[]> {
  if (/\.[cm]?[jt]sx?$/.test(name)) {
    const isTyped = /\.[cm]?tsx?$/.test(name);
    const plugins: ParserPlugin[] = isTyped
      ? ['typescript', 'decorators-legacy']
      : ['jsx', 'decorators-legacy'];
    if (name.endsWith('x') && isTyped) plugins.push('jsx');
    try {
      parse(text, { sourceType: 'unambiguous', plugins, errorRecovery: false });
      return [];
    } catch (error) {
      return [`does not parse: ${error}`];
    }
  }
  const grammars = { py: 'python', java: 'java', cs: 'c_sharp', rb: 'ruby', sh: 'bash' } as const;
  const kind = name.split('.').at(-1) as keyof typeof grammars;
  if (!grammars[kind]) return [];
  const tree = (await grammar(grammars[kind])).parse(text, null);
  const hasError = tree.rootNode.hasError;
  tree.delete();
  return hasError ? ['does not parse'] : [];
}
