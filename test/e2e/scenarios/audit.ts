import { expect, test } from 'vitest';
import { violations } from '../axe.ts';
import { OnSaveTab } from '../onSaveTab.ts';
import type { Session } from '../session.ts';
import { files, soon } from './files.ts';

export function audit(session: Session) {
  test('an audit is read by keyboard, leads to its places, and axe finds nothing wrong with it', async () => {
    const { workbench } = session;
    await workbench.openFile(files.leadRule);
    await workbench.runCommand('Duplicate Rules: Audit Duplicate Rules');
    const tab = new OnSaveTab(workbench.page);
    await tab.page.getByText(/^Yes, duplicates can get past the rules/).waitFor();
    expect(await violations(workbench.page)).toEqual([]);
    await tab
      .button(/^Scaffold Duplicate Protection/)
      .first()
      .click();
    // What the plan names is proposed, and nothing besides.
    await workbench.page.locator('.quick-input-widget', { hasText: '1 Selected' }).waitFor();
    await workbench.escape();
    await tab.page.getByRole('checkbox', { name: /^Low risk/ }).focus();
    await workbench.page.keyboard.press('Space');
    await expect
      .poll(() => tab.status().first().innerText(), soon)
      .toMatch(/^\d+ of \d+ statements are shown/);
    await tab
      .button(/CandidateService\.cls:\d+/)
      .first()
      .press('Enter');
    await expect.poll(() => workbench.page.title(), soon).toContain('CandidateService.cls');
  });
}
