import { type Command, Option } from 'commander';
import { collect, notEmpty, type RunCommand } from './orgCommands.ts';
import type { ScaffoldOptions } from './scaffold.ts';

/** No list where nothing is in it. */
type Given = Omit<ScaffoldOptions, 'object' | 'rule'> & Partial<Pick<ScaffoldOptions, 'object' | 'rule'>>;

/** Adds the command that makes Apex and metadata which protect where rules alone do not. */
export function addScaffoldCommand(program: Command, runCommand: RunCommand): void {
  program
    .command('scaffold')
    .description(
      'make Apex that finds and reports duplicates: a backstop, its audit object, a class that saves, tests',
    )
    .argument('[what...]', 'backstop, audit-object, save-class, refusal-test, or all')
    .option(
      '--object <name>',
      'object to protect; else those with a duplicate rule; may be repeated',
      collect,
    )
    .option('--rule <name>', 'rule that the tests prove, as Lead.Lead_Email; may be repeated', collect)
    .option('--prefix <text>', 'what names begin with; else DuplicateRules', notEmpty)
    .option('--package-dir <folder>', 'package directory for the files; else the default one', notEmpty)
    .option('--dry-run', 'tell what would be written, and write nothing')
    .option('--project <folder>', 'project that gets the files; the current one', notEmpty)
    .addOption(new Option('-f, --format <format>', 'output').choices(['text', 'json']).default('text'))
    .addHelpText('after', scaffoldHelp)
    .action((what: string[], options: Given) =>
      runCommand(async (run) =>
        (await import('./scaffold.ts')).runScaffold(
          what,
          { ...options, object: options.object ?? [], rule: options.rule ?? [] },
          run,
        ),
      ),
    );
}

const scaffoldHelp = `
What there is:
  backstop      scheduled batch Apex that looks for duplicates among saved records and records them; brings audit-object
  audit-object  custom object for what was found, with permission set, layout, list view and tab
  save-class    class that sets DMLOptions in one place and gives refused records back with their duplicates
  refusal-test  Apex tests that prove that rules of the project refuse a duplicate

Files that are there are never overwritten, and nothing is deployed.

Exit codes:
  0    written; with --dry-run: it could be
  1    the project cannot have it; standard error says why, and what can be done
  2    something is missing or wrong in the command, or a file cannot be written; standard error says what
  130  cancelled by Ctrl-C

Examples:
  duplicate-rules scaffold all --dry-run
  duplicate-rules scaffold backstop --object Lead --object Contact
  duplicate-rules scaffold save-class refusal-test --prefix Acme`;
