/** Runs the host tests in the VS Code web server from npm, with a page in a browser to hold its window open. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from '../../esbuild.mjs';
import { findChromium, launchChromium, noChromium } from '../vscode/browser.mjs';
import { copyProject } from '../vscode/project.mjs';
import { startVsCode } from '../vscode/server.mjs';
import { buildHostTests } from './build.mjs';

const root = path.resolve(import.meta.dirname, '../..');
const finishesWithin = 240_000;

/**
 * @returns {Promise<{ passed: number, failed: number, skipped: number, text: string }>}
 * @throws when VS Code did not start or the suite did not report
 */
export async function runHostTests() {
  const [entry] = await Promise.all([buildHostTests(), build({ development: true })]);
  const scratch = mkdtempSync(path.join(os.tmpdir(), 'duplicate-rules-host-'));
  const reportFile = path.join(scratch, 'report.json');
  const project = copyProject();
  let vscode;
  let browser;
  try {
    vscode = await startVsCode({
      flags: ['--enable-smoke-test-driver'],
      env: { HOST_TEST_REPORT: reportFile },
    });
    browser = await launchChromium();
    const page = await browser.newPage();
    const exitCode = new Promise((resolve) => page.exposeFunction('codeAutomationExit', resolve));
    await page.exposeFunction('codeAutomationLog', () => {});
    await page.goto(
      vscode.url(project.folder, [
        ['extensionDevelopmentPath', vscode.resource(root)],
        ['extensionTestsPath', vscode.resource(entry)],
      ]),
    );
    await Promise.race([exitCode, timeout(finishesWithin)]);
    return JSON.parse(readFileSync(reportFile, 'utf8'));
  } catch (error) {
    throw new Error(`The host tests did not report. ${error.message}\n${vscode?.output() ?? ''}`);
  } finally {
    await browser?.close();
    await vscode?.stop();
    project.remove();
    rmSync(scratch, { recursive: true, force: true });
  }
}

function timeout(milliseconds) {
  return new Promise((_, reject) => {
    setTimeout(
      () => reject(new Error(`Not finished within ${milliseconds / 1000} s.`)),
      milliseconds,
    ).unref();
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (!findChromium()) {
    console.error(noChromium);
    process.exit(1);
  }
  const { text, failed } = await runHostTests();
  console.log(text);
  process.exitCode = failed > 0 ? 1 : 0;
}
