import { describe, expect, test } from 'vitest';
import { violations } from '../axe.ts';
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
      expect(await violations(page)).toEqual([]);

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
      // As a screen reader tells files apart.
      await page.getByRole('treeitem', { name: 'tests/leads.duptest.yaml' }).waitFor();
      await workbench.runCommand('View: Show Explorer');
    });

    test('in a rule test names are completed, explained, and lead to their files', async () => {
      const { workbench } = session;
      const { page } = workbench;
      await workbench.openFile('tests/leads.duptest.yaml');
      const lines = session.read('tests/leads.duptest.yaml').split('\n');
      const line = lines.findIndex((text) => text.trim() === 'Lead_Email: finds') + 1;
      await workbench.goTo(line, 12);
      await workbench.hover('compares with Lead: Email (Exact)');
      await workbench.escape();
      await workbench.goTo(line, lines[line - 1]!.length + 1);
      await page.keyboard.press('Control+Space');
      const suggested = page.locator('.suggest-widget.visible .monaco-list-row');
      await suggested.filter({ hasText: 'finds' }).first().waitFor();
      await workbench.escape();
      await workbench.goTo(line, 12);
      await page.keyboard.press('F12');
      await workbench.tab('Lead.Lead_Email.duplicateRule-meta.xml').waitFor();
    });
  });
}
