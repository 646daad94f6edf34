import { describe, expect, test } from 'vitest';
import { violations } from '../../axe.ts';
import { PreviewTab } from '../../previewTab.ts';
import type { Session } from '../../session.ts';
import { idOf, known } from './demo.ts';

const command = 'Duplicate Rules: Explain DUPLICATES_DETECTED';
const alertText = 'Somebody has already entered this lead. Use that record?';

export function errors(session: Session) {
  describe('an error is explained', () => {
    test('as REST gives it, with the matched record and advice', async () => {
      const { workbench, org } = session;
      const preview = new PreviewTab(workbench.page);
      await workbench.openUntitled(restError(idOf(org.sandbox, 'Lead', 'FirstName', 'Ada')));
      await workbench.runCommand(command);
      await preview.heading('REST answer: 1 record refused by a duplicate rule').waitFor();
      await preview.page.getByText('Sforce-Duplicate-Rule-Header').first().waitFor();
      await preview.verdict(/was refused with DUPLICATES_DETECTED by rule 'Lead Email'/).waitFor();
      expect(await preview.row('Email').innerText()).toContain(known);
      await preview.button('Handle this refusal').waitFor();
      expect(await violations(workbench.page)).toEqual([]);
    });

    test('as an Apex exception, by its alert text', async () => {
      const { workbench } = session;
      const preview = new PreviewTab(workbench.page);
      await workbench.openUntitled(
        `System.DmlException: Insert failed. First exception on row 0; first error: DUPLICATES_DETECTED, ${alertText}: []`,
      );
      await workbench.runCommand(command);
      await preview.verdict(/was refused with DUPLICATES_DETECTED/).waitFor();
      await preview.page.getByText('Lead.Lead_Email', { exact: true }).waitFor();
      await preview.heading('What the code can do').waitFor();
    });

    test('of the failed rows of a bulk job, each of which can be tested', async () => {
      const { workbench } = session;
      const preview = new PreviewTab(workbench.page);
      const failed = `DUPLICATES_DETECTED:${alertText}:--`;
      session.write(
        'scripts/failed.csv',
        `sf__Id,sf__Error,LastName,Email\n,${failed},Byron,${known}\n,${failed},Byron,somebody.else@example.com\n`,
      );
      await workbench.openFile('scripts/failed.csv');
      await workbench.page.keyboard.press('Control+a');
      await workbench.runCommand(command);
      await preview
        .heading(/2 .*refused/)
        .first()
        .waitFor();
      await preview.page.getByText('2 rows that can be tested').click();
      await preview.button(/^Test /).click();
      await preview.form('Lead');
      await preview.heading('Insert of Lead: 2 matches by 1 rule').waitFor();
    });
  });
}

function restError(id: string): string {
  const record = { attributes: { type: 'Lead', url: `/services/data/v67.0/sobjects/Lead/${id}` }, Id: id };
  const matchRecords = [{ additionalInformation: [], fieldDiffs: [], matchConfidence: 100, record }];
  const matchResult = {
    entityType: 'Lead',
    errors: [],
    matchEngine: 'ExactMatchEngine',
    matchRecords,
    rule: 'Lead_Email_Exact',
    size: 1,
    success: true,
  };
  const duplicateResult = {
    allowSave: true,
    duplicateRule: 'Lead_Email',
    duplicateRuleEntityType: 'Lead',
    errorMessage: alertText,
    matchResults: [matchResult],
  };
  // The name is misspelt by Salesforce.
  return JSON.stringify([
    { duplicateResut: duplicateResult, errorCode: 'DUPLICATES_DETECTED', message: alertText },
  ]);
}
