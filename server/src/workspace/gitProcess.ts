import { spawnSync } from 'node:child_process';

export interface GitResult {
  readonly failed: boolean;
  /** There is no git on the PATH. */
  readonly isMissing: boolean;
  readonly output: Buffer;
  readonly text: string;
  readonly message: string;
}

/** Runs git and waits for it. Never throws. No program that the repository's configuration names is run. */
export function runGit(folder: string, args: readonly string[], input?: string): GitResult {
  return run(folder, args, environment(programsOff(folder)), input);
}

function run(folder: string, args: readonly string[], env: NodeJS.ProcessEnv, input = ''): GitResult {
  const options = { cwd: folder, input, maxBuffer: 2 ** 30, windowsHide: true, env };
  const { status, error, stdout, stderr } = spawnSync('git', args, options);
  const message = error?.message ?? (stderr.toString().trim() || `exit code ${status}`);
  return {
    failed: status !== 0,
    isMissing: (error as NodeJS.ErrnoException | undefined)?.code === 'ENOENT',
    output: stdout ?? Buffer.alloc(0),
    text: stdout?.toString() ?? '',
    message,
  };
}

type Setting = readonly [key: string, value: string];

/** A repository's own configuration must not make a check run programs. */
const fixedSettings: readonly Setting[] = [
  ['core.fsmonitor', 'false'],
  ['core.quotePath', 'false'],
  ['core.hooksPath', '/dev/null'],
];

const programsOffIn = new Map<string, readonly Setting[]>();

/** Comparing a changed file passes it through the filters that the configuration names: they are taken out. */
function programsOff(folder: string): readonly Setting[] {
  const known = programsOffIn.get(folder);
  if (known !== undefined) return known;
  const listed = run(
    folder,
    ['config', '--null', '--name-only', '--get-regexp', String.raw`^filter\.`],
    environment(fixedSettings),
  );
  const filters = new Set(listed.text.split('\0').flatMap((key) => /^(filter\..*)\./s.exec(key)?.[1] ?? []));
  const settings = [
    ...fixedSettings,
    ...[...filters].flatMap((filter): Setting[] => [
      [`${filter}.clean`, ''],
      [`${filter}.smudge`, ''],
      [`${filter}.process`, ''],
      [`${filter}.required`, 'false'],
    ]),
  ];
  programsOffIn.set(folder, settings);
  return settings;
}

/**
 * In a hook git names its own folder and index, relative to a folder that need not be the project's. Nothing
 * is fetched, though the repository be a partial clone. Paths are no patterns.
 */
function environment(settings: readonly Setting[]): NodeJS.ProcessEnv {
  const { GIT_DIR, GIT_INDEX_FILE, GIT_WORK_TREE, GIT_PREFIX, GIT_CONFIG_COUNT, ...others } = process.env;
  const given = Number.parseInt(GIT_CONFIG_COUNT ?? '0', 10) || 0;
  const numbered = settings.flatMap(([key, value], index) => [
    [`GIT_CONFIG_KEY_${given + index}`, key],
    [`GIT_CONFIG_VALUE_${given + index}`, value],
  ]);
  return {
    ...others,
    ...Object.fromEntries(numbered),
    GIT_CONFIG_COUNT: String(given + settings.length),
    GIT_ALLOW_PROTOCOL: 'none',
    GIT_LITERAL_PATHSPECS: '1',
    GIT_NO_LAZY_FETCH: '1',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    LC_ALL: 'C',
  };
}

/**
 * The repository that git does not read because it belongs to another user ("dubious ownership", since 2.35.2), as it is
 * to be written for `safe.directory`; '' where git does not name it, null where it says something else.
 */
export function ownedByAnother(message: string): string | null {
  if (!/dubious ownership|unsafe repository/i.test(message)) return null;
  return /(?:dubious ownership in repository at|unsafe repository \()\s*'([^']+)'/i.exec(message)?.[1] ?? '';
}
