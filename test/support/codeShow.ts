import type {
  BlockStatement,
  CallExpression,
  ClassStatement,
  CodeTree,
  ComprehensionLoop,
  Expression,
  FunctionSyntax,
  ParameterSyntax,
  Pattern,
  RecordEntry,
  Statement,
} from '../../server/src/core/saves/code/tree.ts';

/**
 * A code tree in one line per statement of the top level, for tables of tests of any language. Calls are
 * `(call conn.sobject "Lead")`, functions `(fn name (parameters) {body})`, blocks `{a; b}`.
 */
export function show(tree: CodeTree | readonly Statement[]): string {
  return ('statements' in tree ? tree.statements : tree).map(showStatement).join('\n');
}

function join(parts: readonly (string | null | false)[]): string {
  return parts.filter((part) => typeof part === 'string' && part !== '').join(' ');
}

const quoted = (text: string) => JSON.stringify(text);
const maybe = (expression: Expression | null) => expression && showExpression(expression);

export function showExpression(node: Expression): string {
  switch (node.kind) {
    case 'text': {
      if (node.parts.length === 0) return '""';
      const parts = node.parts.map((part) =>
        typeof part === 'string' ? quoted(part) : showExpression(part),
      );
      return node.parts.length === 1 && typeof node.parts[0] === 'string'
        ? parts[0]!
        : `(text ${parts.join(' ')})`;
    }
    case 'number':
    case 'boolean':
      return String(node.value);
    case 'null':
      return 'null';
    case 'name':
      return node.name;
    case 'member':
      return `${showExpression(node.object)}.${node.name}`;
    case 'index':
      return `${showExpression(node.object)}[${showExpression(node.index)}]`;
    case 'call':
      return showCall(node);
    case 'record':
      return `{${node.entries.map(showEntry).join(', ')}${showLoops(node.loops)}}`;
    case 'list':
      return `[${node.items.map(showExpression).join(' ')}${showLoops(node.loops)}]`;
    case 'function':
      return showFunction(node.definition);
    case 'await':
      return `(await ${showExpression(node.value)})`;
    case 'assign':
      return `(${node.operator} ${showExpression(node.target)} ${showExpression(node.value)})`;
    case 'binary':
      return `(${node.operator} ${showExpression(node.left)} ${showExpression(node.right)})`;
    case 'unary':
      return `(${node.operator} ${showExpression(node.operand)})`;
    case 'conditional':
      return `(? ${showExpression(node.test)} ${showExpression(node.then)} ${showExpression(node.otherwise)})`;
    case 'spread':
      return `...${showExpression(node.value)}`;
    case 'other':
      return `(${join(['other', ...node.children.map(showExpression)])})`;
  }
}

function showCall(node: CallExpression): string {
  const args = node.arguments.map(
    ({ name, value }) => (name === null ? '' : `${name}=`) + showExpression(value),
  );
  const initializer = node.initializer && showExpression(node.initializer);
  return `(${join([node.isNew ? 'new' : 'call', showExpression(node.callee), ...args, initializer])})`;
}

/** Python: ` for x of rows if x`. */
function showLoops(loops: readonly ComprehensionLoop[] = []): string {
  return loops
    .map(
      ({ item, over, tests }) =>
        ` for ${showPattern(item)} of ${showExpression(over)}${tests.map((test) => ` if ${showExpression(test)}`).join('')}`,
    )
    .join('');
}

function showEntry({ key, value }: RecordEntry): string {
  return key === null ? `...${showExpression(value)}` : `${showExpression(key)}: ${showExpression(value)}`;
}

export function showPattern(node: Pattern): string {
  switch (node.kind) {
    case 'name-pattern':
      return node.name;
    case 'record-pattern':
      return `{${node.entries
        .map(({ key, target, otherwise }) => {
          const bound = showPattern(target);
          const whole = key === null ? `...${bound}` : key === bound ? key : `${key}: ${bound}`;
          return join([whole, otherwise && `= ${showExpression(otherwise)}`]);
        })
        .join(', ')}}`;
    case 'list-pattern':
      return `[${node.items.map((item) => (item ? showPattern(item) : '_')).join(' ')}]`;
    case 'expression-pattern':
      return `<${showExpression(node.expression)}>`;
  }
}

function showParameter(node: ParameterSyntax): string {
  const rest = node.rest === 'list' ? '...' : node.rest === 'record' ? '**' : '';
  return join([
    node.isField && 'field',
    `${rest}${showPattern(node.target)}${node.type === null ? '' : `:${node.type}`}`,
    node.otherwise && `= ${showExpression(node.otherwise)}`,
  ]);
}

function showFunction(node: FunctionSyntax): string {
  return `(${join([
    ...node.annotations.map((name) => `@${name}`),
    node.isStatic && 'static',
    node.isAsync && 'async',
    node.isGetter && 'get',
    'fn',
    node.name,
    `(${node.parameters.map(showParameter).join(', ')})${node.returnType === null ? '' : `:${node.returnType}`}`,
    node.body ? showBlock(node.body) : '-',
  ])})`;
}

function showBlock(node: BlockStatement): string {
  return `{${node.statements.map(showStatement).join('; ')}}`;
}

function showClass(node: ClassStatement): string {
  return `(${join([
    ...node.annotations.map((name) => `@${name}`),
    'class',
    node.name,
    node.bases.length > 0 && `< ${node.bases.join(', ')}`,
    ...node.fields.map(
      (field) =>
        `(${join([
          field.isStatic && 'static',
          field.isConstant && 'const',
          'field',
          field.name + (field.type === null ? '' : `:${field.type}`),
          field.value && `= ${showExpression(field.value)}`,
        ])})`,
    ),
    ...node.functions.map(showFunction),
    ...node.classes.map(showClass),
  ])})`;
}

export function showStatement(node: Statement): string {
  switch (node.kind) {
    case 'expression':
      return showExpression(node.expression);
    case 'declare':
      return `(${join([
        node.isConstant ? 'const' : 'let',
        showPattern(node.target) + (node.type === null ? '' : `:${node.type}`),
        maybe(node.value),
      ])})`;
    case 'if':
      return `(${join(['if', showExpression(node.test), showBlock(node.then), node.otherwise && showBlock(node.otherwise)])})`;
    case 'loop':
      return `(${join([
        node.isIteration ? 'each' : 'loop',
        node.before.length > 0 && `[${node.before.map(showStatement).join('; ')}]`,
        node.item && showPattern(node.item),
        node.item && 'of',
        maybe(node.over),
        showBlock(node.body),
      ])})`;
    case 'switch':
      return `(${join([
        'switch',
        showExpression(node.value),
        ...node.cases.map(
          ({ tests, body }) =>
            `(${join([tests.length > 0 ? 'case' : 'default', ...tests.map(showExpression), showBlock(body)])})`,
        ),
      ])})`;
    case 'try':
      return `(${join([
        'try',
        showBlock(node.body),
        ...node.handlers.map(
          ({ types, filter, variable, body }) =>
            `(${join(['catch', types.join('|'), variable, filter && `when ${showExpression(filter)}`, showBlock(body)])})`,
        ),
        node.otherwise && `(else ${showBlock(node.otherwise)})`,
        node.finally && `(finally ${showBlock(node.finally)})`,
      ])})`;
    case 'return':
    case 'throw':
      return `(${join([node.kind, maybe(node.value)])})`;
    case 'jump':
      return `(${node.jump})`;
    case 'block':
      return showBlock(node);
    case 'with':
      return `(${join([
        'with',
        ...node.resources.map(({ target, value }) =>
          join([target && `${showPattern(target)} =`, showExpression(value)]),
        ),
        showBlock(node.body),
      ])})`;
    case 'function-statement':
      return showFunction(node.definition);
    case 'class':
      return showClass(node);
    case 'import':
      return `(${join([
        'import',
        quoted(node.from),
        ...node.names.map(({ imported, local }) =>
          imported === local ? imported : `${imported} as ${local ?? '*'}`,
        ),
      ])})`;
    case 'export':
      return `(${join([
        'export',
        ...node.names.map(({ local, exported }) =>
          local === exported ? local : `${local || '^'} as ${exported}`,
        ),
        node.from !== null && `from ${quoted(node.from)}`,
        node.declaration && showStatement(node.declaration),
      ])})`;
  }
}
