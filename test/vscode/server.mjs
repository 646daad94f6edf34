/** Starts a VS Code web server with a fresh profile and, if wanted, extensions installed from VSIX files. */
import { execFile, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { addApexLanguage } from './apexLanguage.mjs';
import { installVsCode } from './install.mjs';
import { quietSettings } from './settings.mjs';

const readyWithin = 60_000;

/**
 * @typedef {object} VsCode
 * @property {number} port
 * @property {(folder: string, payload?: [string, string][]) => string} url the address of a window on a folder
 * @property {(file: string) => string} resource the URI by which a window names a file of this machine
 * @property {() => string} output what the server has written so far
 * @property {() => Promise<void>} stop ends the server and all its children, and removes the profile
 */

/**
 * @param {object} [options]
 * @param {string[]} [options.vsix] extensions to install
 * @param {boolean} [options.apexLanguage] whether an extension contributes the language apex, as Salesforce's does
 * @param {Record<string, unknown>} [options.settings] user settings, over the quiet ones
 * @param {string[]} [options.flags] further flags of the server
 * @param {Record<string, string>} [options.env] further environment of the server and its extension host
 * @param {(line: string) => void} [options.log]
 * @returns {Promise<VsCode>}
 */
export async function startVsCode(options = {}) {
  const { vsix = [], apexLanguage = true, settings = {}, flags = [], env = {}, log } = options;
  const { node, serverMain } = installVsCode(log ? { log } : {});
  const profile = mkdtempSync(path.join(os.tmpdir(), 'duplicate-rules-vscode-'));
  const removeProfile = () => rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  const baseFlags = [serverMain, '--accept-server-license-terms', '--server-data-dir', profile];
  const environment = { ...process.env, ...offline, ...env };

  try {
    seedSettings(profile, { ...quietSettings, ...settings });
    if (apexLanguage) addApexLanguage(path.join(profile, 'extensions'));
    for (const file of vsix) {
      await promisify(execFile)(node, [...baseFlags, '--install-extension', file, '--force'], {
        env: environment,
      });
    }
  } catch (error) {
    removeProfile();
    throw error;
  }

  const server = spawn(
    node,
    [
      ...baseFlags,
      ...['--host', '127.0.0.1', '--port', '0', '--without-connection-token'],
      ...['--telemetry-level', 'off', '--disable-workspace-trust', ...flags],
    ],
    { env: environment, stdio: ['ignore', 'pipe', 'pipe'], detached: process.platform !== 'win32' },
  );
  const killNow = () => kill(server, 'SIGKILL');
  process.once('exit', killNow);

  let output = '';
  const exited = new Promise((resolve) => server.once('exit', resolve));
  const stop = async () => {
    kill(server, 'SIGTERM');
    const timer = setTimeout(killNow, 3_000);
    await exited;
    clearTimeout(timer);
    killNow();
    process.off('exit', killNow);
    removeProfile();
  };

  const port = await new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`VS Code's server did not start:\n${output}`)),
      readyWithin,
    );
    const read = (chunk) => {
      output += chunk;
      const listening = /listening on (\d+)/.exec(output);
      if (!listening) return;
      clearTimeout(timer);
      resolve(Number(listening[1]));
    };
    server.stdout.setEncoding('utf8').on('data', read);
    server.stderr.setEncoding('utf8').on('data', read);
    server.once('error', reject);
    server.once('exit', (code) => reject(new Error(`VS Code's server ended with ${code}:\n${output}`)));
  }).catch(async (error) => {
    await stop();
    throw error;
  });

  return {
    port,
    url: (folder, payload) => {
      const query = new URLSearchParams({ folder });
      if (payload) query.set('payload', JSON.stringify(payload));
      return `http://127.0.0.1:${port}/?${query}`;
    },
    resource: (file) => `vscode-remote://127.0.0.1:${port}${file}`,
    output: () => output,
    stop,
  };
}

/** The page must ask nothing outside: no extension gallery. */
const offline = { EXTENSIONS_GALLERY: '{"serviceUrl":"","itemUrl":"","resourceUrlTemplate":""}' };

function seedSettings(profile, settings) {
  const folder = path.join(profile, 'data', 'User');
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'settings.json'), JSON.stringify(settings, null, 2));
}

/** The extension hosts are in the server's process group, so that none outlives it. */
function kill(server, signal) {
  try {
    if (process.platform === 'win32') server.kill(signal);
    else process.kill(-server.pid, signal);
  } catch {
    // Already gone.
  }
}
