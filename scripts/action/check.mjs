/** Second step of the GitHub Action: checks, writes SARIF and the job's summary, and tells the exit code. */
import { spawnSync } from 'node:child_process';
import { appendFileSync, closeSync, existsSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { checkArguments, impactArguments, readInputs } from './inputs.mjs';
import { annotation, counted, findingsOf, summary } from './summary.mjs';

const environment = process.env;
const outputs = { sarif: '', findings: '', 'exit-code': '2' };
try {
  run(readInputs(environment));
} catch (error) {
  console.log(`::error::${error.message}`);
}
for (const [name, value] of Object.entries(outputs))
  appendFileSync(environment.GITHUB_OUTPUT, `${name}=${value}\n`);

function run(inputs) {
  const workspace = environment.GITHUB_WORKSPACE ?? process.cwd();
  const folder = path.resolve(workspace, inputs.workingDirectory);
  const sarif = path.resolve(workspace, inputs.sarif);
  mkdirSync(path.dirname(sarif), { recursive: true });
  const log = openSync(sarif, 'w');
  const { status } = spawnSync(process.execPath, [environment.COMMAND_LINE, ...checkArguments(inputs)], {
    cwd: folder,
    stdio: ['ignore', log, 'inherit'],
  });
  closeSync(log);
  outputs['exit-code'] = String(status ?? 2);
  if (status !== 0 && status !== 1) throw new Error('The check could not run: the log above says why.');

  const findings = findingsOf(JSON.parse(readFileSync(sarif, 'utf8')));
  outputs.sarif = sarif;
  outputs.findings = String(findings.length);
  for (const one of findings) {
    // A line that began with a path could be a command to the runner.
    console.log(`- ${one.path}:${one.line}:${one.column} ${one.rule}`);
    // Code scanning marks the lines by itself.
    console.log(inputs.upload ? `    ${one.message}` : annotation(one));
  }
  console.log(counted(findings));
  summarise(summary(findings, links()));
  if (inputs.impactBase) summarise(impact(inputs, folder));
}

function impact(inputs, folder) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [environment.COMMAND_LINE, ...impactArguments(inputs, links())],
    { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 28 },
  );
  if (status === 0) return stdout;
  console.log(
    `::notice::The impact of the rules' change is not told: ${stderr.trim().split('\n').join(' ')}`,
  );
  return "The impact of the rules' change is not told; the log says why.\n";
}

/** Of the commit that is checked, in the repository on GitHub. */
function links() {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_SHA: commit } = environment;
  return server && repository && commit ? `${server}/${repository}/blob/${commit}/` : '';
}

function summarise(markdown) {
  const file = environment.GITHUB_STEP_SUMMARY;
  if (file && existsSync(path.dirname(file))) appendFileSync(file, `${markdown}\n`);
}
