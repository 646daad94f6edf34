import { expect, test } from 'vitest';
import { PreviewTab } from '../../previewTab.ts';
import type { Session } from '../../session.ts';

const markup = '<img src=x onerror="document.title=1; alert(1)">';
const rightToLeft = 'שלום עליכם';
const long = 'abcdefghi '.repeat(10_000).trim();

export function values(session: Session) {
  test('values of records are text, whatever they hold', async () => {
    const { workbench, org } = session;
    const { store, schema } = org.sandbox.org;
    const Email = 'hostile@example.com';
    const lead = { LastName: markup, Company: rightToLeft, Title: long, Email };
    store.insert(schema.object('Lead')!, Object.entries(lead), '');
    const executed: string[] = [];
    workbench.page.on('dialog', (dialog) => {
      executed.push(dialog.message());
      void dialog.dismiss();
    });

    const preview = new PreviewTab(workbench.page);
    await workbench.runCommand('Duplicate Rules: Test Sample Record', { opensAnotherList: true });
    await workbench.pick('Lead', 'Lead');
    await preview.form('Lead');
    await preview.test({ Email });
    await preview.heading('Insert of Lead: 1 match by 1 rule').waitFor();
    await preview.button(/further fields/).click();
    await preview.button(`Open ${markup} in the org`).waitFor();
    expect(await preview.row('Name').locator('td').last().innerText()).toContain(markup);
    const company = preview.row('Company').locator('bdi:dir(rtl)');
    expect(await company.innerText()).toBe(rightToLeft);
    const title = preview.row('Title').locator('td').last();
    expect((await title.innerText()).length).toBeLessThan(1000);
    await title.getByRole('button', { name: 'Show all 99,999 characters' }).click();
    expect(await title.locator('bdi').innerText()).toBe(long);

    expect(await preview.page.locator('#app :is(img, iframe, object, script)').count()).toBe(0);
    expect(executed).toEqual([]);
  });
}
