/**
 * `npm run site [-- --serve]`: the documentation site into out/site, from the repository's Markdown; no network is
 * used but for installing. SITE_BASE is the path under which it will stand, such as /duplicate-rules/.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { installSitePackages } from './install.mjs';
import { root } from './pages.mjs';
import { stagePages } from './stage.mjs';

const require = installSitePackages();
const staged = path.join(root, 'out/site-pages');
stagePages(staged);
await makeStills(path.join(staged, 'public/images'));

const vitepress = path.join(path.dirname(require.resolve('vitepress/package.json')), 'bin/vitepress.js');
const commands = process.argv.includes('--serve') ? ['build', 'preview'] : ['build'];
for (const command of commands) {
  const { status } = spawnSync(process.execPath, [vitepress, command, import.meta.dirname], {
    stdio: 'inherit',
  });
  if (status !== 0) process.exit(status ?? 1);
}

/** The last picture of each moving one. */
async function makeStills(folder) {
  const sharp = require('sharp');
  for (const name of readdirSync(folder).filter((one) => one.endsWith('.gif'))) {
    const file = path.join(folder, name);
    const { pages = 1 } = await sharp(file, { pages: -1 }).metadata();
    await sharp(file, { page: pages - 1, pages: 1 })
      .png()
      .toFile(file.replace('.gif', '-still.png'));
  }
}
