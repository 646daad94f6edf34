import type { Scene } from './scene.ts';

const file = 'force-app/main/default/classes/CareersPage.cls';

/** A finding appears as an insert is typed, its hover explains it, a fix is applied. */
export const apexAsTyped: Scene = {
  name: 'apex',
  height: 450,
  files: {
    [file]: [
      'public with sharing class CareersPage {',
      '    public static void register(String name, String email) {',
      "        Lead visitor = new Lead(LastName = name, Email = email, Company = 'Web');",
      '        ',
      '    }',
      '}',
      '',
    ].join('\n'),
  },

  async prepare(workbench) {
    await workbench.openFile(file);
    await workbench.codeLenses().filter({ hasText: 'Test this Lead' }).waitFor();
    await workbench.goTo(4, 9);
  },

  async play(workbench, film) {
    const { page } = workbench;
    await film.say('Write a save in Apex', 900);
    await film.type('insert visitor;', 1);
    const mark = workbench.squiggles('warning').first();
    await mark.waitFor({ state: 'attached' });
    await workbench.codeLenses().filter({ hasText: 'Refused by' }).waitFor();
    await film.say('A duplicate rule of this project will refuse it', 1_600);
    await film.pointAt(mark);
    const hover = page.locator('.monaco-hover:visible', { hasText: 'DUPLICATES_DETECTED' }).first();
    await hover.waitFor();
    await film.say('Which rule, with which actions, known from which file', 4_000);
    await page.mouse.move(5, 5);
    await film.hidePointer();
    await workbench.escape();
    await workbench.goTo(4, 12);
    await workbench.openQuickFixes();
    await film.say('Ctrl+. offers fixes that keep what the code does', 2_200);
    await page.keyboard.press('Enter');
    await mark.waitFor({ state: 'detached' });
    await film.say('The refusal has a branch of its own, and the warning is gone', 3_400);
  },
};
