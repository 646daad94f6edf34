/**
 * `npm test [-- STEP…]`: every check in turn, each with its own summary, and the sum on the last line.
 * Without a Chromium the tests in VS Code are skipped, or fail where REQUIRE_BROWSER=1.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { globSync } from 'tinyglobby';
import { runHostTests } from './host/run.mjs';
import { findChromium, noChromium } from './vscode/browser.mjs';
import { installVsCode } from './vscode/install.mjs';

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

const root = path.resolve(import.meta.dirname, '..');
const out = path.join(root, 'out');

/** @type {Record<string, () => Promise<Counts>>} in the order in which they run, cheap ones first */
const steps = {
  lint: () => check('@biomejs/biome/bin/biome', ['ci', '.']),
  types: () => check('typescript/bin/tsc', ['--noEmit']),
  page: () => check('typescript/bin/tsc', ['--noEmit', '-p', 'client/webview']),
  unit: () => vitest('unit', []),
  host: () => inVsCode('test/host/suite', hostTests),
  e2e: () => inVsCode('test/e2e', () => vitest('e2e', ['--config', 'test/e2e/vitest.config.ts'])),
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in steps));
if (unknown.length > 0) {
  console.error(`No such step: ${unknown.join(', ')}. Steps: ${Object.keys(steps).join(', ')}`);
  process.exit(2);
}

mkdirSync(out, { recursive: true });
const needsVsCode = ['host', 'e2e'].some((name) => wanted.length === 0 || wanted.includes(name));
// Mostly waits for the network, so the steps before lose little by it.
const vsCodeIsThere = needsVsCode && findChromium() ? node(['test/vscode/install.mjs']) : null;
const total = { passed: 0, failed: 0, skipped: 0 };
for (const [name, step] of Object.entries(steps)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  console.log(`\n── ${name}`);
  const started = Date.now();
  const counts = await step().catch((error) => {
    console.error(error.message);
    return { passed: 0, failed: 1, skipped: 0 };
  });
  for (const key of Object.keys(total)) total[key] += counts[key];
  console.log(`── ${name}: ${summary(counts)} (${Math.round((Date.now() - started) / 1000)} s)`);
}

console.log(`\n${summary(total)}`);
process.exit(total.failed > 0 ? 1 : 0);

/** A check without tests of its own counts as one. */
async function check(bin, args) {
  const ok = (await node([path.join('node_modules', bin), ...args])) === 0;
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 };
}

async function vitest(name, args) {
  const report = path.join(out, `${name}.json`);
  rmSync(report, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const status = await node(['node_modules/vitest/vitest.mjs', 'run', ...args, ...reporters]);
  const result = JSON.parse(readFileSync(report, 'utf8'));
  const counts = {
    passed: result.numPassedTests,
    failed: result.numFailedTests,
    skipped: result.numPendingTests + result.numTodoTests,
  };
  // A file that does not even load, or an error outside a test, has no failed test to count.
  if (status !== 0 && counts.failed === 0) counts.failed = 1;
  return counts;
}

async function hostTests() {
  const { text, ...counts } = await runHostTests();
  console.log(text);
  return counts;
}

async function inVsCode(folder, run) {
  if (!findChromium()) {
    if (process.env.REQUIRE_BROWSER === '1') throw new Error(noChromium);
    console.log(`Skipped: ${noChromium}`);
    return { passed: 0, failed: 0, skipped: testsWritten(folder) };
  }
  await vsCodeIsThere;
  // Throws what is wrong, if that failed.
  installVsCode();
  return run();
}

function testsWritten(folder) {
  return globSync(`${folder}/**/*.ts`, { cwd: root })
    .map((file) => readFileSync(path.join(root, file), 'utf8').match(/^\s*test\(/gm)?.length ?? 0)
    .reduce((sum, count) => sum + count, 0);
}

/** @returns {Promise<number>} the exit code */
function node(args) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: 'inherit' });
    child.once('exit', (code) => resolve(code ?? 1));
    child.once('error', () => resolve(1));
  });
}

function summary({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
