import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { Problem } from './problem.ts';

/** Adds the command that starts the language server, for editors other than VS Code. */
export function addLspCommand(program: Command): void {
  program
    .command('lsp')
    .description('start the language server, for editors that speak the Language Server Protocol')
    .option('--stdio', 'on standard input and output, which is what it does anyway')
    .addHelpText(
      'after',
      `
An editor starts it and speaks to it; by hand it only waits. docs/editors.md shows how to set editors up.

Example:
  duplicate-rules lsp --stdio`,
    )
    .action(() => startLanguageServer());
}

/**
 * Loads the server of the bundle beside the command line; it speaks as soon as it is loaded, and ends the process when
 * the client says so or is gone.
 * @throws Problem where there is none
 */
function startLanguageServer(): void {
  const bundle = fileURLToPath(new URL('./server.cjs', import.meta.url));
  if (!existsSync(bundle)) {
    throw new Problem(`the language server is missing (${bundle}): build or install this again.`);
  }
  createRequire(import.meta.url)(bundle);
}
