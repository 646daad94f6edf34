import { parseArgs } from 'node:util';

export const usage = `Usage: npm start [-- [--desktop] [FOLDER]]

Opens VS Code in the browser with this extension, on a copy of the sample project.

  FOLDER      a Salesforce project of yours instead: the folder itself, not a copy
  --desktop   the VS Code that is installed here instead of the browser
  -h, --help  print this`;

/**
 * @param {readonly string[]} args the arguments of the command line
 * @returns {{ folder: string | null, desktop: boolean, help: boolean } | { problem: string }}
 */
export function readStartOptions(args) {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { desktop: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
      allowPositionals: true,
    });
    if (positionals.length > 1) return { problem: `One folder at most, not ${positionals.length}.` };
    return {
      folder: positionals[0] ?? null,
      desktop: values.desktop === true,
      help: values.help === true,
    };
  } catch (error) {
    return { problem: /** @type {Error} */ (error).message };
  }
}
