import { Lexer } from '../../server/src/core/saves/apex/parse/lexer.ts';
import { Kind } from '../../server/src/core/saves/apex/parse/tokens.ts';
import { parse } from '../../server/src/core/saves/apex/parser.ts';
import { walk } from '../../server/src/core/saves/apex/tree.ts';
import { LineIndex } from '../../server/src/core/text.ts';
import { bodiesOf } from './apexSummary.ts';

/** A file with one piece of damage, as typing makes it. */
export interface Mutant {
  readonly damage: Damage;
  readonly text: string;
  /** The damaged line of the original, zero-based. */
  readonly line: number;
  /** What was replaced in the original, and by how many characters. */
  readonly start: number;
  readonly end: number;
  readonly inserted: number;
}

export type Damage = 'token deleted' | 'line cut' | 'quote opened' | 'bracket opened' | 'bracket closed';

const DAMAGES: readonly Damage[] = [
  'token deleted',
  'line cut',
  'quote opened',
  'bracket opened',
  'bracket closed',
];

/** Numbers from 0 to 1, always the same ones for a seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** An Apex file that mutants are made of. */
export class Original {
  readonly path: string;
  readonly text: string;
  readonly lines: LineIndex;
  readonly saves: readonly Save[];
  readonly #tokens: Lexer;

  constructor(path: string, text: string) {
    this.path = path;
    this.text = text;
    this.lines = new LineIndex(text);
    this.saves = savesIn(path, text);
    this.#tokens = new Lexer(text);
    while (this.#tokens.fill(this.#tokens.count) !== Kind.End);
  }

  /** Damages the text at a token. */
  mutate(random: () => number): Mutant {
    const index = Math.floor(random() * (this.#tokens.count - 1));
    const damage = DAMAGES[Math.floor(random() * DAMAGES.length)]!;
    const start = this.#tokens.starts[index]!;
    const end = this.#tokens.ends[index]!;
    switch (damage) {
      case 'token deleted':
        return this.#replace(damage, start, end, '');
      case 'line cut': {
        const line = this.lines.position(start).line;
        const span = this.lines.line(line, this.text);
        return this.#replace(damage, span.start, span.end, '');
      }
      case 'quote opened':
        return this.#replace(damage, start, start, "'");
      case 'bracket opened':
        return this.#replace(damage, start, start, '({['[Math.floor(random() * 3)]!);
      case 'bracket closed':
        return this.#replace(damage, start, start, ')}]'[Math.floor(random() * 3)]!);
    }
  }

  #replace(damage: Damage, start: number, end: number, by: string): Mutant {
    const text = this.text.slice(0, start) + by + this.text.slice(end);
    return { damage, text, line: this.lines.position(start).line, start, end, inserted: by.length };
  }
}

/** A DML statement or a call of `Database.insert` and the like. */
export interface Save {
  readonly what: string;
  /** The offset of the keyword, or of the method's name. */
  readonly at: number;
}

const DATABASE_METHODS = new Set(['insert', 'update', 'upsert', 'convertlead']);

export function savesIn(path: string, text: string): Save[] {
  const saves: Save[] = [];
  for (const { anchor, tree } of bodiesOf(parse(path, text))) {
    walk(tree, (node) => {
      if (node.kind === 'dml') {
        saves.push({ what: node.operation, at: anchor.offset + node.start });
      } else if (node.kind === 'call' && node.target?.kind === 'name') {
        const name = node.name.name.toLowerCase();
        if (node.target.name.toLowerCase() === 'database' && DATABASE_METHODS.has(name)) {
          saves.push({ what: `database.${name}`, at: anchor.offset + node.name.start });
        }
      }
    });
  }
  return saves.sort((a, b) => a.at - b.at);
}

export interface Judgement {
  /** How many saves the original has outside of the damaged line. */
  readonly expected: number;
  /** Those of them that are not found where they must stand now. */
  readonly lost: readonly Save[];
}

export function judge(original: Original, mutant: Mutant): Judgement {
  const found = new Set(savesIn(original.path, mutant.text).map(({ what, at }) => `${what}@${at}`));
  const outside = original.saves.filter(({ at }) => original.lines.position(at).line !== mutant.line);
  const shift = mutant.inserted - (mutant.end - mutant.start);
  const lost = outside.filter(({ what, at }) => !found.has(`${what}@${at >= mutant.end ? at + shift : at}`));
  return { expected: outside.length, lost };
}

export interface MutantTotals {
  readonly mutants: number;
  readonly expected: number;
  readonly lost: number;
  /** Milliseconds of the slowest mutant. */
  readonly slowest: number;
}

/** Makes and judges mutants; `report` is told of each that loses a save. */
export function runMutants(
  originals: readonly Original[],
  count: number,
  seed: number,
  report: (original: Original, mutant: Mutant, judgement: Judgement) => void,
): MutantTotals {
  const random = seededRandom(seed);
  let expected = 0;
  let lost = 0;
  let slowest = 0;
  for (let made = 0; made < count; made++) {
    const original = originals[Math.floor(random() * originals.length)]!;
    const mutant = original.mutate(random);
    const begin = performance.now();
    const judgement = judge(original, mutant);
    slowest = Math.max(slowest, performance.now() - begin);
    expected += judgement.expected;
    lost += judgement.lost.length;
    if (judgement.lost.length > 0) report(original, mutant, judgement);
  }
  return { mutants: count, expected, lost, slowest };
}
