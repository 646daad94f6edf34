import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
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
}

/**
 * One window with the packaged extension on a copy of the sample project, connected to a loopback org, for all
 * tests of the file that calls this. A failed test leaves a picture in out/e2e.
 */
export function useSession(): Session {
  let workbench: Workbench | undefined;
  let org: Loopback | undefined;
  let folder = '';
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
    workbench = await Workbench.open(browser, vscode, project.folder);
    workbench.page.setDefaultTimeout(15_000);
  });

  afterEach(async (context) => {
    if (context.task.result?.state === 'fail') {
      mkdirSync(pictures, { recursive: true });
      await workbench?.screenshot(path.join(pictures, `${context.task.name.replace(/\W+/g, '-')}.png`));
    }
    await workbench?.closeEverything();
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
  };
}
