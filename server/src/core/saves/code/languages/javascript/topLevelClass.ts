import type { Node } from 'web-tree-sitter';
import type { Anchor } from '../../../../text.ts';
import type { Units } from '../../language.ts';
import type { ClassStatement, ExportStatement, FieldSyntax, FunctionSyntax, Statement } from '../../tree.ts';
import { concrete } from '../concrete.ts';
import { annotationsOf, classMember, classStatement } from './classes.ts';
import type { Context } from './context.ts';
import { declaredNames } from './exports.ts';
import { reading } from './reading.ts';

/** The class in a statement of the top level: declared, exported, or the default of the file. */
export function classNode(node: Node, type: string): Node | null {
  if (type === 'class_declaration' || type === 'abstract_class_declaration') return node;
  if (type !== 'export_statement') return null;
  const exported = node.childForFieldName('declaration') ?? node.childForFieldName('value');
  const is = exported?.type;
  return is === 'class' || is === 'class_declaration' || is === 'abstract_class_declaration'
    ? exported
    : null;
}

/** What was put together of a class's head and members the last time: the same parts are the same class. */
const lastOf = new WeakMap<ClassStatement, Statement>();

/**
 * The methods and fields of a class are units of their own, and so is its head; the class is made of them. It is
 * the same object as before where all of its parts are.
 */
export function topLevelClass(statement: Node, node: Node, units: Units): Statement {
  const body = node.childForFieldName('body');
  const isExport = statement.type === 'export_statement';
  const isDefault = isExport && statement.children.some((part) => part.type === 'default');
  const head = units.unit(
    {
      startIndex: statement.startIndex,
      endIndex: body?.startIndex ?? statement.endIndex,
      type: 'head of a class',
    },
    (anchor, base) => headOf(statement, node, units, anchor, base),
  );
  const { functions, fields } = members(body, units);
  const { anchor } = head;
  const place = { anchor, start: node.startIndex - anchor.offset, end: node.endIndex - anchor.offset };
  const whole: ClassStatement = { ...head, ...place, functions, fields };
  const last = lastOf.get(head);
  if (last && isSame(last, whole)) return last;
  const made: ExportStatement | ClassStatement = isExport
    ? {
        kind: 'export',
        anchor,
        start: statement.startIndex - anchor.offset,
        end: statement.endIndex - anchor.offset,
        declaration: whole,
        names: declaredNames(whole, isDefault),
        from: null,
      }
    : whole;
  lastOf.set(head, made);
  return made;
}

function isSame(last: Statement, made: ClassStatement): boolean {
  const before = last.kind === 'export' ? last.declaration : last;
  return (
    before?.kind === 'class' &&
    before.start === made.start &&
    before.end === made.end &&
    sameItems(before.functions, made.functions) &&
    sameItems(before.fields, made.fields)
  );
}

function sameItems(before: readonly unknown[], after: readonly unknown[]): boolean {
  return before.length === after.length && before.every((item, index) => item === after[index]);
}

/** A class without members. */
function headOf(statement: Node, node: Node, units: Units, anchor: Anchor, base: number): ClassStatement {
  const context: Context = { text: units.text, anchor, base, depth: 0, readsBodies: false };
  const head = classStatement(context, concrete(node, reading, 'class_body'));
  // `@decorator export class A {}`
  const outer =
    node.id === statement.id ? [] : annotationsOf(context, concrete(statement, reading, node.type).children);
  return outer.length === 0 ? head : { ...head, annotations: [...outer, ...head.annotations] };
}

function members(body: Node | null, units: Units): { functions: FunctionSyntax[]; fields: FieldSyntax[] } {
  const functions: FunctionSyntax[] = [];
  const fields: FieldSyntax[] = [];
  let decorators: Node[] = [];
  for (const node of body?.children ?? []) {
    if (!node.isNamed) continue;
    const type = node.type;
    if (reading.ignored.has(type)) continue;
    // TypeScript's grammar has the decorators of a method before it, not in it.
    if (type === 'decorator') {
      decorators.push(node);
      continue;
    }
    const member = memberUnit(node, type, decorators, units);
    decorators = [];
    if (member?.kind === 'field') fields.push(member);
    else if (member) functions.push(member);
  }
  return { functions, fields };
}

const memberTypes: ReadonlySet<string> = new Set([
  'method_definition',
  'method_signature',
  'abstract_method_signature',
  'public_field_definition',
  'field_definition',
  'class_static_block',
  'ERROR',
]);

function memberUnit(
  node: Node,
  type: string,
  decorators: readonly Node[],
  units: Units,
): FunctionSyntax | FieldSyntax | null {
  if (!memberTypes.has(type)) return null;
  const startIndex = decorators[0]?.startIndex ?? node.startIndex;
  return units.unit(
    { startIndex, endIndex: node.endIndex, type },
    (anchor, base): FunctionSyntax | FieldSyntax => {
      const isField = type === 'public_field_definition' || type === 'field_definition';
      const readsBodies = isField || units.isWorthReading(startIndex, node.endIndex);
      const context: Context = { text: units.text, anchor, base, depth: 0, readsBodies };
      const read = (part: Node) => concrete(part, reading, readsBodies ? null : 'statement_block');
      // A list of these types always gives a member.
      return classMember(context, read(node), decorators.map(read))!;
    },
  );
}
