import type { Script } from '../../../../shell/script.ts';
import { readSfCommand } from '../../../../shell/sfCommand.ts';
import type { Value } from '../../../values.ts';
import type { Evaluation, LibraryModel, ModelCall } from '../../model.ts';
import { textOf } from '../../shared/reading.ts';
import { valueOfWord, type Words, wordsOfLine, wordsOfList } from './words.ts';

const cli = /^\s*(?:npx\s+)?(?:\S*\/)?(?:sf|sfdx)(?:\.cmd|\.exe)?\s/;
const cliName = /(?:^|[\\/])(?:sf|sfdx)(?:\.cmd|\.exe)?$/;

/** What runs a command, by its name: the same text is logged, asserted and explained, too. */
const running = /exec|spawn|run|shell|command|cmd|cli|sfdx?|^\$$/i;
const telling = /log|print|info|warn|error|debug|expect|assert|format|describe/i;

/** Functions that give the exit code back; others throw for one that is not 0. */
const givingCode = /^(?:spawn|spawnSync)$/;

const script: Script = {
  commands: [],
  variables: new Map(),
  stopsOnError: false,
  failsInPipes: false,
  readVariables: new Set(),
};

/** `execSync('sf data create record …')`, `spawn('sf', ['data', …])` and what a project has made of them. */
export const sfCommands: LibraryModel = {
  name: 'sf CLI',
  marker: /\bsf(?:dx)?\s+(?:force:)?data\b|['"`]sf(?:dx)?(?:\.cmd|\.exe)?['"`]/,
  call(call, evaluation) {
    if (call.callee?.kind === 'library' || call.isNew) return undefined;
    if (!running.test(call.method) || telling.test(call.method)) return undefined;
    const words = commandIn(call);
    return words ? saved(words, call, evaluation) : undefined;
  },
};

function commandIn({ arguments: [first, second] }: ModelCall): Words | null {
  if (first?.kind !== 'text') return null;
  if (second?.kind === 'list' && cliName.test(textOf(first) ?? ''))
    return wordsOfList([first, ...second.items]);
  const [start] = first.parts;
  return typeof start === 'string' && cli.test(start) ? wordsOfLine(first) : null;
}

function saved(words: Words, call: ModelCall, evaluation: Evaluation): Value | undefined {
  const at = call.syntax;
  const save = readSfCommand(
    {
      words: words.words,
      fate: 'left-to-shell',
      output: { goes: 'shown', variable: null },
      input: null,
      enclosing: '',
      start: 0,
      end: 0,
    },
    script,
  );
  if (!save) return undefined;
  return evaluation.save({
    operation: save.operation,
    channel: 'cli',
    object: save.object
      ? valueOfWord(save.object, words, at)
      : evaluation.unknown('named by a file that is loaded'),
    options: null,
    version: save.version ? valueOfWord(save.version, words, at) : null,
    externalId: save.externalId ? valueOfWord(save.externalId, words, at) : null,
    records: null,
    reports: save.isStartedOnly ? 'job' : givingCode.test(call.method) ? 'exit-code' : 'exception',
    allOrNone: null,
    at,
    returns: evaluation.library('sf.Output'),
  });
}
