/** Which licences may be part of what is shipped under the MIT licence. */
import parse from 'spdx-expression-parse';

/** Permissive ones, as SPDX names them. What they ask for is their text, which the notices hold. */
export const allowedLicences = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'Unlicense',
  'Zlib',
]);

/**
 * The allowed licences by which something may be shipped, of its SPDX expression.
 *
 * @param {string} expression
 * @returns {string[] | null} sorted; of "or", those of the side that is allowed; null where it may not be shipped, or nothing is known
 */
export function usableLicences(expression) {
  try {
    const chosen = choose(parse(expression));
    return chosen && [...new Set(chosen)].sort();
  } catch {
    return null;
  }
}

function choose(node) {
  if ('license' in node)
    return allowedLicences.has(node.license) && !node.plus && !node.exception ? [node.license] : null;
  const left = choose(node.left);
  const right = choose(node.right);
  if (node.conjunction === 'or') return left ?? right;
  return left && right && [...left, ...right];
}

/**
 * @param {readonly { name: string, version: string, licence: string }[]} packages
 * @throws {Error} naming each that may not be shipped
 */
export function checkLicences(packages) {
  const refused = packages.filter(({ licence }) => usableLicences(licence) === null);
  if (refused.length === 0) return;
  const list = refused.map(({ name, version, licence }) => `${name} ${version}: ${licence || 'none stated'}`);
  throw new Error(
    `What is bundled has licences that scripts/release/licences.mjs does not know:\n  ${list.join('\n  ')}`,
  );
}
