import { type Command, Option } from 'commander';
import type { AuditOptions } from './audit.ts';
import { collect, notEmpty, type RunCommand } from './orgCommands.ts';
import { todayOption } from './today.ts';

/** Adds the command that answers whether anything gets past the duplicate rules. */
export function addAuditCommand(program: Command, runCommand: RunCommand, version: string): void {
  program
    .command('audit')
    .description(
      'answer "can anything get past our duplicate rules?" in one report, with evidence and a plan',
    )
    .argument('[path...]', 'files, folders or projects; the current folder if none is given')
    .addOption(
      new Option('-f, --format <format>', 'output')
        .choices(['text', 'markdown', 'html', 'json', 'sarif'])
        .default('text'),
    )
    .option('--org [org]', "ask an org too: this alias or username, else the project's target-org")
    .option(
      '--data <file>',
      'look for duplicates among exported records: a CSV or JSON file, or OBJECT=FILE; may be repeated',
      collect,
    )
    .option('--object <name>', 'object of the records of --data, where its name does not tell it', notEmpty)
    .option(
      '--names',
      'name users, of the org and in exported records, and ids of records, which are only counted otherwise',
    )
    .option('--baseline <file>', 'compare with an earlier audit, as --format json writes it', notEmpty)
    .addOption(
      new Option(
        '--fail-on <what>',
        'what makes the exit code 1: statements of this risk or a graver one, or new and worse ones since --baseline',
      )
        .choices(['high', 'medium', 'low', 'new', 'never'])
        .default('never'),
    )
    .option('--include-tests', 'count saves and findings in test code too')
    .option('--no-authors', 'do not ask git who wrote the lines')
    .addOption(todayOption())
    .addHelpText('after', auditHelp)
    .action((paths: string[], options: AuditOptions) =>
      runCommand(async (run) => (await import('./audit.ts')).runAudit(paths, options, { ...run, version })),
    );
}

const auditHelp = `
Without --org no org is asked: people and data are then told by what files say. SARIF holds the code part.

Exit codes:
  0    told; with --fail-on there is nothing of the kind
  1    with --fail-on: there is
  2    it could not be told; standard error says why
  130  cancelled by Ctrl-C

Examples:
  duplicate-rules audit
  duplicate-rules audit --format html > audit.html
  duplicate-rules audit --format json > audit.json
  duplicate-rules audit --baseline audit.json --fail-on new
  duplicate-rules audit force-app --org dev --format markdown
  duplicate-rules audit --data contacts.csv --object Contact`;
