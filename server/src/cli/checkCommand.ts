import { type Command, Option } from 'commander';
import type { CheckOptions } from './checkOptions.ts';
import { notEmpty } from './orgCommands.ts';
import { todayOption } from './today.ts';

/** Adds the command that finds. */
export function addCheckCommand(program: Command, end: (exitCode: number) => void, version: string): void {
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
    .option('--allow-empty', 'paths without anything to check are no problem, as in hooks on changed files')
    .addOption(todayOption())
    .addHelpText('after', checkHelp)
    .action(async (paths: string[], options: CheckOptions) => {
      const { runCheck } = await import('./runCheck.ts');
      end(await runCheck(paths, options, version));
    });
}

const checkHelp = `
Exit codes:
  0  nothing at or above --fail-on
  1  findings at or above --fail-on
  2  the check could not run, or there is nothing to check in the folder or any named path; standard error says why

Examples:
  duplicate-rules check
  duplicate-rules check force-app --since origin/main
  duplicate-rules check --format sarif > duplicate-rules.sarif
  duplicate-rules check --baseline duplicate-rules.baseline.json --update-baseline`;
