import type { Span } from '../../text.ts';
import type { InnerScript } from './innerText.ts';
import type { WebRequest } from './powershell/webRequest.ts';
import type { Sent } from './powershell/wrappers.ts';

/** A shell script as far as saves depend on it: its commands, in the order of the text. Spans are of the file. */
export interface Script {
  readonly commands: readonly Command[];
  /** Variables that are set to a known text and never to another. */
  readonly variables: ReadonlyMap<string, Word>;
  /** A command that fails ends the script: `set -e`, or a runner that starts the shell so. */
  readonly stopsOnError: boolean;
  /** A pipe fails with any of its commands: `set -o pipefail`. */
  readonly failsInPipes: boolean;
  /** Words that are read anywhere: a captured output that nobody reads is lost. */
  readonly readVariables: ReadonlySet<string>;
}

export interface Command extends Span {
  readonly words: readonly Word[];
  readonly fate: Fate;
  readonly output: Output;
  /** What is fed to it: a here-document or here-string. */
  readonly input: Word | null;
  /** The function that it stands in; '' for none. */
  readonly enclosing: string;
  /** The commands that it runs: `bash -c '…'`. */
  readonly runs?: InnerScript;
  /** Its exit code is that of the script. */
  readonly isLast?: boolean;
  /** PowerShell's own cmdlets that send a request. */
  readonly request?: WebRequest & ThrownAt;
  /** Requests of the script's functions that this calls. */
  readonly sent?: readonly Sent[];
}

/** Where what a cmdlet throws goes. */
export interface ThrownAt {
  /** The text of the block that catches it, without comments; null for none. */
  readonly caughtBy: string | null;
  readonly isInFunction: boolean;
}

/** What becomes of the exit code. */
export type Fate =
  /** The shell's own settings decide. */
  | 'left-to-shell'
  /** `if command`, `command && …`, `while ! command`. */
  | 'condition'
  /** `command || true`. */
  | 'ignored'
  /** `command || echo …`: a message, and on. */
  | 'told'
  /** `command || exit 1`, `command || handle …`. */
  | 'handled'
  /** Not the last of a pipe. */
  | 'piped';

export interface Output {
  readonly goes: 'shown' | 'discarded' | 'file' | 'captured' | 'piped';
  /** `result=$(command)`: the variable. */
  readonly variable: string | null;
}

/** A word, with its quotes taken away. */
export interface Word extends Span {
  readonly parts: readonly (string | Variable)[];
}

/** `$name`, `${name:-x}`; `name` is null for what is computed: `$(date)`. */
export interface Variable {
  readonly variable: string | null;
}

/** The text of a word; null where a part of it is not known. */
export function textOf({ parts }: Word): string | null {
  return parts.every((part) => typeof part === 'string') ? parts.join('') : null;
}

/** A word with the variables put in that are known. */
export function resolved(word: Word, { variables }: Pick<Script, 'variables'>, depth = 4): Word {
  if (depth === 0 || parts(word).length === 0) return word;
  const found = word.parts.flatMap((part): readonly (string | Variable)[] => {
    if (typeof part === 'string' || part.variable === null) return [part];
    const known = variables.get(part.variable);
    return known === undefined ? [part] : resolved(known, { variables }, depth - 1).parts;
  });
  return { ...word, parts: joined(found) };
}

function parts(word: Word): readonly Variable[] {
  return word.parts.filter((part) => typeof part !== 'string');
}

/** No two texts in a row. */
export function joined(found: readonly (string | Variable)[]): readonly (string | Variable)[] {
  const result: (string | Variable)[] = [];
  for (const part of found) {
    const last = result.at(-1);
    if (typeof part === 'string' && typeof last === 'string') result[result.length - 1] = last + part;
    else result.push(part);
  }
  return result;
}
