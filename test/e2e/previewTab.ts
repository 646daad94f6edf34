import type { FrameLocator, Locator, Page } from 'playwright-core';

/** The tab with the form and the preview, as a person sees it: by roles and labels. */
export class PreviewTab {
  readonly page: FrameLocator;

  constructor(window: Page) {
    this.page = window.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
  }

  /** @param label the whole label of a field of the form */
  field(label: string): Locator {
    return this.page.getByLabel(label, { exact: true });
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name }).first();
  }

  /** Waits for the form of an object. */
  async form(object: string): Promise<void> {
    await this.page.getByRole('form', { name: `Sample ${object}` }).waitFor();
  }

  async test(fields: Readonly<Record<string, string>>): Promise<void> {
    for (const [label, value] of Object.entries(fields)) await this.field(label).fill(value);
    await this.button('Test Record').click();
  }

  /** Presses "Test Record" and gives the milliseconds until another preview is there, told by the page itself. */
  timeOfTest(): Promise<number> {
    return this.page.locator('main').evaluate(async (main) => {
      const testedAt = () => main.querySelector('time')?.getAttribute('datetime');
      const before = testedAt();
      const begin = performance.now();
      main.querySelector('form')?.requestSubmit();
      while (testedAt() === before) await new Promise((resolve) => setTimeout(resolve, 1));
      return performance.now() - begin;
    });
  }

  heading(text: string | RegExp): Locator {
    return this.page.getByRole('heading', { name: text });
  }

  /** What the save would get, in one sentence. */
  verdict(text: string | RegExp): Locator {
    return this.page.getByRole('status').filter({ hasText: text });
  }

  /** The row of a field in the table of matched records. */
  row(field: string): Locator {
    return this.page.getByRole('row').filter({ has: this.page.getByRole('rowheader', { name: field }) });
  }

  /** What has the focus, as a screen reader has it: `button "Copy as JSON"`. */
  async focused(): Promise<string> {
    const snapshot = await this.page.locator(':focus').ariaSnapshot();
    return snapshot.replace(/^- /, '');
  }
}
