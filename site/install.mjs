/** Installs what the site and its pictures are made with, once, into site/node_modules. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const here = import.meta.dirname;

/** @returns {NodeJS.Require} requires packages of the site */
export function installSitePackages() {
  const stamp = path.join(here, 'node_modules', '.package-lock.json');
  if (!existsSync(stamp)) {
    console.error('Installing VitePress and sharp from npm into site/node_modules (once, 120 MB) …');
    const flags = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
    const shell = process.platform === 'win32';
    const { status } = spawnSync('npm', flags, { cwd: here, stdio: 'inherit', shell });
    if (status !== 0) throw new Error('npm could not install the packages of site/package-lock.json.');
  }
  return createRequire(path.join(here, 'package.json'));
}
