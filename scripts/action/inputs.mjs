/** What the GitHub Action is told, and what it makes of it. action.yml has the words for people. */

/**
 * @typedef {object} Inputs
 * @property {string[]} paths
 * @property {string} workingDirectory
 * @property {string} baseline
 * @property {string} since a git reference, or empty
 * @property {string} failOn
 * @property {boolean} includeTests
 * @property {string} sarif
 * @property {boolean} upload
 * @property {string} impactBase the reference whose rules are compared with, or empty
 */

/**
 * @param {Record<string, string | undefined>} environment
 * @returns {Inputs}
 * @throws {Error} if an input has a value that it cannot have
 */
export function readInputs(environment) {
  const input = (name) => (environment[`INPUT_${name}`] ?? '').trim();
  // Of a pull request only: its base is a branch of origin.
  const base = environment.GITHUB_BASE_REF ? `origin/${environment.GITHUB_BASE_REF}` : '';
  return {
    paths: input('PATHS')
      .split(/\r?\n/)
      .map((line) => line.trim())
      .filter((line) => line !== ''),
    workingDirectory: input('WORKING_DIRECTORY') || '.',
    baseline: input('BASELINE'),
    since: input('SINCE') === 'base' ? base : input('SINCE'),
    failOn: input('FAIL_ON') || 'warning',
    includeTests: flag('include-tests', input('INCLUDE_TESTS')),
    sarif: input('SARIF') || 'duplicate-rules.sarif',
    upload: flag('upload', input('UPLOAD')),
    impactBase: flag('impact', input('IMPACT')) ? base : '',
  };
}

function flag(name, text) {
  if (text === 'true') return true;
  if (text === 'false' || text === '') return false;
  throw new Error(`The input '${name}' is true or false, and not '${text}'.`);
}

/** @returns {string[]} arguments of the command line; a value that looks like an option stays a value */
export function checkArguments({ paths, baseline, since, failOn, includeTests }) {
  return [
    'check',
    '--format=sarif',
    `--fail-on=${failOn}`,
    ...(includeTests ? ['--include-tests'] : []),
    ...(baseline ? [`--baseline=${baseline}`] : []),
    ...(since ? [`--since=${since}`] : []),
    '--',
    ...paths,
  ];
}

/** @returns {string[]} */
export function impactArguments({ paths, impactBase }, links) {
  const rest = [...(links ? [`--links=${links}`] : []), '--', ...paths];
  return ['impact', '--format=markdown', `--base=${impactBase}`, ...rest];
}
