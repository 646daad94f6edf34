import { type Command, Option } from 'commander';
import { notEmpty, type RunCommand } from './orgCommands.ts';
import type { TestOptions } from './runRuleTests.ts';

/** Adds the command that runs rule tests. */
export function addTestCommand(program: Command, runCommand: RunCommand): void {
  program
    .command('test')
    .description('run rule tests (*.duptest.yaml) against the rules of the project, without an org')
    .argument(
      '[path...]',
      'files, or folders that are searched for them; the current folder if none is given',
    )
    .addOption(
      new Option('-f, --format <format>', 'output').choices(['text', 'json', 'junit']).default('text'),
    )
    .option('--junit <file>', 'write JUnit XML to a file as well', notEmpty)
    .option('--coverage', 'tell which parts of the rules no test touches')
    .option('--filter <text>', 'only tests whose name holds the text, in any case', notEmpty)
    .addOption(
      new Option(
        '--target <target>',
        'where all tests run: by the matching engine alone, or also in an embedded org over the protocols of their channels; else what each says',
      ).choices(['offline', 'embedded']),
    )
    .option('--project <folder>', 'project whose rules are tested; else that of each file', notEmpty)
    .addHelpText('after', testHelp)
    .action((paths: string[], options: TestOptions) =>
      runCommand(async (run) => (await import('./runRuleTests.ts')).runRuleTests(paths, options, run)),
    );
}

const testHelp = `
Exit codes:
  0    all tests passed
  1    a test failed, or could not run
  2    there are no tests, or a file cannot be read; standard error says why
  130  cancelled by Ctrl-C

Examples:
  duplicate-rules test
  duplicate-rules test tests/leads.duptest.yaml --filter "same e-mail"
  duplicate-rules test --coverage
  duplicate-rules test --target embedded
  duplicate-rules test --junit results.xml`;
