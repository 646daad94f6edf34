import type { CodeFile } from '../codeFile.ts';
import { mentionsOf } from '../evaluate/memory/mentions.ts';
import { eachChild, type Node } from '../refusal/children.ts';
import type { CallExpression, ClassStatement, Expression, FunctionSyntax, Statement } from '../tree.ts';
import { declaredNames } from './declared.ts';

/** A place at which code uses a name: calls what it stands for, or hands that on. */
export interface Use {
  readonly callee: Expression;
  /** Null where it is not called. */
  readonly call: CallExpression | null;
  /** The declared function that it stands in; null at the top level. */
  readonly around: FunctionSyntax | null;
  readonly within: ClassStatement | null;
}

type Uses = ReadonlyMap<string, readonly Use[]>;

/** By the unit of the tree: a unit with the same text is the same. */
const known = new WeakMap<object, Uses>();
const byFile = new WeakMap<CodeFile, Map<string, readonly Use[]>>();

/** The uses of a name in a file. */
export function usesOf(name: string, file: CodeFile): readonly Use[] {
  let ofFile = byFile.get(file);
  if (!ofFile) {
    ofFile = new Map();
    byFile.set(file, ofFile);
  }
  let uses = ofFile.get(name);
  if (!uses) {
    uses = soughtIn(name, file);
    ofFile.set(name, uses);
  }
  return uses;
}

function soughtIn(name: string, file: CodeFile): readonly Use[] {
  const found: Use[] = [];
  for (const { unit, around, within } of unitsOf(file)) {
    if (!mentionsOf(unit).has(name)) continue;
    let uses = known.get(unit);
    if (!uses) {
      uses = usesIn(unit, around, within, file);
      known.set(unit, uses);
    }
    // The class may have become another one around a method that stayed.
    for (const use of uses.get(name) ?? []) found.push(use.within === within ? use : { ...use, within });
  }
  return found;
}

interface Unit {
  readonly unit: Extract<Node, FunctionSyntax | Statement> | ClassStatement['fields'][number];
  readonly around: FunctionSyntax | null;
  readonly within: ClassStatement | null;
}

function* unitsOf({ tree }: CodeFile): Generator<Unit> {
  for (const statement of tree.statements) yield* unitsIn(statement);
}

function* unitsIn(statement: Statement): Generator<Unit> {
  switch (statement.kind) {
    case 'import':
      return;
    case 'export':
      if (statement.declaration) yield* unitsIn(statement.declaration);
      return;
    case 'function-statement':
      yield { unit: statement.definition, around: statement.definition, within: null };
      return;
    case 'class':
      for (const unit of statement.functions) yield { unit, around: unit, within: statement };
      for (const unit of statement.fields) yield { unit, around: null, within: statement };
      for (const inner of statement.classes) yield* unitsIn(inner);
      return;
    default:
      yield { unit: statement, around: null, within: null };
  }
}

/** Deeper code is left alone: it is generated, or none that a person has written. */
const deepest = 300;

function usesIn(
  unit: Unit['unit'],
  around: FunctionSyntax | null,
  within: ClassStatement | null,
  file: CodeFile,
): Uses {
  const { declared } = declaredNames(file);
  const uses = new Map<string, Use[]>();
  const note = (callee: Expression, call: CallExpression | null, home: FunctionSyntax | null): void => {
    if (callee.kind !== 'name' && callee.kind !== 'member') return;
    const use = { callee, call, around: home, within };
    const same = uses.get(callee.name);
    if (same) same.push(use);
    else uses.set(callee.name, [use]);
  };
  const enter = (node: Node, home: FunctionSyntax | null, depth: number): void => {
    if (depth > deepest) return;
    const inside = node.kind === 'function-syntax' && declared.has(node) ? (home ?? node) : home;
    eachChild(node, (child, role) => {
      if (role === 'key' || (role === 'target' && child.kind === 'name')) return;
      if (child.kind === 'name' || child.kind === 'member') {
        const call = role === 'callee' && node.kind === 'call' ? node : null;
        note(child, call, inside);
      }
      enter(child, inside, depth + 1);
    });
  };
  enter(unit, around, 0);
  return uses;
}
