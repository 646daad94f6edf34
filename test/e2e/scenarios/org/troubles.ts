import { describe, expect, test } from 'vitest';
import { PreviewTab } from '../../previewTab.ts';
import type { Session } from '../../session.ts';
import { files } from '../files.ts';
import { known } from './demo.ts';

export function troubles(session: Session) {
  describe('troubles', () => {
    test('a slow test can be cancelled, and the form stays as it was typed', async () => {
      const { workbench, org } = session;
      const preview = await formOfLead(session);
      org.sandbox.latency = 120_000;
      await preview.test({ Email: known, LastName: 'Byron' });
      await preview.page.locator('main[aria-busy=true]').waitFor();
      await preview.button('Cancel').click();
      await preview.page.locator('main[aria-busy=false]').waitFor();
      expect(await preview.field('Email').inputValue()).toBe(known);
      expect(await preview.page.getByRole('alert').count()).toBe(0);
      org.sandbox.latency = 0;
      await preview.button('Test Record').click();
      await preview.heading('Insert of Lead: 2 matches by 1 rule').waitFor();
      expect(await preview.field('LastName').inputValue()).toBe('Byron');
      expect(await workbench.page.locator('.notification-list-item').count()).toBe(0);
    });

    test('a lost session is told, and a new one is used at once', async () => {
      const { org } = session;
      const preview = await formOfLead(session);
      org.sandbox.expireSession();
      await preview.test({ Email: known });
      const alert = preview.page.getByRole('alert');
      await alert.getByRole('button', { name: 'Select Org' }).waitFor();
      expect(await alert.innerText()).toMatch(/sf org login/);
      org.logInAgain();
      await preview.button('Try Again').click();
      await preview.heading('Insert of Lead: 2 matches by 1 rule').waitFor();
      expect(await alert.count()).toBe(0);
    });
  });
}

async function formOfLead({ workbench }: Session): Promise<PreviewTab> {
  const preview = new PreviewTab(workbench.page);
  await workbench.openFile(files.leadCapture);
  await workbench.clickCodeLens('Test this Lead');
  await preview.form('Lead');
  return preview;
}
