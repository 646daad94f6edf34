/**
 * Versions are MAJOR.MINOR.PATCH: the Marketplace takes no other form. Its convention tells pre-releases by the
 * minor version: an odd one is a pre-release, an even one is for everybody.
 */

/** @returns {number[] | null} three numbers, or null if it is no version */
export function parseVersion(text) {
  return /^(?:0|[1-9]\d{0,8})(?:\.(?:0|[1-9]\d{0,8})){2}$/.test(text) ? text.split('.').map(Number) : null;
}

/** Whether a version is offered only to those who asked for pre-releases. */
export function isPreRelease(version) {
  return parseVersion(version)[1] % 2 === 1;
}

/**
 * @param {string} next
 * @param {string} current of package.json
 * @param {readonly string[]} released those that the changelog has
 * @returns {string | null} why the next version cannot be this one
 */
export function versionProblem(next, current, released) {
  if (!parseVersion(next)) return `'${next}' is no version of the form MAJOR.MINOR.PATCH`;
  if (released.includes(next)) return `${next} is in the changelog already`;
  const latest = [...released].sort(compareVersions).at(-1);
  if (latest && compareVersions(next, latest) < 0)
    return `${next} is lower than ${latest}, which is released`;
  if (compareVersions(next, current) < 0) return `${next} is lower than ${current} of package.json`;
  return null;
}

export function compareVersions(a, b) {
  const left = parseVersion(a);
  const right = parseVersion(b);
  return left[0] - right[0] || left[1] - right[1] || left[2] - right[2];
}
