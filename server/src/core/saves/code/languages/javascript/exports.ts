import type { ClassStatement, ExportStatement, Pattern, RecordExpression, Statement } from '../../tree.ts';
import { type Concrete, child, has, named } from '../concrete.ts';
import { classStatement } from './classes.ts';
import { at, type Context, textOf } from './context.ts';
import { expression } from './expressions.ts';
import { exportName, specifierNames } from './imports.ts';
import { typeNodes } from './reading.ts';
import { functionStatement, statements } from './statements.ts';
import { stringValue } from './strings.ts';

type ExportedName = ExportStatement['names'][number];

function exportOf(
  context: Context,
  node: Concrete,
  names: readonly ExportedName[],
  declaration: Statement | null,
  from: string | null = null,
): ExportStatement {
  return { kind: 'export', ...at(context, node), declaration, names, from };
}

/** `export …` in all of its forms. An export whose `local` is '' is the value of its declaration. */
export function exported(context: Context, node: Concrete): Statement[] {
  const isDefault = has(node, 'default');
  const declaration = child(node, 'declaration');
  if (declaration)
    return statements(context, declaration).map((statement) =>
      exportOf(context, node, declaredNames(statement, isDefault), statement),
    );
  const source = child(node, 'source');
  const from = source ? stringValue(textOf(context, source)) : null;
  const clause = node.children.find((part) => part.type === 'export_clause');
  if (clause) return [exportOf(context, node, clauseNames(context, clause), null, from)];
  const all = node.children.find((part) => part.type === 'namespace_export');
  if (from !== null) {
    const name = all && named(all)[0];
    return [
      exportOf(context, node, [{ local: '*', exported: name ? exportName(context, name) : '*' }], null, from),
    ];
  }
  const value =
    child(node, 'value') ?? node.children.find((part) => part.start >= 0 && part.type !== 'decorator');
  return value && !typeNodes.has(value.type) ? [defaultExport(context, node, value)] : [];
}

function clauseNames(context: Context, clause: Concrete): ExportedName[] {
  return named(clause).flatMap((part) => {
    const { name, alias } = specifierNames(context, part);
    return name === null ? [] : [{ local: name, exported: alias ?? name }];
  });
}

/** The names that a declaration gives to others. */
export function declaredNames(statement: Statement, isDefault: boolean): ExportedName[] {
  const names = namesOf(statement);
  return isDefault
    ? [{ local: names[0] ?? '', exported: 'default' }]
    : names.map((name) => ({ local: name, exported: name }));
}

function namesOf(statement: Statement): string[] {
  switch (statement.kind) {
    case 'function-statement':
      return statement.definition.name === '' ? [] : [statement.definition.name];
    case 'class':
      return statement.name === '' ? [] : [statement.name];
    case 'declare':
      return boundNames(statement.target);
    case 'import':
      return statement.names.flatMap(({ local }) => (local === null ? [] : [local]));
    default:
      return [];
  }
}

function boundNames(target: Pattern): string[] {
  switch (target.kind) {
    case 'name-pattern':
      return [target.name];
    case 'record-pattern':
      return target.entries.flatMap((entry) => boundNames(entry.target));
    case 'list-pattern':
      return target.items.flatMap((item) => (item ? boundNames(item) : []));
    default:
      return [];
  }
}

/** A value that is exported: a class keeps its methods, a name leads to what it names. */
function defaultExport(context: Context, node: Concrete, value: Concrete): ExportStatement {
  return exportOf(context, node, [{ local: '', exported: 'default' }], valueStatement(context, value));
}

function valueStatement(context: Context, value: Concrete): Statement {
  if (value.type === 'class') return classStatement(context, value) satisfies ClassStatement;
  if (value.type === 'function_expression' || value.type === 'generator_function')
    return functionStatement(context, value);
  return { kind: 'expression', ...at(context, value), expression: expression(context, value) };
}

/** `module.exports = …`, `exports.a = exports.b = …`; null for any other expression. */
export function exportAssigned(context: Context, node: Concrete): Statement[] | null {
  const targets: string[] = [];
  let value: Concrete = node;
  while (value.type === 'assignment_expression') {
    const left = child(value, 'left');
    const right = child(value, 'right');
    const target = left && textOf(context, left);
    if (!right || !target || !exportTarget.test(target)) break;
    targets.push(target);
    value = right;
  }
  const names = exportedUnder(targets);
  if (names.length === 0) return null;
  // A compiler declares the names before they have values.
  if (/^void\b/.test(textOf(context, value))) return [];
  const declaration = valueStatement(context, value);
  if (declaration.kind === 'expression' && declaration.expression.kind === 'record')
    if (names.some((name) => name.exported === 'default')) names.push(...entryNames(declaration.expression));
  return [exportOf(context, node, names, declaration)];
}

const exportTarget = /^(?:module\.exports|exports)(?:\.([\p{L}_$][\p{L}\p{N}_$]*))?$/u;

/** The names of `exports.a = …`; `default` for the module itself, which `exports = …` alone does not replace. */
function exportedUnder(targets: readonly string[]): ExportedName[] {
  const names = new Set<string>();
  for (const target of targets) {
    const name = exportTarget.exec(target)?.[1];
    if (name !== undefined) names.add(name);
    else if (target === 'module.exports') names.add('default');
  }
  return [...names].map((name) => ({ local: '', exported: name }));
}

/** `module.exports = { create, update: updateLead }` exports these names. */
function entryNames(record: RecordExpression): ExportedName[] {
  return record.entries.flatMap(({ key, value }) => {
    const exportedName = key?.kind === 'text' && key.parts.length === 1 ? key.parts[0] : null;
    if (typeof exportedName !== 'string' || value.kind !== 'name') return [];
    return [{ local: value.name, exported: exportedName }];
  });
}
