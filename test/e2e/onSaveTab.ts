import type { FrameLocator, Locator, Page } from 'playwright-core';

/** The tab that shows what happens on save, as a person sees it: by roles and labels. */
export class OnSaveTab {
  readonly page: FrameLocator;

  constructor(window: Page) {
    this.page = window.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
  }

  heading(text: string | RegExp): Locator {
    return this.page.getByRole('heading', { name: text });
  }

  table(): Locator {
    return this.page.getByRole('table');
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name });
  }

  /** The row of a channel, by the beginning of its title. */
  row(channel: string): Locator {
    return this.page.getByRole('row').filter({ has: this.page.getByRole('rowheader', { name: channel }) });
  }

  /** What is said of changes, and how many channels are shown. */
  status(): Locator {
    return this.page.getByRole('status');
  }

  /** What has the focus, as a screen reader has it: `button "Copy as Markdown"`. */
  async focused(): Promise<string> {
    const snapshot = await this.page.locator(':focus').ariaSnapshot();
    return snapshot.replace(/^- /, '');
  }
}
