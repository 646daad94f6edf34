import type { SaveOptions, SaveSite } from '../../../site.ts';
import type { Codebase, CodeFile } from '../../codeFile.ts';
import type { FunctionSyntax, Statement } from '../../tree.ts';
import { type RootResult, Roots } from '../roots.ts';
import type { EncounteredSave } from '../sites/encounter.ts';
import { leadsBack, NotedCodebase, type Questions } from './notes.ts';
import { printOf } from './prints.ts';
import { FileUnits } from './units.ts';

/** What a root adds to the facts of its file. */
export interface RootReport {
  /** Null: the top level. */
  readonly root: FunctionSyntax | null;
  readonly result: RootResult;
  readonly sites: readonly { readonly save: EncounteredSave; readonly site: SaveSite }[];
  /** Options that it passes to saves that are reported elsewhere. */
  readonly passed: readonly { readonly to: EncounteredSave; readonly options: SaveOptions }[];
}

interface Remembered {
  readonly report: RootReport;
  /** All names that the root and what it calls use; null: any. */
  readonly names: ReadonlySet<string> | null;
  /** Whether it was gone through. */
  readonly mayComeUponSave: boolean;
}

/** What was found out of a file, as long as it holds. */
interface Memory {
  readonly isTest: boolean;
  readonly questions: Questions;
  readonly roots: Roots;
  units: FileUnits;
  prints: ReadonlyMap<string, string>;
  reports: Map<FunctionSyntax, Remembered>;
}

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
    const once = new Roots(codebase);
    return once.rootsOf(file).map((root) => report(root, once));
  }
  const before = stillTrue(memories.get(first), codebase, isTest);
  const questions: Questions = before?.questions ?? new Map();
  const noted = new NotedCodebase(codebase, file.uri, questions);
  const roots = before ? before.roots : new Roots(noted);
  if (before) roots.renew(noted, file);
  const units = new FileUnits(file);
  const functions = roots.rootsOf(file);
  const prints = new Map<string, string>();
  for (const [name, cell] of roots.modules.of(file).scope.names) prints.set(name, printOf(cell));
  const changed = before ? changedNames(before, units, prints) : null;
  const reports = new Map<FunctionSyntax, Remembered>();
  for (const root of functions) {
    const remembered = root && changed ? before!.reports.get(root) : undefined;
    if (!root || !remembered || touches(remembered.names, changed!)) continue;
    if (remembered.mayComeUponSave !== roots.mayComeUponSave(file, root)) continue;
    reports.set(root, remembered);
    roots.remember(root, remembered.report.result);
  }
  const all: RootReport[] = [];
  for (const root of functions) {
    const kept = root && reports.get(root);
    if (kept) {
      all.push(kept.report);
      continue;
    }
    const made = report(root, roots);
    all.push(made);
    if (!root) continue;
    const mayComeUponSave = roots.mayComeUponSave(file, root);
    reports.set(root, { report: made, names: units.reachedFrom(root), mayComeUponSave });
  }
  memories.set(first, { isTest, questions, roots, units, prints, reports });
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

function changedNames(
  before: Memory,
  units: FileUnits,
  prints: ReadonlyMap<string, string>,
): ReadonlySet<string> {
  const changed = new Set(before.units.changedNames(units));
  for (const [name, print] of prints) if (before.prints.get(name) !== print) changed.add(name);
  for (const name of before.prints.keys()) if (!prints.has(name)) changed.add(name);
  return changed;
}

function touches(names: ReadonlySet<string> | null, changed: ReadonlySet<string>): boolean {
  if (names === null) return changed.size > 0;
  for (const name of changed) if (names.has(name)) return true;
  return false;
}
