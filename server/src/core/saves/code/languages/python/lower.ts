import type { Node } from 'web-tree-sitter';
import type { Units } from '../../language.ts';
import type { ClassStatement, Statement, Syntax } from '../../tree.ts';
import { addMember, classOf, classStatement, type Members } from './classes.ts';
import { expression } from './expressions.ts';
import { functionSyntax } from './functions.ts';
import { type Grammar, Scope } from './scope.ts';
import { statements } from './statements.ts';
import { readNode } from './syntax.ts';

const grammar: Grammar = {
  expression,
  statements,
  function: (node, scope) => functionSyntax(node, { whole: node, inClass: false }, scope),
};

/** Lowers a file, unit by unit. */
export function lower(root: Node, units: Units): readonly Statement[] {
  const lowered: Statement[] = [];
  for (const node of root.children) {
    if (!node.isNamed || silent.has(node.type)) continue;
    const statement = isClass(node) ? classUnit(node, units) : statementUnit(node, units);
    // Python has no blocks by themselves: this is a unit of several statements.
    if (statement.kind === 'block') lowered.push(...statement.statements);
    else lowered.push(statement);
  }
  return lowered;
}

const silent = new Set(['comment', 'pass_statement', 'future_import_statement', 'line_continuation']);

function unit<T extends Syntax>(node: Node, units: Units, lower: (scope: Scope) => T): T {
  return units.unit(node, (anchor, base) => lower(new Scope(units, anchor, base, grammar)));
}

function statementUnit(node: Node, units: Units): Statement {
  return unit(node, units, (scope) => {
    const read = readNode(node, units);
    const lowered = scope.statements([read]);
    return lowered.length === 1 ? lowered[0]! : scope.block(read, lowered);
  });
}

function definition(node: Node): Node {
  return node.type === 'decorated_definition' ? (node.childForFieldName('definition') ?? node) : node;
}

function isClass(node: Node): boolean {
  return definition(node).type === 'class_definition';
}

/** A class is a unit, and so are its members: while one is edited, the others stay. */
function classUnit(node: Node, units: Units): Statement {
  return unit(node, units, (scope): ClassStatement => {
    const body = definition(node).childForFieldName('body');
    if (!body || node.hasError) return classStatement(readNode(node, units), scope);
    const members: Members = { functions: [], fields: [], classes: [] };
    for (const child of body.children) {
      if (child.isNamed && !silent.has(child.type)) addMemberUnits(child, members, units);
    }
    return classOf(readNode(node, units, true), members, scope);
  });
}

/** One node of the class's body may make several members: they share what they stand in. */
function addMemberUnits(node: Node, members: Members, units: Units): void {
  interface MembersUnit extends Syntax, Members {}
  const made = unit(node, units, (scope): MembersUnit => {
    const inner: Members = { functions: [], fields: [], classes: [] };
    const read = readNode(node, units);
    addMember(read, inner, scope);
    return { kind: 'members', ...inner, ...scope.place(read) };
  });
  members.functions.push(...made.functions);
  members.fields.push(...made.fields);
  members.classes.push(...made.classes);
}
