import { locate } from '../../../text.ts';
import type { Modules } from '../codebase/modules.ts';
import type { CodeFile } from '../codeFile.ts';
import type { ObservationDraft, SaveDraft } from '../libraries/model.ts';
import { partOf } from '../textPart.ts';
import type { ClassStatement, FunctionSyntax, Syntax } from '../tree.ts';
import type { FunctionValue } from '../values.ts';
import type { Frame } from './state/frame.ts';
import { Journal } from './state/journal.ts';

/** Hostile code ends all the same: what lies behind so many steps is not known. */
const MOST_STEPS = 20_000;
const ASIDE_STEPS = 3_000;
/** The deeper a call, the less of it is followed: what it does is looked at by itself, too. */
const STEPS_AT_DEPTH: readonly number[] = [MOST_STEPS, 2_500, 1_000, 500, 250, 120];
const LEAST_STEPS = 60;
/** Of what cannot come upon a save only the values count that it gives: headers, addresses, records. */
const PLAIN_STEPS_AT_DEPTH: readonly number[] = [MOST_STEPS, 5_000, 600];
/** Of all calls of a root that are so deep together. */
const DEEP = 3;
const MOST_DEEP_STEPS = 4_000;
const MOST_QUIET = 2;

/** What one root came upon. */
export interface Encounters {
  save(draft: SaveDraft, frame: Frame): void;
  observe(observation: ObservationDraft, frame: Frame): void;
}

/** What goes through the code of one root, with all that it remembers on the way. */
export class Interpreter {
  readonly journal = new Journal();
  readonly modules: Modules;
  readonly #encounters: Encounters;
  /** The conditions under which the code runs that is looked at, outermost first. */
  readonly conditions: (() => string)[] = [];
  readonly active: FunctionSyntax[] = [];
  /** Functions that were made, and those that were gone through as they stand. */
  readonly made = new Set<FunctionValue>();
  readonly seen = new Set<FunctionSyntax>();
  /** Classes of which an object is being made. */
  readonly constructing = new Set<ClassStatement>();
  /** Fields and names of which it was looked where else they are set. */
  readonly #looked = new Map<object, Set<string>>();
  #quiet = 0;
  #left: number;
  #leftDeep = MOST_DEEP_STEPS;

  constructor(modules: Modules, encounters: Encounters, steps = MOST_STEPS) {
    this.#left = steps;
    this.modules = modules;
    this.#encounters = encounters;
  }

  /** Counts a step. False where there have been too many. */
  step(): boolean {
    return --this.#left >= 0;
  }

  /** Goes through a function, with as many steps as its depth allows. */
  enter(definition: FunctionSyntax, file: CodeFile, run: () => void): void {
    const before = this.#left;
    const depth = this.active.length;
    const isPlain = depth > 0 && !this.modules.prospects.mayComeUponSave(file, definition);
    const steps = isPlain ? PLAIN_STEPS_AT_DEPTH : STEPS_AT_DEPTH;
    const isDeepest = depth === DEEP;
    const most = Math.min(before, steps[depth] ?? LEAST_STEPS);
    const given = isDeepest ? Math.min(most, Math.max(this.#leftDeep, LEAST_STEPS)) : most;
    this.active.push(definition);
    this.#left = given;
    run();
    const used = given - Math.max(this.#left, 0);
    this.#left = before - used;
    if (isDeepest) this.#leftDeep -= used;
    this.active.pop();
  }

  /** For what is not on the way of this root: an object that is there already. */
  aside(): Interpreter {
    return new Interpreter(this.modules, silent, ASIDE_STEPS);
  }

  /** False where a field or name of something was asked for before. */
  isFirstLook(of: object, name: string): boolean {
    if (this.#quiet > MOST_QUIET) return false;
    const names = this.#looked.get(of);
    if (names?.has(name)) return false;
    if (names) names.add(name);
    else this.#looked.set(of, new Set([name]));
    return true;
  }

  /** The source text of a node, white space collapsed, shortened. */
  text(node: Syntax, file: CodeFile): string {
    let texts = textsIn.get(file);
    if (!texts) {
      texts = new Map();
      textsIn.set(file, texts);
    }
    let text = texts.get(node);
    if (text === undefined) {
      const { start, end } = locate(node);
      text = shortened(partOf(file.text, start, Math.min(end, start + 400)).replace(/\s+/g, ' '));
      texts.set(node, text);
    }
    return text;
  }

  /** The condition under which the code at hand runs, since the beginning of a frame; null for none. */
  conditionSince(depth: number): string | null {
    const { conditions } = this;
    if (conditions.length <= depth) return null;
    let all = conditions[depth]!();
    for (let index = depth + 1; index < conditions.length; index++) all += ` && ${conditions[index]!()}`;
    return shortened(all);
  }

  get encounters(): Encounters {
    return this.#quiet > 0 ? silent : this.#encounters;
  }

  get isQuiet(): boolean {
    return this.#quiet > 0;
  }

  /** Looks at something without telling what it comes upon, and takes back what it changed. */
  quietly<T>(look: () => T): T {
    const seen = new Set(this.seen);
    let result: T | undefined;
    this.#quiet++;
    try {
      this.journal.undo(() => {
        result = look();
      });
    } finally {
      this.#quiet--;
    }
    this.seen.clear();
    for (const one of seen) this.seen.add(one);
    return result as T;
  }
}

/** Of one version of a file. */
const textsIn = new WeakMap<CodeFile, Map<Syntax, string>>();

export function shortened(text: string): string {
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}

const silent: Encounters = { save: () => {}, observe: () => {} };
