import { type Command, Option } from 'commander';
import type { OnSaveOptions } from './onSave.ts';
import { notEmpty, type RunCommand } from './orgCommands.ts';

/** Adds the command that tells what becomes of saves of an object on every channel. */
export function addOnSaveCommand(program: Command, runCommand: RunCommand): void {
  program
    .command('on-save')
    .description('tell what the duplicate rules of an object do on every channel: a table, with its sources')
    .argument('[object]', 'API name of the object', notEmpty)
    .option('--all', 'every object that has rules, instead of one')
    .option('--org [org]', "add the rules of an org: this alias or username, else the project's target-org")
    .option('--project <folder>', 'project whose rules are used; the current one', notEmpty)
    .addOption(
      new Option('-f, --format <format>', 'output').choices(['text', 'markdown', 'json']).default('text'),
    )
    .addHelpText('after', onSaveHelp)
    .action((object: string | undefined, options: OnSaveOptions) =>
      runCommand(async (run) => (await import('./onSave.ts')).onSave(object ?? null, options, run)),
    );
}

const onSaveHelp = `
Without --org no org is asked; what no file says is assumed, and marked so.

Exit codes:
  0    told
  2    it could not be told; standard error says why
  130  cancelled by Ctrl-C

Examples:
  duplicate-rules on-save Lead
  duplicate-rules on-save Account --format markdown > account-on-save.md
  duplicate-rules on-save --all --format json
  duplicate-rules on-save Contact --org dev`;
