import { describe, expect, it } from 'vitest';
import { alertOnLeads, blockOnLeads, codeFixProject, problemsOf, uriOf } from '../../../support/codeFixes.ts';
import { applied, fixesOf } from '../../../support/fixes.ts';
import { samples } from './samples.ts';

/** Every fix of every finding is applied, parsed again and analysed again. */
describe.each([
  ['rules that alert', alertOnLeads],
  ['rules that block', blockOnLeads],
])('with %s', (_, rules) => {
  it.each(Object.entries(samples))('%s: each fix leaves better code', async (_title, { name, text }) => {
    const project = await codeFixProject(rules, { [name]: text });
    const fixes = fixesOf(project, uriOf(name));
    expect(fixes.length).toBeGreaterThan(0);
    const problems: string[] = [];
    for (const fix of fixes) {
      const after = applied(fix, () => text).get(uriOf(name))!;
      for (const problem of await problemsOf(fix, rules, name, text, after)) {
        problems.push(`${fix.finding.ruleId} ${fix.id}: ${problem}\n${after}`);
      }
    }
    expect(problems).toEqual([]);
  });
});
