import { describe, expect, test } from 'vitest';
import { PreviewTab } from '../previewTab.ts';
import type { Session } from '../session.ts';
import { files, soon } from './files.ts';
import { known } from './org/demo.ts';

/** An org of the window's own, beside the one that the window is connected to. */
export function embeddedOrg(session: Session) {
  describe('an embedded org', () => {
    test('is started with made-up records, tests a record, and stops', async () => {
      const { workbench, org } = session;
      const preview = new PreviewTab(workbench.page);
      await workbench.openFile(files.leadCapture);
      const before = org.sandbox.journal.entries.length;
      await workbench.runCommand('Duplicate Rules: Start Embedded Org', { opensAnotherList: true });
      await workbench.listAsks(/^Records that the embedded org/);
      await workbench.pick('Made-up', 'Made-up records');
      await workbench.notification(/embedded org runs at http:\/\/127\.0\.0\.1:\d+/).waitFor();
      await workbench.page.getByRole('button', { name: 'Test Records Against It' }).click();
      const status = workbench.page.locator('.statusbar-item', { hasText: /Embedded org :\d+/ });
      await status.waitFor();

      await workbench.focusEditor();
      await workbench.clickCodeLens('Test this Lead');
      await preview.form('Lead');
      await preview.test({ Email: known, LastName: 'Byron' });
      await preview.heading('Insert of Lead: 2 matches by 1 rule').waitFor();
      await preview
        .verdict(/refused with DUPLICATES_DETECTED by rule 'Lead Email', unless allowSave=true/)
        .waitFor();
      expect(org.sandbox.journal.entries).toHaveLength(before);

      await workbench.runCommand('Duplicate Rules: Stop Embedded Org');
      await expect.poll(() => status.count(), soon).toBe(0);
    });
  });
}
