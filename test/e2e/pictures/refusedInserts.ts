import { PreviewTab } from '../previewTab.ts';
import type { Scene } from './scene.ts';

const file = 'integrations/load.ts';
const error = 'DUPLICATES_DETECTED: Somebody has already entered this lead. Use that record?';

/** A log with a refusal is explained; the code that lost it gets a fix. */
export const refusedInserts: Scene = {
  name: 'refused',
  height: 560,
  files: {
    [file]: [
      "import type { Connection } from 'jsforce';",
      '',
      'export async function load(org: Connection, leads: object[]) {',
      '  for (const lead of leads) {',
      '    try {',
      "      await org.sobject('Lead').create(lead);",
      '    } catch (error) {',
      "      console.error('Not saved:', error);",
      '    }',
      '  }',
      '}',
      '',
    ].join('\n'),
    'nightly.log': [
      '02:00 info  loading 5,000 leads',
      `02:01 error Not saved: ${error}`,
      `02:01 error Not saved: ${error}`,
      '',
    ].join('\n'),
  },

  async prepare(workbench) {
    await workbench.openFile(file);
    await workbench.squiggles('warning').first().waitFor({ state: 'attached' });
    await workbench.openFile('nightly.log');
  },

  async play(workbench, film) {
    const { page } = workbench;
    await film.say('1,200 of 5,000 inserts were refused last night. By what?', 2_000);
    await page.keyboard.press('Control+a');
    await film.hold(300);
    await workbench.runCommand('Duplicate Rules: Explain DUPLICATES_DETECTED');
    const tab = new PreviewTab(page);
    await tab.page
      .getByText('most likely by rule')
      .first()
      .evaluate((verdict) => {
        (verdict as unknown as { scrollIntoView(how: object): void }).scrollIntoView({ block: 'center' });
      });
    await page.waitForTimeout(500);
    await film.say('“Explain DUPLICATES_DETECTED” tells the rule, and what it does where', 4_200);
    await workbench.runCommand('View: Close All Editors');
    await workbench.openFile(file);
    const mark = workbench.squiggles('warning').first();
    await mark.waitFor({ state: 'attached' });
    await film.say('And this is the code that lost them', 1_800);
    await workbench.goTo(6, 35);
    const offered = await workbench.openQuickFixes();
    if (offered.length === 0) throw new Error('No fix is offered.');
    await film.say('Its fixes: the refusal only ends in a log', 2_200);
    await page.keyboard.press('Enter');
    await mark.waitFor({ state: 'detached' });
    await film.say('The lead that the rule has matched is updated instead', 3_400);
  },
};
