import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { ApexCodebase } from '../server/src/core/saves/apex/codebase/codebase.ts';
import { ApexSaves, type ResolvedSave } from '../server/src/core/saves/apex/resolve/apexSaves.ts';

/**
 * How many operands of saves outside tests are resolved: node bench/run.mjs bench/operands.ts [--list] FOLDER...
 * A generic operand counts as resolved at callers where at least one caller of its wrapper, or one place that
 * fills its field, knows the object.
 */
const folders = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const list = process.argv.includes('--list');
if (folders.length === 0) {
  console.error('usage: node bench/run.mjs bench/operands.ts [--list] FOLDER...');
  process.exit(2);
}

for (const folder of folders) measure(folder);

function measure(folder: string): void {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(cls|trigger)$/.test(path) && !path.includes('StandardApexLibrary'))
    .map((path) => ({ path, text: readFileSync(join(folder, path), 'utf8') }));
  const cpu = process.cpuUsage();
  const begin = performance.now();
  const codebase = new ApexCodebase();
  for (const { path, text } of files) codebase.set(path, text);
  const read = performance.now();
  const analysis = new ApexSaves(codebase);
  void analysis.wrappers;
  const wrapped = performance.now();
  const saves: ResolvedSave[] = [];
  for (const owned of codebase.allBodies()) saves.push(...analysis.savesOf(owned));
  const end = performance.now();
  const { user, system } = process.cpuUsage(cpu);

  const direct = saves.filter(({ via }) => via.length === 0);
  const callers = saves.filter(({ via }) => via.length > 0);
  const reached = new Set(callers.map(({ save }) => save.node));
  const groups = new Map<string, ResolvedSave[]>();
  for (const one of direct) {
    const group = groupOf(one, reached.has(one.save.node));
    groups.set(group, [...(groups.get(group) ?? []), one]);
  }
  const count = (group: string): number => groups.get(group)?.length ?? 0;
  const resolved = count('objects') + count('generic, resolved at callers');
  const share = (number: number): string => `${((100 * number) / Math.max(1, direct.length)).toFixed(1)} %`;
  console.log(`${basename(folder)}: ${files.length} files, ${direct.length} saves outside tests`);
  console.log(`  resolved ${resolved} (${share(resolved)}), callers of wrappers judged: ${callers.length}`);
  for (const [group, members] of [...groups].sort((a, b) => b[1].length - a[1].length)) {
    console.log(`  ${String(members.length).padStart(5)} ${share(members.length).padStart(7)}  ${group}`);
  }
  console.log(
    `  read ${(read - begin).toFixed(0)} ms, wrappers ${(wrapped - read).toFixed(0)} ms, ` +
      `saves ${(end - wrapped).toFixed(0)} ms, total ${(end - begin).toFixed(0)} ms, ` +
      `CPU ${((user + system) / 1000).toFixed(0)} ms on all threads`,
  );
  if (!list) return;
  for (const [group, members] of groups) {
    if (group === 'objects') continue;
    for (const one of members)
      console.log(`  ${placeOf(one)} ${group}: ${one.operand ? one.bound.text(one.operand) : ''}`);
  }
  for (const one of callers) {
    const names = one.target.kind === 'objects' ? one.target.names.join() : '';
    console.log(`  ${placeOf(one)} caller, ${one.operation} of ${names}: ${one.bound.text(one.node)}`);
  }
}

function groupOf({ target }: ResolvedSave, hasCallers: boolean): string {
  if (target.kind === 'objects') return 'objects';
  if (target.kind === 'generic')
    return hasCallers ? 'generic, resolved at callers' : 'generic, no caller knows the object';
  return `unknown: ${target.why.replace(/[\w.]*[_.][\w.]*/g, 'X')}`;
}

function placeOf({ bound, keyword }: ResolvedSave): string {
  const { uri, offset } = bound.body.anchor;
  const line = codebaseLine(bound.owner.unit.text, offset + keyword.start);
  return `${uri}:${line}`;
}

function codebaseLine(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}
