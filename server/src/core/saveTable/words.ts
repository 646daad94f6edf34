import type { Confidence } from '../outcome/model.ts';
import { list, operationWord } from '../outcome/words.ts';
import type { Decision, SaveCell, SavePart, SaveRow, SaveTable, Sourced } from './model.ts';

export const confidenceWords: Readonly<Record<Confidence, string>> = {
  documented: 'documented',
  'well-founded': 'well founded',
  weak: 'weakly supported',
  open: 'an open question',
};

/** What the cells of a table say, in a sentence or two. */
export const readingAid =
  'Each cell says what becomes of a record for which the rules find a match, by all rules together: the strictest decides. Where no rule finds a match, none refuses it.';

/** `'A' and 'B'`: rules by their labels. */
export function namesOf(fullNames: readonly string[], { rules }: SavePart): string {
  const labels = new Map(rules.map(({ fullName, label }) => [fullName, label]));
  return list(
    fullNames.map((name) => `'${labels.get(name) ?? name}'`),
    'and',
  );
}

/** `by 'A' where its condition holds, else …`: who decides, as far as that says something. */
export function deciders({ decidedBy, conditional, result }: Decision, part: SavePart): string {
  if (result === 'not-evaluated') return '';
  const running = part.rules.filter(({ notRun }) => notRun.length === 0);
  const by = decidedBy.length === running.length ? '' : `by ${namesOf(decidedBy, part)}`;
  if (!conditional) return by;
  return `${by} where ${decidedBy.length === 1 ? 'its condition holds' : 'one of their conditions holds'}`.trim();
}

/** `Create`, `Edit with allowSave=true`, `Any`: what a cell is about. */
export function columnName({ operation, allowSave }: Pick<SaveCell, 'operation' | 'allowSave'>): string {
  const word = operation === null ? 'any' : operationWord(operation);
  return `${word.charAt(0).toUpperCase()}${word.slice(1)}${allowSave ? ' with allowSave=true' : ''}`;
}

export function cellAt(
  { cells }: SaveRow,
  operation: SaveCell['operation'],
  allowSave: boolean,
): SaveCell | null {
  return cells.find((cell) => cell.operation === operation && cell.allowSave === allowSave) ?? null;
}

/** All titles of sources in a table, in the order in which it names them. */
export function sourcesOf(table: SaveTable): readonly string[] {
  const all: Sourced[] = [...table.notes];
  const named: (readonly string[])[] = [];
  for (const { rules, groups, elsewhere, onEdit } of table.parts) {
    for (const { notRun, provisos } of rules) all.push(...notRun, ...provisos);
    if (onEdit !== null) all.push(onEdit);
    named.push(...all.splice(0).map(({ sources }) => sources));
    for (const { rows } of groups) {
      for (const { cells, seen } of rows) {
        for (const { sources, ofRules } of cells) {
          named.push(sources, ...ofRules.map((one) => one.sources));
        }
        if (seen !== null) named.push(seen.sources);
      }
    }
    named.push(...elsewhere.map(({ why }) => why.sources));
  }
  named.push(...[...all, ...table.silences, ...table.facts].map(({ sources }) => sources));
  return [...new Set(named.flat())];
}

/** What would change a row's refusals: said once where create and edit share it, else of each. */
export function changesOf({ cells }: SaveRow): readonly string[] {
  const changes = cells.filter(({ change }) => change !== '');
  const isShared = changes.every(({ change }) => change === changes[0]!.change);
  if (isShared) return changes.slice(0, 1).map(({ change }) => change);
  return changes.map(({ operation, change }) => `On ${operationWord(operation!)}: ${change}`);
}
