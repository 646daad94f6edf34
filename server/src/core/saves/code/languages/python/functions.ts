import type { BlockStatement, FunctionSyntax, ParameterSyntax, Pattern } from '../../tree.ts';
import { pattern } from './patterns.ts';
import type { Scope } from './scope.ts';
import { fieldOf, ofType, type PythonNode } from './syntax.ts';
import { typeName } from './types.ts';

const getters = /^(?:\w+\.)*(?:property|cached_property|cachedproperty)$/;

/** What stands around a function. */
export interface Surroundings {
  /** The definition with its decorators. */
  readonly whole: PythonNode;
  readonly inClass: boolean;
}

/** Names of decorators, without their arguments: `app.route`. */
export function decoratorsOf(whole: PythonNode, scope: Scope): string[] {
  return ofType(whole, 'decorator').map((decorator) => {
    const written = decorator.children[0];
    const called = written?.type === 'call' ? (fieldOf(written, 'function') ?? written) : written;
    return called ? scope.textOf(called) : '';
  });
}

/** A `def` or a lambda. */
export function functionSyntax(
  node: PythonNode,
  { whole, inClass }: Surroundings,
  scope: Scope,
): FunctionSyntax {
  const annotations = decoratorsOf(whole, scope);
  const nameNode = fieldOf(node, 'name');
  const written = nameNode ? scope.textOf(nameNode) : '';
  const isFree = annotations.some((name) => /(?:^|\.)staticmethod$/.test(name));
  const isOfClass = annotations.some((name) => /(?:^|\.)classmethod$/.test(name));
  const parameterNodes = fieldOf(node, 'parameters')?.children ?? [];
  const [first, ...others] = parameterNodes;
  const self = inClass && !isFree && first ? selfOf(first, scope) : null;
  const outerSelf = scope.self;
  if (self !== null) scope.self = self;
  else if (parameterNodes.some((parameter) => selfOf(parameter, scope) === outerSelf)) scope.self = null;
  const parameters = (self === null ? parameterNodes : others).flatMap((child) => parameter(child, scope));
  const body = bodyOf(node, scope);
  scope.self = outerSelf;
  const returned = fieldOf(node, 'return_type');
  return {
    kind: 'function-syntax',
    name: inClass && written === '__init__' ? 'constructor' : written,
    nameAt: scope.place(nameNode ?? node),
    parameters,
    body,
    isAsync: node.type !== 'lambda' && scope.textOf(node).startsWith('async'),
    isStatic: isFree || isOfClass,
    isGetter: annotations.some((name) => getters.test(name)),
    returnType: returned && typeName(scope.textOf(returned)),
    annotations,
    ...outerNames(node, scope),
    ...scope.place(whole),
  };
}

/** The name of a parameter that stands by itself or with a type. */
function selfOf(parameter: PythonNode, scope: Scope): string | null {
  const name = parameter.type === 'typed_parameter' ? parameter.children[0] : parameter;
  return name?.type === 'identifier' ? scope.textOf(name) : null;
}

function bodyOf(node: PythonNode, scope: Scope): BlockStatement | null {
  const body = fieldOf(node, 'body');
  if (node.type !== 'lambda') return body?.isSkipped ? null : scope.suite(body, node);
  const value = scope.expression(body, node);
  return scope.block(body ?? node, [{ kind: 'return', value, ...scope.place(body ?? node) }]);
}

/** Names that `global` and `nonlocal` say are of outside. */
function outerNames(node: PythonNode, scope: Scope): { outerNames?: readonly string[] } {
  const names: string[] = [];
  const look = [...(fieldOf(node, 'body')?.children ?? [])];
  for (let at = look.pop(); at; at = look.pop()) {
    if (at.type === 'global_statement' || at.type === 'nonlocal_statement')
      names.push(...at.children.map((child) => scope.textOf(child)));
    else if (
      at.type !== 'function_definition' &&
      at.type !== 'class_definition' &&
      /_statement$|_clause$|^block$/.test(at.type)
    )
      look.push(...at.children);
  }
  return names.length > 0 ? { outerNames: names } : {};
}

function parameter(node: PythonNode, scope: Scope): ParameterSyntax[] {
  const hint = fieldOf(node, 'type');
  const target =
    node.type === 'typed_parameter'
      ? node.children.find((child) => child !== hint)
      : (fieldOf(node, 'name') ?? node);
  if (!target || target.type === 'ERROR') return [];
  const spread = target.type.endsWith('splat_pattern');
  const bound = spread ? target.children[0] : target;
  if (!bound) return [];
  const value = fieldOf(node, 'value');
  return [
    {
      kind: 'parameter',
      target: targetOf(bound, scope),
      type: hint && typeName(scope.textOf(hint)),
      otherwise: value && scope.expression(value, node),
      rest: !spread ? null : target.type === 'list_splat_pattern' ? 'list' : 'record',
      isField: false,
      ...scope.place(node),
    },
  ];
}

function targetOf(node: PythonNode, scope: Scope): Pattern {
  return node.type === 'identifier' ? scope.namePattern(node) : pattern(node, scope);
}
