import { PreviewTab } from '../previewTab.ts';
import type { Scene } from './scene.ts';

const file = 'force-app/main/default/classes/CareersPage.cls';

/** A lead of the code is tested against an org's rules; what they match stands beside it. */
export const matchedRecords: Scene = {
  name: 'matches',
  height: 660,
  files: {
    [file]: [
      'public with sharing class CareersPage {',
      '    static void register(String email) {',
      '        insert new Lead(',
      "            LastName = 'Byron',",
      "            Company = 'Analytical Engines',",
      '            Email = email);',
      '    }',
      '}',
      '',
    ].join('\n'),
  },

  async prepare(workbench) {
    await workbench.openFile(file);
    await workbench.codeLenses().filter({ hasText: 'Test this Lead' }).waitFor();
  },

  async play(workbench, film) {
    const { page } = workbench;
    const tab = new PreviewTab(page);
    await film.say('Would the rules take this lead for a duplicate?', 1_600);
    await film.click(workbench.codeLenses().locator('a').filter({ hasText: 'Test this Lead' }).first());
    const email = tab.page.locator('#field-Email');
    await email.waitFor();
    await film.hidePointer();
    await film.say('What the code leaves open is asked for', 1_400);
    await email.focus();
    await film.type('ada.byron@analytical-engines.example', 4);
    await page.keyboard.press('Enter');
    await tab.heading(/2 matches by 1 rule/).waitFor();
    await tab.heading(/2 matches by 1 rule/).scrollIntoViewIfNeeded();
    await page.waitForTimeout(500);
    await film.say('An org is asked, nothing is saved: the rules would refuse it', 2_600);
    await tab.page
      .getByRole('table')
      .first()
      .evaluate((table) => {
        (table as unknown as { scrollIntoView(how: object): void }).scrollIntoView({ block: 'center' });
      });
    await page.waitForTimeout(300);
    await film.say('Two leads are there already, and this field decides', 4_500);
  },
};
