import picomatch from 'picomatch';

/** Tells whether a path, relative to the project's root and with forward slashes, is meant. */
export type PathMatcher = (path: string) => boolean;

/**
 * Reads glob patterns the way people write them in settings: `**` and `{a,b}` as usual; a pattern without a
 * slash means a name at any depth; a folder means everything in it; `!` takes paths out again, the last
 * pattern that fits decides. Windows' backslashes are read as slashes. No pattern matches nothing.
 */
export function matchPaths(patterns: readonly string[]): PathMatcher {
  const steps = patterns
    .map((pattern) => pattern.trim())
    .filter((pattern) => pattern !== '' && pattern !== '!');
  if (steps.length === 0) return () => false;
  const compiled = steps.map((pattern) => {
    const negated = pattern.startsWith('!');
    return { negated, test: compile(negated ? pattern.slice(1) : pattern) };
  });
  return (path) => {
    const normal = path.replaceAll('\\', '/');
    let meant = false;
    for (const { negated, test } of compiled) {
      if (meant === negated && test(normal)) meant = !negated;
    }
    return meant;
  };
}

function compile(pattern: string): PathMatcher {
  let glob = pattern
    .replaceAll('\\', '/')
    .replace(/^(?:\.?\/)+/, '')
    .replaceAll('[!', '[^');
  const folder = glob.endsWith('/');
  if (folder) glob = glob.replace(/\/+$/, '');
  if (!glob.includes('/')) glob = '**/' + glob;
  if (isTooWild(glob)) return () => false;
  const patterns = folder ? [glob + '/**'] : [glob, glob + '/**'];
  try {
    return picomatch(patterns, { dot: true, nonegate: true, noextglob: true });
  } catch {
    return (path) => path === glob;
  }
}

const longestPattern = 500;
const mostFolderStars = 4;
const mostStarsInName = 3;
const mostBraces = 6;

/**
 * Patterns become regular expressions, and a project's settings are not to be trusted: some patterns take for
 * ever on a long name. Those, and the forms of globs that only a regular expression could mean, mean nothing.
 */
function isTooWild(glob: string): boolean {
  const count = (part: RegExp, text = glob): number => text.match(part)?.length ?? 0;
  return (
    glob.length > longestPattern ||
    count(/\*\*/g) > mostFolderStars ||
    count(/\{/g) > mostBraces ||
    /[()]|\.\.[^/]*\}/.test(glob) ||
    glob.split('/').some((name) => name !== '**' && count(/\*/g, name) > mostStarsInName)
  );
}

/**
 * The path of a file below a root, both as URIs, decoded and with forward slashes; null where the file is
 * elsewhere.
 */
export function pathBelow(rootUri: string, uri: string): string | null {
  const root = rootUri.endsWith('/') ? rootUri : rootUri + '/';
  return uri.startsWith(root) ? decode(uri.slice(root.length)) : null;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
