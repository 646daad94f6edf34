import { type Command, Option } from 'commander';
import type { RunCommand } from './orgCommands.ts';
import { Problem } from './problem.ts';

/** Adds the command that lists rules. */
export function addRulesCommand(program: Command, runCommand: RunCommand): void {
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
