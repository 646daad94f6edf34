import { expect, test } from 'vitest';
import { violations } from '../axe.ts';
import type { Session } from '../session.ts';
import { files, soon } from './files.ts';

export function impact(session: Session) {
  test('a lens above a rule tells what an edit does, and a page leads to the saves', async () => {
    const { workbench } = session;
    const { page } = workbench;
    const lens = workbench.codeLenses().filter({ hasText: 'This edit' });
    await workbench.openFile(files.leadRule);
    const lines = session.read(files.leadRule).split('\n');
    const line = lines.findIndex((text) => text.includes('<actionOnInsert>')) + 1;
    await workbench.replaceLine(line, '    <actionOnInsert>Block</actionOnInsert>');
    await lens.filter({ hasText: /save.* becomes? refused on a match.*rule tests? fail/ }).waitFor(soon);
    await workbench.escape();
    await workbench.clickCodeLens('This edit');

    const shown = page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
    await shown.getByRole('heading', { name: 'What the unsaved rules do' }).waitFor(soon);
    expect(await violations(page)).toEqual([]);
    await shown
      .getByRole('link', { name: /^nightly-leads\.ts:/ })
      .first()
      .click();
    await workbench.tab(files.nightlyLeads).waitFor(soon);

    await workbench.openFile(files.leadRule);
    await workbench.replaceLine(line, lines[line - 1]!);
    await expect.poll(() => lens.count(), soon).toBe(0);
  });
}
