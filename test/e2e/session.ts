import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { launchChromium } from '../vscode/browser.mjs';
import { copyProject, sampleProject } from '../vscode/project.mjs';
import { startVsCode } from '../vscode/server.mjs';
import { packageExtension } from '../vscode/vsix.mjs';
import { type Loopback, startConnected } from './loopback.ts';
import { Workbench } from './workbench.ts';

const pictures = path.resolve(import.meta.dirname, '../../out/e2e');

/** What the scenarios share: it is there once their tests run, not while they are collected. */
export interface Session {
  readonly workbench: Workbench;
  /** The org that the window is connected to. */
  readonly org: Loopback;
  /** Text of a file of the opened project, as it is on disk. */
  read(file: string): string;
  /** Writes a file of the opened project behind the editor's back. */
  write(file: string, text: string): void;
  /** Puts a file back as the sample project has it. */
  restore(file: string): void;
  /** A further window, on a folder of its own with these files: paths with forward slashes, and texts. */
  openWindow(files: Readonly<Record<string, string>>): Promise<Workbench>;
}

/**
 * One window with the packaged extension on a copy of the sample project, connected to an embedded org, for all
 * tests of the file that calls this. A failed test leaves a picture in out/e2e.
 */
export function useSession(): Session {
  let workbench: Workbench | undefined;
  let org: Loopback | undefined;
  let folder = '';
  let open: ((folder: string) => Promise<Workbench>) | undefined;
  let latest: Workbench | undefined;
  const undo: (() => unknown)[] = [];

  beforeAll(async () => {
    const vsix = await packageExtension();
    const project = copyProject();
    undo.push(project.remove);
    folder = project.folder;
    org = await startConnected(folder);
    undo.push(org.close);
    const vscode = await startVsCode({ vsix: [vsix], env: org.env });
    undo.push(vscode.stop);
    const browser = await launchChromium();
    undo.push(() => browser.close());
    open = async (opened) => {
      latest = await Workbench.open(browser, vscode, opened);
      latest.page.setDefaultTimeout(15_000);
      return latest;
    };
    workbench = await open(project.folder);
  });

  afterEach(async (context) => {
    if (context.task.result?.state === 'fail') {
      mkdirSync(pictures, { recursive: true });
      await latest?.screenshot(path.join(pictures, `${context.task.name.replace(/\W+/g, '-')}.png`));
    }
    await latest?.closeEverything();
  });

  afterAll(async () => {
    for (const step of undo.reverse()) await step();
  });

  return {
    get workbench() {
      if (!workbench) throw new Error('The window is not open yet: use it inside a test');
      return workbench;
    },
    get org() {
      if (!org) throw new Error('The org is not there yet: use it inside a test');
      return org;
    },
    read: (file) => readFileSync(path.join(folder, file), 'utf8'),
    write: (file, text) => writeFileSync(path.join(folder, file), text),
    restore: (file) => copyFileSync(path.join(sampleProject, file), path.join(folder, file)),
    openWindow: (files) => {
      if (!open) throw new Error('VS Code is not there yet: use it inside a test');
      const own = mkdtempSync(path.join(realpathSync(os.tmpdir()), 'duplicate-rules-folder-'));
      undo.unshift(() => rmSync(own, { recursive: true, force: true, maxRetries: 5 }));
      for (const [file, text] of Object.entries(files)) {
        mkdirSync(path.dirname(path.join(own, file)), { recursive: true });
        writeFileSync(path.join(own, file), text);
      }
      return open(own);
    },
  };
}
