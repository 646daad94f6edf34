import { type Command, Option } from 'commander';
import type { NewRuleOptions } from './newRule.ts';
import { collect, notEmpty, type RunCommand } from './orgCommands.ts';

/** No list where nothing is in it. */
type Given = Omit<NewRuleOptions, 'field'> & Partial<Pick<NewRuleOptions, 'field'>>;

/** Adds the command that makes a rule from a template. */
export function addNewRuleCommand(program: Command, runCommand: RunCommand): void {
  program
    .command('new-rule')
    .description('make a matching rule, a duplicate rule and tests of them from a template')
    .argument('[template]', 'which; --list tells them')
    .option('--list', 'list the templates, and which of them the project can have')
    .option('--object <name>', 'API name of the object, where the template takes several', notEmpty)
    .option(
      '--field <field>',
      'field to compare, FIELD:METHOD for another method than Exact; may be repeated',
      collect,
    )
    .option(
      '--matching-rule <name>',
      'compare by this matching rule, which is there, instead of fields',
      notEmpty,
    )
    .option('--user <username>', 'user whom the rule leaves alone', notEmpty)
    .option('--reason <text>', 'why it does', notEmpty)
    .option('--name <name>', 'developer name of the duplicate rule', notEmpty)
    .option('--package-dir <folder>', 'package directory for the files; else the default one', notEmpty)
    .addOption(
      new Option('--active', 'active as soon as it is deployed; the default of rules that refuse nothing'),
    )
    .addOption(
      new Option(
        '--inactive',
        'inactive until its file is changed; the default of rules that refuse',
      ).conflicts('active'),
    )
    .option('--dry-run', 'tell what would be written, and write nothing')
    .option('--project <folder>', 'project that gets the rule; the current one', notEmpty)
    .addOption(new Option('-f, --format <format>', 'output').choices(['text', 'json']).default('text'))
    .addHelpText('after', newRuleHelp)
    .action((template: string | undefined, options: Given) =>
      runCommand(async (run) =>
        (await import('./newRule.ts')).runNewRule(
          template ?? null,
          { ...options, field: options.field ?? [] },
          run,
        ),
      ),
    );
}

const newRuleHelp = `
Files that are there are never overwritten: a matching rule is added to its object's file, all else is new.

Exit codes:
  0    written; with --dry-run: it could be; with --list: listed
  1    the project cannot have this rule; standard error says why, and what can be done
  2    something is missing or wrong in the command, or a file cannot be written; standard error says what
  130  cancelled by Ctrl-C

Examples:
  duplicate-rules new-rule --list
  duplicate-rules new-rule lead-to-lead --dry-run
  duplicate-rules new-rule observation --object Contact --field LastName:LastName --field Phone:Phone
  duplicate-rules new-rule external-id --object Candidate__c --field Agency_Id__c
  duplicate-rules new-rule integration-user --object Lead --field Email --user sync@acme.example --reason "the CRM sync dedupes itself"`;
