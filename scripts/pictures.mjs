/**
 * `npm run pictures [-- SCENE… | --vsix FILE]`: films the scenes of test/e2e/pictures in real VS Code, and puts each
 * together as docs/images/SCENE.gif. `--encode` only puts together what was filmed last, in out/pictures.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { installSitePackages } from '../site/install.mjs';
import { InstallError, installVsCode } from '../test/vscode/install.mjs';

const root = path.resolve(import.meta.dirname, '..');
const filmed = path.join(root, 'out', 'pictures');
const pictures = path.join(root, 'docs', 'images');
/** What a page of the Marketplace may ask of its readers. */
const most = { bytes: 1_500_000, seconds: 20 };

const args = process.argv.slice(2);
const encodeOnly = args.includes('--encode');
const names = args.filter((arg, at) => !arg.startsWith('--') && args[at - 1] !== '--vsix');

try {
  const sharp = installSitePackages()('sharp');
  if (!encodeOnly && !film(args)) process.exitCode = 1;
  const scenes = readdirSync(filmed).filter((name) => existsSync(path.join(filmed, name, 'frames.json')));
  for (const name of scenes) {
    if (names.length === 0 || names.includes(name)) await encode(sharp, name);
  }
} catch (error) {
  console.error(error instanceof InstallError ? error.message : error);
  process.exitCode = 1;
}

/** With a Node that takes TypeScript: the one that VS Code's server runs on. False if a scene could not be filmed. */
function film(options) {
  const { node } = installVsCode();
  const script = path.join(root, 'test', 'e2e', 'pictures', 'make.ts');
  const flags = ['--experimental-strip-types', '--disable-warning=ExperimentalWarning'];
  return spawnSync(node, [...flags, script, ...options], { stdio: 'inherit' }).status === 0;
}

async function encode(sharp, name) {
  const folder = path.join(filmed, name);
  const frames = JSON.parse(readFileSync(path.join(folder, 'frames.json'), 'utf8'));
  const files = frames.map(({ file }) => path.join(folder, file));
  const gif = path.join(pictures, `${name}.gif`);
  await sharp(files, { join: { animated: true } })
    .gif({
      colours: 128,
      delay: frames.map(({ milliseconds }) => milliseconds),
      dither: 0,
      effort: 10,
      interPaletteMaxError: 8,
      loop: 0,
    })
    .toFile(gif);
  const { size } = statSync(gif);
  const seconds = frames.reduce((sum, { milliseconds }) => sum + milliseconds, 0) / 1000;
  console.log(
    `${path.relative(root, gif)}: ${files.length} pictures, ${seconds.toFixed(1)} s, ${Math.round(size / 1024)} KB`,
  );
  if (size > most.bytes || seconds > most.seconds) {
    throw new Error(`${name} is too large: at most ${most.bytes} bytes and ${most.seconds} s.`);
  }
}
