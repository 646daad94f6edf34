import { describe, expect, it } from 'vitest';
import { readConfigText } from '../../../server/src/core/config/configFile.ts';
import { readDirectives } from '../../../server/src/core/config/directives.ts';
import { mergeSettings } from '../../../server/src/core/config/partial.ts';
import { scanLeaves } from '../../../server/src/core/metadata/leafScan.ts';
import { createProject } from '../../../server/src/core/project.ts';

/** Runs something that once took for ever; the bound is far above what it takes, for machines that are busy. */
function soon<T>(run: () => T): T {
  const begin = performance.now();
  const result = run();
  expect(performance.now() - begin).toBeLessThan(30_000);
  return result;
}

describe('configuration files of any size and content', () => {
  it.each<[string, string, number]>([
    ['a long string', `{"wrappers": ["${'x'.repeat(2e7)}"]}`, 0],
    ['a string that is not closed', `{"wrappers": ["${'x'.repeat(2e7)}`, 1],
    ['much white space', `${' \n'.repeat(1e7)}{}`, 0],
    ['a long comment', `//${' x'.repeat(1e7)}\n{}`, 0],
    ['a long number', `{"wrappers": ${'1'.repeat(2e7)}}`, 1],
    ['many comments', `${'/**/ //\n'.repeat(1e6)}{}`, 0],
    ['comments that are not closed', '/*'.repeat(1e6), 1],
    ['deep nesting', '['.repeat(1e6), 1],
    ['many wrong entries', `{"wrappers": [${'1,'.repeat(20_000)}"a"]}`, 20_000],
  ])('%s', (_, text, problems) => {
    const config = soon(() => readConfigText(text));
    expect(config.problems.length).toBeGreaterThanOrEqual(problems);
    if (problems === 0) expect(config.problems).toEqual([]);
  });

  it('takes names of Object.prototype for what they are', () => {
    const { values, problems } = readConfigText(
      '{"__proto__": {"includeTests": true}, "constructor": 1, "severities": {"__proto__": "off", "toString": "off"}}',
    );
    const settings = mergeSettings(values, { includeTests: false });
    expect(settings.includeTests).toBe(false);
    expect(settings.severities).toEqual({ toString: 'off' });
    expect(problems.map(({ message }) => message)).toEqual([
      'Unknown setting "__proto__".',
      'Unknown setting "constructor".',
      'Setting "severities": there is no rule "__proto__".',
      'Setting "severities": there is no rule "toString".',
    ]);
    expect(Object.hasOwn(Object.prototype, 'includeTests')).toBe(false);
  });
});

describe('long lines', () => {
  it.each([
    ['blanks', ' '.repeat(50_000)],
    ['blanks and stars', ' * '.repeat(20_000)],
    ['ends of comments', '*/ '.repeat(20_000)],
  ])('a suppression followed by %s', (_, filler) => {
    const text = `// duplicate-rules: unhandled-duplicates${filler}x`;
    const directives = soon(() => readDirectives(text, { start: 0, end: text.length }, () => true));
    expect(directives).toHaveLength(1);
  });

  it.each(['<!--', '<![CDATA[', '<!', '<?', '<a', '<', `<${'a'.repeat(100)}`, 'a'])(
    'object metadata of %s again and again',
    (unit) => {
      const text = `<CustomObject><${unit.repeat(200_000 / unit.length)}`;
      const leaves: string[] = [];
      soon(() => scanLeaves(text, 3, ({ name }) => leaves.push(name)));
      expect(leaves).toEqual([]);
    },
  );
});

describe('rule files full of what does not belong there', () => {
  it('give no more problems than a person reads', () => {
    const project = createProject();
    const uri = 'file:///Lead.X.duplicateRule-meta.xml';
    project.setFile(uri, `<DuplicateRule>${'<odd/>'.repeat(5_000)}</DuplicateRule>`);
    const { length } = project.findings(uri);
    expect(length).toBeGreaterThan(50);
    expect(length).toBeLessThan(200);
  });
});

describe('many suppressions', () => {
  it('are read in time', () => {
    const line = '// duplicate-rules: missing-duplicate-rule-header -- because\n';
    const project = createProject();
    project.setFile('file:///A.cls', `class A { void f(List<Lead> v) {\n${line.repeat(5_000)}insert v; } }`);
    const findings = soon(() => project.findings('file:///A.cls'));
    // A suppression that another one makes needless is as good as that one.
    expect(findings).toEqual([]);
  });
});

describe('code and metadata whose names are those of Object.prototype', () => {
  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf', 'length'])('%s', (name) => {
    const project = createProject({ root: 'file:///p' });
    const rule = `<DuplicateRule><actionOnInsert>Block</actionOnInsert><isActive>true</isActive>
      <masterLabel>${name}</masterLabel><${name}>1</${name}><duplicateRuleMatchRules>
      <matchRuleSObjectType>${name}</matchRuleSObjectType><matchingRule>${name}</matchingRule>
      </duplicateRuleMatchRules></DuplicateRule>`;
    project.setFile(`file:///p/${name}.${name}.duplicateRule-meta.xml`, rule);
    project.setFile(
      `file:///p/${name}.cls`,
      `class ${name} extends ${name} { ${name} ${name}; ${name} ${name}(${name} ${name}) { insert ${name};
        this.${name}.${name}(${name}); Database.${name}(${name}); Lead one = new Lead(${name} = 1);
        one.${name} = 1; one.put('${name}', 1); Database.insert(one, ${name}); insert [SELECT ${name} FROM ${name}];
        Database.DMLOptions o = new Database.DMLOptions(); o.DuplicateRuleHeader.${name} = true; o.${name} = 1;
        try { insert one; } catch (${name} e) { ${name}(e); } } }`,
    );
    for (const _ of project.analyseAll());
    const uri = `file:///p/${name}.cls`;
    expect(project.findings(uri).map(({ ruleId }) => ruleId)).toContain('missing-duplicate-rule-header');
    expect(project.fixes(uri, { start: 0, end: 1_000 }).length).toBeGreaterThan(0);
    for (let offset = 0; offset < 500; offset += 3) project.hover(uri, offset);
  });
});
