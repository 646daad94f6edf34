import { parseArgs } from 'node:util';

export const usage = `Usage: npm start [-- [--desktop | --loopback] [FOLDER]]

Opens VS Code in the browser with this extension, on a copy of the sample project, connected to an embedded org:
a stand-in for Salesforce on this machine, with the project's rules and made-up records.

  FOLDER      a Salesforce project of yours instead: the folder itself, not a copy, with your own orgs
  --loopback  connect FOLDER to an embedded org instead
  --desktop   the VS Code that is installed here instead of the browser, with your own orgs
  -h, --help  print this`;

/**
 * @param {readonly string[]} args the arguments of the command line
 * @returns {{ folder: string | null, desktop: boolean, loopback: boolean, help: boolean } | { problem: string }}
 */
export function readStartOptions(args) {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: {
        desktop: { type: 'boolean' },
        loopback: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
      allowPositionals: true,
    });
    if (positionals.length > 1) return { problem: `One folder at most, not ${positionals.length}.` };
    const desktop = values.desktop === true;
    if (desktop && values.loopback) {
      return {
        problem: 'The embedded org is for VS Code in the browser: leave out --desktop or --loopback.',
      };
    }
    return {
      folder: positionals[0] ?? null,
      desktop,
      loopback: !desktop && (values.loopback === true || positionals.length === 0),
      help: values.help === true,
    };
  } catch (error) {
    return { problem: /** @type {Error} */ (error).message };
  }
}
