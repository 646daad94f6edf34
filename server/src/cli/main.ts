import { createRequire } from 'node:module';
import { runCommandLine } from './commandLine.ts';
import { tuneForShortRun } from './engine.ts';
import { tolerateClosedPipes } from './output.ts';

tuneForShortRun();
tolerateClosedPipes();
// The exit code is set, not forced: what is still on its way into a pipe is written first.
process.exitCode = await runCommandLine(process.argv.slice(2), packageVersion());

/** From the package.json above the bundle. */
function packageVersion(): string {
  return (createRequire(import.meta.url)('../package.json') as { version: string }).version;
}
