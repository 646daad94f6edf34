import type { Confidence } from '../outcome/model.ts';
import { operationWord } from '../outcome/words.ts';
import type { SaveCell, SaveRow, SaveTable, Sourced } from './model.ts';

export const confidenceWords: Readonly<Record<Confidence, string>> = {
  documented: 'documented',
  'well-founded': 'well founded',
  weak: 'weakly supported',
  open: 'an open question',
};

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
export function sourcesOf(table: Omit<SaveTable, 'sources'>): readonly string[] {
  const all: Sourced[] = [...table.notes];
  const named: (readonly string[])[] = [];
  for (const { quiet, rules, groups, elsewhere, onEdit } of table.parts) {
    if (quiet !== null) all.push(quiet);
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
