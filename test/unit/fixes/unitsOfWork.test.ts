import { describe, expect, it } from 'vitest';
import { applied, fixesOf, projectOf } from '../../support/fixes.ts';
import { alert } from '../../support/mended.ts';
import { OverloadCheck } from '../../support/overloads.ts';
import { tryOut } from '../../support/sweep.ts';

const folder = 'file:///p/force-app/main/default/classes';
const unitUri = `${folder}/UnitOfWork.cls`;
const callerUri = `${folder}/Leads.cls`;

const unitOf = (commits: string) => `public class UnitOfWork {
    private List<SObject> records = new List<SObject>();
    public void registerNew(SObject record) {
        records.add(record);
    }
${commits}
}
`;
const caller = (commit: string) => `public class Leads {
    void run(String name) {
        UnitOfWork work = new UnitOfWork();
        work.registerNew(new Lead(LastName = name, Email = name));
        work.${commit}();
    }
}
`;

const plain = '    public void commitWork() {\n        insert records;\n    }';
const quiet =
  '    public void commitQuietly() {\n        try {\n            insert records;\n        } catch (DmlException e) {\n            System.debug(e);\n        }\n    }';
const rollingBack =
  '    public void commitWork() {\n        Savepoint before = Database.setSavepoint();\n        try {\n            insert records;\n        } catch (Exception e) {\n            Database.rollback(before);\n            throw e;\n        }\n    }';

/** What the first fix of a finding makes of the unit of work, applied, parsed and analysed again. */
function mendedUnit(commits: string, ruleId: string): { id: string; text: string } {
  const files = new Map([
    [unitUri, unitOf(commits)],
    [callerUri, caller('commitWork')],
  ]);
  const project = projectOf(alert, files);
  for (const _ of project.analyseAll());
  const fix = fixesOf(project, callerUri).find(({ finding }) => finding.ruleId === ruleId);
  if (!fix) throw new Error('no fix');
  const overloads = new OverloadCheck();
  for (const [uri, text] of files) overloads.set(uri, text);
  expect(tryOut(fix, project, files, overloads, true)).toEqual([]);
  return { id: fix.id, text: applied(fix, (uri) => files.get(uri)).get(unitUri)! };
}

describe('a unit of work that collects records', () => {
  it('handles the refusal where it saves them, and throws as before', () => {
    const { id, text } = mendedUnit(plain, 'missing-duplicate-rule-header');
    expect(id).toBe('handle-refusal-where-saved');
    expect(text).toBe(
      unitOf(`    public void commitWork() {
        try {
            insert records;
        } catch (DmlException e) {
            for (Integer i = 0; i < e.getNumDml(); i++) {
                if (e.getDmlType(i) == StatusCode.DUPLICATES_DETECTED) {
                    // TODO: handle the duplicate (skip the row, update the existing record, tell the user)
                    System.debug(LoggingLevel.WARN, 'Row ' + e.getDmlIndex(i) + ': ' + e.getDmlMessage(i));
                }
            }
            throw e;
        }
    }`),
    );
  });

  it('handles it in the catch clause that gets it', () => {
    const { id, text } = mendedUnit(rollingBack, 'missing-duplicate-rule-header');
    expect(id).toBe('handle-refusal-in-catch');
    expect(text).toContain('Database.rollback(before);\n            throw e;');
  });

  it('handles each finding in the method that it is about', () => {
    const both = `${plain}\n${quiet}`;
    expect(mendedUnit(both, 'missing-duplicate-rule-header').id).toBe('handle-refusal-where-saved');
    const { id, text } = mendedUnit(both, 'unhandled-duplicates');
    expect(id).toBe('handle-refusal-in-catch');
    expect(text).toContain('    public void commitWork() {\n        insert records;\n    }');
  });
});
