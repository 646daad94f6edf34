import type { Command } from 'commander';
import type { McpOptions } from './mcp/runServer.ts';
import { collect, notEmpty, type RunCommand } from './orgCommands.ts';

/** Adds the command that offers the tools to language models. */
export function addMcpCommand(program: Command, runCommand: RunCommand, version: string): void {
  program
    .command('mcp')
    .description(
      'serve tools for language models by the Model Context Protocol, on standard input and output',
    )
    .option('--root <folder>', 'read files below this folder only, may be repeated; the current one', collect)
    .option('--org <org>', 'alias or username of an org that may be asked; without it none is', notEmpty)
    .addHelpText('after', mcpHelp)
    .action((options: McpOptions) =>
      runCommand(async (run) => (await import('./mcp/runServer.ts')).runServer(options, version, run)),
    );
}

const mcpHelp = `
A client starts it and speaks to it; by hand it only waits. It ends when its input ends. It changes no file and saves
no record. Without --org nothing is sent anywhere; with it, only tools that are called with useOrg ask that org.

Exit codes:
  0    the client has ended the connection
  2    it could not start, or got a message of more than 10 MB; standard error says why
  130  cancelled by Ctrl-C

Examples:
  duplicate-rules mcp
  duplicate-rules mcp --root ~/projects/sales --org dev`;
