import { type Command, Option } from 'commander';
import { notEmpty, type RunCommand } from './orgCommands.ts';
import type { ExportKeysOptions } from './runExportKeys.ts';

/** Adds `export-keys`. */
export function addExportKeys(program: Command, runCommand: RunCommand): void {
  program
    .command('export-keys')
    .description('write match keys and compared values of records for another engine: DuckDB, Splink')
    .argument('<file>', 'existing records: CSV, JSON, JSON lines or an sf tree file')
    .requiredOption('--out <folder>', 'folder for the files, which hold record data', notEmpty)
    .option('--object <name>', "API name of the object; else by the file's name", notEmpty)
    .option('--rule <name>', 'the matching rule; needed where several are in use', notEmpty)
    .option('--project <folder>', 'project whose rules are used; the current one', notEmpty)
    .addOption(new Option('-f, --format <format>', 'output').choices(['text', 'json']).default('text'))
    .addHelpText('after', exportKeysHelp)
    .action((file: string, options: ExportKeysOptions) =>
      runCommand(async (run) => (await import('./runExportKeys.ts')).runExportKeys(file, options, run)),
    );
}

const exportKeysHelp = `
For data that one run of dedupe cannot hold in memory: records are read once and not kept. The folder gets
  keys.csv            id, number of the match key, its value; transposed-keys.csv the same of names transposed
  records.csv         id, row, match keys, and the values as they are compared
  comparisons.csv     what is compared how, and where the SQL may differ
  pairs.sql           finds the matching pairs with DuckDB
  splink.*.json       settings for Splink on DuckDB and Spark

Exit codes:
  0    written
  2    the file could not be read or the folder not written; standard error says why
  130  cancelled by Ctrl-C

Examples:
  duplicate-rules export-keys contacts.csv --out keys
  cd keys && duckdb pairs.duckdb < pairs.sql`;
