/**
 * The language server killed under a real VS Code: node bench/endurance/window.mjs [--kills 3]. After each kill the
 * window has to show what it showed before, of a file with changes that are not saved. VS Code starts a server that dies
 * again up to four times in three minutes.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { Workbench } from '../../test/e2e/workbench.ts';
import { launchChromium } from '../../test/vscode/browser.mjs';
import { copyProject } from '../../test/vscode/project.mjs';
import { startVsCode } from '../../test/vscode/server.mjs';
import { packageExtension } from '../../test/vscode/vsix.mjs';

const { values } = parseArgs({ options: { kills: { type: 'string', default: '3' } } });
const file = 'force-app/main/default/classes/LeadCapture.cls';
const mark = `DUPLICATE_RULES_WINDOW=${process.pid}`;
const patience = 180_000;

/** Of the language server of this window alone; null: there is none at present. */
function serverId(): number | null {
  for (const name of readdirSync('/proc').filter((one) => /^\d+$/.test(one))) {
    try {
      const isServer = readFileSync(`/proc/${name}/cmdline`, 'utf8').includes('server.cjs');
      if (isServer && readFileSync(`/proc/${name}/environ`, 'utf8').split('\0').includes(mark))
        return Number(name);
    } catch {
      // It has ended meanwhile.
    }
  }
  return null;
}

async function until<T>(what: string, look: () => Promise<T | null>): Promise<T> {
  for (const end = Date.now() + patience; Date.now() < end; ) {
    const seen = await look().catch(() => null);
    if (seen !== null) return seen;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  throw new Error(`In vain: ${what}`);
}

const vsix = await packageExtension();
const project = copyProject();
const [name, value] = mark.split('=') as [string, string];
const vscode = await startVsCode({ vsix: [vsix], env: { [name]: value } });
const browser = await launchChromium();
try {
  const workbench = await Workbench.open(browser, vscode, project.folder);
  workbench.page.setDefaultTimeout(patience);
  await workbench.openFile(file);
  await workbench.squiggles('warning').first().waitFor();
  await workbench.replaceLine(
    1,
    'public class LeadCapture { void typedAndNotSaved(List<Lead> leads) { insert leads; }',
  );
  await workbench.openProblems('LeadCapture');
  const problems = async () => JSON.stringify(await workbench.problemsOf(file));
  let steady = '';
  const before = await until('problems that stay', async () => {
    const now = await problems();
    const isSteady = now === steady && /"line":1\b/.test(now);
    steady = now;
    return isSteady ? now : null;
  });
  for (let kill = 1; kill <= Number(values.kills); kill++) {
    const old = await until('a server', async () => serverId());
    const begin = Date.now();
    process.kill(old, 'SIGKILL');
    await until('another server', async () => {
      const next = serverId();
      return next === null || next === old ? null : next;
    });
    await until('the same problems', async () => ((await problems()) === before ? before : null));
    console.log(
      `kill ${kill}: ${(JSON.parse(before) as unknown[]).length} problems are there again after ${Date.now() - begin} ms`,
    );
  }
} finally {
  await browser.close();
  await vscode.stop();
  project.remove();
}
