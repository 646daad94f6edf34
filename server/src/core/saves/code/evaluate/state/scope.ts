import type { CodeFile } from '../../codeFile.ts';
import type { ClassValue, Value } from '../../values.ts';
import type { Frame } from './frame.ts';
import type { Journal } from './journal.ts';

/** What a name stands for; null before it is given a value. */
export interface Cell {
  readonly kind: 'cell';
  readonly name: string;
  value: Value | null;
  /** What its type alone says, where it is declared without a value. */
  declared?: Value;
  /** What it stands for as long as nothing else is given to it: found out when somebody asks. */
  readonly imported: (() => Value | null) | null;
}

export function currentValue(cell: Cell): Value | null {
  return cell.value ?? cell.imported?.() ?? null;
}

export function isEmpty(value: Value | null): boolean {
  return value === null || (value.kind === 'scalar' && value.value === null);
}

/** Names of a block, a function or a file. */
export interface Scope {
  readonly names: Map<string, Cell>;
  readonly parent: Scope | null;
  readonly file: CodeFile;
  readonly frame: Frame;
  /** Where plain assignments declare: the function's or the file's own. */
  readonly isFunction: boolean;
  /** Inside a class: for `super` and for static members without a prefix. */
  readonly within: ClassValue | null;
}

export function cellOf(scope: Scope, name: string): Cell | null {
  for (let at: Scope | null = scope; at; at = at.parent) {
    const cell = at.names.get(name);
    if (cell) return cell;
  }
  return null;
}

export function cellWith(name: string, value: Value): Cell {
  return { kind: 'cell', name, value, imported: null };
}

/** A name that stands for what another file gives. */
export function importedCell(name: string, found: () => Value): Cell {
  let value: Value | null = null;
  let isSought = false;
  const imported = (): Value | null => {
    // Files that import a name from each other, and none of which has it.
    if (isSought) return null;
    isSought = true;
    try {
      value ??= found();
    } finally {
      isSought = false;
    }
    return value;
  };
  return { kind: 'cell', name, value: null, imported };
}

export function valueNamed(scope: Scope, name: string): Value | null {
  const cell = cellOf(scope, name);
  if (!cell) return null;
  const value = currentValue(cell);
  return isEmpty(value) ? (cell.declared ?? value) : value;
}

/** The cell of a name in this very scope. */
export function ownCell(scope: Scope, name: string, journal: Journal): Cell {
  const known = scope.names.get(name);
  if (known) return known;
  const cell = journal.made<Cell>({ kind: 'cell', name, value: null, imported: null });
  scope.names.set(name, cell);
  return cell;
}

export function blockScope(parent: Scope): Scope {
  const { file, frame, within } = parent;
  return { names: new Map(), parent, file, frame, isFunction: false, within };
}

export function functionScopeOf(scope: Scope): Scope {
  let at = scope;
  while (!at.isFunction && at.parent) at = at.parent;
  return at;
}
