import { describe, expect, test } from 'vitest';
import type { Session } from '../session.ts';
import { files, soon } from './files.ts';

export function findings(session: Session) {
  describe('findings', () => {
    test('stand at the save that a rule refuses', async () => {
      const { workbench } = session;
      await workbench.openFile(files.leadCapture);
      await workbench.squiggles('warning').first().waitFor({ state: 'attached' });
      await workbench.openProblems('LeadCapture.cls');
      await expect
        .poll(() => workbench.problemsOf(files.leadCapture), soon)
        .toEqual([
          expect.objectContaining({ severity: 'warning', line: 7, source: 'duplicate-rules' }),
          expect.objectContaining({ severity: 'warning', line: 12, source: 'duplicate-rules' }),
        ]);
      const [refused, unread] = await workbench.problemsOf(files.leadCapture);
      expect(refused?.message).toMatch(/^Insert of Lead is refused .*'Lead Email'/);
      expect(unread?.message).toContain('nobody reads');
    });

    test('of files that are not open are found in the background', async () => {
      const { workbench } = session;
      await workbench.openProblems('CandidateHired.trigger');
      await expect.poll(() => workbench.filesWithProblems(), soon).toEqual(['CandidateHired.trigger']);
      await workbench.openProblems('CandidateIntake.cls');
      await expect.poll(() => workbench.filesWithProblems(), soon).toEqual([]);
    });

    test('follow what is typed', async () => {
      const { workbench } = session;
      await workbench.openFile(files.opportunityNotes);
      await workbench.replaceLine(6, 'insert new Lead(Email = address);');
      await workbench.squiggles('warning').first().waitFor({ state: 'attached' });
      await workbench.replaceLine(6, 'insert new Task(Subject = address);');
      await workbench.squiggles('warning').first().waitFor({ state: 'detached' });
    });

    test('go with the text that is thrown away', async () => {
      const { workbench } = session;
      await workbench.openProblems('OpportunityNotes.cls');
      await workbench.openFile(files.opportunityNotes);
      await workbench.replaceLine(6, 'insert new Lead(Email = address);');
      await expect.poll(() => workbench.problemsOf(files.opportunityNotes), soon).toHaveLength(1);
      await workbench.closeEverything();
      await expect.poll(() => workbench.problemsOf(files.opportunityNotes), soon).toEqual([]);
    });

    test('leave code that handles the refusal alone', async () => {
      const { workbench } = session;
      await workbench.openFile(files.candidateIntake);
      // The hover proves that the server has judged the save.
      await workbench.goTo(15, 48);
      await workbench.hover('Candidate Profile');
      expect(await workbench.squiggles('warning').count()).toBe(0);
      expect(await workbench.squiggles('info').count()).toBe(0);
    });

    test('are explained by a hover that names rule, action and file', async () => {
      const { workbench } = session;
      await workbench.openFile(files.contactImport);
      await workbench.goTo(25, 14);
      const hover = await workbench.hover('Contact Email');
      const text = await hover.textContent();
      expect(text).toContain('Block');
      expect(text).toContain('Contact.Contact_Email.duplicateRule-meta.xml');
    });
  });
}
