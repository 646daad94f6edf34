/** Finds the texts that code asks translations of: first arguments of `l10n.t(…)` and of the library's `t(…)`. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from '@babel/parser';

export const root = path.resolve(import.meta.dirname, '../..');

/** Folders whose code speaks to people through VS Code. The command line speaks English. */
const folders = ['client/src', 'client/webview', 'server/src/lsp'];

/**
 * @typedef {object} Text
 * @property {string} text
 * @property {string} where file and line
 */

/** @returns {{ texts: Text[], problems: string[] }} each text once; calls of which the text is not known */
export function extract() {
  const texts = new Map();
  const problems = [];
  for (const file of folders.flatMap((folder) => sources(path.join(root, folder)))) {
    const name = path.relative(root, file).replaceAll('\\', '/');
    const code = readFileSync(file, 'utf8');
    const tree = parse(code, { sourceType: 'module', plugins: ['typescript', 'jsx'] });
    visit(tree.program, (node) => {
      if (node.type !== 'CallExpression' || !isTranslation(node.callee)) return;
      const [first] = node.arguments;
      const where = `${name}:${node.loc.start.line}`;
      if (first?.type !== 'StringLiteral') problems.push(`${where}: the text is no literal`);
      else if (!texts.has(first.value)) texts.set(first.value, { text: first.value, where });
    });
  }
  return { texts: [...texts.values()], problems };
}

/** `{0}`, `{1}` of a text, each once, in order; `{0+}`, which stands for names, is `{0}` in another language. */
export function placeholders(text) {
  return [...new Set(text.replace(/[+&#]\}/g, '}').match(/\{\w+\}/g) ?? [])].sort();
}

function isTranslation(callee) {
  if (callee.type === 'Identifier') return callee.name === 't';
  if (callee.type !== 'MemberExpression' || callee.property.name !== 't') return false;
  return callee.object.type === 'Identifier' && callee.object.name === 'l10n';
}

/** TypeScript files of a folder, or one file. */
export function sources(place) {
  if (/\.tsx?$/.test(place)) return [place];
  return readdirSync(place, { recursive: true })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => path.join(place, name))
    .sort();
}

export function visit(node, look, isSkipped = () => false) {
  if (Array.isArray(node)) for (const one of node) visit(one, look, isSkipped);
  if (typeof node?.type !== 'string' || isSkipped(node)) return;
  look(node);
  for (const [key, value] of Object.entries(node)) {
    if (key !== 'loc' && typeof value === 'object') visit(value, look, isSkipped);
  }
}
