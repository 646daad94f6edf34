import { describe, expect, test } from 'vitest';
import { PreviewTab } from '../../previewTab.ts';
import type { Session } from '../../session.ts';
import { files, soon } from '../files.ts';
import { idOf, known } from './demo.ts';

export function records(session: Session) {
  describe('a record is tested', () => {
    test('from Apex, through the code lens above it, and the matches stand side by side', async () => {
      const { workbench, org } = session;
      const preview = new PreviewTab(workbench.page);
      await workbench.openFile(files.leadCapture);
      await workbench.clickCodeLens('Test this Lead');
      await preview.form('Lead');
      expect(await preview.field('Email').getAttribute('placeholder')).toBe('email in the code');
      await preview.test({ Email: known, LastName: 'Byron' });
      await preview.heading('Insert of Lead: 2 matches by 1 rule').waitFor();
      await preview
        .verdict(/refused with DUPLICATES_DETECTED by rule 'Lead Email', unless allowSave=true/)
        .waitFor();
      const cells = await preview.row('Email').locator('th, td').allInnerTexts();
      expect(cells).toEqual([
        expect.stringContaining('decides: Exact'),
        known,
        expect.stringMatching(new RegExp(`${known}.*same`, 's')),
        expect.stringMatching(new RegExp(`${known}.*same`, 'is')),
      ]);

      const address = await workbench.openedBy(() => preview.button('Open Ada Byron in the org').click());
      expect(address).toBe(`${org.sandbox.url}/${idOf(org.sandbox, 'Lead', 'FirstName', 'Ada')}`);

      const times: number[] = [];
      for (let round = 0; round < 5; round++) times.push(Math.round(await preview.timeOfTest()));
      console.log(`Test Record until the preview is in its tab, five times: ${times.join(', ')} ms`);

      await preview.button('Copy as JSON').click();
      await expect.poll(() => workbench.clipboard(), soon).toContain('"refused-unless-allow-save"');
      expect(JSON.parse(await workbench.clipboard())).toMatchObject({
        operation: 'insert',
        sample: { object: 'Lead' },
      });

      await preview.button('Update Ada Byron instead').click();
      await workbench.editor.locator('.view-line', { hasText: 'update' }).first().waitFor();
      await preview.button('Handle this refusal').click();
      await workbench.editor.locator('.view-line', { hasText: 'Database.DuplicateError' }).first().waitFor();
    });

    test('which ticks the step of the walkthrough off, by the code lens too', async () => {
      const { workbench } = session;
      await workbench.runCommand('Duplicate Rules: Get Started');
      const step = workbench.page.locator('.getting-started-step', { hasText: 'Test a record' });
      await step.locator('.codicon-getting-started-step-checked').waitFor();
    });

    for (const { language, file, line, update } of [
      { language: 'TypeScript', file: files.nightlyLeads, line: 48, update: "sobject('Lead').update(" },
      { language: 'Python', file: files.webSignups, line: 21, update: 'Lead.update(' },
    ]) {
      test(`from ${language}, with code in that language for what was found`, async () => {
        const { workbench } = session;
        const preview = new PreviewTab(workbench.page);
        await workbench.openFile(file);
        await workbench.goTo(line);
        await workbench.clickCodeLens('Test this Lead');
        await preview.form('Lead');
        await preview.test({ Email: known, LastName: 'Byron' });
        await preview.heading('Insert of Lead: 2 matches by 1 rule').waitFor();
        await preview.button('Update Ada Byron instead').click();
        await workbench.editor.locator('.view-line', { hasText: update }).first().waitFor();
      });
    }

    test('from a JSON file', async () => {
      const { workbench } = session;
      const preview = new PreviewTab(workbench.page);
      const contact = {
        attributes: { type: 'Contact' },
        LastName: 'Harper',
        Email: 'Grace.Harper@compilers.example',
      };
      session.write('scripts/contact.json', `${JSON.stringify(contact, null, 2)}\n`);
      await workbench.openFile('scripts/contact.json');
      await workbench.goTo(3);
      await workbench.runCommand('Duplicate Rules: Test Sample Record');
      await preview.heading('Insert of Contact: 1 match by 1 rule').waitFor();
      await preview.verdict("by rule 'Contact Email'. No option saves it.").waitFor();
    });

    test('from a row of a CSV file', async () => {
      const { workbench } = session;
      const preview = new PreviewTab(workbench.page);
      session.write(
        'scripts/leads.csv',
        `FirstName,LastName,Email\nNobody,Known,nobody@example.com\nA.,Byron,${known}\n`,
      );
      await workbench.openFile('scripts/leads.csv');
      await workbench.goTo(3);
      await workbench.runCommand('Duplicate Rules: Test Sample Record');
      await preview.heading('Insert of Lead: 2 matches by 1 rule').waitFor();
      expect(await preview.field('FirstName').inputValue()).toBe('A.');
    });

    test('as it is typed in', async () => {
      const { workbench } = session;
      const preview = new PreviewTab(workbench.page);
      await workbench.runCommand('Duplicate Rules: Test Sample Record', { opensAnotherList: true });
      await workbench.pick('Candidate__c', 'Candidate__c');
      await preview.form('Candidate__c');
      await preview.page.locator('#field-Last_Name__c').fill('Turner');
      await preview.page.locator('#field-Phone__c').fill('+44 20 7946 0077');
      await preview.button('Test Record').click();
      await preview.heading('Insert of Candidate__c: 2 matches by 1 rule').waitFor();
      await preview.row('Phone').getByText('decides: Phone').waitFor();
    });

    test('as an update of an existing one', async () => {
      const { workbench, org } = session;
      const preview = new PreviewTab(workbench.page);
      const id = idOf(org.sandbox, 'Lead', 'LastName', 'Cabbage');
      await workbench.openFile(files.leadCapture);
      await workbench.clickCodeLens('Test this Lead', 1);
      await preview.form('Lead');
      await preview.test({ Email: known, Rating: 'Hot', 'Record id': id });
      await preview.heading(`Update of Lead ${id}: 2 matches by 1 rule`).waitFor();
      await preview.verdict("Update of Lead is saved though rule 'Lead Email' finds a match").waitFor();
    });
  });
}
