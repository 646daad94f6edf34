import { type Command, Option } from 'commander';
import { loadChannels } from '../core/preflight/loadChannels.ts';
import type { DedupeOptions } from './dedupe.ts';
import { addExportKeys } from './exportKeys.ts';
import type { ForecastOptions } from './forecast.ts';
import type { MatchOptions } from './match.ts';
import { collect, counted, notEmpty, type RunCommand, withRecordOptions } from './orgCommands.ts';
import type { PreflightOptions } from './preflight.ts';

/** Adds the commands that run rules on records of files, without an org. */
export function addDataCommands(program: Command, runCommand: RunCommand, version: string): void {
  program
    .command('preflight')
    .description('foresee which rows of a data file the duplicate rules will refuse, without an org')
    .argument('<file>', 'CSV, JSON, JSON lines or an sf tree file that is going to be loaded')
    .option('--object <name>', "API name of the object; else by the file's name", notEmpty)
    .option('--against <file>', 'existing records, also as OBJECT=FILE; may be repeated', collect)
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
      'of the user who loads, for rules with conditions on users; may be repeated',
      collect,
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
      runCommand(async (run) =>
        (await import('./preflight.ts')).runPreflight(file, withLists(options), version, run),
      ),
    );

  withRecordOptions(program.command('match'))
    .description(
      'find the existing records that the local rules match a record with, and why, without an org',
    )
    .option('--against <file>', 'existing records, also as OBJECT=FILE; may be repeated', collect)
    .option('--with <record>', 'explain this existing record, matching or not: its Id, or its row', notEmpty)
    .option(
      '--user <field=value>',
      'of the user who saves, for rules with conditions on users; may be repeated',
      collect,
    )
    .option(
      '--index <folder>',
      'keep the index of existing records there for the next run: it holds their data',
      notEmpty,
    )
    .option('--project <folder>', 'project whose rules are used; the current one', notEmpty)
    .addOption(new Option('-f, --format <format>', 'output').choices(['text', 'json']).default('text'))
    .addHelpText('after', matchHelp)
    .action((options: MatchOptions) =>
      runCommand(async (run) => (await import('./match.ts')).runMatch(withLists(options), version, run)),
    );

  program
    .command('dedupe')
    .description('find clusters of duplicates among existing records, by the matching rules in use')
    .argument('<file>', 'existing records: CSV, JSON, JSON lines or an sf tree file')
    .option('--object <name>', "API name of the object; else by the file's name", notEmpty)
    .option('--rule <name>', 'only this matching rule; may be repeated', collect)
    .option(
      '--index <folder>',
      'keep the index of the records there for the next run: it holds their data',
      notEmpty,
    )
    .option('--project <folder>', 'project whose rules are used; the current one', notEmpty)
    .addOption(new Option('-f, --format <format>', 'output').choices(['text', 'json', 'csv']).default('text'))
    .addHelpText('after', dedupeHelp)
    .action((file: string, options: DedupeOptions) =>
      runCommand(async (run) =>
        (await import('./dedupe.ts')).runDedupe(file, withLists(options), version, run),
      ),
    );

  program
    .command('forecast')
    .description(
      'foresee how many existing records each matching rule hits, and what a change of it does to that',
    )
    .argument('<file>', 'existing records: CSV, JSON, JSON lines or an sf tree file')
    .option('--object <name>', "API name of the object; else by the file's name", notEmpty)
    .option('--rule <name>', 'only this matching rule; may be repeated', collect)
    .option('--since <ref>', 'compare with the rules at this git reference', notEmpty)
    .option('--project <folder>', 'project whose rules are used; the current one', notEmpty)
    .addOption(new Option('-f, --format <format>', 'output').choices(['text', 'json']).default('text'))
    .addHelpText('after', forecastHelp)
    .action((file: string, options: ForecastOptions) =>
      runCommand(async (run) => (await import('./forecast.ts')).runForecast(file, withLists(options), run)),
    );

  addExportKeys(program, runCommand);
}

/** Options that may be repeated: none without them, and no default that help would show. */
function withLists<Options extends object>(options: Options): Options {
  return { against: [], user: [], rule: [], field: [], ...options };
}

const matchHelp = `
The output shows the values of both records.

Exit codes:
  0    no rule finds a duplicate
  1    a rule finds one
  2    it is not known, or could not be looked for
  130  cancelled by Ctrl-C

Examples:
  duplicate-rules match --object Lead --field LastName=Byron --field Email=ada@example.com --against leads.csv
  duplicate-rules match --file new.csv --row 12 --object Lead --against leads.csv --with 00QLb0000000001MAA`;

const dedupeHelp = `
Exit codes:
  0    no duplicates
  1    there are some
  2    the file could not be read; standard error says why
  130  cancelled by Ctrl-C

Examples:
  duplicate-rules dedupe contacts.csv
  duplicate-rules dedupe export.csv --object Lead --rule Lead_Email --format csv > clusters.csv`;

const forecastHelp = `
All matching rules of the object in the project are run, active or not.

Exit codes:
  0    counted
  2    the file could not be read; standard error says why
  130  cancelled by Ctrl-C

Examples:
  duplicate-rules forecast leads.csv
  duplicate-rules forecast leads.csv --since origin/main`;

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
