import { describe, expect, test } from 'vitest';
import { violations } from '../axe.ts';
import { OnSaveTab } from '../onSaveTab.ts';
import type { Session } from '../session.ts';
import { files, soon } from './files.ts';

const command = 'Duplicate Rules: What Happens on Save';

export function onSave(session: Session) {
  describe('what happens on save', () => {
    test('is shown of the object of a rule file, and follows the file', async () => {
      const { workbench } = session;
      await workbench.openFile(files.leadRule);
      await workbench.runCommand(command);
      const tab = new OnSaveTab(workbench.page);
      await tab.heading('What happens on save: Lead').waitFor();
      const statement = tab.row('Apex insert or update statement').first();
      await expect.poll(() => statement.innerText(), soon).toContain('Refused without allowSave');
      const rule = session.read(files.leadRule);
      session.write(files.leadRule, rule.replace('<actionOnInsert>Allow<', '<actionOnInsert>Block<'));
      await expect.poll(() => tab.status().first().innerText(), soon).toMatch(/The rules have changed/);
      expect(await statement.innerText()).not.toContain('Refused without allowSave');
      session.restore(files.leadRule);
      await expect.poll(() => statement.innerText(), soon).toContain('Refused without allowSave');
    });

    test('is read and narrowed down by keyboard, and copied', async () => {
      const { workbench } = session;
      await workbench.openFile(files.leadRule);
      await workbench.runCommand(command);
      const tab = new OnSaveTab(workbench.page);
      await tab.button(/^Details of Flow/).focus();
      await workbench.page.keyboard.press('Enter');
      expect(await tab.focused()).toMatch(/^button "Hide details of Flow.*" \[expanded\]/);
      await tab.page.getByText('fault path').first().waitFor();
      await tab.page.getByLabel('Only channels that can refuse').focus();
      await workbench.page.keyboard.press('Space');
      await expect.poll(() => tab.status().first().innerText(), soon).toMatch(/^\d+ of \d+ channels shown/);
      expect(await tab.row('Undelete').count()).toBe(0);
      await workbench.page.keyboard.press('Space');
      await tab.row('Undelete').first().waitFor();
      await tab.button('Copy as Markdown').press('Enter');
      await expect.poll(() => workbench.clipboard(), soon).toContain('# What happens on save: Lead');
    });

    test('is chosen for another object', async () => {
      const { workbench } = session;
      await workbench.openFile(files.leadRule);
      await workbench.runCommand(command);
      const tab = new OnSaveTab(workbench.page);
      await tab.page.getByLabel('Object', { exact: true }).selectOption('Account');
      await tab.heading('What happens on save: Account').waitFor();
      await tab.page.getByText('standard rule is assumed').first().waitFor();
    });
  });

  test('axe finds nothing wrong with what happens on save', async () => {
    const { workbench } = session;
    await workbench.openFile(files.leadRule);
    await workbench.runCommand(command);
    const tab = new OnSaveTab(workbench.page);
    await tab.button('Show All Details').first().click();
    await tab.page.getByText(/^Choose channels/).click();
    expect(await violations(workbench.page)).toEqual([]);
  });
}
