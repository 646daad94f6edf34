/**
 * A picture of VS Code with this extension, for the README and for looking at one's work:
 * npm run screenshot -- FILE LINE OUT.png [--column N] [--type TEXT] [--hover | --suggest | --fixes | --problems]
 *   [--test-record | --explain]
 *   [--rule-tests | --coverage | --rules-view] [--on-save | --audit | --preflight] [--folder DIR] [--japanese] [--dark | --high-contrast] [--width N] [--height N]
 * FILE is relative to DIR, which is the sample project unless stated. --type types TEXT at the place, \\n for Enter. Run by scripts/screenshot.mjs.
 *
 * --test-record [--set Field=value ...] tests the record at LINE against an embedded org, with further values of its
 * fields; --form stops at the form. --local FILE tests it against the records of FILE instead, without an org. --rule-tests runs the rule tests of FILE and shows the first that fails,
 * --coverage what all of them touch of the rules in FILE. --rules-view [--expand TEXT ...] shows the rules, with the
 * first entries that hold these texts expanded, one after the other. --explain explains the error that FILE holds.
 * --on-save shows what happens on save of the object of FILE, --details with all details, --audit the audit of the
 * project, --preflight what becomes of the rows of FILE. --alone shows nothing but the tab. --japanese has this
 * extension speak Japanese, and not VS Code.
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { startLoopback } from '../../scripts/loopback.mjs';
import { launchChromium } from '../vscode/browser.mjs';
import { copyProject, sampleProject } from '../vscode/project.mjs';
import { startVsCode } from '../vscode/server.mjs';
import { packageExtension } from '../vscode/vsix.mjs';
import { OnSaveTab } from './onSaveTab.ts';
import { PreviewTab } from './previewTab.ts';
import { Workbench } from './workbench.ts';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    column: { type: 'string' },
    folder: { type: 'string', default: sampleProject },
    hover: { type: 'boolean' },
    type: { type: 'string' },
    suggest: { type: 'boolean' },
    fixes: { type: 'boolean' },
    problems: { type: 'boolean' },
    'test-record': { type: 'boolean', default: false },
    form: { type: 'boolean', default: false },
    local: { type: 'string' },
    set: { type: 'string', multiple: true, default: [] },
    explain: { type: 'boolean', default: false },
    'rule-tests': { type: 'boolean', default: false },
    coverage: { type: 'boolean', default: false },
    'rules-view': { type: 'boolean', default: false },
    expand: { type: 'string', multiple: true, default: [] },
    'on-save': { type: 'boolean', default: false },
    details: { type: 'boolean', default: false },
    audit: { type: 'boolean', default: false },
    preflight: { type: 'boolean', default: false },
    japanese: { type: 'boolean', default: false },
    alone: { type: 'boolean', default: false },
    dark: { type: 'boolean', default: false },
    'high-contrast': { type: 'boolean', default: false },
    width: { type: 'string', default: '1400' },
    height: { type: 'string', default: '900' },
    vsix: { type: 'string' },
  },
});
const [file, line, picture] = positionals;
if (!file || !line || !picture) {
  console.error(
    'Usage: npm run screenshot -- FILE LINE OUT.png [--hover | --fixes | --problems | --test-record | --explain]',
  );
  process.exit(2);
}

const theme = values['high-contrast'] ? 'Default High Contrast' : values.dark ? 'Default Dark Modern' : null;
const project = copyProject(path.resolve(values.folder));
const org = values['test-record'] || values.explain ? await startLoopback({ project: project.folder }) : null;
const vscode = await startVsCode({
  vsix: [values.vsix ?? (await packageExtension())],
  settings: theme ? { 'workbench.colorTheme': theme } : {},
  env: org?.env ?? {},
});
const said: Readonly<Record<string, string>> = values.japanese ? await japanese() : {};
const browser = await launchChromium();
try {
  const viewport = { width: Number(values.width), height: Number(values.height) };
  const workbench = await Workbench.open(
    browser,
    vscode,
    project.folder,
    viewport,
    values.japanese ? 'ja' : null,
  );
  workbench.page.setDefaultTimeout(10_000);
  if (values.alone) await workbench.runCommand('View: Toggle Primary Side Bar Visibility');
  await workbench.openFile(file);
  const isOfTests =
    values['rule-tests'] ||
    values.coverage ||
    values['on-save'] ||
    values.audit ||
    values.preflight ||
    values.local !== undefined;
  if (org === null && !isOfTests) await somethingReported(workbench);
  if (values.problems) await workbench.openProblems(path.posix.basename(file));
  await workbench.goTo(Number(line), values.column ? Number(values.column) : await firstText(project.folder));
  if (values.type) await typeText(workbench, values.type);
  if (values.suggest) await orSay('Nothing is suggested here.', suggest(workbench));
  if (values.hover) await orSay('There is no hover here.', workbench.hover());
  if (values.fixes) await orSay('No quick fix is offered here.', workbench.openQuickFixes());
  if (values.local) await orSay('There is no preview here.', testRecord(workbench, values.local));
  if (values['test-record']) await orSay('There is no preview here.', testRecord(workbench));
  if (values.explain) await orSay('There is no explanation here.', explain(workbench));
  if (values['rule-tests']) await orSay('No test has run.', runTests(workbench));
  if (values['on-save']) await orSay('What happens on save is not shown.', showOnSave(workbench));
  if (values.audit) await orSay('There is no audit here.', showAudit(workbench));
  if (values.preflight) await orSay('There is no preflight here.', showPreflight(workbench));
  if (values['rules-view']) await orSay('The rules are not shown.', showRules(workbench));
  if (values.coverage) await orSay('No coverage is shown.', showCoverage(workbench));
  await workbench.page.waitForTimeout(500);
  if (values.alone) {
    await workbench.runCommand('View: Close Editors in Other Groups');
    await workbench.page.waitForTimeout(500);
  }
  await workbench.screenshot(picture);
} finally {
  await browser.close();
  await vscode.stop();
  org?.stop();
  project.remove();
}

/** The words of this extension: those of the manifest, too. */
async function japanese(): Promise<Readonly<Record<string, string>>> {
  const read = async (name: string): Promise<Record<string, string>> =>
    JSON.parse(await readFile(new URL(`../../${name}`, import.meta.url), 'utf8'));
  const [english, other] = [await read('package.nls.json'), await read('package.nls.ja.json')];
  const titles = Object.entries(english).map(([key, title]) => [title, other[key] ?? title]);
  return { ...Object.fromEntries(titles), ...(await read('l10n/bundle.l10n.ja.json')) };
}

function say(text: string): string {
  return said[text] ?? text;
}

function titled(command: string): string {
  const [category = '', title = ''] = command.split(': ');
  return `${say(category)}: ${say(title)}`;
}

/** As a person types, so that the editor may complete. */
async function typeText({ page }: Workbench, text: string): Promise<void> {
  for (const [index, line] of text.split('\\n').entries()) {
    if (index > 0) await page.keyboard.press('Enter');
    await page.keyboard.type(line, { delay: 30 });
  }
  await page.waitForTimeout(1_000);
}

/** Opens what may be written at the cursor, with what is said of the first of it. */
async function suggest({ page }: Workbench): Promise<void> {
  const list = page.locator('.suggest-widget.visible .monaco-list-row');
  if ((await list.count()) === 0) await page.keyboard.press('Control+Space');
  await list.first().waitFor();
  await page.keyboard.press('Control+Space');
}

/** Tests the record at the cursor, with what `--set` says in the form. */
async function testRecord(workbench: Workbench, existing?: string): Promise<void> {
  const preview = new PreviewTab(workbench.page);
  if (existing === undefined) await workbench.runCommand(titled('Duplicate Rules: Test Sample Record'));
  else {
    const title = 'Duplicate Rules: Test Sample Record Against Local Data...';
    await workbench.runCommand(titled(title), { opensAnotherList: true });
    if (!values.japanese) await workbench.listAsks(/^Existing records/);
    await workbench.pick(existing, existing);
  }
  await preview.button(say('Test Record')).waitFor();
  for (const assignment of values.set) {
    const [field = '', ...value] = assignment.split('=');
    await preview.page.locator(field === 'Id' ? '#record-id' : `#field-${field}`).fill(value.join('='));
  }
  if (values.form) return;
  if (values.set.length > 0) await preview.button(say('Test Record')).click();
  await preview.verdict(/\S/).first().waitFor();
}

async function explain(workbench: Workbench): Promise<void> {
  await workbench.page.keyboard.press('Control+a');
  await workbench.runCommand(titled('Duplicate Rules: Explain DUPLICATES_DETECTED'));
  await new PreviewTab(workbench.page).verdict(/\S/).first().waitFor();
}

async function runTests(workbench: Workbench): Promise<void> {
  const { page } = workbench;
  await page.locator('.testing-run-glyph').first().waitFor({ state: 'attached' });
  await workbench.runCommand('Test: Run Tests in Current File');
  await workbench.runCommand('Testing: Focus on Test Explorer View');
  await page.locator('.test-explorer .monaco-list-row[aria-label*="ed)"]').first().waitFor();
  const failed = page.locator('.test-explorer .monaco-list-row[aria-label*="(Failed)"]');
  if ((await failed.count()) > 0) {
    await failed.last().click();
    await workbench.runCommand('Test Results: Focus on Test Results View');
    await page.locator('.test-output-peek-tree .monaco-list-row').first().waitFor();
  }
  await page.waitForTimeout(2_000);
}

async function showOnSave(workbench: Workbench): Promise<void> {
  await workbench.runCommand(titled('Duplicate Rules: What Happens on Save'));
  const tab = new OnSaveTab(workbench.page);
  await tab.table().first().waitFor();
  if (values.details) await tab.button(say('Show All Details')).first().click();
}

async function showAudit(workbench: Workbench): Promise<void> {
  await workbench.runCommand(titled('Duplicate Rules: Audit Duplicate Rules'));
  await new OnSaveTab(workbench.page).button(say('Audit Again')).waitFor();
}

async function showPreflight(workbench: Workbench): Promise<void> {
  const { page } = workbench;
  await workbench.runCommand(titled('Duplicate Rules: Check This File Before Loading'), {
    opensAnotherList: true,
  });
  const again = new OnSaveTab(page).button(say('Check Again'));
  const choices = page.locator('.quick-input-list .monaco-list-row');
  const answers = 8;
  // Each question proposes an answer.
  for (let asked = 0; asked < answers && (await again.count()) === 0; asked++) {
    await page.waitForTimeout(1_500);
    if (await choices.first().isVisible()) await page.keyboard.press('Enter');
  }
  await again.waitFor();
}

async function showRules(workbench: Workbench): Promise<void> {
  const { page } = workbench;
  await workbench.runCommand(titled('Duplicate Rules: Focus on Duplicate Rules View'));
  const rows = page.locator('.sidebar .monaco-list-row');
  await rows.first().waitFor();
  for (const text of values.expand) {
    const row = rows.filter({ hasText: text }).first();
    await row.locator('.monaco-tl-twistie').click();
    await page.waitForTimeout(1_500);
  }
  await page.mouse.move(0, 0);
}

async function showCoverage(workbench: Workbench): Promise<void> {
  const { page } = workbench;
  await workbench.runCommand('Test: Run All Tests with Coverage');
  await page
    .locator('.test-coverage-list-element, .coverage-view-is-sorted, .coverage-deco-gutter')
    .first()
    .waitFor();
  await page.waitForTimeout(2_000);
}

/** Findings come a moment after the file; a file without any is no error. */
async function somethingReported(workbench: Workbench): Promise<void> {
  const any = workbench.page.locator('.squiggly-error, .squiggly-warning, .squiggly-info').first();
  await orSay('Nothing is reported in this file.', any.waitFor({ state: 'attached' }));
}

/** The picture is worth taking in any case. */
async function orSay(message: string, seen: Promise<unknown>): Promise<void> {
  await seen.catch(() => console.error(message));
}

/** The column of the first character of the line that is no space. */
async function firstText(folder: string): Promise<number> {
  const lines = (await readFile(path.join(folder, file!), 'utf8')).split('\n');
  return (lines[Number(line) - 1] ?? '').search(/\S/) + 1 || 1;
}
