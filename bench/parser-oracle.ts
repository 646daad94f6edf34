import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from '../server/src/core/saves/apex/parser.ts';
import { type Entry, summarizeByOracle } from '../test/support/apexOracle.ts';
import { type ApexSummary, summarize } from '../test/support/apexSummary.ts';

/**
 * Compares our parser with an independent grammar on all Apex of some folders, and lists the differences:
 * node bench/run.mjs bench/parser-oracle.ts FOLDER…
 */
const folders = process.argv.slice(2);
if (folders.length === 0) {
  console.error('usage: node bench/run.mjs bench/parser-oracle.ts FOLDER…');
  process.exit(2);
}

const KINDS = ['methods', 'dml', 'expressions'] as const;

interface Totals {
  readonly ours: number;
  readonly missing: number;
  readonly surplus: number;
}

for (const folder of folders) compareFolder(folder);

function compareFolder(folder: string): void {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
    /\.(cls|trigger|apex)$/.test(path),
  );
  const totals = new Map<string, Totals>();
  let refused = 0;
  for (const path of paths.sort()) {
    const text = readFileSync(join(folder, path), 'utf8');
    const unit = parse(path, text);
    const ours = summarize(unit);
    const entry: Entry = unit.trigger !== null ? 'trigger' : unit.script !== null ? 'script' : 'class';
    const theirs = summarizeByOracle(withoutPlaceholders(text), entry);
    if (theirs.errors.length > 0) {
      refused++;
      console.log(`${path}: the oracle refuses it: ${theirs.errors[0]}`);
    }
    for (const kind of KINDS) count(totals, kind, compare(path, kind, ours, theirs));
  }
  console.log(`\n${folder}: ${paths.length} files, ${refused} of them refused by the oracle`);
  for (const [kind, { ours, missing, surplus }] of totals) {
    console.log(`  ${kind}: ${ours} ours, ${missing} only the oracle has, ${surplus} only we have`);
  }
}

/** CumulusCI's `%%%NAMESPACE%%%`, which our lexer reads as blanks. */
function withoutPlaceholders(text: string): string {
  return text.replace(/%%%\w+%%%/g, (found) => ' '.repeat(found.length));
}

function count(totals: Map<string, Totals>, kind: string, add: Totals): void {
  const before = totals.get(kind) ?? { ours: 0, missing: 0, surplus: 0 };
  totals.set(kind, {
    ours: before.ours + add.ours,
    missing: before.missing + add.missing,
    surplus: before.surplus + add.surplus,
  });
}

function compare(path: string, kind: (typeof KINDS)[number], ours: ApexSummary, theirs: ApexSummary): Totals {
  const missing = without(theirs[kind], ours[kind]);
  const surplus = without(ours[kind], theirs[kind]);
  for (const item of missing) console.log(`${path}: ${kind}: only the oracle has ${item}`);
  for (const item of surplus) console.log(`${path}: ${kind}: only we have ${item}`);
  return { ours: ours[kind].length, missing: missing.length, surplus: surplus.length };
}

/** The items of a multiset that are not in another one. */
function without(items: readonly string[], others: readonly string[]): string[] {
  const left = new Map<string, number>();
  for (const other of others) left.set(other, (left.get(other) ?? 0) + 1);
  return items.filter((item) => {
    const count = left.get(item) ?? 0;
    left.set(item, count - 1);
    return count <= 0;
  });
}
