import { describe, expect, test } from 'vitest';
import type { Session } from '../session.ts';
import type { Workbench } from '../workbench.ts';
import { soon } from './files.ts';

const app = 'web/app.ts';
const leads = 'jobs/leads.ts';

/** A repository of somebody else: no Salesforce project in it. */
const folder = {
  [app]: 'export const greeting: string = "Hello";\n',
  'web/main.py': 'print("Hello")\n',
  [leads]: [
    "import { Connection } from 'jsforce';",
    '',
    'export async function add(connection: Connection, email: string) {',
    "  await connection.sobject('Lead').create({ LastName: 'Byron', Company: 'Engines', Email: email });",
    '}',
    '',
  ].join('\n'),
};

export function otherFolders(session: Session) {
  describe('a folder without a Salesforce project', () => {
    let workbench: Workbench;

    test('does not start the server for code of any kind', async () => {
      workbench = await session.openWindow(folder);
      await workbench.openFile('web/main.py');
      await workbench.openFile(app);
      await workbench.replaceLine(1, 'export const greeting: string = "Welcome";');
      await workbench.save();
      // Shown by the extension itself: it is active by then, and has looked at both files.
      await workbench.runCommand('Duplicate Rules: Show Output');
      await workbench.page.getByRole('tab', { name: /^Output/, selected: true }).waitFor();
      await workbench.openFile(app);
      const item = workbench.languageStatusItem();
      const said = (await item.count()) === 0 ? '' : await workbench.languageStatus();
      expect(said).not.toMatch(/duplicate rules/i);
    });

    test('has findings by the standard rules, as information, once a file that saves is opened', async () => {
      await workbench.openFile(leads);
      await workbench.squiggles('info').first().waitFor({ state: 'attached' });
      await workbench.openProblems('leads.ts');
      await expect
        .poll(() => workbench.problemsOf(leads), soon)
        .toEqual([expect.objectContaining({ severity: 'info', line: 4, source: 'duplicate-rules' })]);
      const [finding] = await workbench.problemsOf(leads);
      expect(finding?.message).toMatch(/assum/i);
      await workbench.goTo(1);
      await expect
        .poll(() => workbench.languageStatus(), soon)
        .toMatch(/3 duplicate rules.*3 active, 3 assumed/s);
    });
  });
}
