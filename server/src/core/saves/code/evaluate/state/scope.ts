import type { CodeFile } from '../../codeFile.ts';
import type { ClassValue, Value } from '../../values.ts';
import type { Frame } from './frame.ts';

/** What a name stands for; null before it is given a value. */
export interface Cell {
  readonly kind: 'cell';
  readonly name: string;
  value: Value | null;
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

/** The cell of a name in this very scope. */
export function ownCell(scope: Scope, name: string): Cell {
  const known = scope.names.get(name);
  if (known) return known;
  const cell: Cell = { kind: 'cell', name, value: null };
  scope.names.set(name, cell);
  return cell;
}

export function blockScope(parent: Scope): Scope {
  return { ...parent, names: new Map(), parent, isFunction: false };
}

export function functionScopeOf(scope: Scope): Scope {
  let at = scope;
  while (!at.isFunction && at.parent) at = at.parent;
  return at;
}
