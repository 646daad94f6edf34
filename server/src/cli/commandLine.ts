import { type Command, CommanderError } from 'commander';
import type { OrgGateway } from '../org/gateway.ts';
import { addAuditCommand } from './auditCommand.ts';
import { addCheckCommand } from './checkCommand.ts';
import { addDataCommands } from './dataCommands.ts';
import { addEmbeddedOrgCommand } from './embeddedOrgCommand.ts';
import { EXIT_OK, EXIT_PROBLEM } from './exitCodes.ts';
import { printable } from './formats/terminal.ts';
import { addImpactCommand } from './impactCommand.ts';
import { addLspCommand } from './lspCommand.ts';
import { addMcpCommand } from './mcpCommand.ts';
import { addNewRuleCommand } from './newRuleCommand.ts';
import { addOnSaveCommand } from './onSaveCommand.ts';
import { addOrgCommands, type RunCommand } from './orgCommands.ts';
import { bundledGateway } from './orgGateway.ts';
import { runWithOrg } from './orgRun.ts';
import { writeError, writeOut } from './output.ts';
import { Problem } from './problem.ts';
import { addRulesCommand } from './rulesCommand.ts';
import { addScaffoldCommand } from './scaffoldCommand.ts';
import { addTestCommand } from './testCommand.ts';
import { ProductCommand } from './usage.ts';

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

  addCheckCommand(program, end, version);
  addRulesCommand(program, runCommand);
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
