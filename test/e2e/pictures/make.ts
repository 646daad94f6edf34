/**
 * Films scenes in real VS Code: pictures of each into out/pictures/NAME, for scripts/pictures.mjs to put together.
 * `make.ts [--vsix FILE] [NAME…]`
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { startLoopback } from '../../../scripts/loopback.mjs';
import { launchChromium } from '../../vscode/browser.mjs';
import { copyProject } from '../../vscode/project.mjs';
import { startVsCode } from '../../vscode/server.mjs';
import { packageExtension } from '../../vscode/vsix.mjs';
import { Workbench } from '../workbench.ts';
import { apexAsTyped } from './apexAsTyped.ts';
import { Film } from './film.ts';
import { matchedRecords } from './matchedRecords.ts';
import { refusedInserts } from './refusedInserts.ts';
import { ruleImpact } from './ruleImpact.ts';
import type { Scene } from './scene.ts';

const scenes = [apexAsTyped, refusedInserts, matchedRecords, ruleImpact];
const out = path.resolve(import.meta.dirname, '../../../out/pictures');
const width = 960;

/** Only the editor, and nothing that blinks. */
const settings = {
  'breadcrumbs.enabled': false,
  'editor.cursorBlinking': 'solid',
  'editor.fontSize': 15,
  'editor.hover.delay': 100,
  'editor.minimap.enabled': false,
  'editor.occurrencesHighlight': 'off',
  'editor.scrollBeyondLastLine': false,
  'editor.stickyScroll.enabled': false,
  'editor.suggest.showWords': false,
  'editor.quickSuggestions': { other: 'off', comments: 'off', strings: 'off' },
  'editor.wordWrap': 'on',
  'window.commandCenter': false,
  'workbench.activityBar.location': 'hidden',
  'workbench.colorTheme': 'Default Light Modern',
  'workbench.layoutControl.enabled': false,
  'workbench.statusBar.visible': true,
};

const { values, positionals: names } = parseArgs({
  allowPositionals: true,
  options: { vsix: { type: 'string' } },
});
const unknown = names.filter((name) => !scenes.some((scene) => scene.name === name));
if (unknown.length > 0) {
  console.error(`No such scene: ${unknown.join(', ')}. Scenes: ${scenes.map(({ name }) => name).join(', ')}`);
  process.exit(2);
}

const vsix = values.vsix ?? (await packageExtension());
const browser = await launchChromium();
try {
  for (const scene of scenes) {
    if (names.length > 0 && !names.includes(scene.name)) continue;
    rmSync(path.join(out, scene.name), { recursive: true, force: true });
    await filmScene(scene).catch((error) => {
      console.error(`${scene.name}:`, error);
      process.exitCode = 1;
    });
  }
} finally {
  await browser.close();
}

/** A window of its own for each, so that none finds what another has left open. */
async function filmScene(scene: Scene): Promise<void> {
  const project = copyProject();
  for (const [file, text] of Object.entries(scene.files)) {
    mkdirSync(path.dirname(path.join(project.folder, file)), { recursive: true });
    writeFileSync(path.join(project.folder, file), text);
  }
  const org = await startLoopback({ project: project.folder });
  const vscode = await startVsCode({ vsix: [vsix], settings, env: org.env });
  try {
    const viewport = { width, height: scene.height };
    const workbench = await Workbench.open(browser, vscode, project.folder, viewport);
    workbench.page.setDefaultTimeout(20_000);
    await workbench.runCommand('View: Toggle Primary Side Bar Visibility');
    await scene.prepare(workbench);
    const film = await Film.start(workbench.page);
    try {
      await scene.play(workbench, film);
    } catch (error) {
      await workbench.screenshot(path.join(out, `${scene.name}-broken.png`));
      throw error;
    }
    film.write(path.join(out, scene.name));
    console.log(`${scene.name}: ${film.seconds.toFixed(1)} s`);
    await workbench.close();
  } finally {
    await vscode.stop();
    org.stop();
    project.remove();
  }
}
