import type { Tree } from 'web-tree-sitter';
import type { GrammarName, Language, Units } from '../../server/src/core/saves/code/language.ts';
import { javascript, typescript } from '../../server/src/core/saves/code/languages/javascript/language.ts';
import type { CodeTree } from '../../server/src/core/saves/code/tree.ts';
import { TextUnits, type UnitPool } from '../../server/src/core/saves/code/units.ts';
import { grammar } from './grammars.ts';

export { show, showExpression, showStatement } from './codeShow.ts';

/** Units in which everything is worth reading, whatever its words. */
export class PlainUnits extends TextUnits {
  constructor(text: string, uri = 'file:///project/code', before: UnitPool | null = null) {
    super(uri, text, before);
  }

  override isWorthReading(): boolean {
    return true;
  }
}

/** Lowers a text of any language. */
export async function lowered(
  language: Language,
  name: GrammarName,
  text: string,
  units: Units = new PlainUnits(text),
): Promise<CodeTree> {
  const parser = await grammar(name);
  const tree: Tree = parser.parse(text, null);
  try {
    return { statements: language.lower(tree.rootNode, units) };
  } finally {
    tree.delete();
  }
}

/** Lowers JavaScript or TypeScript. */
export function loweredJs(
  text: string,
  name: 'javascript' | 'typescript' | 'tsx' = 'typescript',
  units?: Units,
): Promise<CodeTree> {
  return lowered(name === 'javascript' ? javascript : typescript, name, text, units);
}
