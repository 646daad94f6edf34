import { describe, expect, test } from 'vitest';
import type { Session } from '../session.ts';
import { soon } from './files.ts';

const folder = 'force-app/main/default';
const matching = `${folder}/matchingRules/Candidate__c.matchingRule-meta.xml`;
const rule = `${folder}/duplicateRules/Candidate__c.Candidate_Profile.duplicateRule-meta.xml`;

/** Help with writing the rules' files. */
export function ruleFileEditing(session: Session) {
  describe('in the file of a rule', () => {
    test('elements and values are completed as they are typed', async () => {
      const { workbench } = session;
      const { page } = workbench;
      const suggested = page.locator('.suggest-widget.visible .monaco-list-row');
      await workbench.openFile(matching);
      const lines = session.read(matching).split('\n');
      await workbench.goTo(lines.findIndex((text) => text.includes('<ruleStatus>')) + 1);
      await page.keyboard.press('End');
      await page.keyboard.press('Enter');
      await page.keyboard.type('<', { delay: 30 });
      await suggested.filter({ hasText: 'description' }).first().waitFor();
      await page.keyboard.type('matchingR', { delay: 30 });
      await page
        .locator('.suggest-widget .monaco-list-row.focused', { hasText: 'matchingRuleItems' })
        .waitFor();
      await page.keyboard.press('Enter');
      await suggested.filter({ hasText: 'Agency_Id__c' }).first().waitFor();
      await page.keyboard.type('Agency', { delay: 30 });
      await page.keyboard.press('Enter');
      const shown = () => workbench.editor.locator('.view-line').allInnerTexts();
      await expect
        .poll(async () => (await shown()).join('').replaceAll('\u00a0', ' '), soon)
        .toContain('<fieldName>Agency_Id__c</fieldName>');
    });

    test('hovers explain, and names lead to where they are defined', async () => {
      const { workbench } = session;
      const { page } = workbench;
      await workbench.openFile(rule);
      const lines = session.read(rule).split('\n');
      const line = lines.findIndex((text) => text.includes('<matchingRule>')) + 1;
      const column = lines[line - 1]!.indexOf('>') + 4;
      await workbench.goTo(line, column);
      await workbench.hover(/2\. ?Phone__c: Phone|Phone__c: Phone/);
      await workbench.escape();
      await workbench.goTo(line, column);
      await page.keyboard.press('F12');
      await workbench.tab(matching).waitFor();
      const numbers = session.read(matching).split('\n');
      const filter = numbers.findIndex((text) => text.includes('<booleanFilter>')) + 1;
      await workbench.goTo(filter, numbers[filter - 1]!.indexOf('2') + 1);
      await page.keyboard.press('F12');
      const item = numbers.findIndex((text) => text.includes('Phone__c')) + 1;
      await page.locator('.statusbar-item', { hasText: `Ln ${item}, Col` }).waitFor();
      await page.keyboard.press('F12');
      await workbench.tab(`${folder}/objects/Candidate__c/fields/Phone__c.field-meta.xml`).waitFor();
    });
  });
}
