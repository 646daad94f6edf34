import type { Locator } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { Session } from '../session.ts';
import { files, soon } from './files.ts';

/** The Duplicate Rules view, by the words that a screen reader says of its entries. */
export function rulesView(session: Session) {
  const entry = (words: RegExp): Locator => session.workbench.page.getByRole('treeitem', { name: words });
  const expand = async (words: RegExp) => {
    const row = entry(words).first();
    await row.click();
    // A click that meets a refresh of the tree opens the file, but not the entry.
    const isOpen = async () => {
      const state = await row.getAttribute('aria-expanded');
      if (state === 'false') await session.workbench.page.keyboard.press('ArrowRight');
      return state === 'true';
    };
    await expect.poll(isOpen, { ...soon, interval: 300 }).toBe(true);
  };
  const focus = () => session.workbench.runCommand('Duplicate Rules: Focus on Duplicate Rules View');

  describe('the view of the rules', () => {
    test('shows rules by object, leads to their elements, and to the saves that they govern', async () => {
      const { workbench } = session;
      await focus();
      await expand(/^Lead, object, 1 duplicate rule$/);
      await expand(/^Lead Email, duplicate rule on Lead, /);
      await workbench.tab(files.leadRule).waitFor();
      await entry(/^On edit: Allow \+ Report$/).click();
      const edit = session
        .read(files.leadRule)
        .split('\n')
        .findIndex((text) => text.includes('actionOnUpdate'));
      await workbench.page.locator('.statusbar-item', { hasText: `Ln ${edit + 1}, Col` }).waitFor();
      await expand(/^Lead Email Exact, matching rule$/);
      await entry(/^Email, field, compared by Exact, blanks do not match$/).waitFor();
      await expand(/^Saves: refuses 16 saves/);
      await entry(
        /^insert of Lead, LeadCapture\.register, Apex statement, LeadCapture\.cls:7: refused$/,
      ).click();
      await workbench.tab(files.leadCapture).waitFor();
      await workbench.page.locator('.statusbar-item', { hasText: 'Ln 7, Col' }).waitFor();
    });

    test('follows what is typed, and keeps what is open', async () => {
      const { workbench } = session;
      await workbench.openFile(files.leadRule);
      const lines = session.read(files.leadRule).split('\n');
      const active = lines.findIndex((text) => text.includes('<isActive>')) + 1;
      await workbench.replaceLine(active, '    <isActive>false</isActive>');
      await entry(/^Lead Email, duplicate rule on Lead, inactive, /).waitFor();
      await entry(/^Saves: none/)
        .first()
        .waitFor();
      await entry(/^Lead Email Exact, matching rule/).waitFor();
    });

    test('is filtered by the names of objects, rules and fields', async () => {
      const { workbench } = session;
      await workbench.runCommand('Duplicate Rules: Filter Rules...', { opensAnotherList: true });
      await workbench.listAsks(/name of an object/);
      await workbench.page.keyboard.insertText('phone');
      await workbench.page.keyboard.press('Enter');
      await entry(/Phone__c, field/).waitFor();
      expect(await entry(/, object, /).allInnerTexts()).toEqual([expect.stringContaining('Candidate__c')]);
      await workbench.runCommand('Duplicate Rules: Clear Filter of Rules');
      await expect.poll(() => entry(/, object, /).count(), soon).toBe(4);
      await workbench.runCommand('View: Show Explorer');
    });
  });

  describe('a rule file', () => {
    test('says which saves the rule refuses, and lists them', async () => {
      const { workbench } = session;
      await workbench.openFile(files.leadRule);
      await workbench.clickCodeLens('Refuses 16 saves');
      const peek = workbench.page.locator('.peekview-widget .ref-tree');
      await peek
        .getByRole('treeitem', { name: /LeadCapture\.cls/ })
        .first()
        .waitFor();
      await workbench.escape();
    });
  });
}
