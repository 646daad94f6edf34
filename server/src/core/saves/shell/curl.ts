import { type Command, joined, resolved, type Script, textOf, type Word } from './script.ts';

/** A request as curl's command line gives it (the manual page of curl). */
export interface CurlRequest {
  readonly method: string;
  readonly url: Word;
  /** `Name: value`. */
  readonly headers: readonly Word[];
  /** Null where there is none, or it comes from a file. */
  readonly body: Word | null;
  /** Answers of 400 and above end it with an error. */
  readonly fails: boolean;
  /** The name of the command, for the place of a finding. */
  readonly at: Word;
  /** `-o FILE`: the answer is not printed. */
  readonly output: Word | null;
}

/** Long names of the options that a word follows; all others stand alone. */
const withValue: ReadonlyMap<string, string> = new Map([
  ['-X', 'request'],
  ['-H', 'header'],
  ['-d', 'data'],
  ['-o', 'output'],
  ['-u', 'user'],
  ['-A', 'user-agent'],
  ['-b', 'cookie'],
  ['-c', 'cookie-jar'],
  ['-e', 'referer'],
  ['-F', 'form'],
  ['-m', 'max-time'],
  ['-T', 'upload-file'],
  ['-w', 'write-out'],
  ['-x', 'proxy'],
  ['-K', 'config'],
  ['-E', 'cert'],
  ['-D', 'dump-header'],
]);

const longWithValue: ReadonlySet<string> = new Set([
  ...withValue.values(),
  ...['data-raw', 'data-binary', 'data-urlencode', 'data-ascii', 'json', 'url', 'retry', 'retry-delay'],
  ...[
    'connect-timeout',
    'cacert',
    'key',
    'oauth2-bearer',
    'url-query',
    'resolve',
    'interface',
    'retry-max-time',
  ],
]);

const bodies = /^(?:data|data-raw|data-binary|data-urlencode|data-ascii|json)$/;

/** Null for a command that is no curl, or has no address. */
export function readCurl(command: Command, script: Script): CurlRequest | null {
  const words = command.words.map((word) => resolved(word, script));
  const start = words.findIndex((word) => /(?:^|[\\/])curl(?:\.exe)?$/.test(textOf(word) ?? ''));
  if (start < 0 || start > 2) return null;
  const options = optionsIn(words.slice(start + 1));
  const [address] = [...(options.get('url') ?? []), ...(options.get('') ?? [])];
  if (address === undefined) return null;
  const named = [...options.keys()].filter((name) => bodies.test(name));
  const [body] = named.flatMap((name) => options.get(name) ?? []);
  const method = textOf(options.get('request')?.at(-1) ?? { parts: [], start: 0, end: 0 }) ?? '';
  const isFile = typeof body?.parts[0] === 'string' && body.parts[0].startsWith('@');
  return {
    method:
      method !== ''
        ? method
        : body === undefined && !options.has('upload-file')
          ? 'GET'
          : options.has('upload-file')
            ? 'PUT'
            : 'POST',
    url: address,
    headers: options.get('header') ?? [],
    body: isFile ? command.input : (body ?? null),
    fails: ['fail', 'fail-with-body', 'f'].some((name) => options.has(name)),
    at: words[start]!,
    output: options.get('output')?.at(-1) ?? null,
  };
}

/** Words by the long name of their option; '' holds those without one, flags have none. */
function optionsIn(words: readonly Word[]): ReadonlyMap<string, readonly Word[]> {
  const options = new Map<string, Word[]>();
  const add = (name: string, ...values: Word[]) =>
    options.set(name, [...(options.get(name) ?? []), ...values]);
  for (let index = 0; index < words.length; index++) {
    const word = words[index]!;
    const [first] = word.parts;
    if (typeof first !== 'string' || !/^-./.test(first)) {
      add('', word);
      continue;
    }
    const next = words[index + 1];
    if (first.startsWith('--')) {
      const name = first.slice(2);
      if (longWithValue.has(name) && next) {
        add(name, next);
        index++;
      } else add(name);
      continue;
    }
    // `-sSX POST`, `-sXPOST`: letters, of which the last one may take a word.
    for (let at = 1; at < first.length; at++) {
      const name = withValue.get(`-${first[at]}`);
      if (name === undefined) {
        add(first[at]!);
        continue;
      }
      const rest = first.slice(at + 1);
      if (rest !== '' || word.parts.length > 1) {
        const parts = joined([...(rest === '' ? [] : [rest]), ...word.parts.slice(1)]);
        add(name, { ...word, parts });
      } else if (next) {
        add(name, next);
        index++;
      }
      break;
    }
  }
  return options;
}
