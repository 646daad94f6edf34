import type {
  Block,
  Body,
  CompilationUnit,
  Expression,
  TypeDeclaration,
} from '../../server/src/core/saves/apex/syntax.ts';
import { walk } from '../../server/src/core/saves/apex/tree.ts';
import { LineIndex } from '../../server/src/core/text.ts';

/** What two parsers must agree on: one line of text per thing found, sorted. */
export interface ApexSummary {
  /** `Outer.Inner.method(2)`, `Outer.Outer(0)`. */
  readonly methods: readonly string[];
  /** `insert@12` */
  readonly dml: readonly string[];
  /** Calls, creations, queries, casts …, by kind, name and line. */
  readonly expressions: readonly string[];
}

/** All bodies of a file, in no particular order. */
export function bodiesOf(unit: CompilationUnit): Body<Block | Expression>[] {
  const found: (Body<Block | Expression> | null)[] = [unit.trigger?.body ?? null, unit.script?.body ?? null];
  const visit = (type: TypeDeclaration): void => {
    for (const method of type.methods) found.push(method.body);
    for (const field of type.fields) found.push(field.initializer);
    for (const property of type.properties) found.push(property.getter, property.setter);
    for (const initializer of type.initializers) found.push(initializer.body);
    for (const inner of type.types) visit(inner);
  };
  for (const type of unit.types) visit(type);
  for (const method of unit.script?.methods ?? []) found.push(method.body);
  return found.filter((body) => body !== null);
}

export function summarize(unit: CompilationUnit): ApexSummary {
  const lines = new LineIndex(unit.text);
  const dml: string[] = [];
  const expressions: string[] = [];
  for (const { anchor, tree } of bodiesOf(unit)) {
    const at = (offset: number): number => lines.position(anchor.offset + offset).line + 1;
    walk(tree, (node) => {
      switch (node.kind) {
        case 'dml':
          dml.push(`${node.operation}@${at(node.start)}`);
          break;
        case 'call':
          expressions.push(`call ${node.name.name}(${node.arguments.length})@${at(node.name.start)}`);
          break;
        case 'new':
          expressions.push(`new@${at(node.start)}`);
          break;
        case 'query':
          expressions.push(`${node.language} ${node.binds.length}@${at(node.start)}`);
          break;
        case 'cast':
        case 'instanceof':
        case 'ternary':
        case 'index':
        case 'assignment':
          expressions.push(`${node.kind}@${at(node.start)}`);
          break;
        // The grammar of the oracle reads `new Lead(Name = x)` as an assignment.
        case 'field-initializer':
          expressions.push(`assignment@${at(node.start)}`);
          break;
        case 'declarator':
          expressions.push(`variable ${node.name.name}@${at(node.name.start)}`);
          break;
      }
    });
  }
  return { methods: methodsOf(unit).sort(), dml: dml.sort(), expressions: expressions.sort() };
}

function methodsOf(unit: CompilationUnit): string[] {
  const found: string[] = (unit.script?.methods ?? []).map(
    ({ name, parameters }) => `${name.name}(${parameters.length})`,
  );
  const visit = (type: TypeDeclaration, outer: string): void => {
    const path = `${outer}${type.name.name}.`;
    for (const { name, parameters } of type.methods) found.push(`${path}${name.name}(${parameters.length})`);
    for (const inner of type.types) visit(inner, path);
  };
  for (const type of unit.types) visit(type, '');
  return found;
}
