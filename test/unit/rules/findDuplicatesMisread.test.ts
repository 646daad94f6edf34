import { describe, expect, it } from 'vitest';
import { createProject } from '../../../server/src/core/project.ts';

const result = 'Datacloud.FindDuplicatesResult';
const call = 'Datacloud.FindDuplicates.findDuplicates(leads)';

function found(statements: string): readonly string[] {
  const project = createProject({ root: 'file:///p' });
  project.setFile('file:///p/A.cls', `public class A { void run(List<Lead> leads) { ${statements} } }`);
  return project.findings('file:///p/A.cls').map(({ ruleId }) => ruleId);
}

describe('the result of findDuplicates', () => {
  it.each([
    ['its success decides', `${result} one = ${call}[0]; if (one.isSuccess()) { return; }`, true],
    [
      'its success decides, and its errors are told',
      `for (${result} one : ${call}) { if (!one.isSuccess()) { tell(one.getErrors()); } }`,
      true,
    ],
    [
      'what it holds goes on to another method',
      `for (${result} one : ${call}) {
         if (!one.isSuccess()) { continue; }
         for (Datacloud.DuplicateResult rule : one.getDuplicateResults()) { collect(rule); }
       }`,
      false,
    ],
    [
      'the list of it goes on to another method',
      `${result} one = ${call}[0]; if (one.isSuccess()) { collect(one.getDuplicateResults()); }`,
      false,
    ],
    ['a variable takes a part of itself', `List<${result}> all = ${call}; all = all.get(0);`, false],
    ['two take parts of each other', `List<${result}> a = ${call}; b = a.get(0); a = b.get(0);`, false],
  ])('%s', (_, statements, isMisread) => {
    expect(found(statements)).toEqual(isMisread ? ['find-duplicates-misread'] : []);
  });
});
