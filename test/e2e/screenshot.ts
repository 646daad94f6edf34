/**
 * A picture of VS Code with this extension, for the README and for looking at one's work:
 * npm run screenshot -- FILE LINE OUT.png [--column N] [--hover | --fixes | --problems] [--folder DIR] [--dark]
 * FILE is relative to DIR, which is the sample project unless stated. Run by scripts/screenshot.mjs.
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { launchChromium } from '../vscode/browser.mjs';
import { copyProject, sampleProject } from '../vscode/project.mjs';
import { startVsCode } from '../vscode/server.mjs';
import { packageExtension } from '../vscode/vsix.mjs';
import { Workbench } from './workbench.ts';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    column: { type: 'string' },
    folder: { type: 'string', default: sampleProject },
    hover: { type: 'boolean' },
    fixes: { type: 'boolean' },
    problems: { type: 'boolean' },
    dark: { type: 'boolean' },
    width: { type: 'string', default: '1400' },
    height: { type: 'string', default: '900' },
    vsix: { type: 'string' },
  },
});
const [file, line, picture] = positionals;
if (!file || !line || !picture) {
  console.error(
    'Usage: npm run screenshot -- FILE LINE OUT.png [--hover | --fixes | --problems] [--folder DIR]',
  );
  process.exit(2);
}

const vscode = await startVsCode({
  vsix: [values.vsix ?? (await packageExtension())],
  settings: values.dark ? { 'workbench.colorTheme': 'Default Dark Modern' } : {},
});
const project = copyProject(path.resolve(values.folder));
const browser = await launchChromium();
try {
  const viewport = { width: Number(values.width), height: Number(values.height) };
  const workbench = await Workbench.open(browser, vscode, project.folder, viewport);
  workbench.page.setDefaultTimeout(10_000);
  await workbench.openFile(file);
  await somethingReported(workbench);
  if (values.problems) await workbench.openProblems(path.posix.basename(file));
  await workbench.goTo(Number(line), values.column ? Number(values.column) : await firstText(project.folder));
  if (values.hover) await orSay('There is no hover here.', workbench.hover());
  if (values.fixes) await orSay('No quick fix is offered here.', workbench.openQuickFixes());
  await workbench.page.waitForTimeout(500);
  await workbench.screenshot(picture);
} finally {
  await browser.close();
  await vscode.stop();
  project.remove();
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
