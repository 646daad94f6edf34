import { expect, test } from 'vitest';
import { violations } from '../axe.ts';
import { PreviewTab } from '../previewTab.ts';
import type { Session } from '../session.ts';
import { known } from './org/demo.ts';

export function accessibility(session: Session) {
  test('axe finds nothing wrong with the form and the preview', async () => {
    const { workbench } = session;
    const preview = new PreviewTab(workbench.page);
    await workbench.runCommand('Duplicate Rules: Test Sample Record', { opensAnotherList: true });
    await workbench.pick('Lead', 'Lead');
    await preview.form('Lead');
    await preview.test({ Email: known });
    await preview.verdict(/refused with DUPLICATES_DETECTED/).waitFor();
    await preview.page
      .getByText(/on each channel$/)
      .first()
      .click();
    expect(await violations(workbench.page)).toEqual([]);
  });
}
