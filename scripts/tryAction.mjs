/**
 * `node scripts/tryAction.mjs FOLDER [NAME=VALUE…]`: runs the steps of action.yml that are commands as GitHub's
 * runner would, on a folder, with inputs; steps that use other actions are only named. The command line is the one
 * that has been built, unless `version` says otherwise. Ends with the exit code of the action.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'yaml';

const root = path.resolve(import.meta.dirname, '..');
const action = parse(readFileSync(path.join(root, 'action.yml'), 'utf8'));
const [folder, ...given] = process.argv.slice(2);
if (!folder || !existsSync(folder)) {
  console.error('usage: node scripts/tryAction.mjs FOLDER [NAME=VALUE...]');
  process.exit(2);
}

const inputs = Object.fromEntries(
  Object.entries(action.inputs).map(([name, input]) => [name, input.default ?? '']),
);
for (const one of given) {
  const [, name, value] = /^([\w-]+)=(.*)$/s.exec(one) ?? [];
  if (!(name in inputs)) throw new Error(`There is no input '${name ?? one}'.`);
  inputs[name] = value;
}

const temporary = mkdtempSync(path.join(tmpdir(), 'duplicate-rules-action-'));
const outputs = {};
let code = 0;
for (const step of action.runs.steps) {
  if (!holds(step.if)) continue;
  if (step.uses) {
    console.log(`── would use ${step.uses} with ${JSON.stringify(expandAll(step.with ?? {}))}`);
    continue;
  }
  console.log(`── ${step.name}`);
  const output = path.join(temporary, `output-${step.id ?? 'none'}`);
  const summary = path.join(temporary, 'summary.md');
  writeFileSync(output, '');
  const { status } = spawnSync('bash', ['--noprofile', '--norc', '-e', '-o', 'pipefail', '-c', step.run], {
    cwd: path.resolve(folder),
    stdio: 'inherit',
    env: {
      ...process.env,
      ...expandAll(step.env ?? {}),
      GITHUB_ACTION_PATH: root,
      GITHUB_OUTPUT: output,
      GITHUB_STEP_SUMMARY: summary,
      GITHUB_WORKSPACE: path.resolve(folder),
      RUNNER_TEMP: temporary,
    },
  });
  if (step.id) outputs[step.id] = readOutputs(output);
  code = status ?? 1;
  if (code !== 0) break;
}
const summary = path.join(temporary, 'summary.md');
if (existsSync(summary)) console.log(`── summary\n${readFileSync(summary, 'utf8')}`);
process.exit(code);

function readOutputs(file) {
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  return Object.fromEntries(lines.map((line) => line.split(/=(.*)/s).slice(0, 2)));
}

function expandAll(values) {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, expand(String(value))]));
}

function expand(text) {
  return text.replace(/\$\{\{\s*(.*?)\s*\}\}/g, (_, expression) => evaluated(expression));
}

function evaluated(expression) {
  const [, input] = /^inputs\.([\w-]+)$/.exec(expression) ?? [];
  if (input !== undefined) return inputs[input] ?? '';
  const [, step, name] = /^steps\.([\w-]+)\.outputs\.([\w-]+)$/.exec(expression) ?? [];
  if (step === undefined) throw new Error(`Not understood: ${expression}`);
  return outputs[step]?.[name] ?? '';
}

function holds(condition) {
  if (condition === undefined) return true;
  return condition.split('&&').every((part) => {
    const [, expression, operator, value] = /^\s*(\S+) (==|!=) '(.*)'\s*$/.exec(part) ?? [];
    if (expression === undefined) throw new Error(`Not understood: ${condition}`);
    return (evaluated(expression) === value) === (operator === '==');
  });
}
