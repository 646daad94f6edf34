import { type Command, Option } from 'commander';
import { counted, notEmpty, type RunCommand } from './orgCommands.ts';
import { Problem } from './problem.ts';
import type { ImpactOptions } from './runImpact.ts';

/** Adds the command that tells what a change of the rules does to saves and rule tests. */
export function addImpactCommand(program: Command, runCommand: RunCommand): void {
  program
    .command('impact')
    .description(
      'tell which saves, flows and rule tests change outcome by a change of the duplicate rules, matching rules and the lead conversion setting',
    )
    .argument(
      '[path...]',
      'files, folders or projects whose saves count; the current folder if none is given',
    )
    .option(
      '--base <ref>',
      'compare with the rules at the last commit in common with REF; has to be given',
      notEmpty,
    )
    .option('--head <ref>', 'take the changed rules from REF instead of the working tree', notEmpty)
    .addOption(
      new Option('-f, --format <format>', 'output').choices(['markdown', 'text', 'json']).default('markdown'),
    )
    .addOption(
      new Option(
        '--fail-on <what>',
        'what makes the exit code 1: saves that rules refuse now, or in more or other cases than before',
      )
        .choices(['new-refusals', 'never'])
        .default('never'),
    )
    .option(
      '--links <url>',
      "what links in Markdown begin with, such as a commit's address on GitHub; else they are relative to the repository",
      notEmpty,
    )
    .option('--rows <number>', 'saves that Markdown lists of each group; the others are counted', counted, 25)
    .option('--include-tests', 'count saves in test code too')
    .addHelpText('after', impactHelp)
    .action((paths: string[], { base, ...others }: Omit<ImpactOptions, 'base'> & { base?: string }) => {
      if (base === undefined) throw new Problem(noBase);
      return runCommand(async (run) =>
        (await import('./runImpact.ts')).runImpact(paths, { ...others, base }, run),
      );
    });
}

const noBase =
  '--base is missing: give the branch or commit to compare with, such as --base origin/main. duplicate-rules impact --help tells the options.';

const impactHelp = `
The saves, flows and rule tests are those of the working tree; only the rules are taken from two times. No org is
asked. Nothing is checked out or written.

Exit codes:
  0    told; with --fail-on new-refusals, there are none
  1    with --fail-on new-refusals: there are some
  2    it could not be told; standard error says why
  130  cancelled by Ctrl-C

Examples:
  duplicate-rules impact --base origin/main
  duplicate-rules impact --base HEAD force-app
  duplicate-rules impact --base v1.2 --head v1.3 --format json
  duplicate-rules impact --base origin/main --fail-on new-refusals > impact.md`;
