import { describe, expect, test } from 'vitest';
import type { Session } from '../session.ts';
import { files, soon } from './files.ts';

export function fixes(session: Session) {
  describe('fixes', () => {
    test('handle the refusal, and the finding is gone on disk too', async () => {
      const { workbench } = session;
      await workbench.openFile(files.leadCapture);
      await workbench.squiggles('warning').first().waitFor({ state: 'attached' });
      const before = await workbench.squiggles('warning').count();
      await workbench.goTo(7, 10);
      const offered = await workbench.openQuickFixes();
      expect(offered[0]).toMatch(/handle/i);
      await workbench.chooseQuickFix(offered[0]!);
      await expect.poll(() => workbench.squiggles('warning').count(), soon).toBeLessThan(before);
      await workbench.save();
      await expect
        .poll(() => session.read(files.leadCapture), soon)
        .toContain('StatusCode.DUPLICATES_DETECTED');
      session.restore(files.leadCapture);
    });

    test('that are safe are applied to the whole file by one command', async () => {
      const { workbench } = session;
      const file = 'force-app/main/default/classes/Details.cls';
      session.write(
        file,
        [
          'public class Details {',
          '    public static void save(Contact person) {',
          '        Database.DMLOptions options = new Database.DMLOptions();',
          '        options.DuplicateRuleHeader.includeRecordDetails = true;',
          '        options.DuplicateRuleHeader.allowSave = false;',
          '        options.optAllOrNone = true;',
          '        Database.insert(person, options);',
          '    }',
          '}',
          '',
        ].join('\n'),
      );
      await workbench.openFile(file);
      await workbench.squiggles('error').first().waitFor({ state: 'attached' });
      await workbench.runCommand('Duplicate Rules: Apply All Safe Fixes in File');
      await workbench.squiggles('error').first().waitFor({ state: 'detached' });
      await workbench.save();
      await expect.poll(() => session.read(file), soon).not.toContain('includeRecordDetails');
      expect(session.read(file)).toContain('allowSave = false');
    });
  });
}
