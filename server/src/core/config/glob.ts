/** A glob pattern, split at the slashes of the path that it means. */
type Segments = readonly (Tokens | 'any folders')[];
type Tokens = readonly Token[];
/** One character, by a test; or `*`. */
type Token = ((character: string) => boolean) | '*';

/** Patterns that are longer or have more alternatives than this mean nothing: `{a,b}{a,b}…` doubles with each pair of braces. */
const mostAlternatives = 256;
const longestPattern = 2_000;

/**
 * Compiles a glob: `**` for any folders, `*` and `?` within a name, `[a-z]` and `[!a-z]`, `{a,b}`. A project's
 * own settings hold patterns, so matching takes time in proportion to the pattern and the path, whatever they
 * are; regular expressions made of such patterns do not.
 */
export function compileGlob(pattern: string): (path: string) => boolean {
  const expanded = pattern.length > longestPattern ? null : expand(pattern, mostAlternatives);
  const alternatives = expanded?.map(segmentsOf) ?? [];
  return (path) => {
    const names = path.split('/');
    return alternatives.some((segments) => matchPath(segments, names));
  };
}

/** The patterns without braces that a pattern stands for; null where they are more than `most`. */
function expand(pattern: string, most: number): readonly string[] | null {
  const braces = firstBraces(pattern);
  if (braces === null) return [pattern];
  const { before, choices, after } = braces;
  const rest = expand(after, most);
  if (rest === null) return null;
  const expanded: string[] = [];
  for (const choice of choices) {
    const inner = expand(choice, most);
    if (inner === null || expanded.length + inner.length * rest.length > most) return null;
    for (const one of inner) for (const end of rest) expanded.push(before + one + end);
  }
  return expanded;
}

/** The first `{…,…}` with its end; braces that are not closed or hold no comma stand for themselves. */
function firstBraces(pattern: string): { before: string; choices: string[]; after: string } | null {
  const open: { at: number; commas: number[] }[] = [];
  let found: { from: number; to: number; commas: readonly number[] } | null = null;
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern[at];
    if (character === '{') open.push({ at, commas: [] });
    else if (character === ',') open.at(-1)?.commas.push(at);
    else if (character === '}') {
      const closed = open.pop();
      if (closed === undefined || closed.commas.length === 0) continue;
      if (found !== null && found.from < closed.at) continue;
      found = { from: closed.at, to: at, commas: closed.commas };
      if (open.length === 0) break;
    }
  }
  if (found === null) return null;
  const { from, to, commas } = found;
  const cuts = [from, ...commas, to];
  const choices = cuts.slice(1).map((cut, index) => pattern.slice(cuts[index]! + 1, cut));
  return { before: pattern.slice(0, from), choices, after: pattern.slice(to + 1) };
}

function segmentsOf(pattern: string): Segments {
  return pattern.split('/').map((segment) => (segment === '**' ? 'any folders' : tokensOf(segment)));
}

function tokensOf(segment: string): Tokens {
  const tokens: Token[] = [];
  for (let at = 0; at < segment.length; at++) {
    const character = segment[at]!;
    if (character === '*') {
      if (tokens.at(-1) !== '*') tokens.push('*');
    } else if (character === '?') tokens.push(() => true);
    else {
      const end = character === '[' ? segment.indexOf(']', at + 2) : -1;
      if (end < 0) tokens.push((other) => other === character);
      else {
        tokens.push(characterClass(segment.slice(at + 1, end)));
        at = end;
      }
    }
  }
  return tokens;
}

/** What stands in brackets: `a-z_`, `!0-9`. */
function characterClass(text: string): (character: string) => boolean {
  const negated = text.length > 1 && /^[!^]/.test(text);
  const ranges = [...text.slice(negated ? 1 : 0).matchAll(/(.)-(.)|./gsu)].map(([all, from, to]) => ({
    from: from ?? all,
    to: to ?? all,
  }));
  return (character) => ranges.some(({ from, to }) => from <= character && character <= to) !== negated;
}

function matchPath(segments: Segments, names: readonly string[]): boolean {
  return matchSequence(
    segments,
    names,
    (segment) => segment === 'any folders',
    (segment, name) => segment !== 'any folders' && matchName(segment, name),
  );
}

function matchName(tokens: Tokens, name: string): boolean {
  return matchSequence(
    tokens,
    name,
    (token) => token === '*',
    (token, character) => token !== '*' && token(character),
  );
}

/**
 * Matches items that stand for one each, with wildcards between them that stand for any number. Only the last
 * wildcard ever has to take more: an earlier one that took more would leave less to the later ones.
 */
function matchSequence<P>(
  pattern: ArrayLike<P>,
  items: ArrayLike<string>,
  isWildcard: (part: P) => boolean,
  fits: (part: P, item: string) => boolean,
): boolean {
  let part = 0;
  let item = 0;
  let wildcard = -1;
  let taken = 0;
  while (item < items.length) {
    if (part < pattern.length && isWildcard(pattern[part]!)) {
      wildcard = part++;
      taken = item;
    } else if (part < pattern.length && fits(pattern[part]!, items[item]!)) {
      part++;
      item++;
    } else if (wildcard >= 0) {
      part = wildcard + 1;
      item = ++taken;
    } else return false;
  }
  while (part < pattern.length && isWildcard(pattern[part]!)) part++;
  return part === pattern.length;
}
