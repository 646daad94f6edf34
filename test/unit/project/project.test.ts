import { describe, expect, it } from 'vitest';
import { defaultSettings, type Settings } from '../../../server/src/core/config/settings.ts';
import { createProject, type Project } from '../../../server/src/core/project.ts';
import { grammar } from '../../support/grammars.ts';

const root = 'file:///p';
const at = (path: string): string => `${root}/${path}`;

/** A project with an Alert rule on Lead and the files given. */
function projectOf(files: Readonly<Record<string, string>>, settings: Partial<Settings> = {}): Project {
  const project = createProject({ root, settings: { ...defaultSettings, ...settings } });
  project.setFile(at('duplicateRules/Lead.Lead_Email.duplicateRule-meta.xml'), leadRule);
  for (const [path, text] of Object.entries(files)) project.setFile(at(path), text);
  for (const _ of project.analyseAll());
  return project;
}

const leadRule = `<?xml version="1.0" encoding="UTF-8"?>
<DuplicateRule xmlns="http://soap.sforce.com/2006/04/metadata" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
    <actionOnInsert>Allow</actionOnInsert>
    <actionOnUpdate>Allow</actionOnUpdate>
    <alertText>Use one of these records?</alertText>
    <duplicateRuleFilter xsi:nil="true"/>
    <duplicateRuleMatchRules>
        <matchRuleSObjectType>Lead</matchRuleSObjectType>
        <matchingRule>Lead_Email</matchingRule>
        <objectMapping xsi:nil="true"/>
    </duplicateRuleMatchRules>
    <isActive>true</isActive>
    <masterLabel>Lead Email</masterLabel>
    <operationsOnInsert>Alert</operationsOnInsert>
    <operationsOnUpdate>Report</operationsOnUpdate>
    <securityOption>EnforceSharingRules</securityOption>
    <sortOrder>1</sortOrder>
</DuplicateRule>`;

const save = 'public class A { void f(List<Lead> leads) { insert leads; } }';

function told(project: Project, path = 'A.cls'): string[] {
  return project.findings(at(path)).map(({ ruleId, severity }) => `${ruleId} ${severity}`);
}

describe('settings', () => {
  it.each<[string, Partial<Settings>, string[]]>([
    ['none', {}, ['missing-duplicate-rule-header warning']],
    [
      'a severity',
      { severities: { 'missing-duplicate-rule-header': 'error' } },
      ['missing-duplicate-rule-header error'],
    ],
    ['a rule switched off', { severities: { 'missing-duplicate-rule-header': 'off' } }, []],
    ['an ignored path', { ignore: ['A.cls'] }, []],
    ['a test glob', { testGlobs: ['A*'] }, []],
    [
      'a test glob, tests included',
      { testGlobs: ['A*'], includeTests: true },
      ['missing-duplicate-rule-header warning'],
    ],
    [
      'a suppression in the settings',
      { suppressions: [{ path: '**/*.cls', rule: 'missing-duplicate-rule-header', reason: 'all meant' }] },
      [],
    ],
  ])('%s', (_, settings, expected) => {
    expect(told(projectOf({ 'A.cls': save }, settings))).toEqual(expected);
  });

  it('take effect when they change', () => {
    const project = projectOf({ 'A.cls': save });
    project.setSettings({ ...defaultSettings, ignore: ['*.cls'] });
    expect(told(project)).toEqual([]);
    project.setSettings(defaultSettings);
    expect(told(project)).toEqual(['missing-duplicate-rule-header warning']);
  });
});

describe('test code', () => {
  const test =
    "@IsTest private class A { @IsTest static void f() { insert new Lead(LastName = 'x', Email = 'e'); } }";

  it('is silent unless it is asked for', () => {
    expect(told(projectOf({ 'A.cls': test }))).toEqual([]);
    expect(told(projectOf({ 'A.cls': test }, { includeTests: true }))).toEqual([
      'missing-duplicate-rule-header warning',
    ]);
  });
});

describe('suppressions', () => {
  const bypass = (comment: string): string => `public class A {
    void f(List<Lead> leads) {
        Database.DMLOptions options = new Database.DMLOptions();
        options.optAllOrNone = true;
        ${comment}
        options.DuplicateRuleHeader.allowSave = true;
        Database.insert(leads, options);
    }
}`;

  it.each<[string, string[]]>([
    ['// nothing said', ['allow-save-bypass warning']],
    ['// duplicate-rules: allow-save-bypass -- merged every night', []],
    ['/* duplicate-rules: allow-save-bypass -- merged every night */', []],
    [
      '// duplicate-rules: allow-save-bypass',
      ['suppression-without-reason information', 'allow-save-bypass warning'],
    ],
    [
      '// duplicate-rules: unhandled-duplicates -- not the one that is here',
      ['unused-suppression information', 'allow-save-bypass warning'],
    ],
  ])('%s', (comment, expected) => {
    expect(told(projectOf({ 'A.cls': bypass(comment) }))).toEqual(expected);
  });

  it.each<[string, string[]]>([
    ["@SuppressWarnings('duplicate-rules.allow-save-bypass: merged every night')", []],
    ["@SuppressWarnings('PMD.Anything, duplicate-rules.allow-save-bypass: merged, then mailed')", []],
    ["@SuppressWarnings('PMD.Anything')", ['allow-save-bypass warning']],
  ])('%s', (annotation, expected) => {
    const text = bypass('').replace('void f', `${annotation} void f`);
    expect(told(projectOf({ 'A.cls': text }))).toEqual(expected);
  });
});

describe('dates in suppressions of the settings', () => {
  const entry = (path: string, reason: string) => ({ path, rule: 'missing-duplicate-rule-header', reason });
  const expired = entry('**/*.cls', 'the old system repeats itself (until: 2026-10-31)');
  const other = save.replace('class A', 'class B');
  const configuration = at('duplicate-rules.config.json');

  function allOf(project: Project) {
    return [...project.files]
      .sort()
      .flatMap((uri) => project.findings(uri))
      .filter(({ ruleId }) => ruleId === 'expired-bypass')
      .map(({ location, message }) => ({
        file: location.uri.slice(root.length + 1),
        at: location.start,
        message,
      }));
  }

  function datedProject(suppressions: Settings['suppressions'], text: string | null) {
    const project = projectOf({ 'A.cls': save, 'B.cls': other }, { suppressions });
    project.setToday('2026-11-23');
    if (text !== null) project.setConfigurationText(text);
    return project;
  }

  it('are told once, where they stand', () => {
    const unreadable = entry('A.cls', 'meant (until: soon)');
    const running = entry('B.cls', 'meant (until: 2027-01-31)');
    const suppressions = [running, expired, unreadable];
    const text = JSON.stringify({ suppressions }, null, 2);
    const project = datedProject(suppressions, text);
    expect(allOf(project)).toEqual([
      {
        file: 'duplicate-rules.config.json',
        at: text.indexOf('"the old system'),
        message:
          'The suppression of missing-duplicate-rule-header in the settings was meant to hold until 2026-10-31. The day has passed. Its reason was: "the old system repeats itself". Take out what it silences, or decide again and write a new date.',
      },
      {
        file: 'duplicate-rules.config.json',
        at: text.indexOf('"meant (until: soon'),
        message: expect.stringContaining('says until when it holds as "soon"'),
      },
    ]);
    expect(project.review(configuration).told).toEqual(project.findings(configuration));
    project.setSettings({ ...defaultSettings, suppressions, severities: { 'expired-bypass': 'off' } });
    expect([allOf(project), [...project.files].includes(configuration)]).toEqual([[], false]);
    project.setSettings({ ...defaultSettings, suppressions: [running] });
    expect(allOf(project)).toEqual([]);
  });

  it.each<[string, string | null]>([
    ['are in the settings of an editor', '{}'],
    ['have no file', null],
    ['have a file that is broken', '{"suppressions": ['],
  ])('are told in the first file that comes upon them where they %s', (_, text) => {
    const project = datedProject([expired], text);
    const files = () => allOf(project).map(({ file }) => file);
    expect([files(), files()]).toEqual([['A.cls'], ['A.cls']]);
    project.removeFile(at('A.cls'));
    expect(files()).toEqual(['B.cls']);
  });
});

describe('options that are set in another file', () => {
  const helper = `public class Options {
    public static Database.DMLOptions lenient() {
        Database.DMLOptions options = new Database.DMLOptions();
        options.optAllOrNone = true;
        options.DuplicateRuleHeader.allowSave = true;
        return options;
    }
}`;
  const user = 'public class A { void f(List<Lead> leads) { Database.insert(leads, Options.lenient()); } }';

  it('are reported once, where they are set, with the saves that they reach', () => {
    const project = projectOf({
      'Options.cls': helper,
      'A.cls': user,
      'B.cls': user.replace('class A', 'class B'),
    });
    expect(told(project, 'A.cls')).toEqual([]);
    const [finding, ...others] = project.findings(at('Options.cls'));
    expect(others).toEqual([]);
    expect(finding?.ruleId).toBe('allow-save-bypass');
    const reached = finding!.related.map(({ location }) => location.uri);
    expect(reached).toEqual(expect.arrayContaining([at('A.cls'), at('B.cls')]));
  });

  it('are silent when they reach no save any more', () => {
    const project = projectOf({ 'Options.cls': helper, 'A.cls': user });
    project.setFile(at('A.cls'), 'public class A { }');
    expect(told(project, 'Options.cls')).toEqual([]);
  });

  it('move with the text above them', () => {
    const project = projectOf({ 'Options.cls': helper, 'A.cls': user });
    const [before] = project.findings(at('Options.cls'));
    project.setFile(at('Options.cls'), `\n\n${helper}`);
    const [after] = project.findings(at('Options.cls'));
    expect(after!.location.start).toBe(before!.location.start + 2);
  });
});

describe('rules', () => {
  it('change the findings of code when their file changes', () => {
    const project = projectOf({ 'A.cls': save });
    const rule = at('duplicateRules/Lead.Lead_Email.duplicateRule-meta.xml');
    project.setFile(rule, leadRule.replace('<isActive>true', '<isActive>false'));
    expect(told(project)).toEqual([]);
    project.removeFile(rule);
    expect(told(project)).toEqual(['missing-duplicate-rule-header information']);
  });

  it('that cannot be read are findings, and no rule is made up for them', () => {
    const project = projectOf({ 'A.cls': save });
    const rule = at('duplicateRules/Lead.Lead_Email.duplicateRule-meta.xml');
    project.setFile(rule, leadRule.slice(0, 300));
    expect(project.findings(rule).map(({ ruleId }) => ruleId)).toContain('invalid-rule-metadata');
    expect(told(project)).toEqual([]);
  });
});

describe('hovers', () => {
  it('say what each rule does with the save, from which file', () => {
    const project = projectOf({ 'A.cls': save });
    const hover = project.hover(at('A.cls'), save.indexOf('insert') + 2);
    expect(save.slice(hover!.start, hover!.end)).toBe('insert');
    expect(hover!.markdown).toContain('Lead Email');
    expect(hover!.markdown).toContain('Lead\\_Email.duplicateRule-meta.xml');
    expect(project.hover(at('A.cls'), 0)).toBeNull();
  });
});

describe('lead conversions', () => {
  const conversion = (...calls: string[]): string => `public class A {
    void f(Database.LeadConvert conversion, Id accountId) {
        ${calls.join('\n        ')}
        Database.convertLead(conversion);
    }
}`;

  it.each<[string, string[], string[]]>([
    ['creates an account and a contact', [], ['Account', 'Contact']],
    ['creates no account where one is named', ['conversion.setAccountId(accountId);'], ['Contact']],
    [
      'may create an account where one is named under a condition',
      ['if (accountId != null) { conversion.setAccountId(accountId); }'],
      ['Account', 'Contact'],
    ],
  ])('%s', (_, calls, expected) => {
    const [judged] = projectOf({ 'A.cls': conversion(...calls) }).saves(at('A.cls'));
    expect(judged!.outcomes.map(({ rule }) => rule.object)).toEqual(expected);
  });
});

it('says once what a call does twice', async () => {
  const project = projectOf({
    'load.js': `
      const base = process.env.URL + '/services/data/v62.0';
      const raw = (path, body) => fetch(base + path, { method: 'POST', body: JSON.stringify(body) });
      const post = (path, body, isFirst) => (isFirst ? raw(path, body) : raw(path, body));
      export const load = (email, isFirst) => post('/sobjects/Lead', { Email: email }, isFirst);
    `,
  });
  for (const name of project.neededGrammars) project.setParser(await grammar(name));
  expect(project.saves(at('load.js')).length).toBe(1);
  expect(told(project, 'load.js')).toEqual(['missing-duplicate-rule-header information']);
});
