import type { ImportedName, ImportStatement, Statement } from '../../tree.ts';
import { type Concrete, child, named } from '../concrete.ts';
import { at, type Context, textOf } from './context.ts';
import { expression } from './expressions.ts';
import { pattern } from './patterns.ts';
import { stringValue } from './strings.ts';

function importOf(
  context: Context,
  node: Concrete,
  from: Concrete,
  names: readonly ImportedName[],
): ImportStatement {
  return { kind: 'import', ...at(context, node), from: stringValue(textOf(context, from)), names };
}

/** `import …` in all of its forms; `import x = require(…)` too. */
export function imports(context: Context, node: Concrete): Statement[] {
  const names: ImportedName[] = [];
  let from = child(node, 'source');
  for (const clause of named(node)) {
    if (clause.type === 'import_require_clause') {
      from = child(clause, 'source');
      const local = named(clause).find((part) => part.type === 'identifier');
      if (local) names.push({ imported: '*', local: textOf(context, local) });
    } else if (clause.type === 'import_clause') names.push(...clauseNames(context, clause));
  }
  return from?.type === 'string' ? [importOf(context, node, from, names)] : [];
}

function clauseNames(context: Context, clause: Concrete): ImportedName[] {
  return named(clause).flatMap((part): ImportedName[] => {
    if (part.type === 'identifier') return [{ imported: 'default', local: textOf(context, part) }];
    if (part.type === 'namespace_import') {
      const local = named(part)[0];
      return local ? [{ imported: '*', local: textOf(context, local) }] : [];
    }
    return part.type === 'named_imports' ? named(part).flatMap((each) => specifier(context, each)) : [];
  });
}

function specifier(context: Context, node: Concrete): ImportedName[] {
  const { name, alias } = specifierNames(context, node);
  return name === null ? [] : [{ imported: name, local: alias ?? name }];
}

/** `a as b` in braces. `default` is a token to one grammar and a name to the other. */
export function specifierNames(
  context: Context,
  node: Concrete,
): { name: string | null; alias: string | null } {
  const names = node.children.filter(
    ({ type, field }) => field === 'name' || field === 'alias' || type === 'default',
  );
  const [name = null, alias = null] = names.map((part) =>
    part.type === 'default' ? 'default' : exportName(context, part),
  );
  return { name, alias };
}

/** A name of a module: an identifier, or a text. */
export function exportName(context: Context, node: Concrete): string {
  const written = textOf(context, node);
  return node.type === 'string' ? stringValue(written) : written;
}

/** `import A = B.C` is a constant. */
export function importAlias(context: Context, node: Concrete): Statement[] {
  const [name, value] = named(node);
  if (!name || !value) return [];
  return [
    {
      kind: 'declare',
      ...at(context, node),
      target: pattern(context, name),
      type: null,
      value: expression(context, value),
      isConstant: true,
    },
  ];
}

/** What compilers put around `require`: it gives the same module. */
const helper = /^(?:__importDefault|__importStar|_?interopRequire(?:Default|Wildcard)\d*|__toESM)$/;

/** The text in `require(…)`, `await import(…)`. */
function moduleOf(context: Context, node: Concrete): Concrete | null {
  const inner = node.type === 'await_expression' ? named(node)[0] : node;
  if (inner?.type !== 'call_expression') return null;
  const callee = child(inner, 'function');
  const passed = child(inner, 'arguments');
  const first = passed && named(passed)[0];
  if (!callee || !first) return null;
  const called = textOf(context, callee);
  if (callee.type === 'identifier' && helper.test(called)) return moduleOf(context, first);
  const loads = node.type === 'await_expression' ? callee.type === 'import' : called === 'require';
  if (!loads || first.type !== 'string') return null;
  return first;
}

/** `const x = require(…)`, `const { a: b } = require(…)`, `const A = require(…).A`. */
export function required(
  context: Context,
  node: Concrete,
  target: Concrete,
  value: Concrete,
): Statement | null {
  const property = value.type === 'member_expression' ? child(value, 'property') : null;
  const object = property ? child(value, 'object') : null;
  const module = moduleOf(context, object ?? value);
  if (!module) return null;
  if (target.type === 'identifier') {
    const imported = property ? textOf(context, property) : '*';
    return importOf(context, node, module, [{ imported, local: textOf(context, target) }]);
  }
  if (target.type !== 'object_pattern' || property) return null;
  const names: ImportedName[] = [];
  for (const part of named(target)) {
    const key = child(part, 'key');
    const local = part.type === 'pair_pattern' ? child(part, 'value') : part;
    const isPlain = local?.type === 'identifier' || local?.type === 'shorthand_property_identifier_pattern';
    // Defaults and deeper patterns are read as any other declaration.
    if (!local || !isPlain) return null;
    names.push({ imported: exportName(context, key ?? local), local: textOf(context, local) });
  }
  return importOf(context, node, module, names);
}

/** `require(…)` alone. */
export function requiredAlone(context: Context, node: Concrete): Statement[] | null {
  const module = moduleOf(context, node);
  return module && [importOf(context, node, module, [])];
}
