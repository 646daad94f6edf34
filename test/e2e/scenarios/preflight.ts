import { expect, test } from 'vitest';
import { violations } from '../axe.ts';
import { OnSaveTab } from '../onSaveTab.ts';
import type { Session } from '../session.ts';
import { soon } from './files.ts';

const leads = 'data/job-fair-leads.csv';

export function preflight(session: Session) {
  test('a file is checked before loading by keyboard, its rows lead to their lines, and axe finds nothing wrong', async () => {
    const { workbench } = session;
    await workbench.openFile(leads);
    await workbench.runCommand('Duplicate Rules: Check This File Before Loading', {
      opensAnotherList: true,
    });
    for (const question of [/^Object of/, /^What loading/, /^What the file is/, /^Exports of/]) {
      await workbench.listAsks(question);
      await workbench.page.keyboard.press('Enter');
    }
    const tab = new OnSaveTab(workbench.page);
    const row = tab.page.getByRole('link', { name: 'row 1', exact: true });
    await row.waitFor();
    expect(await violations(workbench.page)).toEqual([]);
    await row.press('Enter');
    await workbench.cursorIsAt(2, 1);
    await expect.poll(() => workbench.page.title(), soon).toContain('job-fair-leads.csv');
  });
}
