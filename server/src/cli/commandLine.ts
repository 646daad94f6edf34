import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { printable } from './formats/terminal.ts';
import { writeError, writeOut } from './output.ts';
import { Problem } from './problem.ts';
import type { FailOn } from './report.ts';

export type Format = 'text' | 'jsonl' | 'sarif';

/** The options of `check`, as the command line gives them. */
export interface CheckOptions {
  readonly format: Format;
  readonly failOn: FailOn;
  readonly includeTests?: true;
  readonly since?: string;
  readonly baseline?: string;
  readonly updateBaseline?: true;
}

/** Nothing at or above `--fail-on` was found. */
export const EXIT_OK = 0;
/** Findings at or above `--fail-on`. */
export const EXIT_FINDINGS = 1;
/** The check could not run; standard error says why. */
export const EXIT_PROBLEM = 2;

/** Runs a command line and gives its exit code; never throws. */
export async function runCommandLine(args: readonly string[], version: string): Promise<number> {
  let exitCode: number = EXIT_OK;
  const program = describe(version, (code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT_OK : EXIT_PROBLEM;
    if (error instanceof Problem) writeError(`duplicate-rules: ${printable(error.message)}\n`);
    else
      writeError(`duplicate-rules: unexpected error, please report it: ${(error as Error).stack ?? error}\n`);
    return EXIT_PROBLEM;
  }
}

function describe(version: string, end: (exitCode: number) => void): Command {
  const program = new Command('duplicate-rules')
    .description(
      'Finds Apex saves that a Salesforce duplicate rule will refuse, that slip past the rules, or that lose the refusal.',
    )
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .configureOutput({ writeOut, writeErr: writeError })
    .showHelpAfterError('(duplicate-rules --help tells the commands and options.)')
    .exitOverride();

  program
    .command('check')
    .description('check files, folders and projects')
    .argument(
      '[path...]',
      'files or folders, the current folder if none is given; rules come from the sfdx-project.json nearest each',
    )
    .addOption(
      new Option('-f, --format <format>', 'output').choices(['text', 'jsonl', 'sarif']).default('text'),
    )
    .addOption(
      new Option('--fail-on <severity>', 'least severity that makes the exit code 1')
        .choices(['error', 'warning', 'information', 'never'])
        .default('warning'),
    )
    .option('--include-tests', 'report findings in test code too')
    .option('--since <ref>', 'only findings that came in since the last commit in common with REF', notEmpty)
    .option('--baseline <file>', 'leave out findings that the file holds', notEmpty)
    .option('--update-baseline', 'write the findings of today into the baseline')
    .addHelpText(
      'after',
      `
Exit codes:
  0  nothing at or above --fail-on
  1  findings at or above --fail-on
  2  the check could not run, or no named path holds anything to check; standard error says why

Examples:
  duplicate-rules check
  duplicate-rules check force-app --since origin/main
  duplicate-rules check --format sarif > duplicate-rules.sarif
  duplicate-rules check --baseline duplicate-rules.baseline.json --update-baseline`,
    )
    .action(async (paths: string[], options: CheckOptions) => {
      const { runCheck } = await import('./runCheck.ts');
      end(await runCheck(paths, options, version));
    });

  program
    .command('rules')
    .description('list the duplicate rules that a check judges by')
    .argument('[path...]', 'files or folders', ['.'])
    .addOption(new Option('-f, --format <format>', 'output').choices(['text', 'json']).default('text'))
    .action(async (paths: string[], { format }: { format: 'text' | 'json' }) => {
      const { listRules } = await import('./listRules.ts');
      listRules(paths, format);
    });

  return program;
}

function notEmpty(value: string): string {
  if (value.trim() === '') throw new InvalidArgumentError('It is empty.');
  return value;
}
