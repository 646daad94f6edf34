import type { Operation } from '../site.ts';
import { type Command, resolved, type Script, textOf, type Word } from './script.ts';

/** A save of the sf CLI (or sfdx, its forerunner). */
export interface SfSave {
  readonly operation: Operation;
  /** Null where the command does not say, as for trees of records. */
  readonly object: Word | null;
  readonly externalId: Word | null;
  /** `--values "LastName=x Email=y"`. */
  readonly values: Word | null;
  readonly version: Word | null;
  /** The command, for the place of a finding: `create`. */
  readonly at: Word;
  /** The job is only started: its failed rows have to be asked for. */
  readonly isStartedOnly: boolean;
}

interface Shape {
  readonly command: RegExp;
  readonly operation: Operation;
  readonly object: readonly string[];
  readonly externalId?: readonly string[];
  readonly isJob?: true;
}

const object = ['-s', '--sobject', '--sobjecttype'];

/** By the words of the command (salesforcecli/plugin-data: data/create/record … and the force:data commands). */
const shapes: readonly Shape[] = [
  { command: /^data (?:create record|record create)$/, operation: 'insert', object },
  { command: /^data (?:update record|record update)$/, operation: 'update', object },
  {
    command: /^data import (?:tree|legacy tree|beta tree)$|^data tree import$/,
    operation: 'insert',
    object: [],
  },
  { command: /^data import bulk$/, operation: 'insert', object, isJob: true },
  { command: /^data update bulk$/, operation: 'update', object, isJob: true },
  {
    command: /^data (?:upsert bulk|bulk upsert)$/,
    operation: 'upsert',
    object,
    externalId: ['-i', '--external-id', '--externalid'],
    isJob: true,
  },
];

/** What starts programs with options of its own before them. */
const starter = /^(?:docker|podman|nerdctl|kubectl|oc|ssh|xargs|sudo|timeout|env)$/;

/** Reads a command; null for one that saves nothing, or is none of the CLI. */
export function readSfCommand(command: Command, script: Script): SfSave | null {
  const words = command.words.map((word) => resolved(word, script));
  const start = words.findIndex((word) => /(?:^|[\\/])(?:sf|sfdx)(?:\.cmd|\.exe)?$/.test(textOf(word) ?? ''));
  // `npx sf data …`, `sudo sf …`: not far from the beginning.
  if (start < 0 || (start > 3 && !starter.test(textOf(words[0]!) ?? ''))) return null;
  const name = commandName(words.slice(start + 1));
  const shape = shapes.find((one) => one.command.test(name.text));
  if (shape === undefined || name.last === null) return null;
  const flags = flagsOf(words.slice(start + 1));
  const find = (names: readonly string[] = []) =>
    names.map((one) => flags.get(one)).find((one) => one !== undefined);
  // Records of the Tooling API are the project's own parts.
  if (['--use-tooling-api', '--usetoolingapi', '-t'].some((flag) => flags.has(flag))) return null;
  const isAsync = flags.has('--async') || (flags.has('-a') && shape.isJob === true);
  return {
    operation: shape.operation,
    object: find(shape.object) ?? null,
    externalId: shape.externalId === undefined ? null : (find(shape.externalId) ?? null),
    values: find(['-v', '--values']) ?? null,
    version: find(['--api-version', '--apiversion']) ?? null,
    at: name.last,
    isStartedOnly: shape.isJob === true && isAsync,
  };
}

/** `data create record` of `data create record -s Lead`, `force:data:record:create`, `data:create:record`. */
function commandName(words: readonly Word[]): { readonly text: string; readonly last: Word | null } {
  const name: string[] = [];
  let last: Word | null = null;
  for (const word of words) {
    const text = textOf(word);
    if (text === null || !/^[a-z]+(?::[a-z]+)*$/.test(text) || name.length >= 4) break;
    name.push(...text.split(':'));
    last = word;
  }
  if (name[0] === 'force') name.shift();
  return { text: name.join(' '), last };
}

/** Flags with the words behind them; `--name=value` too. */
function flagsOf(words: readonly Word[]): ReadonlyMap<string, Word> {
  const flags = new Map<string, Word>();
  for (const [index, word] of words.entries()) {
    const [first] = word.parts;
    if (typeof first !== 'string' || !first.startsWith('-')) continue;
    const equals = first.indexOf('=');
    if (equals > 0) {
      const rest = first.slice(equals + 1);
      const parts = [...(rest === '' ? [] : [rest]), ...word.parts.slice(1)];
      flags.set(first.slice(0, equals), { ...word, parts });
    } else flags.set(first, words[index + 1] ?? { ...word, parts: [] });
  }
  return flags;
}
