import { describe, expect, test } from 'vitest';
import type { Session } from '../session.ts';
import { files, soon } from './files.ts';

export function rules(session: Session) {
  describe('duplicate rules', () => {
    test('are counted by the language status item', async () => {
      const { workbench } = session;
      await workbench.openFile(files.leadCapture);
      await expect
        .poll(() => workbench.languageStatus(), soon)
        .toMatch(/4 duplicate rules.*recruiting, 4 active, 1 assumed/s);
    });

    test('stand above the saves that they refuse, and open from there', async () => {
      const { workbench } = session;
      await workbench.openFile(files.leadCapture);
      const lens = workbench.codeLenses().filter({ hasText: "Refused by 'Lead Email'" }).first();
      await lens.locator('a').first().click();
      await workbench.tab(files.leadRule).waitFor();
    });

    test('that are switched off on disk refuse nothing any more', async () => {
      const { workbench } = session;
      await workbench.openFile(files.leadCapture);
      await workbench.squiggles('warning').first().waitFor({ state: 'attached' });
      const rule = session.read(files.leadRule);
      session.write(files.leadRule, rule.replace('<isActive>true<', '<isActive>false<'));
      await workbench.squiggles('warning').first().waitFor({ state: 'detached' });
      session.restore(files.leadRule);
      await workbench.squiggles('warning').first().waitFor({ state: 'attached' });
    });

    test('that are edited count as typed, before they are saved', async () => {
      const { workbench } = session;
      await workbench.openProblems('LeadCapture.cls');
      await expect.poll(() => workbench.filesWithProblems(), soon).toEqual(['LeadCapture.cls']);
      await workbench.openFile(files.leadRule);
      const line =
        session
          .read(files.leadRule)
          .split('\n')
          .findIndex((text) => text.includes('<isActive>')) + 1;
      await workbench.replaceLine(line, '    <isActive>false</isActive>');
      await expect.poll(() => workbench.filesWithProblems(), soon).toEqual([]);
    });
  });
}
