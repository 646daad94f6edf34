import type { Scene } from './scene.ts';

const file = 'force-app/main/default/duplicateRules/Lead.Lead_Email.duplicateRule-meta.xml';

/** An edit of a rule tells what becomes of the saves before it is saved; a table says it for each channel. */
export const ruleImpact: Scene = {
  name: 'impact',
  height: 600,
  files: {},

  async prepare(workbench) {
    await workbench.openFile(file);
    await workbench
      .codeLenses()
      .filter({ hasText: 'Lead Email' })
      .first()
      .waitFor()
      .catch(() => {});
    await workbench.goTo(3, 21);
  },

  async play(workbench, film) {
    const { page } = workbench;
    await film.say('A rule asks. What if it blocked?', 1_600);
    await page.keyboard.press('Shift+Control+ArrowRight');
    await film.hold(300);
    await film.type('Block', 1);
    const lens = workbench.codeLenses().filter({ hasText: 'This edit' });
    await lens.waitFor();
    await workbench.escape();
    await film.say('Before it is saved: what the edit does to your code and tests', 3_000);
    await workbench.clickCodeLens('This edit');
    const shown = page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
    await shown.getByRole('heading', { name: 'What the unsaved rules do' }).waitFor();
    await film.say('Each save that would be refused, with a link', 3_600);
    await workbench.focusEditor();
    await workbench.runCommand('View: Close Editors in Other Groups');
    await workbench.runCommand('Duplicate Rules: What Happens on Save');
    const tables = page
      .frameLocator('iframe.webview.ready:visible')
      .frameLocator('#active-frame')
      .getByRole('table');
    await tables.first().waitFor();
    await tables.first().evaluate((table) => {
      (table as unknown as { scrollIntoView(how: object): void }).scrollIntoView({ block: 'start' });
    });
    await page.waitForTimeout(500);
    await film.say('What happens on save: every channel, with sources', 4_000);
  },
};
