import type { SaveOptions, SaveSite } from '../../../site.ts';
import type { Codebase, CodeFile } from '../../codeFile.ts';
import { namesAskedFor } from '../../refusal/fileUses.ts';
import type { FunctionSyntax, Statement } from '../../tree.ts';
import { type RootResult, Roots } from '../roots.ts';
import type { EncounteredSave } from '../sites/encounter.ts';
import { leadsBack, NotedCodebase, type Questions } from './notes.ts';
import { namesInValue, printOf } from './prints.ts';
import { bearsOn, type Change, FileUnits, type Reached } from './units.ts';

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
  /** Whether it was gone through. */
  readonly mayComeUponSave: boolean;
  /** The last one in which it held. */
  readonly state: State;
}

/** What was found out of a file, as long as it holds. */
interface Memory {
  readonly isTest: boolean;
  readonly questions: Questions;
  readonly roots: Roots;
  readonly state: State;
  /** Of functions that are in the file, or were a few versions ago. */
  readonly reports: ReadonlyMap<FunctionSyntax, Remembered>;
}

/** Of code bases that do not change: what was gone through for one file serves the others. */
const unchanging = new WeakMap<object, Roots>();

/** For how many versions a function may be away: a quote that is opened takes many with it. */
const longestAway = 6;

/** By the first statement of the file, which is hardly ever changed. */
const memories = new WeakMap<Statement, Memory>();

/** Goes through a file: what was found before of functions that nothing has touched since is taken over. */
export function reportsOf(
  file: CodeFile,
  codebase: Codebase,
  isTest: boolean,
  report: (root: FunctionSyntax | null, roots: Roots) => RootReport,
): readonly RootReport[] {
  const [first] = file.tree.statements;
  if (!first) return [];
  if (codebase.state) {
    // Nothing will change: nothing is kept.
    const once = unchanging.get(codebase.state) ?? new Roots(codebase);
    unchanging.set(codebase.state, once);
    return once.rootsOf(file).map((root) => report(root, once));
  }
  const before = stillTrue(memories.get(first), codebase, isTest);
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
  const inValue = (name: string): Iterable<string> => {
    const value = cells.get(name)?.value;
    return value ? namesInValue(value) : [];
  };
  const reports = new Map<FunctionSyntax, Remembered>(kept);
  const asked = namesAskedFor(file.tree);
  const all: RootReport[] = [];
  for (const root of functions) {
    const known = root && kept.get(root);
    if (known) {
      all.push(known.report);
      continue;
    }
    asked.clear();
    const made = report(root, roots);
    all.push(made);
    if (!root) continue;
    reports.set(root, {
      report: made,
      reached: state.units.reachedFrom(root, inValue),
      used: [...asked],
      mayComeUponSave: roots.mayComeUponSave(file, root),
      state,
    });
  }
  const present = new Set(functions);
  for (const [root, one] of before?.reports ?? []) {
    if (!present.has(root) && state.version - one.state.version <= longestAway) reports.set(root, one);
  }
  memories.set(first, { isTest, questions, roots, state, reports });
  return all;
}

function stillTrue(memory: Memory | undefined, codebase: Codebase, isTest: boolean): Memory | null {
  if (!memory || memory.isTest !== isTest) return null;
  // Each is asked again, whatever the others answer: who asks for facts learns what they rest on.
  // What other files make of this one is not told apart by names.
  let holds = !memory.questions.has(leadsBack);
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
    const remembered = root && before.reports.get(root);
    if (!root || !remembered) continue;
    const since = changes.get(remembered.state) ?? changesBetween(remembered.state, state);
    changes.set(remembered.state, since);
    if (isTouched(remembered, since, state)) continue;
    if (remembered.mayComeUponSave !== roots.mayComeUponSave(file, root)) continue;
    kept.set(root, { ...remembered, state });
  }
  dropStrays(kept, file);
  return kept;
}

function changesBetween(before: State, after: State): readonly Change[] {
  const changes = [...before.units.changes(after.units)];
  for (const [name, print] of after.prints) {
    if (before.prints.get(name) !== print) changes.push({ name, family: null });
  }
  for (const name of before.prints.keys()) if (!after.prints.has(name)) changes.push({ name, family: null });
  return changes;
}

function isTouched({ reached, used, state }: Remembered, changes: readonly Change[], now: State): boolean {
  if (reached === null) return changes.length > 0;
  if (changes.some((change) => bearsOn(change, reached))) return true;
  return used.some((name) => !state.units.hasSameUsers(name, now.units));
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
