import type { Node } from 'web-tree-sitter';
import type { Units } from '../../language.ts';
import type { ImportedName, ImportStatement, Statement } from '../../tree.ts';
import { Lowering } from '../shared/lowering.ts';
import { childOfType, field, inside } from '../shared/nodes.ts';
import { classDeclaration } from './classes.ts';
import { dotted } from './names.ts';
import { statement } from './statements.ts';

export function lowerPhp(root: Node, units: Units): readonly Statement[] {
  return inside(root).flatMap((node) => topLevel(node, units));
}

function topLevel(node: Node, units: Units): readonly Statement[] {
  const unit = (of: Node, lower: (at: Lowering) => Statement): Statement[] => [
    units.unit(of, (anchor, base) => lower(new Lowering(units, anchor, base))),
  ];
  switch (node.type) {
    case 'php_tag':
    case 'text':
    case 'text_interpolation':
    case 'empty_statement':
      return [];
    case 'namespace_definition': {
      const body = field(node, 'body');
      return body ? inside(body).flatMap((child) => topLevel(child, units)) : [];
    }
    case 'namespace_use_declaration': {
      const isGroup = field(node, 'body') !== null;
      return isGroup
        ? unit(node, (at) => groupImport(node, at))
        : inside(node)
            .filter(({ type }) => type === 'namespace_use_clause')
            .flatMap((clause) => unit(clause, (at) => clauseImport(clause, at)));
    }
    case 'class_declaration':
    case 'trait_declaration':
    case 'interface_declaration':
    case 'enum_declaration':
      return unit(node, (at) => classDeclaration(node, at));
    case 'ERROR':
      return inside(node).flatMap((child) => topLevel(child, units));
    default:
      return unit(node, (at) => at.asOne(node, statement(node, at)));
  }
}

/** Classes of the project are known by their names; a library's have to be told from those. */
const libraries = /^(?:GuzzleHttp|Illuminate|Symfony|Omniphx)\./;

/** `use GuzzleHttp\Client as Http;`. */
function clauseImport(clause: Node, at: Lowering): ImportStatement {
  const alias = field(clause, 'alias');
  const path = inside(clause).find((child) => child.id !== alias?.id);
  const from = path ? dotted(at.textOf(path)) : '';
  const local = alias ? at.textOf(alias) : from.slice(from.lastIndexOf('.') + 1);
  const names = alias || libraries.test(from) ? [{ imported: '*', local }] : [];
  return { kind: 'import', from, names, ...at.place(clause) };
}

/** `use Illuminate\Support\Facades\{Http, Log};`. */
function groupImport(node: Node, at: Lowering): ImportStatement {
  const prefix = childOfType(node, 'namespace_name', 'name');
  const body = field(node, 'body');
  const from = prefix ? dotted(at.textOf(prefix)) : '';
  const isLibrary = libraries.test(`${from}.`);
  const names = (body ? inside(body) : []).flatMap((clause): ImportedName[] => {
    const alias = field(clause, 'alias');
    const path = inside(clause).find((child) => child.id !== alias?.id);
    const imported = path ? dotted(at.textOf(path)) : '';
    if (imported === '' || (!alias && !isLibrary)) return [];
    return [{ imported, local: alias ? at.textOf(alias) : imported.slice(imported.lastIndexOf('.') + 1) }];
  });
  return { kind: 'import', from, names, ...at.place(node) };
}
