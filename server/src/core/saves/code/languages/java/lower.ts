import type { Node } from 'web-tree-sitter';
import type { Units } from '../../language.ts';
import type { ImportStatement, Statement } from '../../tree.ts';
import { Lowering } from '../shared/lowering.ts';
import { inside } from '../shared/nodes.ts';
import { classDeclaration } from './classes.ts';
import { method } from './functions.ts';
import { statement } from './statements.ts';

export function lowerJava(root: Node, units: Units): readonly Statement[] {
  return inside(root).flatMap((node) => topLevel(node, units));
}

function topLevel(node: Node, units: Units): readonly Statement[] {
  const unit = <T extends Statement>(lower: (at: Lowering) => T): T[] => [
    units.unit(node, (anchor, base) => lower(new Lowering(units, anchor, base))),
  ];
  switch (node.type) {
    case 'package_declaration':
    case 'module_declaration':
    case 'annotation_type_declaration':
      return [];
    case 'import_declaration':
      return unit((at) => importDeclaration(node, at));
    case 'class_declaration':
    case 'interface_declaration':
    case 'enum_declaration':
    case 'record_declaration':
      return unit((at) => classDeclaration(node, at));
    case 'method_declaration':
      return unit((at) => ({
        kind: 'function-statement',
        definition: method(node, at),
        ...at.place(node),
      }));
    case 'ERROR':
      return inside(node).flatMap((child) => topLevel(child, units));
    default:
      return unit((at) => at.asOne(node, statement(node, at)));
  }
}

/** `import a.b.C;`, `import a.b.*;`, `import static a.b.C.d;`. */
function importDeclaration(node: Node, at: Lowering): ImportStatement {
  const path = inside(node)[0];
  const written = path ? at.textOf(path).replace(/\s+/g, '') : '';
  const last = written.slice(written.lastIndexOf('.') + 1);
  const isStatic = node.children.some(({ type }) => type === 'static');
  const isWild = inside(node).some(({ type }) => type === 'asterisk');
  const ofMember = isStatic && !isWild;
  return {
    kind: 'import',
    from: ofMember ? written.slice(0, Math.max(0, written.lastIndexOf('.'))) : written,
    names: [{ imported: ofMember ? last : '*', local: isWild ? null : last }],
    ...at.place(node),
  };
}
