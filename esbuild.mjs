/**
 * Builds dist/: minified, or with source maps in development.
 * `node esbuild.mjs [--dev] [--watch]`; --watch implies --dev.
 */
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';
import { bundledPackages } from './scripts/release/bundled.mjs';
import { checkLicences } from './scripts/release/licences.mjs';
import { notices } from './scripts/release/notices.mjs';

const root = import.meta.dirname;

function commonOptions(development) {
  return {
    absWorkingDir: root,
    bundle: true,
    platform: /** @type {const} */ ('node'),
    target: 'node20',
    logLevel: /** @type {const} */ ('warning'),
    minify: !development,
    sourcemap: development,
    metafile: true,
    plugins: development ? [] : [escapeWideCharacters],
  };
}

/**
 * A bundle with one character beyond Latin-1 takes two bytes a character in memory as long as it runs. What esbuild
 * leaves stands in regular expressions.
 */
const escapeWideCharacters = {
  name: 'escape-wide-characters',
  setup(build) {
    build.onEnd(({ metafile }) => {
      for (const output of Object.keys(metafile?.outputs ?? {})) {
        if (!/\.[cm]?js$/.test(output)) continue;
        const file = path.resolve(root, output);
        const text = readFileSync(file, 'utf8');
        const escaped = text.replace(
          /[\u0100-\uffff]/g,
          (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
        );
        if (escaped !== text) writeFileSync(file, escaped);
      }
    });
  },
};

/** @returns {import('esbuild').BuildOptions[]} one per bundle */
function bundles({ development }) {
  const common = commonOptions(development);
  return [
    {
      ...common,
      entryPoints: ['client/src/extension.ts'],
      outfile: 'dist/extension.cjs',
      format: 'cjs',
      external: ['vscode'],
    },
    {
      ...common,
      entryPoints: {
        preview: 'client/webview/main.tsx',
        'preview-style': 'client/webview/style.css',
        audit: 'client/webview/audit/main.tsx',
        'audit-style': 'client/webview/audit/style.css',
        onSave: 'client/webview/onSave/main.tsx',
        'onSave-style': 'client/webview/onSave/style.css',
      },
      outdir: 'dist',
      format: 'iife',
      platform: 'browser',
      target: 'es2022',
      jsx: 'automatic',
      jsxImportSource: 'preact',
    },
    {
      ...common,
      entryPoints: ['server/src/lsp/main.ts'],
      outfile: 'dist/server.cjs',
      format: 'cjs',
      alias: commonJsParser,
    },
    { ...common, ...commandLine('dist') },
    {
      ...common,
      entryPoints: ['server/src/sandbox/main.ts'],
      outfile: 'dist/sandbox.cjs',
      format: 'cjs',
    },
    {
      ...common,
      entryPoints: ['server/src/org/main.ts'],
      outfile: 'dist/org.cjs',
      format: 'cjs',
      alias: { faye: './server/src/org/noStreaming.ts' },
      // @salesforce/core finds messages and errors by the names of classes.
      keepNames: true,
      supported: { 'dynamic-import': false },
      // Read while the libraries load. No log files (and no worker that writes them), no tokens on the console.
      define: {
        'process.env.SF_DISABLE_LOG_FILE': '"true"',
        'process.env.DEBUG': 'undefined',
        'process.env.JSFORCE_LOG_LEVEL': '"NONE"',
      },
    },
  ];
}

/**
 * The command line and the threads of its checks, in parts: a command loads those that it needs.
 *
 * @returns {import('esbuild').BuildOptions}
 */
function commandLine(folder) {
  return {
    entryPoints: {
      cli: 'server/src/cli/main.ts',
      'check-worker': 'server/src/cli/checkWorker.ts',
      'code-worker': 'server/src/cli/codeWorker.ts',
    },
    outdir: folder,
    chunkNames: 'cli-[hash]',
    format: 'esm',
    splitting: true,
    // Without the JSON schema validators that the SDK brings.
    alias: { '@modelcontextprotocol/server/_shims': './server/src/cli/mcp/shims.ts' },
    // CommonJS packages inside an ES module bundle still call require() for Node's own modules.
    banner: {
      js: "#!/usr/bin/env node\nimport { createRequire as __createRequire } from 'node:module';\nconst require = __createRequire(import.meta.url);",
    },
  };
}

/** The library that runs grammars, for CommonJS bundles: its other form asks where its module is. */
const commonJsParser = { 'web-tree-sitter': './node_modules/web-tree-sitter/web-tree-sitter.cjs' };

/** The npm package of each grammar that is shipped. */
const grammarPackages = {
  javascript: 'tree-sitter-javascript',
  typescript: 'tree-sitter-typescript',
  tsx: 'tree-sitter-typescript',
  python: 'tree-sitter-python',
  java: 'tree-sitter-java',
  c_sharp: 'tree-sitter-c-sharp',
  bash: 'tree-sitter-bash',
  ruby: 'tree-sitter-ruby',
  php: 'tree-sitter-php',
};

/**
 * Builds one bundle of dist/ somewhere else.
 *
 * @returns {Promise<import('esbuild').Metafile>}
 */
export async function buildTo(name, outfile) {
  const options = bundles({ development: false }).find((bundle) => bundle.outfile === `dist/${name}`);
  return (await esbuild.build({ ...options, outfile })).metafile;
}

/**
 * Builds the command line somewhere else: `cli.js` and its parts, without what it reads beside itself.
 *
 * @returns {Promise<import('esbuild').Metafile>}
 */
export async function buildCommandLine(folder) {
  return (await esbuild.build({ ...commonOptions(false), ...commandLine(folder) })).metafile;
}

/** @returns {Promise<void>} when every bundle is written; rejects when one does not compile */
export async function build({ development = false } = {}) {
  removeOldParts(path.join(root, 'dist'));
  const built = await Promise.all(bundles({ development }).map((options) => esbuild.build(options)));
  copyRulePages(path.join(root, 'dist'));
  copyGrammars(path.join(root, 'dist'));
  const metafiles = built.map(({ metafile }) => metafile);
  writeFileSync(
    path.join(root, 'dist/bundled.json'),
    JSON.stringify(noteBundled(path.join(root, 'dist'), metafiles)),
  );
}

/**
 * Puts the notices of what is bundled beside it.
 *
 * @throws {Error} where something is under a licence that is not known to be compatible
 */
export function noteBundled(folder, metafiles) {
  const copied = new Map([['grammars/web-tree-sitter.wasm', 'node_modules/web-tree-sitter']]);
  for (const [name, of] of Object.entries(grammarPackages))
    copied.set(`grammars/tree-sitter-${name}.wasm`, `node_modules/${of}`);
  const packages = bundledPackages(root, metafiles, copied);
  checkLicences(packages);
  writeFileSync(path.join(folder, 'THIRD-PARTY-NOTICES.txt'), notices(root, packages));
  return packages;
}

/** Parts of the command line are named after what they hold. */
function removeOldParts(folder) {
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder))
    if (name.startsWith('cli-')) rmSync(path.join(folder, name), { force: true });
}

/** Puts grammars, and what runs them, where the server and the command line find them. */
export function copyGrammars(folder, names = Object.keys(grammarPackages)) {
  const require = createRequire(import.meta.url);
  const grammars = path.join(folder, 'grammars');
  cpSync(
    require.resolve('web-tree-sitter/web-tree-sitter.wasm'),
    path.join(grammars, 'web-tree-sitter.wasm'),
  );
  for (const name of names) {
    const from = path.dirname(require.resolve(`${grammarPackages[name]}/package.json`));
    const file = `tree-sitter-${name}.wasm`;
    cpSync(path.join(from, file), path.join(grammars, file));
  }
}

/** Puts the page of each rule, and the page that they refer to, where the command line and the editor find them. */
export function copyRulePages(folder) {
  const rules = path.join(root, 'server/src/core/rules');
  const copy = (from, name) => {
    const text = readFileSync(from, 'utf8')
      .replaceAll('](../../../../../docs/', '](')
      .replaceAll(/\]\(\.\.\/server\/src\/core\/rules\/([\w-]+)\/README\.md/g, ']($1.md');
    mkdirSync(path.join(folder, 'rules'), { recursive: true });
    writeFileSync(path.join(folder, 'rules', `${name}.md`), text);
  };
  for (const id of readdirSync(rules)) {
    const page = path.join(rules, id, 'README.md');
    if (existsSync(page)) copy(page, id);
  }
  copy(path.join(root, 'docs/what-circulates.md'), 'what-circulates');
}

async function watch() {
  const contexts = await Promise.all(
    bundles({ development: true }).map((options) =>
      esbuild.context({ ...options, logLevel: 'info', plugins: [announceBuilds] }),
    ),
  );
  await Promise.all(contexts.map((context) => context.watch()));
  copyGrammars(path.join(root, 'dist'));
}

/** .vscode/tasks.json waits for these two lines, said once for all bundles. */
let building = 0;
const announceBuilds = {
  name: 'announce-builds',
  setup(build) {
    build.onStart(() => {
      if (building++ === 0) console.log('[watch] build started');
    });
    build.onEnd(() => {
      if (--building === 0) console.log('[watch] build finished');
    });
  },
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const flags = new Set(process.argv.slice(2));
  if (flags.has('--watch')) await watch();
  else await build({ development: flags.has('--dev') });
}
