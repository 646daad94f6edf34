import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '../../..');

/** Commands with a file that is not complete when the signal comes, and with work that lets nothing else happen. */
const command = `
  import { ExportFolder } from './server/src/cli/exportFolder.ts';
  import { runWithOrg } from './server/src/cli/orgRun.ts';
  process.exitCode = await runWithOrg(() => null, async () => {
    if (process.argv[2] === 'busy') {
      process.stdout.write('begun');
      for (;;) Math.random();
    }
    const folder = new ExportFolder(process.argv[2]);
    folder.csv('keys.csv', ['id']).add(['1']);
    process.stdout.write('begun');
    await new Promise((resolve) => setTimeout(resolve, 60_000));
    folder.complete();
    return 0;
  });
`;

test.skipIf(process.platform === 'win32')(
  'a run that is told to end ends at once, and leaves no unfinished file',
  async () => {
    const folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'duplicate-rules-signals-')));
    try {
      const script = path.join(folder, 'run.mjs');
      await build({
        stdin: { contents: command, resolveDir: root, loader: 'ts' },
        outfile: script,
        bundle: true,
        platform: 'node',
        format: 'esm',
        packages: 'external',
        alias: { papaparse: path.join(root, 'node_modules/papaparse/papaparse.js') },
        banner: {
          js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
        },
      });
      const out = path.join(folder, 'out');
      for (const [signal, code] of [
        ['SIGINT', 130],
        ['SIGTERM', 143],
        ['SIGHUP', 129],
      ] as const) {
        const child = spawn(process.execPath, [script, out], { stdio: ['ignore', 'pipe', 'inherit'] });
        await once(child.stdout, 'data');
        expect(readdirSync(out)).toEqual(['keys.csv.part']);
        child.kill(signal);
        expect(await once(child, 'exit')).toEqual([code, null]);
        expect(readdirSync(out)).toEqual([]);
      }
      const busy = spawn(process.execPath, [script, 'busy'], { stdio: ['ignore', 'pipe', 'inherit'] });
      await once(busy.stdout, 'data');
      busy.kill('SIGINT');
      expect(await once(busy, 'exit')).toEqual([null, 'SIGINT']);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
);
