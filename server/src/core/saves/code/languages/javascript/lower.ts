import type { Node } from 'web-tree-sitter';
import type { Units } from '../../language.ts';
import type { BlockStatement, Statement } from '../../tree.ts';
import { concrete } from '../concrete.ts';
import type { Context } from './context.ts';
import { reading } from './reading.ts';
import { statements } from './statements.ts';
import { classNode, topLevelClass } from './topLevelClass.ts';

/** Lowers a file of JavaScript, TypeScript or TSX. Never throws, whatever the tree is like. */
export function lower(root: Node, units: Units): readonly Statement[] {
  const result: Statement[] = [];
  // A file that is unfinished is one ERROR, with the statements in it.
  for (const node of root.children) topLevel(node, units, result);
  return result;
}

/** Statements whose functions need no bodies where their words say so. */
const declaring: ReadonlySet<string> = new Set([
  'function_declaration',
  'generator_function_declaration',
  'lexical_declaration',
  'variable_declaration',
]);

function topLevel(node: Node, units: Units, result: Statement[]): void {
  if (!node.isNamed) return;
  const type = node.type;
  if (reading.ignored.has(type)) return;
  const inside = type === 'ERROR' ? node : namespaceBody(node, type);
  if (inside) {
    for (const child of inside.children) topLevel(child, units, result);
    return;
  }
  const found = classNode(node, type);
  if (found) result.push(topLevelClass(node, found, units));
  else result.push(...unit(node, units, type));
}

/** The body of `namespace X { … }`, also behind `export`. */
function namespaceBody(node: Node, type: string): Node | null {
  if (type === 'internal_module' || type === 'module') return node.childForFieldName('body');
  if (type !== 'expression_statement' && type !== 'export_statement') return null;
  const only = type === 'export_statement' ? node.childForFieldName('declaration') : node.namedChild(0);
  return only?.type === 'internal_module' || only?.type === 'module' ? only.childForFieldName('body') : null;
}

/** One statement of the text is one unit, though it may be several statements of the tree. */
function unit(node: Node, units: Units, type: string): readonly Statement[] {
  // In unfinished code a member of a class may stand here as well, where it is another unit.
  const { startIndex, endIndex } = node;
  return units.unit({ startIndex, endIndex, type: `statement ${type}` }, (anchor, base): BlockStatement => {
    const declared = type === 'export_statement' ? (node.childForFieldName('declaration')?.type ?? '') : type;
    const readsBodies = !declaring.has(declared) || units.isWorthReading(node.startIndex, node.endIndex);
    const context: Context = { text: units.text, anchor, base, depth: 0, readsBodies };
    const tree = concrete(node, reading, readsBodies ? null : 'statement_block');
    return {
      kind: 'block',
      anchor,
      start: node.startIndex - base,
      end: node.endIndex - base,
      statements: statements(context, tree),
    };
  }).statements;
}
