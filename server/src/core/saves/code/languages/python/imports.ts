import type { ImportedName, ImportStatement } from '../../tree.ts';
import type { Scope } from './scope.ts';
import { fieldOf, fieldsOf, type PythonNode } from './syntax.ts';

function dotted(node: PythonNode, scope: Scope): string {
  return scope.textOf(node).replace(/\s+/g, '');
}

function made(node: PythonNode, from: string, names: readonly ImportedName[], scope: Scope): ImportStatement {
  return { kind: 'import', from, names, ...scope.place(node) };
}

/**
 * `import a.b as c`. Without `as`, Python binds the name of the package and loads the module in it: `import a.b`
 * is the import of `a` under its name, and that of `a.b` under the name `a.b`.
 */
export function importStatement(node: PythonNode, scope: Scope): ImportStatement[] {
  return fieldsOf(node, 'name').flatMap((child) => {
    if (child.type === 'aliased_import') {
      const name = fieldOf(child, 'name');
      const alias = fieldOf(child, 'alias');
      if (!name || !alias) return [];
      return made(child, dotted(name, scope), [{ imported: '*', local: scope.textOf(alias) }], scope);
    }
    const from = dotted(child, scope);
    const whole = made(child, from, [{ imported: '*', local: from }], scope);
    const dot = from.indexOf('.');
    if (dot < 0) return whole;
    const top = from.slice(0, dot);
    return [made(child, top, [{ imported: '*', local: top }], scope), whole];
  });
}

/** `from a import b as c, d`, `from .a import *`. */
export function importFromStatement(node: PythonNode, scope: Scope): ImportStatement[] {
  const module = fieldOf(node, 'module_name');
  if (!module) return [];
  const names: ImportedName[] = [];
  for (const child of node.children) {
    if (child.type === 'wildcard_import') names.push({ imported: '*', local: null });
    else if (child.field === 'name') {
      const name = child.type === 'aliased_import' ? fieldOf(child, 'name') : child;
      const alias = child.type === 'aliased_import' ? fieldOf(child, 'alias') : null;
      if (!name) continue;
      const imported = dotted(name, scope);
      names.push({ imported, local: alias ? scope.textOf(alias) : imported });
    }
  }
  return [made(node, dotted(module, scope), names, scope)];
}
