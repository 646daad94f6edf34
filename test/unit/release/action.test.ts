import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { checkArguments, impactArguments, readInputs } from '../../../scripts/action/inputs.mjs';
import { annotation, counted, findingsOf, summary } from '../../../scripts/action/summary.mjs';
import { kindOf } from '../../../server/src/core/files.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const read = (name: string) => readFileSync(path.join(root, name), 'utf8');
const action = parse(read('action.yml'));
const hooks: { id: string; entry: string; files?: string }[] = parse(read('.pre-commit-hooks.yaml'));
/** Long options as the command line declares them. */
const options = [
  ...read('server/src/cli/checkCommand.ts')
    .concat(read('server/src/cli/impactCommand.ts'))
    .matchAll(/'(?:-\w, )?(--[\w-]+)/g),
].map(([, name]) => name!);

describe('the action', () => {
  const steps: { env?: Record<string, string>; run?: string; with?: Record<string, string>; if?: string }[] =
    action.runs.steps;

  it('hands over each input that it has, and no other', () => {
    const used = new Set([...JSON.stringify(steps).matchAll(/inputs\.([\w-]+)/g)].map(([, name]) => name));
    expect([...used].sort()).toEqual(Object.keys(action.inputs).sort());
    for (const { env = {} } of steps)
      for (const [name, value] of Object.entries(env).filter(([name]) => name.startsWith('INPUT_')))
        expect(value).toBe(`\${{ inputs.${name.slice(6).toLowerCase().replaceAll('_', '-')} }}`);
  });

  it('puts nothing of its inputs into a command', () => {
    for (const { run } of steps) expect(run ?? '').not.toContain('${{');
  });

  it('gives options that the command line has', () => {
    const all = readInputs({
      INPUT_PATHS: 'force-app\n\n  my app \r\n',
      INPUT_BASELINE: 'b.json',
      INPUT_SINCE: 'base',
      INPUT_INCLUDE_TESTS: 'true',
      INPUT_IMPACT: 'true',
      GITHUB_BASE_REF: 'main',
    });
    expect(checkArguments(all)).toEqual([
      'check',
      '--format=sarif',
      '--fail-on=warning',
      '--include-tests',
      '--baseline=b.json',
      '--since=origin/main',
      '--',
      'force-app',
      'my app',
    ]);
    const impact = impactArguments(all, 'https://example.com/blob/1/');
    expect(impact).toContain('--base=origin/main');
    for (const one of [...checkArguments(all), ...impact].filter((one) => /^--\w/.test(one)))
      expect(options).toContain(one.replace(/=.*/, ''));
  });

  it('compares with a base in pull requests only', () => {
    const outside = readInputs({ INPUT_SINCE: 'base', INPUT_IMPACT: 'true' });
    expect(outside).toMatchObject({ since: '', impactBase: '', workingDirectory: '.', failOn: 'warning' });
    expect(checkArguments(outside)).toEqual(['check', '--format=sarif', '--fail-on=warning', '--']);
    const named = readInputs({ INPUT_SINCE: 'v1', INPUT_IMPACT: 'false', GITHUB_BASE_REF: 'main' });
    expect(named).toMatchObject({ since: 'v1', impactBase: '' });
    expect(() => readInputs({ INPUT_UPLOAD: 'yes' })).toThrow("'upload' is true or false, and not 'yes'");
  });

  const found = (level: string, text: string, uri = 'a%20b.cls') => ({
    ruleId: 'silent-rule',
    level,
    message: { text },
    locations: [
      { physicalLocation: { artifactLocation: { uri }, region: { startLine: 3, startColumn: 2 } } },
    ],
  });
  const log = {
    runs: [
      {
        results: [
          found('note', 'n'),
          found('warning', 'A_b <img> | @you [Lead](1), \\[x\\]\n- [Rule](2)', 'x%2Cy.cls'),
        ],
      },
    ],
  };

  it('sums findings up, the worst first, as texts and not as markup', () => {
    const findings = findingsOf(log);
    expect(summary(findings, 'https://example.com/blob/1/')).toBe(`## Duplicate rules

1 warning, 1 information.

| | finding | where | what |
|---|---|---|---|
| warning | silent-rule | [x,y.cls:3](https://example.com/blob/1/x,y.cls#L3) | A&#95;b &#60;img&#62; &#124; &#64;you Lead, &#91;x&#93; |
| information | silent-rule | [a b.cls:3](https://example.com/blob/1/a%20b.cls#L3) | n |
`);
    expect(summary([], '')).toBe('## Duplicate rules\n\nNo findings.\n');
    expect(summary(Array(60).fill(findings[0]), '')).toContain('\n10 more are in the log');
    expect(counted([...findings, ...findings])).toBe('2 warnings, 2 information');
  });

  it('marks the lines of findings', () => {
    expect(findingsOf(log).map(annotation)).toEqual([
      '::warning file=x%2Cy.cls,line=3,col=2,title=silent-rule::A_b <img> | @you Lead, [x]',
      '::notice file=a b.cls,line=3,col=2,title=silent-rule::n',
    ]);
  });
});

describe('the hooks', () => {
  it('run the command of the package, with options that it has', () => {
    const { bin } = JSON.parse(read('package.json'));
    for (const { entry } of hooks) {
      const [command, subcommand, ...rest] = entry.split(' ');
      expect([Object.keys(bin), subcommand]).toEqual([[command], 'check']);
      for (const one of rest.filter((one) => one.startsWith('--'))) expect(options).toContain(one);
    }
  });

  it.each(
    'a.cls a.trigger a.apex a.js a.mjs a.cts a.tsx a.py A.java a.cs a.rb a.php a.sh a.zsh a.ps1 a.psm1 a.yml a.yaml a.http a.rest Lead.R.duplicateRule-meta.xml Lead.duplicateRule Lead.matchingRule-meta.xml F.flow-meta.xml F.flow package.json process-conf.xml config.properties x.postman_collection.json README.md a.go a.cls-meta.xml A__c.object-meta.xml data.json package-lock.json a.css'.split(
      ' ',
    ),
  )('are asked of %s where it is checked', (name) => {
    const kind = kindOf(`src/${name}`);
    const isChecked = kind !== null && !['apex-meta', 'object', 'field', 'project', 'config'].includes(kind);
    // Python's way to say that case does not count.
    const pattern = new RegExp(hooks[0]!.files!.replace('(?i)', ''), 'i');
    expect(pattern.test(`src/${name}`)).toBe(isChecked);
  });
});
