import { describe, test } from 'vitest';
import type { Session } from '../session.ts';
import { files } from './files.ts';

export function commands(session: Session) {
  describe('commands', () => {
    test('check the whole workspace and say what was found', async () => {
      const { workbench } = session;
      await workbench.runCommand('Duplicate Rules: Check Workspace');
      const said = workbench.notification(/^Duplicate Rules: \d+ findings in \d+ of \d+ files/);
      await said.waitFor();
    });

    test('list the rules and open the chosen one', async () => {
      const { workbench } = session;
      await workbench.openFile(files.leadCapture);
      await workbench.runCommand('Duplicate Rules: Open Rule File', { opensAnotherList: true });
      await workbench.pick('Lead Email', 'Lead Email');
      await workbench.tab(files.leadRule).waitFor();
    });

    test('restart the language server, which then reports again', async () => {
      const { workbench } = session;
      await workbench.openFile(files.leadCapture);
      await workbench.squiggles('warning').first().waitFor({ state: 'attached' });
      await workbench.runCommand('Duplicate Rules: Restart Language Server');
      await workbench.squiggles('warning').first().waitFor({ state: 'attached' });
    });
  });
}
