import { type Command, Option } from 'commander';
import { loadChannels } from './loadChannels.ts';
import { collect, counted, notEmpty, type RunCommand } from './orgCommands.ts';
import type { PreflightOptions } from './preflight.ts';

/** Adds the commands that run rules on records of files, without an org. */
export function addDataCommands(program: Command, runCommand: RunCommand, version: string): void {
  program
    .command('preflight')
    .description('foresee which rows of a data file the duplicate rules will refuse, without an org')
    .argument('<file>', 'CSV, JSON, JSON lines or an sf tree file that is going to be loaded')
    .option('--object <name>', "API name of the object; else by the file's name", notEmpty)
    .option('--against <file>', 'existing records, also as OBJECT=FILE; repeat it', collect, [])
    .addOption(
      new Option('--operation <operation>', 'what the load does')
        .choices(['insert', 'update', 'upsert'])
        .default('insert'),
    )
    .option('--external-id <field>', 'field by which an upsert finds records; Id if not given', notEmpty)
    .addOption(
      new Option('--channel <channel>', 'how the file is loaded')
        .choices(Object.keys(loadChannels))
        .default('rest-collections'),
    )
    .option(
      '--batch-size <number>',
      'rows that are saved in one go; else as is usual on the channel',
      counted,
    )
    .option('--allow-save', 'allowSave=true goes with the save')
    .option(
      '--user <field=value>',
      'of the user who loads, for rules with conditions on users; repeat it',
      collect,
      [],
    )
    .option(
      '--index <folder>',
      'keep the index of existing records there for the next run: it holds their data',
      notEmpty,
    )
    .option('--clean <file>', 'write the rows that are saved to a CSV file', notEmpty)
    .option('--refused <file>', 'write the others to a CSV file, with the reason', notEmpty)
    .option('--project <folder>', 'project whose rules are used; the current one', notEmpty)
    .addOption(
      new Option('-f, --format <format>', 'output').choices(['text', 'json', 'html']).default('text'),
    )
    .addHelpText('after', preflightHelp)
    .action((file: string, options: PreflightOptions) =>
      runCommand(async (run) => (await import('./preflight.ts')).runPreflight(file, options, version, run)),
    );
}

const preflightHelp = `
Reports name rows, ids and fields, and no other value. Every verdict says how sure it is: exact, documented,
approximate (Salesforce's algorithm is not public) or unknown.

Exit codes:
  0    no row would be refused
  1    rows would be refused
  2    the files could not be read; standard error says why
  130  cancelled by Ctrl-C

Examples:
  duplicate-rules preflight leads.csv --against existing-leads.csv --channel bulk-2
  duplicate-rules preflight leads.csv --against Lead=all.csv --against Contact=contacts.csv --format html > preflight.html
  duplicate-rules preflight leads.csv --against existing-leads.csv --index .index --clean load.csv --refused review.csv`;
