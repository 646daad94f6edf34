import { expect, test } from 'vitest';
import { defaultSettings } from '../../../server/src/core/config/settings.ts';
import type { OrgRules } from '../../../server/src/core/metadata/catalog.ts';
import type { DuplicateRule } from '../../../server/src/core/metadata/model.ts';
import { createProject, type Project } from '../../../server/src/core/project.ts';
import { buildRuleTree } from '../../../server/src/core/ruleTree/build.ts';
import type { RuleTreeNode } from '../../../server/src/core/ruleTree/model.ts';
import { saveNodes } from '../../../server/src/core/ruleTree/saves.ts';
import { LineIndex, type Location } from '../../../server/src/core/text.ts';
import { buildUsage, type Usage } from '../../../server/src/core/usage/usage.ts';
import { standardRule } from '../../support/catalog.ts';
import { grammar } from '../../support/grammars.ts';
import { expandRules } from '../../support/rulesShorthand.ts';

type Node = RuleTreeNode<Location>;

function projectWith(files: Readonly<Record<string, string>>, rules = '') {
  const project = createProject({ root: 'file:///p' });
  const texts = new Map(Object.entries(files));
  for (const [path, text] of expandRules(rules)) texts.set(path, text);
  for (const [path, text] of texts) project.setFile(`file:///p/${path}`, text);
  return { project, texts };
}

function usageOf(project: Project): Usage {
  const saves = [...project.files].flatMap((uri) => project.saves(uri));
  return buildUsage({ saves, catalog: project.catalog, includeTests: false });
}

function treeOf(project: Project, usage: Usage | null = null): readonly Node[] {
  return buildRuleTree({
    catalog: project.catalog,
    duplicateRuleFile: (uri) => project.duplicateRuleFile(uri),
    matchingRuleFile: (uri) => project.matchingRuleFile(uri),
    findings: (uri) => project.findings(uri),
    usage,
  });
}

/** `- label | description`, indented. */
function shown(nodes: readonly Node[], depth = 0): readonly string[] {
  return nodes.flatMap(({ label, description, children }) => [
    `${'  '.repeat(depth)}${label}${description === '' ? '' : ` | ${description}`}`,
    ...shown(children, depth + 1),
  ]);
}

/** The first entry whose label holds some text, wherever it stands. */
function find(nodes: readonly Node[], label: string): Node {
  for (const node of nodes) {
    if (node.label.includes(label)) return node;
    const below = node.children.length > 0 ? findOrNull(node.children, label) : null;
    if (below) return below;
  }
  throw new Error(`nothing is called ${label}`);
}

function findOrNull(nodes: readonly Node[], label: string): Node | null {
  try {
    return find(nodes, label);
  } catch {
    return null;
  }
}

function ofObject(nodes: readonly Node[], object: string): readonly Node[] {
  return nodes.filter(({ label }) => label === object);
}

test('an object has its rules, a rule what it does and compares', () => {
  const { project } = projectWith(
    {},
    `Lead.Strict: Block/Alert+Report matching Email | Phone when Country equals US sharing
     Lead.Old: Alert/Report inactive`,
  );
  expect(shown(ofObject(treeOf(project), 'Lead'))).toEqual([
    'Lead | 2 rules, 1 inactive',
    '  Strict | Block on create, Alert on edit',
    '    On create | Block',
    '    On edit | Allow + Alert + Report',
    '    Alert | Use one of these records?',
    '    Enforces sharing',
    '    Runs where | Country equals "US"',
    '    Strict Match',
    '      Matches where | 1 OR 2',
    '      1. Email | Exact',
    '      2. Phone | Exact',
    '    Saves',
    '  Old | Alert on create · inactive',
    '    On create | Allow + Alert',
    '    On edit | Allow + Report',
    '    Alert | Use one of these records?',
    '    Bypasses sharing',
    '    Old Match',
    '      Email | Exact',
    '    Saves',
    '  All saves',
  ]);
});

test('an entry leads to its element', () => {
  const { project, texts } = projectWith({}, 'Lead.Strict: Block/Alert matching Email | Phone sharing');
  const tree = ofObject(treeOf(project), 'Lead');
  const textAt = (label: string) => {
    const { uri, start, end } = find(tree, label).place!;
    return texts.get(uri.replace('file:///p/', ''))!.slice(start, end);
  };
  const places = [
    'Strict',
    'On create',
    'On edit',
    'Alert',
    'Enforces',
    'Strict Match',
    'Matches',
    '2. Phone',
  ];
  expect(places.map(textAt)).toEqual([
    'Strict',
    'Block',
    'Allow',
    'Use one of these records?',
    'EnforceSharingRules',
    'Strict_Match',
    '1 OR 2',
    'Phone',
  ]);
});

test("Salesforce's own rules are shown as assumed, with what is documented of them", () => {
  const tree = treeOf(projectWith({}).project);
  expect(tree.map(({ label, description }) => `${label}: ${description}`)).toEqual([
    'Account: assumed',
    'Contact: assumed',
    'Lead: assumed',
  ]);
  const account = shown(ofObject(tree, 'Account'));
  expect(account).toContain("    Standard Account Match Rule v1 0 | Salesforce's own");
  expect(account).toContain('      BillingCity | one of these needed');
  expect(account.join('\n')).toContain('It needs Account Name, and Billing City or Billing ZIP');
  const lead = shown(ofObject(tree, 'Lead'));
  expect(lead).toContain('  Standard Lead Duplicate Rule | Alert on create · assumed');
  expect(lead).toContain('      FirstName | Fuzzy: First Name');
  expect(lead).toContain("    Standard Contact Match Rule v1 1 | with Contact · Salesforce's own");
  expect(lead).toContain('        Street | → MailingStreet');
  const rule = find(tree, 'Standard Lead Duplicate Rule');
  expect(rule).toMatchObject({ origin: 'assumed', place: null });
  expect(rule.tooltip).toContain(
    "none were read from an org, so Salesforce's standard rule is taken to be active",
  );
  expect(ofObject(tree, 'Lead')[0]!.tooltip).toContain(
    'The assumption ends with the first rule file of Lead, active or not',
  );
});

test('rules of an org are shown as such, and where a file says something else', () => {
  const { project } = projectWith({}, 'Lead.Strict: Block/Block\nContact.Mine: Block/Block');
  const read = { kind: 'org', username: 'a@b.c', readAt: '2026-11-23T08:00:00Z' } as const;
  const inOrg = (rule: Partial<DuplicateRule>): DuplicateRule => ({
    ...standardRule('Lead'),
    name: 'X',
    fullName: 'Lead.X',
    label: 'X',
    matchRules: [],
    source: read,
    ...rule,
  });
  const copy = project.catalog.duplicateRules.find(({ name }) => name === 'Strict')!;
  const org: OrgRules = {
    duplicateRules: [
      inOrg({}),
      { ...copy, onInsert: { action: 'Allow', alert: true, report: false }, source: read },
    ],
    matchingRules: [],
    objects: ['Lead', 'Contact', 'Account'],
    leadConversionValidation: null,
  };
  project.setOrgRules(org);
  const tree = treeOf(project);
  const rules = tree.flatMap(({ children }) => children.filter(({ kind }) => kind === 'duplicate-rule'));
  expect(shown(rules).filter((line) => !line.startsWith(' '))).toEqual([
    'Mine | Block · not in the org',
    'Strict | Block · differs from the org',
    'X | Alert on create · in the org only',
  ]);
  expect(shown(tree)).toContain('    The org has | action on create Allow + Alert');
  expect(find(tree, 'X').tooltip).toContain('org a@b.c, read 2026-11-23 08:00 UTC');
});

test('what is found in a file stands under its rule, the gravest first, and marks it', () => {
  const { project, texts } = projectWith({}, 'Lead.Strict: Block/Block');
  const [path] = [...texts.keys()].filter((one) => one.includes('duplicateRules'));
  project.setFile(
    `file:///p/${path}`,
    texts.get(path!)!.replace('<actionOnInsert>Block', '<actionOnInsert>Refuse'),
  );
  const rule = find(treeOf(project), 'Strict');
  expect(rule.problems).toEqual({ count: 1, severity: expect.any(String) });
  expect(ofObject(treeOf(project), 'Lead')[0]!.problems).toEqual(rule.problems);
  expect(rule.children[0]).toMatchObject({
    kind: 'problem',
    label: 'Invalid rule metadata',
    description: expect.stringContaining('Refuse'),
  });
  expect(rule.children[0]!.spoken).toMatch(/^(?:error|warning): "Refuse"/);
});

test('a rule that only reports, and one that sharing blinds, say so though neither is a finding', () => {
  const { project } = projectWith({}, 'Lead.Quiet: Report/Report sharing');
  const rule = find(treeOf(project), 'Quiet');
  expect(rule).toMatchObject({ description: 'Report only', problems: null });
  expect(shown(rule.children)).toContain('Refuses nothing | only reports');
  expect(find(rule.children, 'Enforces sharing').tooltip).toContain('a duplicate that is not shared');
  project.setSettings({ ...defaultSettings, severities: { 'report-only-rule': 'information' } });
  const told = find(treeOf(project), 'Quiet').children;
  expect(told.filter(({ kind }) => kind === 'note')).toEqual([]);
  expect(told[0]).toMatchObject({ kind: 'problem', severity: 'information' });
});

test('a matching rule that nobody uses stands under its object', () => {
  const { project, texts } = projectWith({}, 'Case.Strict: Block/Block matching Subject');
  const [path] = [...texts.keys()].filter((one) => one.includes('duplicateRules'));
  project.removeFile(`file:///p/${path}`);
  expect(shown(ofObject(treeOf(project), 'Case'))).toEqual(
    [
      'Case | no duplicate rule',
      '  Strict Match | no duplicate rule uses it',
      '    Subject | Exact',
      '  All saves',
    ].map((line) => line.replace(' | none', '')),
  );
});

const code = {
  'classes/A.cls': `public class A {
  void make() { insert new Lead(Email = 'a'); }
  void pass() {
    Database.DMLOptions o = new Database.DMLOptions();
    o.DuplicateRuleHeader.allowSave = true;
    Database.insert(new Lead(Email = 'a'), o);
  }
  void any(SObject record) { insert record; }
  void note() { insert new Case(); }
}`,
};

test('saves are counted, named and led to', () => {
  const { project } = projectWith(code, 'Lead.Warn: Alert/Report\nCase.None: Block/Block inactive');
  const usage = usageOf(project);
  const tree = treeOf(project, usage);
  const saves = (name: string) => shown(ofObject(tree, name)).filter((line) => line.includes('aves'));
  expect(saves('Lead')).toEqual(['    Saves | 1 refused, 1 pass', '  All saves | 2, 1 refusable']);
  expect(saves('Case')).toEqual(['    Saves | none', '  All saves | 1']);
  expect(saves('Saves of unknown objects')).toEqual(['Saves of unknown objects | 1']);
  const lines = new LineIndex(code['classes/A.cls']);
  const where = ({ start }: Location) => `A.cls:${lines.position(start).line + 1}`;
  const entries = (object: string | null, rule: string | null) => saveNodes({ object, rule }, usage, where);
  expect(shown(entries('Lead', 'Warn'))).toEqual([
    'make | A.cls:2 · insert',
    'pass | passes by allowSave · A.cls:6 · insert',
  ]);
  expect(shown(entries('Case', null))).toEqual([expect.stringMatching(/^note \| not checked · /)]);
  expect(shown(entries(null, null))).toEqual([expect.stringMatching(/^any \| A\.cls:8 · insert$/)]);
  const [first] = entries('Lead', 'Warn');
  expect(first).toMatchObject({
    spoken: 'insert of Lead, A.make, Apex statement, A.cls:2: refused',
    place: { uri: 'file:///p/classes/A.cls', start: 33 },
  });
});

test('saves of a script have the name of its file, or of its function', async () => {
  const script = 'load() {\n  sf data create record --sobject Lead --values "LastName=x"\n}\n';
  const last = 'sf data create record --sobject Lead --values "LastName=y"\n';
  const { project } = projectWith({}, 'Lead.Warn: Alert/Report');
  project.setParser(await grammar('bash'));
  project.setFile('file:///p/scripts/load.sh', script + last);
  for (const _ of project.analyseAll());
  const entries = saveNodes({ object: 'Lead', rule: 'Warn' }, usageOf(project), () => 'load.sh:1');
  expect(entries.map(({ label }) => label).sort()).toEqual(['load', 'load.sh']);
});

const ids = (nodes: readonly Node[]): readonly string[] =>
  nodes.flatMap((node) => [node.id, ...ids(node.children)]);

test('a rule that names its matching rule twice has no id twice', () => {
  const files = [...expandRules('Lead.Warn: Alert/Report')].map(([path, text]) => [
    path,
    text.replace(/<duplicateRuleMatchRules>.*<\/duplicateRuleMatchRules>/s, '$&$&'),
  ]);
  const { project } = projectWith(Object.fromEntries(files));
  const all = ids(treeOf(project));
  expect(all.filter((id) => /^lead\/warn\/match\/.*\/field\//.test(id))).toHaveLength(2);
  expect(new Set(all).size).toBe(all.length);
});

test('ids stay the same when something else changes, and none is there twice', () => {
  const { project } = projectWith(code, 'Lead.Warn: Alert/Report matching Email, Email\nLead.B: Block/Block');
  const before = ids(treeOf(project));
  expect(new Set(before).size).toBe(before.length);
  project.setFile('file:///p/classes/A.cls', `// more\n${code['classes/A.cls']}`);
  expect(ids(treeOf(project, usageOf(project)))).toEqual([...before, '?saves']);
});
