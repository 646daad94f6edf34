import { describe, expect, test } from 'vitest';
import { PreviewTab } from '../previewTab.ts';
import type { Session } from '../session.ts';
import { files, soon } from './files.ts';

export function ruleTests(session: Session) {
  describe('without an org', () => {
    test('a record is tested against a file, made into a rule test, and that test passes', async () => {
      const { workbench } = session;
      const { page } = workbench;
      const preview = new PreviewTab(page);
      await workbench.openFile(files.leadCapture);
      await workbench.goTo(6, 5);
      const title = 'Duplicate Rules: Test Sample Record Against Local Data...';
      await workbench.runCommand(title, { opensAnotherList: true });
      await workbench.listAsks(/^Existing records/);
      await workbench.pick('existing-leads', 'existing-leads.csv');
      await preview.form('Lead');
      await preview.test({ Email: 'E.Dykman@shortest-path.example', LastName: 'Dijkman' });
      await preview.heading('Insert of Lead: 1 match by 1 rule').waitFor();
      const offline = await preview.row('Offline').locator('td').last().innerText();
      expect(offline).toMatch(/^match\s+exact$/);

      await preview.button('Make This a Rule Test').click();
      await workbench.tab('lead.duptest.yaml').waitFor();
      await workbench.focusEditor();
      await page.keyboard.press('Control+s');
      await expect.poll(() => session.read('tests/lead.duptest.yaml'), soon).toContain('edsger-dykman');

      await page.locator('.testing-run-glyph').first().waitFor({ state: 'attached' });
      await workbench.runCommand('Test: Run Tests in Current File');
      await workbench.runCommand('Testing: Focus on Test Explorer View');
      const passed = page.locator('.test-explorer .monaco-list-row[aria-label*="(Passed)"]');
      await passed.filter({ hasText: /^lead/ }).first().waitFor();
      await workbench.runCommand('View: Show Explorer');
    });
  });
}
