import { type Command, InvalidArgumentError, Option } from 'commander';
import type { EmbeddedOrgOptions } from './embeddedOrg.ts';
import { collect, notEmpty, type RunCommand } from './orgCommands.ts';

/** Adds the command that starts an embedded org. */
export function addEmbeddedOrgCommand(program: Command, runCommand: RunCommand): void {
  program
    .command('org')
    .description(
      "start an embedded org on 127.0.0.1: clients take it for Salesforce, and it enforces the project's duplicate rules",
    )
    .argument('[command...]', 'behind --: run this with the org, and end when it ends, with its exit code')
    .option(
      '--project <folder>',
      'project whose rules, objects and fields the org has; the current one',
      notEmpty,
    )
    .option(
      '--data <file...>',
      'records that exist: CSV, JSON, JSON lines, sf trees and plans; OBJECT=FILE where the name does not tell the object',
    )
    .addOption(
      new Option('--demo', 'some thousand made-up records, the same at every start').conflicts('data'),
    )
    .option('--port <number>', 'port; a free one if not given', port)
    .option('--data-dir <folder>', 'keep the records there between starts', notEmpty)
    .option('--clock <time>', 'let the clock stand still there, as 2026-01-31T12:00:00Z', time)
    .option(
      '--open-point <name=value>',
      'answer a question that the documentation leaves open otherwise',
      collect,
    )
    .option('--latency <milliseconds>', 'wait so long before every answer', milliseconds)
    .option('--home <folder>', 'log this folder in to the org, as a HOME of the sf CLI', notEmpty)
    .option('--alias <name>', 'with --home: alias of the org there; embedded if not given', notEmpty)
    .addOption(new Option('-f, --format <format>', 'start-up text').choices(['text', 'json']).default('text'))
    .addHelpText('after', help)
    .action((command: string[], options: Omit<EmbeddedOrgOptions, 'command'>) =>
      runCommand(async (run) => (await import('./embeddedOrg.ts')).embeddedOrg({ ...options, command }, run)),
    );
}

function port(text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 0 && number <= 65_535) return number;
  throw new InvalidArgumentError('It is a number up to 65535.');
}

function milliseconds(text: string): number {
  const number = Number(text);
  if (number >= 0 && number <= 600_000) return number;
  throw new InvalidArgumentError('It is a number of milliseconds up to 600000.');
}

function time(text: string): Date {
  const date = new Date(text);
  if (/^\d{4}-\d{2}-\d{2}(T|$)/.test(text) && !Number.isNaN(date.getTime())) return date;
  throw new InvalidArgumentError('It is a time such as 2026-01-31T12:00:00Z.');
}

const help = `
It listens on this machine alone, its token is a new one at every start, and it is not Salesforce: what it guesses is
told when it starts. docs/embedded-org.md has all of it. Ctrl-C stops it.

A command behind -- finds the org in EMBEDDED_ORG_URL and EMBEDDED_ORG_TOKEN (the sf CLI's names, SF_ORG_INSTANCE_URL
and SF_ACCESS_TOKEN, are set as well).

Exit codes:
  0    stopped by Ctrl-C or a signal; else that of the command behind --
  2    it could not start; standard error says why

Examples:
  duplicate-rules org --data data/*.json --port 8080
  duplicate-rules org --demo --data-dir .embedded-org
  duplicate-rules org --data Lead=leads.csv -- npm test`;
