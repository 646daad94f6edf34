/** Finds the English words that code of the core puts texts together of: literals, and templates with what varies. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from '@babel/parser';
import { root, sources, visit } from './extract.mjs';

/**
 * @typedef {object} Sentence
 * @property {string} text `{}` where something varies; each branch of a condition is a sentence of its own
 * @property {string} where file and line
 */

/** In one template; more are not told apart. */
const mostBranches = 24;

/**
 * @param {readonly string[]} places files and folders, relative to the repository
 * @returns {Sentence[]} each text once
 */
export function sentencesIn(places) {
  const found = new Map();
  for (const file of places.flatMap((place) => sources(path.join(root, place)))) {
    const name = path.relative(root, file).replaceAll('\\', '/');
    const tree = parse(readFileSync(file, 'utf8'), {
      sourceType: 'module',
      attachComment: false,
      plugins: ['typescript', ...(file.endsWith('x') ? ['jsx'] : [])],
    });
    visit(
      tree.program,
      (node) => {
        for (const text of shapes(node)) {
          if (isProse(text) && !found.has(text))
            found.set(text, { text, where: `${name}:${node.loc.start.line}` });
        }
      },
      (node) => skipped.test(node.type),
    );
  }
  return [...found.values()];
}

/** Of these nothing is shown. */
const skipped =
  /^(?:Import|Export(?:All|Named)Declaration$.*source|TS(?!As|Satisfies|NonNull)|ThrowStatement|RegExp)/;

function shapes(node) {
  if (node.type === 'StringLiteral' || node.type === 'TemplateLiteral') return expand(node);
  return [];
}

function expand(node) {
  switch (node.type) {
    case 'StringLiteral':
      return [node.value];
    case 'ConditionalExpression':
      return [...expand(node.consequent), ...expand(node.alternate)];
    case 'CallExpression': {
      const [, noun] = node.arguments;
      if (node.callee.name !== 'plural' || noun === undefined) return ['{}'];
      return expand(noun).flatMap((word) => [`1 ${word}`, `{} ${word}s`]);
    }
    case 'TemplateLiteral': {
      let texts = [node.quasis[0].value.cooked];
      node.expressions.forEach((expression, index) => {
        const inner = expand(expression);
        const after = node.quasis[index + 1].value.cooked;
        const use = inner.length * texts.length > mostBranches ? ['{}'] : inner;
        texts = texts.flatMap((text) => use.map((one) => `${text}${one}${after}`));
      });
      return texts;
    }
    default:
      return ['{}'];
  }
}

/** Words that somebody reads: not names, keys, addresses or code. */
function isProse(text) {
  const words = text.replaceAll('{}', ' ').match(/[A-Za-z][a-z']+/g) ?? [];
  return words.length > 1 && /[a-z'")}:;,] +["'({a-zA-Z]/.test(text) && !/[{};]\s*\n|=>|^<\/?\w+/.test(text);
}
