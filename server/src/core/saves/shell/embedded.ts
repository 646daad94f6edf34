import { isMap, isScalar, isSeq, type Node, type YAMLMap } from 'yaml';

/** A script within another file, as text of the same length: offsets plus `base` are the file's. */
export interface EmbeddedScript {
  readonly text: string;
  readonly base: number;
  readonly shell: 'bash' | 'powershell';
  readonly stopsOnError: boolean;
  readonly failsInPipes: boolean;
  /** The step may fail, and the job goes on. */
  readonly mayFail: boolean;
}

/** Keys under which runners take commands: GitHub, GitLab, Azure, Bitbucket, CircleCI, Travis, compose files. */
const scriptKeyNames =
  'run|script|before_script|after_script|install|before_install|commands?|bash|pwsh|powershell|inlineScript|cmd|sh|entrypoint';
const scriptKeys = new RegExp(`^(?:${scriptKeyNames})$`);
const aScriptKey = new RegExp(`\\b(?:${scriptKeyNames})["']?\\s*:`);

/** Whether there may be scripts in a YAML file: recorded HTTP traffic, long as it is, has none. */
export function mayHoldScripts(text: string): boolean {
  return aScriptKey.test(text);
}

/**
 * Scripts in a YAML file of a runner. Never throws.
 *
 * @param contents what stands in its documents; offsets are those of the text
 */
export function scriptsInYaml(contents: readonly Node[], text: string): readonly EmbeddedScript[] {
  const found: EmbeddedScript[] = [];
  for (const node of contents) collect(node, [], text, found, 0);
  return found;
}

function collect(
  node: unknown,
  around: readonly YAMLMap[],
  text: string,
  found: EmbeddedScript[],
  depth: number,
): void {
  if (depth > 60) return;
  if (isSeq(node)) for (const item of node.items) collect(item, around, text, found, depth + 1);
  if (!isMap(node)) return;
  const maps = [...around, node];
  for (const { key, value } of node.items) {
    const name = isScalar(key) ? String(key.value) : '';
    if (scriptKeys.test(name)) addScripts(value, name, maps, text, found);
    collect(value, maps, text, found, depth + 1);
  }
}

function addScripts(
  value: unknown,
  key: string,
  maps: readonly YAMLMap[],
  text: string,
  found: EmbeddedScript[],
): void {
  const scalars = isSeq(value) ? value.items : [value];
  for (const scalar of scalars) {
    if (!isScalar(scalar) || typeof scalar.value !== 'string') continue;
    const slice = sliceOf(scalar as Node, text);
    if (slice === null) continue;
    const named = String(maps.at(-1)?.get('shell') ?? key);
    const isPowerShell = /pwsh|powershell/i.test(named);
    found.push({
      ...slice,
      shell: isPowerShell ? 'powershell' : 'bash',
      // Runners start each step's shell so that an error ends it.
      stopsOnError: true,
      failsInPipes: named === 'bash',
      mayFail: maps.some((map) =>
        ['continue-on-error', 'continueOnError', 'allow_failure', 'ignore_failure'].some(
          (name) => map.get(name) === true,
        ),
      ),
    });
  }
}

/** The source of a scalar, in which what is none of the script is blanked. */
function sliceOf(scalar: Node, text: string): { readonly text: string; readonly base: number } | null {
  if (!scalar.range) return null;
  const [start, end] = scalar.range;
  const raw = text.slice(start, end);
  const masked = raw.replace(
    /\$\{\{(?:(?!\$\{\{)[\s\S])*?\}\}/g,
    (whole) => `$${'x'.repeat(whole.length - 1)}`,
  );
  const header = /^[|>][^\n]*/.exec(masked);
  if (header) {
    const body = ' '.repeat(header[0].length) + masked.slice(header[0].length);
    return { text: raw.startsWith('>') ? body.replace(/\n(?![^\S\n]*\n)/g, ' ') : body, base: start };
  }
  if (raw.startsWith('"')) return { text: unquoted(masked), base: start };
  if (raw.startsWith("'")) return { text: ` ${masked.slice(1, -1).replaceAll("''", "' ")} `, base: start };
  return { text: masked.replace(/\n/g, ' '), base: start };
}

/** Scripts of a package.json. Never throws. */
export function scriptsInPackageJson(text: string): readonly EmbeddedScript[] {
  const section = /"scripts"\s*:\s*\{/.exec(text);
  if (section === null) return [];
  const start = section.index + section[0].length;
  const found: EmbeddedScript[] = [];
  const pair = /\s*(?:,\s*)?"(?:[^"\\\n]|\\.)*"\s*:\s*("(?:[^"\\\n]|\\.)*")/y;
  pair.lastIndex = start;
  for (let match = pair.exec(text); match !== null; match = pair.exec(text)) {
    const value = match[1]!;
    const base = match.index + match[0].length - value.length;
    // The exit code of a script is that of npm.
    found.push({
      text: unquoted(value),
      base,
      shell: 'bash',
      stopsOnError: true,
      failsInPipes: false,
      mayFail: false,
    });
  }
  return found;
}

/** A double-quoted text whose escapes are taken away without a change of length. */
function unquoted(quoted: string): string {
  const inner = quoted.slice(1, -1).replace(/\\(.)/g, (_, character: string) => ` ${plainOf(character)}`);
  return ` ${inner} `;
}

function plainOf(character: string): string {
  return { n: '\n', t: '\t', r: ' ' }[character] ?? character;
}
