import { test } from 'vitest';
import type { Session } from '../session.ts';

export function walkthrough(session: Session) {
  test('the walkthrough leads to a finding and what can be done about it', async () => {
    const { workbench } = session;
    const { page } = workbench;
    await workbench.runCommand('Duplicate Rules: Get Started');
    const step = page.locator('.getting-started-step', { hasText: 'See a finding, and fix it' });
    await step.click();
    await step.getByRole('button', { name: 'Go to Finding' }).click();
    await page.locator('.action-widget .monaco-list-row.action').first().waitFor();
    await workbench.escape();
    await workbench.runCommand('Duplicate Rules: Get Started');
    await step.locator('.codicon-getting-started-step-checked').waitFor();
  });
}
