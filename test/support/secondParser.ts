import { parse } from '@babel/parser';

/** What a file holds, in a form that two parsers can agree on. */
export interface Contents {
  /** `start name arguments` of each call and construction; the name as far as it is written behind a dot. */
  readonly calls: readonly string[];
  /** `parameters` and `start of the body` of each function. */
  readonly functions: readonly string[];
}

interface AnyNode {
  readonly type: string;
  readonly start: number;
  readonly [key: string]: unknown;
}

const isNode = (value: unknown): value is AnyNode =>
  typeof value === 'object' && value !== null && typeof (value as AnyNode).type === 'string';

/** Around an expression, without a meaning of their own. */
const wrappers = new Set([
  'TSNonNullExpression',
  'TSAsExpression',
  'TSSatisfiesExpression',
  'TSTypeAssertion',
  'TSInstantiationExpression',
  'ParenthesizedExpression',
]);

/** Parts that hold types, and code that the lowering reads as names or text. */
const skipped = new Set([
  'loc',
  'extra',
  'leadingComments',
  'trailingComments',
  'innerComments',
  'typeAnnotation',
  'returnType',
  'typeParameters',
  'typeArguments',
  'superClass',
  'decorators',
]);

function inner(node: AnyNode): AnyNode {
  let found = node;
  while (wrappers.has(found.type)) found = found.expression as AnyNode;
  return found;
}

function isType(node: AnyNode): boolean {
  return node.declare === true || /^TS(?:TypeAlias|Interface|DeclareFunction|DeclareMethod)/.test(node.type);
}

/** Calls and functions as Babel reads them: an oracle that knows nothing of the grammar. */
export function contentsByBabel(text: string, name: 'javascript' | 'typescript' | 'tsx'): Contents {
  const calls: string[] = [];
  const functions: string[] = [];
  const { program } = parse(text, {
    sourceType: 'unambiguous',
    errorRecovery: true,
    plugins: [
      'decorators-legacy',
      ...(name === 'typescript' ? [] : (['jsx'] as const)),
      ...(name === 'javascript' ? [] : (['typescript'] as const)),
    ],
  });
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) for (const item of value) visit(item);
    if (!isNode(value) || isType(value)) return;
    if (/^(?:Optional)?CallExpression$|^NewExpression$|^TaggedTemplate/.test(value.type)) visitCall(value);
    if (/Function|^(?:Object|Class|ClassPrivate)Method$/.test(value.type)) visitFunction(value);
    for (const [key, part] of Object.entries(value)) if (!skipped.has(key)) visit(part);
  };
  const visitCall = (node: AnyNode): void => {
    const callee = inner((node.callee ?? node.tag) as AnyNode);
    // What these give is a module, not a value.
    if (callee.type === 'Import' || callee.name === 'require') return;
    const property = callee.computed === true ? null : (callee.property as AnyNode | undefined);
    const called = property ?? callee;
    const at = /Identifier$|^PrivateName$|^Super$/.test(called.type) ? called.start : '-';
    // A template is the one argument of its tag.
    const passed = (node.arguments ?? [node.quasi]) as unknown[];
    calls.push(`${node.start} ${at} ${passed.length}`);
  };
  const visitFunction = (node: AnyNode): void => {
    const parameters = (node.params as AnyNode[]).filter((part) => part.name !== 'this');
    const body = node.body as AnyNode;
    const { parenStart } = (body.extra ?? {}) as { readonly parenStart?: number };
    functions.push(`${parameters.length} ${parenStart ?? body.start}`);
  };
  visit(program);
  return { calls: calls.sort(), functions: functions.sort() };
}
