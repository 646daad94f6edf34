import { expect, test } from 'vitest';
import { PreviewTab } from '../../previewTab.ts';
import type { Session } from '../../session.ts';
import { soon } from '../files.ts';
import { idOf, known } from './demo.ts';

export function keyboard(session: Session) {
  test('the keyboard is enough: form, answer, rule and links in this order', async () => {
    const { workbench, org } = session;
    const preview = new PreviewTab(workbench.page);
    const { keyboard } = workbench.page;
    await workbench.runCommand('Duplicate Rules: Test Sample Record', { opensAnotherList: true });
    await workbench.pick('Lead', 'Lead');
    await preview.form('Lead');
    await expect.poll(() => preview.focused(), soon).toContain('textbox "Email"');
    await keyboard.type(known);
    await keyboard.press('Enter');
    await preview.verdict(/refused with DUPLICATES_DETECTED/).waitFor();
    // The answer does not take the focus from the form.
    expect(await preview.focused()).toContain('textbox "Email"');

    const reached: string[] = [];
    while (reached.length < 30 && !reached.at(-1)?.includes('Open A. Byron')) {
      await keyboard.press('Tab');
      reached.push(await preview.focused());
    }
    expect(reached).toEqual([
      expect.stringContaining('textbox "Record id"'),
      'button "Test Record"',
      expect.stringContaining('textbox "API name of a further field"'),
      'button "Add Field"',
      'button "Update Ada Byron instead"',
      expect.stringContaining('button "Handle this refusal'),
      'button "Make This a Rule Test"',
      'button "Copy as JSON"',
      expect.stringContaining('Lead Email'),
      expect.stringContaining('Lead_Email.duplicateRule-meta.xml'),
      expect.stringContaining('button "Open Ada Byron in the org"'),
      expect.stringContaining('button "Open A. Byron in the org"'),
    ]);
    const address = await workbench.openedBy(() => keyboard.press('Enter'));
    expect(address).toContain(idOf(org.sandbox, 'Lead', 'FirstName', 'A.'));
  });
}
