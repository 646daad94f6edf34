import { type Command, CommanderError, Option } from 'commander';
import type { OrgGateway } from '../org/gateway.ts';
import { addAuditCommand } from './auditCommand.ts';
import { addDataCommands } from './dataCommands.ts';
import { addEmbeddedOrgCommand } from './embeddedOrgCommand.ts';
import { EXIT_OK, EXIT_PROBLEM } from './exitCodes.ts';
import { printable } from './formats/terminal.ts';
import { addImpactCommand } from './impactCommand.ts';
import { addLspCommand } from './lspCommand.ts';
import { addMcpCommand } from './mcpCommand.ts';
import { addNewRuleCommand } from './newRuleCommand.ts';
import { addOnSaveCommand } from './onSaveCommand.ts';
import { addOrgCommands, notEmpty, type RunCommand } from './orgCommands.ts';
import { bundledGateway } from './orgGateway.ts';
import { runWithOrg } from './orgRun.ts';
import { writeError, writeOut } from './output.ts';
import { Problem } from './problem.ts';
import type { FailOn } from './report.ts';
import { addScaffoldCommand } from './scaffoldCommand.ts';
import { addTestCommand } from './testCommand.ts';
import { todayOption } from './today.ts';
import { ProductCommand } from './usage.ts';

export type Format = 'text' | 'jsonl' | 'sarif';

/** The options of `check`, as the command line gives them. */
export interface CheckOptions {
  readonly format: Format;
  readonly failOn: FailOn;
  readonly includeTests?: true;
  readonly since?: string;
  readonly baseline?: string;
  readonly updateBaseline?: true;
  readonly allowEmpty?: true;
  /** `2027-01-31` instead of today. */
  readonly today?: string;
}

/** Runs a command line and gives its exit code; never throws. */
export async function runCommandLine(
  args: readonly string[],
  version: string,
  makeGateway: () => OrgGateway = bundledGateway,
): Promise<number> {
  let exitCode: number = EXIT_OK;
  const end = (code: number) => {
    exitCode = code;
  };
  const program = describe(version, end, async (work) => end(await runWithOrg(makeGateway, work)));
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

function describe(version: string, end: (exitCode: number) => void, runCommand: RunCommand): Command {
  const program = new ProductCommand('duplicate-rules')
    .description(
      'Finds the saves in Apex, Flows and integration code that a Salesforce duplicate rule will refuse, that slip past the rules, or that lose the refusal; tests records and explains refusals.',
    )
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .configureOutput({ writeOut, writeErr: writeError })
    .addHelpText(
      'after',
      '\nTo begin: duplicate-rules check in a project. duplicate-rules COMMAND --help tells the options of a command.',
    )
    .helpCommand(false)
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
    .option('--allow-empty', 'paths without anything to check are no problem, as in hooks on changed files')
    .addOption(todayOption())
    .addHelpText(
      'after',
      `
Exit codes:
  0  nothing at or above --fail-on
  1  findings at or above --fail-on
  2  the check could not run, or there is nothing to check in the folder or any named path; standard error says why

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
    .description('list the duplicate rules that a check judges by, or compare them with an org')
    .argument('[path...]', 'files or folders, the current folder if none is given')
    .option('--org [org]', "add the rules of an org: this alias or username, else the project's target-org")
    .option('--saves', 'with the saves in the files that each rule governs, and what becomes of them')
    .option('--drift', 'with --org: how the rules of the files and of the org differ')
    .addOption(new Option('-f, --format <format>', 'output').choices(['text', 'json']).default('text'))
    .addHelpText('after', rulesHelp)
    .action(async (named: string[], { org, drift, saves, format }: RulesOptions) => {
      const paths = named.length === 0 ? ['.'] : named;
      if (org !== undefined) {
        if (saves) throw new Problem('--saves goes by the rules of the files: leave --org out.');
        await runCommand(async (run) =>
          (await import('./rulesOfOrg.ts')).rulesOfOrg(paths, { org, format, ...(drift && { drift }) }, run),
        );
      } else if (drift) throw new Problem('--drift compares with an org: say which with --org.');
      else await (await import('./listRules.ts')).listRules(paths, { format, ...(saves && { saves }) });
    });

  addOrgCommands(program, runCommand);
  addDataCommands(program, runCommand, version);
  addTestCommand(program, runCommand);
  addImpactCommand(program, runCommand);
  addAuditCommand(program, runCommand, version);
  addOnSaveCommand(program, runCommand);
  addEmbeddedOrgCommand(program, runCommand);
  addNewRuleCommand(program, runCommand);
  addScaffoldCommand(program, runCommand);
  addLspCommand(program);
  addMcpCommand(program, runCommand, version);
  addHelpCommand(program);
  return program;
}

/** Commander's own prints all commands for one that there is not, and no word about it. */
function addHelpCommand(program: Command): void {
  program
    .command('help')
    .description('print the help of a command')
    .argument('[command]')
    .action((name?: string) => {
      const asked = name === undefined ? program : program.commands.find((one) => one.name() === name);
      if (asked === undefined)
        program.error(`unknown command '${name}'`, { code: 'commander.unknownCommand' });
      asked.outputHelp();
    });
}

/** The options of `rules`, as the command line gives them. */
interface RulesOptions {
  readonly format: 'text' | 'json';
  readonly org?: string | true;
  readonly drift?: true;
  readonly saves?: true;
}

const rulesHelp = `
Without --org no org is asked. A rule's file comes before the org's copy.

Exit codes:
  0    listed; with --drift nothing differs
  1    with --drift: something differs
  2    it could not be listed; standard error says why
  130  cancelled by Ctrl-C

Examples:
  duplicate-rules rules
  duplicate-rules rules --saves
  duplicate-rules rules --org
  duplicate-rules rules force-app --org dev --drift`;
