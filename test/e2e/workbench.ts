import path from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import type { VsCode } from '../vscode/server.mjs';

export type Severity = 'error' | 'warning' | 'info';

/** A problem as its panel shows it. */
export interface Problem {
  readonly severity: Severity;
  readonly message: string;
  readonly source: string;
  /** One-based, as shown. */
  readonly line: number;
}

const size = { width: 1400, height: 900 };

/** One window of a real VS Code, driven as a person drives it: by keyboard, reading what is on the screen. */
export class Workbench {
  readonly page: Page;
  #problemFilter = '';

  private constructor(page: Page) {
    this.page = page;
  }

  /** Opens a window on a folder and waits until its files are listed. */
  /** @param language that extensions speak; null: English, as VS Code does in any case */
  static async open(
    browser: Browser,
    vscode: VsCode,
    folder: string,
    viewport = size,
    language: string | null = null,
  ): Promise<Workbench> {
    const page = await browser.newPage({ viewport });
    if (language !== null) await page.addInitScript(`globalThis._VSCODE_NLS_LANGUAGE = '${language}'`);
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.goto(vscode.url(folder));
    const workbench = new Workbench(page);
    await page.locator('.explorer-folders-view .monaco-list-row').first().waitFor({ timeout: 60_000 });
    return workbench;
  }

  /** Runs a command of the palette by its whole title, such as "View: Toggle Panel Visibility". */
  async runCommand(title: string, { opensAnotherList = false } = {}): Promise<void> {
    await this.#again(async (wait) => {
      await this.page.keyboard.press('F1');
      await this.pick(`>${title}`, title, wait);
      if (!opensAnotherList) await this.#quickInput().waitFor({ state: 'hidden', ...wait });
    });
  }

  /** A webview or an editor that takes the focus late closes a list under the typing: what opened it is done again. */
  async #again(step: (wait: { timeout?: number }) => Promise<void>): Promise<void> {
    const patience = [3_000, 4_000, 6_000];
    for (const timeout of patience) {
      const done = await step({ timeout }).then(
        () => true,
        () => false,
      );
      if (done) return;
      await this.escape();
    }
    await step({});
  }

  /** Waits until a list is open that asks so: that of the palette may still be there for a moment. */
  async listAsks(placeholder: RegExp): Promise<void> {
    await this.page.locator('.quick-input-widget').getByPlaceholder(placeholder).waitFor();
  }

  /** Types into the open list and takes the entry that is then in focus, once it holds the label. */
  async pick(query: string, label: string, wait: { timeout?: number } = {}): Promise<void> {
    const input = this.#quickInput();
    await input.fill(query, wait);
    await this.page
      .locator('.quick-input-list .monaco-list-row.focused', { hasText: label })
      .first()
      .waitFor(wait);
    await input.press('Enter', wait);
  }

  /** @param file path relative to the folder, with forward slashes */
  async openFile(file: string): Promise<void> {
    await this.#again(async (wait) => {
      await this.page.keyboard.press('Control+p');
      await this.pick(file, path.posix.basename(file), wait);
      await this.tab(file).waitFor(wait);
    });
    await this.editor.locator('.view-line').first().waitFor();
    await this.focusEditor();
  }

  /** @param line one-based, as VS Code shows it; column likewise */
  async goTo(line: number, column = 1): Promise<void> {
    await this.#again(async (wait) => {
      await this.focusEditor();
      await this.page.keyboard.press('Control+g');
      const input = this.#quickInput();
      await input.fill(`:${line}:${column}`, wait);
      await input.press('Enter', wait);
      await input.waitFor({ state: 'hidden', ...wait });
      await this.cursorIsAt(line, column, wait);
    });
  }

  async focusEditor(): Promise<void> {
    await this.page.keyboard.press('Control+1');
    await this.editor
      .locator('.native-edit-context, textarea.inputarea')
      .first()
      .waitFor({ state: 'attached' });
  }

  /** Types at the cursor, without the completions and closing brackets that the editor would add. */
  async insertText(text: string): Promise<void> {
    await this.page.keyboard.insertText(text);
  }

  /** @param line one-based */
  async replaceLine(line: number, text: string): Promise<void> {
    await this.goTo(line);
    await this.page.keyboard.press('Shift+End');
    await this.insertText(text);
  }

  async save(): Promise<void> {
    await this.page.keyboard.press('Control+s');
    await this.page.locator('.tab.active:not(.dirty)').waitFor();
  }

  /** Closes every menu, hover and editor and throws away what was typed into them. */
  async closeEverything(): Promise<void> {
    await this.page.keyboard.press('Escape');
    await this.page.keyboard.press('Escape');
    const tabs = this.page.locator('.tab');
    for (let attempt = 0; attempt < 30; attempt++) {
      const open = await tabs.count();
      if (open === 0) return;
      await this.runCommand('View: Revert and Close Editor');
      // An editor that is only just taking the focus may have missed the command.
      await tabs
        .nth(open - 1)
        .waitFor({ state: 'detached', timeout: 2_000 })
        .catch(() => {});
    }
    throw new Error('Some editor cannot be closed.');
  }

  tab(file: string): Locator {
    return this.page.locator(`.tab.active[data-resource-name="${path.posix.basename(file)}"]`);
  }

  get editor(): Locator {
    return this.page.locator('.editor-instance .monaco-editor').first();
  }

  squiggles(severity: Severity): Locator {
    return this.page.locator(`.squiggly-${severity}`);
  }

  codeLenses(): Locator {
    return this.page.locator('.codelens-decoration');
  }

  /** Clicks a code lens by its title. `which`: from the top, if there are several. */
  async clickCodeLens(title: string, which = 0): Promise<void> {
    const lenses = this.codeLenses().locator('a').filter({ hasText: title });
    await lenses.nth(which).waitFor();
    // VS Code adds them in the order in which they are resolved, and moves the lines below each.
    await this.#untilStill(lenses);
    const tops = await lenses.evaluateAll((all) => all.map((lens) => lens.getBoundingClientRect().top));
    const fromTop = tops.map((top, at) => ({ top, at })).sort((a, b) => a.top - b.top);
    await lenses.nth(fromTop[which]!.at).click();
  }

  async #untilStill(locator: Locator): Promise<void> {
    const places = () =>
      locator.evaluateAll((all) => all.map((one) => one.getBoundingClientRect().top).join());
    for (let before = ''; ; ) {
      const now = await places();
      if (now === before) return;
      before = now;
      await this.page.waitForTimeout(300);
    }
  }

  /** Rows of the open list that can be seen, as their accessible labels say. */
  async listed(some: string | RegExp): Promise<string[]> {
    const rows = this.page.locator('.quick-input-list .monaco-list-row');
    await rows.filter({ hasText: some }).first().waitFor();
    return rows.evaluateAll((all) => all.map((row) => row.getAttribute('aria-label') ?? ''));
  }

  /** Opens a file with a text that is saved nowhere, and selects all of it. */
  async openUntitled(text: string): Promise<void> {
    await this.page.keyboard.press('Control+Alt+n');
    await this.page.locator('.tab.active', { hasText: 'Untitled' }).waitFor();
    await this.focusEditor();
    await this.insertText(text);
    await this.page.keyboard.press('Control+a');
  }

  /** Does something that opens an address in a browser; gives it. VS Code asks first, but not about this machine. */
  async openedBy(step: () => Promise<unknown>): Promise<string> {
    const popup = this.page.context().waitForEvent('page');
    await step();
    const opened = await popup;
    await opened.waitForLoadState();
    const address = opened.url();
    await opened.close();
    // In the browser, VS Code reaches addresses of its machine through its own server.
    return address.replace(/^http:\/\/127\.0\.0\.1:\d+\/proxy\/(\d+)\//, 'http://127.0.0.1:$1/');
  }

  /** Text that the extension has put on the clipboard, once it is about something. */
  clipboard(): Promise<string> {
    return this.page.evaluate('navigator.clipboard.readText()');
  }

  /** Columns count from one, as VS Code shows them. */
  async cursorIsAt(line: number, column: number, wait: { timeout?: number } = {}): Promise<void> {
    await this.page.locator('.statusbar-item', { hasText: `Ln ${line}, Col ${column}` }).waitFor(wait);
  }

  /** The hover at the cursor, once it holds some text. */
  async hover(some: RegExp | string = /\S/): Promise<Locator> {
    await this.page.keyboard.press('Control+k');
    await this.page.keyboard.press('Control+i');
    const hover = this.page.locator('.monaco-hover:visible', { hasText: some }).first();
    await hover.waitFor();
    return hover;
  }

  /** Titles of the code actions offered at the cursor, in their order; the menu stays open. */
  async openQuickFixes(): Promise<string[]> {
    const rows = this.page.locator('.action-widget .monaco-list-row.action');
    // Other extensions are asked too: one that is only just starting makes the menu give up.
    await this.#again(async (wait) => {
      await this.page.keyboard.press('Control+.');
      await rows.first().waitFor(wait);
    });
    return (await rows.allInnerTexts()).map((title) => title.trim());
  }

  /** Applies a code action of the open menu, one that changes this file. */
  async chooseQuickFix(title: RegExp | string): Promise<void> {
    await this.page.locator('.action-widget .monaco-list-row.action', { hasText: title }).first().click();
    await this.page.locator('.action-widget').first().waitFor({ state: 'hidden' });
    await this.page.locator('.tab.active.dirty').waitFor();
  }

  async escape(): Promise<void> {
    await this.page.keyboard.press('Escape');
  }

  /** Shows the problems panel with the rows of one file, or those that another filter leaves. */
  async openProblems(filter: string): Promise<void> {
    await this.runCommand('Problems: Focus on Problems View');
    await this.page.locator('.markers-panel-container').waitFor();
    this.#problemFilter = filter;
    await this.#keepFilter();
  }

  /** The panel sets its filter back while it is being built, and does not say when that is done. */
  async #keepFilter(): Promise<void> {
    const input = this.page.locator('.viewpane-filter input, .markers-panel-filter-container input').first();
    if ((await input.inputValue()) === this.#problemFilter) return;
    await input.fill(this.#problemFilter);
    await this.page.waitForTimeout(250);
  }

  /** The problems of a file that the open panel shows at this moment. */
  async problemsOf(file: string): Promise<Problem[]> {
    const name = path.posix.basename(file);
    const rows = await this.#problemRows();
    const start = rows.findIndex((row) => fileOf(row) === name);
    if (start < 0) return [];
    const next = rows.findIndex((row, index) => index > start && fileOf(row) !== undefined);
    return rows.slice(start + 1, next < 0 ? rows.length : next).flatMap(problemOf);
  }

  /** Names of the files in the open problems panel, of those rows that fit into it. */
  async filesWithProblems(): Promise<string[]> {
    return (await this.#problemRows()).flatMap((row) => fileOf(row) ?? []);
  }

  async #problemRows(): Promise<string[]> {
    await this.#keepFilter();
    return this.page
      .locator('.markers-panel-container .monaco-list-row')
      .evaluateAll((rows) => rows.map((row) => row.getAttribute('aria-label') ?? ''));
  }

  /** In the status bar, where an extension says something about the language of the open file. */
  languageStatusItem(): Locator {
    return this.page.locator('[id="status.languageStatus"]');
  }

  /** What the language status item of the status bar says when it is pointed at. */
  async languageStatus(): Promise<string> {
    // A pointer that is there already would bring no hover.
    await this.page.mouse.move(0, 0);
    await this.languageStatusItem().hover();
    const details = this.page.locator('.hover-language-status').first();
    await details.waitFor();
    return (await details.allInnerTexts()).join('\n');
  }

  /** A notification on the screen. */
  notification(text: RegExp | string): Locator {
    return this.page.locator('.notification-list-item-message', { hasText: text }).first();
  }

  async screenshot(file: string): Promise<void> {
    await this.page.screenshot({ path: file });
  }

  async close(): Promise<void> {
    await this.page.close();
  }

  #quickInput(): Locator {
    return this.page.locator('.quick-input-widget input.input');
  }
}

/** "2 problems in file Name.cls of folder path" */
function fileOf(label: string): string | undefined {
  return /^\d+ problems in file (.+?) of folder /.exec(label)?.[1];
}

/** A row's accessible label: "Warning: text at line 6 and character 9. generated by source" */
function problemOf(label: string): Problem[] {
  const row =
    /^(Error|Warning|Info): (.*) at line (\d+) and character \d+\.(?: This problem has references to \d+ locations\.)?(?: generated by (.+))?$/.exec(
      label,
    );
  if (!row) return [];
  const [, severity = '', message = '', line, source = ''] = row;
  return [{ severity: severity.toLowerCase() as Severity, message, line: Number(line), source }];
}
