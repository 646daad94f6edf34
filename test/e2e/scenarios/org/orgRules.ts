import { describe, expect, test } from 'vitest';
import { orgOnlyRule } from '../../loopback.ts';
import type { Session } from '../../session.ts';
import { files, soon } from '../files.ts';

export function orgRules(session: Session) {
  describe('its rules', () => {
    test('are used by findings once they are read, and the status says whose and how old they are', async () => {
      const { workbench } = session;
      const file = 'force-app/main/default/classes/AccountSetup.cls';
      const code =
        "public class AccountSetup {\n    void add() {\n        insert new Account(Name = 'Acme');\n    }\n}\n";
      session.write(file, code);
      await workbench.openFile(file);
      expect(await workbench.languageStatus()).not.toContain('loopback');
      await workbench.runCommand('Duplicate Rules: Refresh Rules from Org');
      await workbench.notification(/duplicate rules and .* read from admin@loopback\.example/).waitFor();
      await workbench.squiggles('warning').first().waitFor({ state: 'attached' });
      await workbench.goTo(3, 10);
      const hover = await workbench.hover(orgOnlyRule.name);
      expect(await hover.textContent()).toContain('admin@loopback.example');
      await workbench.escape();
      await expect
        .poll(() => workbench.languageStatus(), soon)
        .toMatch(/org loopback, read (just now|2 minutes ago)/);
    });

    test('are compared with those of the workspace, one by one', async () => {
      const { workbench } = session;
      const rule = session.read(files.leadRule);
      session.write(files.leadRule, rule.replace('<actionOnInsert>Allow<', '<actionOnInsert>Block<'));
      await expect.poll(() => ruleEntry(session, 'Lead Email'), soon).toContain("the org's copy differs");
      await workbench.runCommand('Duplicate Rules: Compare Local Rules with Org', { opensAnotherList: true });
      const rows = await workbench.listed('Lead Email');
      expect(rows.find((row) => row.includes('Lead Email'))).toContain('different');
      expect(rows.find((row) => row.includes(orgOnlyRule.name))).toContain('only in the org');
      await workbench.pick('Lead Email', 'Lead Email');
      const diff = workbench.page.locator('.monaco-diff-editor');
      await diff.locator('.original .view-line', { hasText: 'Allow' }).first().waitFor();
      await diff.locator('.modified .view-line', { hasText: 'Block' }).first().waitFor();
      session.restore(files.leadRule);
    });

    test('open in Setup', async () => {
      const { workbench, org } = session;
      await workbench.openFile(files.leadRule);
      const address = await workbench.openedBy(() =>
        workbench.runCommand('Duplicate Rules: Open Rule in Setup'),
      );
      expect(address).toMatch(
        new RegExp(`^${org.sandbox.url}/lightning/setup/DuplicateRules/page\\?address=/0Bm`),
      );
    });

    test('stand in the view of the rules, from where they open in Setup', async () => {
      const { workbench, org } = session;
      await workbench.runCommand('Duplicate Rules: Focus on Duplicate Rules View');
      const entry = (words: RegExp) => workbench.page.getByRole('treeitem', { name: words }).first();
      await entry(/^Account, object/).click();
      await workbench.page.keyboard.press('ArrowRight');
      const rule = entry(/, duplicate rule on Account, in the org only, /);
      await rule.hover();
      const address = await workbench.openedBy(() => rule.getByRole('button', { name: /Setup/ }).click());
      expect(address).toMatch(new RegExp(`^${org.sandbox.url}/lightning/setup/DuplicateRules/page`));
      await workbench.runCommand('View: Show Explorer');
    });
  });

  test('it stands in the list of orgs', async () => {
    const { workbench, org } = session;
    await workbench.runCommand('Duplicate Rules: Select Org', { opensAnotherList: true });
    const rows = await workbench.listed('loopback');
    expect(rows.join('\n')).toContain('Target org of the project');
    expect(rows.find((row) => row.includes('admin@loopback.example'))).toContain(org.sandbox.url);
    await workbench.escape();
  });
}

/** A rule as the list of all rules has it at this moment. */
async function ruleEntry({ workbench }: Session, label: string): Promise<string | undefined> {
  await workbench.runCommand('Duplicate Rules: Open Rule File', { opensAnotherList: true });
  const listed = await workbench.listed(label);
  await workbench.escape();
  return listed.find((row) => row.includes(label));
}
