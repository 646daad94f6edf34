import { type Command, InvalidArgumentError, Option } from 'commander';
import type { ExplainOptions } from './explain.ts';
import type { OrgRun } from './orgRun.ts';
import type { TestRecordOptions } from './testRecord.ts';

/** The options of `test-record` as the command line gives them: no list where nothing is in it. */
type GivenRecordOptions = Omit<TestRecordOptions, 'field'> & Partial<Pick<TestRecordOptions, 'field'>>;

/** Runs what a command does. */
export type RunCommand = (work: (run: OrgRun) => Promise<number>) => Promise<void>;

const format = () => new Option('-f, --format <format>', 'output').choices(['text', 'json']).default('text');

/** Adds the commands that have to do with records and orgs. */
export function addOrgCommands(program: Command, runCommand: RunCommand): void {
  withRecordOptions(program.command('test-record'))
    .description('ask the active duplicate rules of an org about a record, without saving it')
    .option('--org <org>', "alias or username; the project's target-org if not given", notEmpty)
    .option('--project <folder>', 'project whose rules and target-org are used; the current one', notEmpty)
    .addOption(format())
    .addHelpText('after', testRecordHelp)
    .action((options: GivenRecordOptions) => {
      const given = { ...options, field: options.field ?? [] };
      return runCommand(async (run) => (await import('./testRecord.ts')).testRecord(given, run));
    });

  program
    .command('explain')
    .description('explain a refusal (DUPLICATES_DETECTED) from an error, a debug log or failed rows')
    .argument('[file]', 'what to explain, standard input if it is not given or -', '-')
    .option('--org [org]', "ask an org too: this alias or username, else the project's target-org")
    .option('--no-org', 'ask no org, which is what is done without --org')
    .option('--project <folder>', 'project whose rules are used; the current one', notEmpty)
    .addOption(format())
    .addHelpText('after', explainHelp)
    .action((file: string, options: ExplainOptions) =>
      runCommand(async (run) => (await import('./explain.ts')).explain(file, options, run)),
    );
}

/** Options that say which record is meant: `RecordOptions`, and where in a file it stands. */
export function withRecordOptions(command: Command): Command {
  return command
    .option('--object <name>', 'API name of the object', notEmpty)
    .option('--field <name=value>', 'a field and its value, NAME= for a blank one; may be repeated', collect)
    .option('--id <id>', 'an existing record: tests its update, with the fields as changes', notEmpty)
    .option(
      '--file <file>',
      'take the record from Apex, integration code, JSON or CSV; - for standard input',
      notEmpty,
    )
    .option(
      '--row <number>',
      'row of a CSV file, the header not counted; else the number of a record',
      counted,
    )
    .option('--line <number>', 'line of the file on which the record stands', counted);
}

const testRecordHelp = `
The record is never saved. The org is one that the sf CLI is logged in to (sf org login web --alias dev).

Exit codes:
  0    no rule was found that would refuse the record
  1    a rule would refuse it, at least without allowSave
  2    it could not be tested, or the answer leaves it open
  130  cancelled by Ctrl-C

Examples:
  duplicate-rules test-record --object Lead --field LastName=Byron --field Email=ada.byron@analytical-engines.example
  duplicate-rules test-record --object Lead --id 00QLb0000000001MAA --field Email=ada.byron@analytical-engines.example
  duplicate-rules test-record --file Leads.csv --row 12 --org dev --format json
  duplicate-rules test-record --file LeadCapture.cls --line 7 --field LastName=Byron
  echo '{"attributes": {"type": "Lead"}, "LastName": "Byron"}' | duplicate-rules test-record --file -`;

const explainHelp = `
It reads answers of REST, SOAP and UI API, exceptions of jsforce, simple_salesforce, Apex and flows, debug logs,
and failed rows of bulk jobs and Data Loader. Without --org no org is asked.

Exit codes:
  0    something was explained
  2    nothing of a duplicate rule was found, or the text could not be read
  130  cancelled by Ctrl-C

Examples:
  duplicate-rules explain error.json
  duplicate-rules explain failed-rows.csv --org dev
  sf apex tail log | duplicate-rules explain`;

export function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

export function counted(value: string): number {
  const number = Number(value);
  if (!/^\d+$/.test(value) || number < 1 || !Number.isSafeInteger(number)) {
    throw new InvalidArgumentError('It is a number from 1.');
  }
  return number;
}

export function notEmpty(value: string): string {
  if (value.trim() === '') throw new InvalidArgumentError('Give it a value.');
  return value;
}
