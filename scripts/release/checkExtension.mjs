/** What the Marketplace and Open VSX would refuse, or show wrongly, told before anything is uploaded. */
import { unzipSync } from 'fflate';
import { namedFiles } from './packedFiles.mjs';

/** https://code.visualstudio.com/api/references/extension-manifest */
const categories = new Set(
  'AI,Azure,Chat,Data Science,Debuggers,Education,Extension Packs,Formatters,Keymaps,Language Packs,Linters,Machine Learning,Notebooks,Other,Programming Languages,SCM Providers,Snippets,Testing,Themes,Visualization'.split(
    ',',
  ),
);

/**
 * @param {Uint8Array} bytes of a VSIX
 * @returns {{ problems: string[], toDo: string[] }} what is wrong with it, and what is missing before it can be published
 */
export function checkExtension(bytes) {
  const files = unzipSync(bytes);
  const text = (name) => Buffer.from(files[`extension/${name}`] ?? []).toString('utf8');
  const manifest = JSON.parse(text('package.json'));
  const texts = JSON.parse(text('package.nls.json') || '{}');
  const has = (name) => `extension/${name}` in files;
  const problems = [];
  const hold = (ok, problem) => ok || problems.push(problem);

  hold(/^[a-z0-9][a-z0-9-]*$/i.test(manifest.publisher ?? ''), 'The publisher is no identifier.');
  hold(/^[a-z0-9][a-z0-9._-]*$/.test(manifest.name), 'The name is no identifier.');
  hold((manifest.displayName ?? '').length > 0, 'There is no displayName.');
  hold((manifest.description ?? '').length <= 2048, 'The description is longer than Open VSX takes (2,048).');
  hold(typeof manifest.license === 'string', 'Open VSX asks for a licence in package.json.');
  hold((manifest.keywords ?? []).length <= 30, 'The Marketplace takes 30 keywords at most.');
  hold(manifest.enabledApiProposals === undefined, 'Proposed APIs cannot be published.');
  for (const category of manifest.categories ?? [])
    hold(categories.has(category), `There is no category '${category}'.`);
  for (const name of ['readme.md', 'changelog.md', 'LICENSE.txt', 'dist/THIRD-PARTY-NOTICES.txt'])
    hold(has(name), `${name} is not in the package.`);
  for (const name of namedFiles(manifest))
    hold(has(name), `package.json names ${name}, which is not in the package.`);
  for (const key of new Set(JSON.stringify(manifest).match(/(?<=")%[\w.]+%(?=")/g) ?? []))
    hold(key.slice(1, -1) in texts, `package.nls.json has no ${key}.`);
  const icon = Buffer.from(files[`extension/${manifest.icon}`] ?? []);
  hold(
    icon.length > 24 && icon.readUInt32BE(16) >= 128 && icon.readUInt32BE(20) >= 128,
    'The icon is no PNG of at least 128 × 128.',
  );

  const toDo = [];
  if (!manifest.repository)
    toDo.push(
      'package.json has no repository: links and pictures of the README lead nowhere on the Marketplace.',
    );
  else
    for (const [, link] of text('readme.md').matchAll(/!\[[^\]]*\]\(([^)\s]+)/g))
      hold(link.startsWith('https://'), `A picture of the README has no https address: ${link}`);
  return { problems, toDo };
}

/** @returns {Set<string>} files of dist/ in a VSIX, relative to dist/ */
export function builtFilesOf(bytes) {
  const names = Object.keys(unzipSync(bytes, { filter: () => true }));
  return new Set(names.flatMap((name) => /^extension\/dist\/(.*)$/.exec(name)?.[1] ?? []));
}
