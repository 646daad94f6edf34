import type { Language, Node } from 'web-tree-sitter';
import type { Units } from '../../language.ts';

/** A syntax node out of the grammar's memory: all of a unit is fetched in one walk, which is far quicker. */
export interface PythonNode {
  readonly type: string;
  /** The field of the parent that it stands in. */
  readonly field: string | null;
  readonly startIndex: number;
  readonly endIndex: number;
  /** Without comments and tokens; operators are there. */
  readonly children: readonly PythonNode[];
  /** A function's body that is not worth reading. */
  readonly isSkipped: boolean;
}

interface Types {
  readonly names: readonly string[];
  readonly fields: readonly (string | null)[];
  readonly roles: readonly Role[];
}

type Role = 'ignored' | 'token' | 'leaf' | 'string' | 'block' | 'inner';

const leaves = new Set([
  'identifier',
  'integer',
  'float',
  'true',
  'false',
  'none',
  'ellipsis',
  'type',
  'type_parameter',
  'dotted_name',
  'relative_import',
  'wildcard_import',
]);
const ignored = new Set([
  'comment',
  'line_continuation',
  'string_start',
  'string_content',
  'string_end',
  'type_conversion',
  'format_specifier',
  'positional_separator',
  'keyword_separator',
]);
const known = new WeakMap<Language, Types>();

function typesOf(language: Language): Types {
  let types = known.get(language);
  if (!types) {
    const names = language.types.map((name) => name ?? '');
    const roles = names.map((name, id): Role => {
      if (name === 'ERROR') return 'inner';
      if (!language.nodeTypeIsNamed(id)) return 'token';
      if (ignored.has(name)) return 'ignored';
      if (leaves.has(name)) return 'leaf';
      return name === 'string' ? 'string' : name === 'block' ? 'block' : 'inner';
    });
    types = { names, fields: language.fields, roles };
    known.set(language, types);
  }
  return types;
}

/** Frequent nodes whose children stand in no fields: each question to the grammar's memory costs time. */
const withoutFields = new Set([
  'argument_list',
  'block',
  'dictionary',
  'expression_list',
  'expression_statement',
  'list',
  'parameters',
  'parenthesized_expression',
  'return_statement',
  'tuple',
]);

/** The symbol that tree-sitter gives to ERROR in every language. */
const errorId = 65535;
const none: readonly PythonNode[] = [];

/** Reads the nodes of a unit; of a class without its body, if only its head is asked for. */
export function readNode(node: Node, units: Units, isHead = false): PythonNode {
  const types = typesOf(node.tree.language);
  const cursor = node.walk();
  const open: { type: string; children: PythonNode[] }[] = [];
  let root: PythonNode | null = null;
  try {
    for (;;) {
      const id = cursor.nodeTypeId;
      const parent = open[open.length - 1];
      // In half-typed code anything may be the node that is asked for.
      const role = id === errorId || !parent ? 'inner' : types.roles[id]!;
      let entered = false;
      if (role === 'token') {
        if (parent && operations.has(parent.type)) {
          const field = types.fields[cursor.currentFieldId] ?? null;
          if (field !== null) {
            parent.children.push({
              type: types.names[id]!,
              field,
              startIndex: cursor.startIndex,
              endIndex: cursor.endIndex,
              children: none,
              isSkipped: false,
            });
          }
        }
      } else if (role !== 'ignored') {
        const type = id === errorId ? 'ERROR' : types.names[id]!;
        const startIndex = cursor.startIndex;
        const endIndex = cursor.endIndex;
        const isSkipped =
          role === 'block' &&
          (parent?.type === 'function_definition'
            ? !units.isWorthReading(startIndex, endIndex)
            : isHead && parent?.type === 'class_definition');
        const isLeaf =
          isSkipped ||
          (role === 'leaf' && parent?.type !== 'type_alias_statement') ||
          (role === 'string' && !isFormatted(units.text, startIndex));
        const children: PythonNode[] = [];
        const read: PythonNode = {
          type,
          field:
            parent && withoutFields.has(parent.type) ? null : (types.fields[cursor.currentFieldId] ?? null),
          startIndex,
          endIndex,
          children: isLeaf ? none : children,
          isSkipped,
        };
        if (parent) parent.children.push(read);
        else root = read;
        if (!isLeaf && cursor.gotoFirstChild()) {
          open.push({ type, children });
          entered = true;
        }
      }
      if (entered) continue;
      while (open.length > 0 && !cursor.gotoNextSibling()) {
        cursor.gotoParent();
        open.pop();
      }
      if (open.length === 0) break;
    }
  } finally {
    cursor.delete();
  }
  return root!;
}

/** Nodes whose operator is a token of a field. */
const operations = new Set([
  'binary_operator',
  'boolean_operator',
  'comparison_operator',
  'unary_operator',
  'augmented_assignment',
]);

/** Whether a string has a prefix with f (or t): others have no expressions in them. */
function isFormatted(text: string, start: number): boolean {
  for (let at = start; at < start + 3; at++) {
    const letter = text.charCodeAt(at) | 0x20;
    if (letter === 0x66 || letter === 0x74) return true;
    if (letter < 0x61 || letter > 0x7a) return false;
  }
  return false;
}

/** The child in a field; null if it is not there, as in half-typed code. */
export function fieldOf(node: PythonNode, field: string): PythonNode | null {
  return node.children.find((child) => child.field === field) ?? null;
}

export function fieldsOf(node: PythonNode, field: string): PythonNode[] {
  return node.children.filter((child) => child.field === field);
}

export function ofType(node: PythonNode, type: string): PythonNode[] {
  return node.children.filter((child) => child.type === type);
}
