import type { SaveOptions, SaveSite } from '../../../site.ts';
import type { Codebase, CodeFile } from '../../codeFile.ts';
import { namesAskedFor } from '../../refusal/fileUses.ts';
import type { CodeTree, FunctionSyntax, Statement } from '../../tree.ts';
import { type AskedOfFile, allAsked, answersTheSame } from '../askedOfFile.ts';
import { type RootResult, Roots } from '../roots.ts';
import type { EncounteredSave } from '../sites/encounter.ts';
import { leadsBack, NotedCodebase, type Questions } from './notes.ts';
import { printOf, usesInValue } from './prints.ts';
import { bearsOn, type Change, FileUnits, ofName, type Reached } from './units.ts';

/** What a root adds to the facts of its file. */
export interface RootReport {
  /** Null: the top level. */
  readonly root: FunctionSyntax | null;
  readonly result: RootResult;
  readonly sites: readonly { readonly save: EncounteredSave; readonly site: SaveSite }[];
  /** Options that it passes to saves that are reported elsewhere. */
  readonly passed: readonly { readonly to: EncounteredSave; readonly options: SaveOptions }[];
}

/** What stood under the names of a file when something was found out. */
interface State {
  readonly version: number;
  readonly units: FileUnits;
  readonly prints: ReadonlyMap<string, string>;
}

interface Remembered {
  readonly report: RootReport;
  /** What the root and what it calls use; null: anything. */
  readonly reached: Reached | null;
  /** Variables of the file whose uses were looked at, wherever they stand. */
  readonly used: readonly string[];
  readonly wasGoneThrough: boolean;
  /** The last one in which it held. */
  readonly state: State;
}

/** What was found out of a file, as long as it holds. */
interface Memory {
  readonly keys: readonly Statement[];
  readonly isTest: boolean;
  readonly questions: Questions;
  readonly asked: AskedOfFile;
  readonly roots: Roots;
  readonly state: State;
  /**
   * Of functions that are in the file, or were a few versions ago; what held last first. What held before may hold
   * again: a bracket is closed, a key taken back.
   */
  readonly reports: ReadonlyMap<FunctionSyntax, readonly Remembered[]>;
}

/** Of code bases that do not change: what was gone through for one file serves the others. */
const unchanging = new WeakMap<object, Roots>();

/** For how many versions a function may be away, or what was found of it not hold. */
const longestAway = 6;
/** How much is remembered of a function. */
const mostReports = 2;

/** By the first and the last statement of the file: nobody changes both at once. */
const memories = new WeakMap<Statement, Memory>();

function keysOf({ statements }: CodeTree): readonly Statement[] {
  return statements.length === 0 ? [] : [statements[0]!, statements.at(-1)!];
}

function memoryOf(tree: CodeTree): Memory | undefined {
  for (const key of keysOf(tree)) {
    const memory = memories.get(key);
    if (memory) return memory;
  }
  return undefined;
}

/** What was remembered of the version before is in it, as far as it is wanted: it would hold all versions otherwise. */
function remember(memory: Memory, before: Memory | undefined): void {
  for (const key of before?.keys ?? []) memories.delete(key);
  for (const key of memory.keys) memories.set(key, memory);
}

/** Goes through a file: what was found before of functions that nothing has touched since is taken over. */
export function reportsOf(
  file: CodeFile,
  codebase: Codebase,
  isTest: boolean,
  report: (root: FunctionSyntax | null, roots: Roots) => RootReport,
): readonly RootReport[] {
  if (file.tree.statements.length === 0) return [];
  if (codebase.state) {
    // Nothing will change: nothing is kept.
    const once = unchanging.get(codebase.state) ?? new Roots(codebase);
    unchanging.set(codebase.state, once);
    return once.rootsOf(file).map((root) => report(root, once));
  }
  const last = memoryOf(file.tree);
  const before = stillTrue(last, file, codebase, isTest);
  const questions: Questions = before?.questions ?? new Map();
  const noted = new NotedCodebase(codebase, file.uri, questions);
  const roots = before ? before.roots : new Roots(noted);
  if (before) roots.renew(noted, file);
  const functions = roots.rootsOf(file);
  const { names: cells } = roots.modules.of(file).scope;
  const prints = new Map<string, string>();
  for (const [name, cell] of cells) prints.set(name, printOf(cell));
  const state: State = { version: (before?.state.version ?? 0) + 1, units: new FileUnits(file), prints };
  const kept = before ? keptOf(before, file, functions, roots, state) : new Map();
  for (const [root, { report: known }] of kept) roots.remember(root, known.result);
  const inValue = (name: string) => {
    const value = cells.get(name)?.value;
    return value ? usesInValue(value, file.language.id) : [];
  };
  const reports = new Map<FunctionSyntax, readonly Remembered[]>();
  const asked = namesAskedFor(file.tree);
  const all: RootReport[] = [];
  for (const root of functions) {
    const known = root && kept.get(root);
    if (known) {
      all.push(known.report);
      reports.set(root, remembering(known, before?.reports.get(root), state));
      continue;
    }
    asked.clear();
    const made = report(root, roots);
    all.push(made);
    if (!root) continue;
    const remembered: Remembered = {
      report: made,
      reached: state.units.reachedFrom(root, inValue),
      used: [...asked],
      wasGoneThrough: roots.mayComeUponSave(file, root),
      state,
    };
    reports.set(root, remembering(remembered, before?.reports.get(root), state));
  }
  const present = new Set(functions);
  for (const [root, those] of before?.reports ?? []) {
    const recent = present.has(root) ? [] : those.filter((one) => isRecent(one, state));
    if (recent.length > 0) reports.set(root, recent);
  }
  const keys = keysOf(file.tree);
  remember({ keys, isTest, questions, asked: allAsked(file), roots, state, reports }, last);
  return all;
}

/** Keeps of a file what holds now. */
export function forgetVersions({ tree }: CodeFile): void {
  const memory = memoryOf(tree);
  if (!memory) return;
  const reports = new Map<FunctionSyntax, readonly Remembered[]>();
  for (const [root, [last]] of memory.reports) if (last?.state === memory.state) reports.set(root, [last]);
  remember({ ...memory, reports }, memory);
}

function remembering(
  one: Remembered,
  those: readonly Remembered[] | undefined,
  now: State,
): readonly Remembered[] {
  const others = those?.filter((other) => other.report !== one.report && isRecent(other, now)) ?? [];
  return [one, ...others.slice(0, mostReports - 1)];
}

function isRecent({ state }: Remembered, now: State): boolean {
  return now.version - state.version <= longestAway;
}

function stillTrue(
  memory: Memory | undefined,
  file: CodeFile,
  codebase: Codebase,
  isTest: boolean,
): Memory | null {
  if (!memory || memory.isTest !== isTest) return null;
  // Each is asked again, whatever the others answer: who asks for facts learns what they rest on.
  // What other files make of this one is not told apart by names.
  let holds = !memory.questions.has(leadsBack);
  if (!answersTheSame(file, memory.asked)) holds = false;
  for (const question of memory.questions.values()) if (!question(codebase)) holds = false;
  return holds ? memory : null;
}

/** What was found out of functions, and holds. */
function keptOf(
  before: Memory,
  file: CodeFile,
  functions: readonly (FunctionSyntax | null)[],
  roots: Roots,
  state: State,
): Map<FunctionSyntax, Remembered> {
  const kept = new Map<FunctionSyntax, Remembered>();
  const changes = new Map<State, readonly Change[]>();
  for (const root of functions) {
    for (const remembered of (root && before.reports.get(root)) ?? []) {
      const since = changes.get(remembered.state) ?? changesBetween(remembered.state, state);
      changes.set(remembered.state, since);
      if (isTouched(remembered, since, state)) continue;
      if (!isEnough(remembered, roots.mayComeUponSave(file, root!))) continue;
      kept.set(root!, { ...remembered, state });
      break;
    }
  }
  dropStrays(kept, file);
  return kept;
}

function changesBetween(before: State, after: State): readonly Change[] {
  const changes = [...before.units.changes(after.units)];
  for (const [name, print] of after.prints) {
    if (before.prints.get(name) !== print) changes.push(ofName(name));
  }
  for (const name of before.prints.keys()) if (!after.prints.has(name)) changes.push(ofName(name));
  return changes;
}

function isTouched({ reached, used, state }: Remembered, changes: readonly Change[], now: State): boolean {
  if (reached === null) return changes.length > 0;
  if (changes.some((change) => bearsOn(change, reached))) return true;
  return used.some((name) => !state.units.hasSameUsers(name, now.units));
}

/** Nothing is found of a function that may not come upon a save: it need not be gone through, but may have been. */
function isEnough({ report, wasGoneThrough }: Remembered, mayComeUponSave: boolean): boolean {
  if (mayComeUponSave) return wasGoneThrough;
  return report.result.saves.length === 0 && report.result.facts.length === 0;
}

/** Calls of a save count for the save that was found then: it may have been found anew since. */
function dropStrays(kept: Map<FunctionSyntax, Remembered>, file: CodeFile): void {
  for (let count = -1; count !== kept.size; ) {
    count = kept.size;
    const saves = new Set([...kept.values()].flatMap(({ report }) => report.result.saves));
    for (const [root, { report }] of kept) {
      const isStray = report.passed.some(({ to }) => to.spot.uri === file.uri && !saves.has(to));
      if (isStray) kept.delete(root);
    }
  }
}
