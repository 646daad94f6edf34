import { createRequire } from 'node:module';
import { runCommandLine } from './commandLine.ts';
import { tuneForShortRun } from './engine.ts';
import { EXIT_CANCELLED } from './exitCodes.ts';
import { tolerateClosedPipes } from './output.ts';

// Servers live as long as what they serve.
if (!['lsp', 'mcp'].includes(process.argv[2] ?? '')) tuneForShortRun();
tolerateClosedPipes();
// The exit code is set, not forced: what is still on its way into a pipe is written first.
process.exitCode = await runCommandLine(process.argv.slice(2), packageVersion());
// What was cancelled may hold on to something.
if (process.exitCode === EXIT_CANCELLED) process.exit();

/** From the package.json above the bundle. */
function packageVersion(): string {
  return (createRequire(import.meta.url)('../package.json') as { version: string }).version;
}
