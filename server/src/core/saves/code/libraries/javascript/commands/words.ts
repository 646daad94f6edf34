import type { Variable, Word } from '../../../../shell/script.ts';
import type { Value } from '../../../values.ts';

/** Words of a command line, and what stands behind the variables in them. */
export interface Words {
  readonly words: readonly Word[];
  readonly holes: ReadonlyMap<string, Value>;
}

type Piece = string | Variable;

/** A command line as one text: `sf data create record -s ${object}`. Quotes are taken away as a shell does. */
export function wordsOfLine(line: Value): Words {
  const holes = new Map<string, Value>();
  const words: Piece[][] = [];
  let word: Piece[] | null = null;
  let quote = '';
  const add = (piece: Piece): void => {
    word ??= [];
    const last = word.at(-1);
    if (typeof piece === 'string' && typeof last === 'string') word[word.length - 1] = last + piece;
    else word.push(piece);
  };
  const finish = (): void => {
    if (word !== null) words.push(word);
    word = null;
  };
  for (const piece of piecesOf(line, holes)) {
    if (typeof piece !== 'string') {
      add(piece);
      continue;
    }
    for (let at = 0; at < piece.length; at++) {
      const character = piece[at]!;
      if (quote !== '') {
        if (character === quote) quote = '';
        else add(character === '\\' && quote === '"' && at + 1 < piece.length ? piece[++at]! : character);
      } else if (character === '"' || character === "'") {
        quote = character;
        add('');
      } else if (/\s/.test(character)) finish();
      else add(character === '\\' && at + 1 < piece.length ? piece[++at]! : character);
    }
  }
  finish();
  return { words: words.map(asWord), holes };
}

/** A command with its arguments in a list: `spawn('sf', ['data', 'create', 'record'])`. */
export function wordsOfList(values: readonly Value[]): Words {
  const holes = new Map<string, Value>();
  return { words: values.map((value) => asWord(piecesOf(value, holes))), holes };
}

/** A word as a value again. */
export function valueOfWord(word: Word, { holes }: Words, place: Parameters<typeof textValue>[1]): Value {
  const parts = word.parts.flatMap((part): (string | Value)[] => {
    if (typeof part === 'string') return part === '' ? [] : [part];
    return [holes.get(part.variable ?? '') ?? { kind: 'unknown', why: 'computed' }];
  });
  const [only] = parts;
  return parts.length === 1 && typeof only === 'object' ? only : textValue(parts, place);
}

function textValue(
  parts: readonly (string | Value)[],
  place: Extract<Value, { kind: 'text' }>['place'],
): Value {
  return { kind: 'text', parts, place };
}

function piecesOf(value: Value, holes: Map<string, Value>): Piece[] {
  if (value.kind === 'text') {
    return value.parts.flatMap((part) => (typeof part === 'string' ? [part] : piecesOf(part, holes)));
  }
  const variable = `hole ${holes.size}`;
  holes.set(variable, value);
  return [{ variable }];
}

/** Command lines within code have no place of their own in the file. */
function asWord(parts: readonly Piece[]): Word {
  return { parts, start: 0, end: 0 };
}
