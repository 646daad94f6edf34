import type { Tree } from 'web-tree-sitter';
import { python } from '../../server/src/core/saves/code/languages/python/language.ts';
import type { Statement } from '../../server/src/core/saves/code/tree.ts';
import { TextUnits, type UnitPool } from '../../server/src/core/saves/code/units.ts';
import { grammar } from './grammars.ts';

const parser = await grammar('python');

export interface LoweredPython {
  readonly statements: readonly Statement[];
  readonly pool: UnitPool;
}

/** Lowers Python; with the units of a text before, those are taken over. */
export function lowerPython(text: string, before: UnitPool | null = null): LoweredPython {
  return withTree(text, (tree) => {
    const units = new TextUnits('file:///work.py', text, before);
    return { statements: python.lower(tree.rootNode, units), pool: units.pool };
  });
}

export function withTree<T>(text: string, look: (tree: Tree) => T): T {
  const tree = parser.parse(text, null);
  try {
    return look(tree);
  } finally {
    tree.delete();
  }
}
