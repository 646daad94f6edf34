import { parse } from '../../server/src/core/saves/apex/parser.ts';
import type {
  Block,
  SyntaxError as Mistake,
  Node,
  TypeReference,
} from '../../server/src/core/saves/apex/syntax.ts';

/** The tree of the statements of a script, in a short notation with every grouping spelled out. */
export function showScript(code: string): string {
  return showBlock(parse('test.apex', code).script!.body.tree);
}

export function errorsOfScript(code: string): readonly Mistake[] {
  const unit = parse('test.apex', code);
  return [...unit.errors, ...unit.script!.body.errors];
}

/** The tree of one expression, as the script `x = …;` holds it. */
export function showExpression(code: string): string {
  const [statement] = parse('test.apex', `x = ${code};`).script!.body.tree.statements;
  if (statement?.kind !== 'expression-statement' || statement.expression.kind !== 'assignment') {
    throw new Error(`not an assignment: ${code}`);
  }
  return show(statement.expression.value);
}

export function showType(type: TypeReference): string {
  const inner = type.arguments.length > 0 ? `<${type.arguments.map(showType).join(', ')}>` : '';
  return `${type.name}${inner}${'[]'.repeat(type.dimensions)}`;
}

function showBlock(block: Block): string {
  return block.statements.map(show).join(' ');
}

function list(nodes: readonly Node[]): string {
  return nodes.map(show).join(', ');
}

function optional(node: Node | null): string {
  return node === null ? '' : show(node);
}

export function show(node: Node): string {
  switch (node.kind) {
    case 'block':
      return `{${showBlock(node)}}`;
    case 'local':
      return `local ${showType(node.type)} ${list(node.declarators)};`;
    case 'declarator':
      return node.initializer === null ? node.name.name : `${node.name.name} = ${show(node.initializer)}`;
    case 'expression-statement':
      return `${show(node.expression)};`;
    case 'dml': {
      const level = node.accessLevel === null ? '' : ` as ${node.accessLevel}`;
      const second = node.second === null ? '' : ` | ${show(node.second)}`;
      return `${node.operation}${level} ${show(node.operand)}${second};`;
    }
    case 'if':
      return `if ${show(node.condition)} ${show(node.then)}${
        node.otherwise === null ? '' : ` else ${show(node.otherwise)}`
      }`;
    case 'for':
      return `for (${node.initializers.map(show).join(' ')} ${optional(node.condition)}; ${list(node.updates)}) ${show(node.body)}`;
    case 'for-each':
      return `for (${showType(node.type)} ${node.name.name} : ${show(node.iterable)}) ${show(node.body)}`;
    case 'while':
      return `while ${show(node.condition)} ${show(node.body)}`;
    case 'do-while':
      return `do ${show(node.body)} while ${show(node.condition)}`;
    case 'switch':
      return `switch ${show(node.subject)} [${list(node.cases)}]`;
    case 'when': {
      const { pattern } = node;
      const what = pattern === null ? list(node.values) : `${showType(pattern.type)} ${pattern.name.name}`;
      return `when ${what === '' ? 'else' : what} ${show(node.body)}`;
    }
    case 'try': {
      const last = node.finallyBlock === null ? '' : ` finally ${show(node.finallyBlock)}`;
      return `try ${show(node.block)}${node.catches.map((clause) => ` ${show(clause)}`).join('')}${last}`;
    }
    case 'catch':
      return `catch (${showType(node.type)} ${node.name.name}) ${show(node.block)}`;
    case 'return':
      return node.value === null ? 'return;' : `return ${show(node.value)};`;
    case 'throw':
      return `throw ${show(node.value)};`;
    case 'break':
    case 'continue':
      return `${node.kind};`;
    case 'run-as':
      return `runAs(${list(node.arguments)}) ${show(node.block)}`;
    case 'broken-statement':
      return `broken{${list(node.parts)}}`;
    case 'name':
      return node.name;
    case 'literal':
      return node.type === 'string' ? JSON.stringify(node.value) : `${node.type} ${node.value}`;
    case 'member':
      return `${show(node.target)}${node.safe ? '?.' : '.'}${node.name.name}`;
    case 'call': {
      const target = node.target === null ? '' : `${show(node.target)}${node.safe ? '?.' : '.'}`;
      return `${target}${node.name.name}(${list(node.arguments)})`;
    }
    case 'index':
      return `${show(node.target)}[${show(node.index)}]`;
    case 'new': {
      const inside = [...node.arguments, ...node.fields, ...node.elements, ...node.entries];
      return `new ${showType(node.type)}(${list(inside)})`;
    }
    case 'field-initializer':
      return `${node.name.name}: ${show(node.value)}`;
    case 'map-entry':
      return `${show(node.key)} => ${show(node.value)}`;
    case 'cast':
      return `cast<${showType(node.type)}>(${show(node.operand)})`;
    case 'instanceof':
      return `(${show(node.operand)} instanceof ${showType(node.type)})`;
    case 'unary':
      return node.postfix
        ? `(${show(node.operand)} ${node.operator})`
        : `(${node.operator} ${show(node.operand)})`;
    case 'binary':
      return `(${show(node.left)} ${node.operator} ${show(node.right)})`;
    case 'assignment':
      return `(${show(node.target)} ${node.operator} ${show(node.value)})`;
    case 'ternary':
      return `(${show(node.condition)} ? ${show(node.then)} : ${show(node.otherwise)})`;
    case 'parenthesized':
      return `(${show(node.inner)})`;
    case 'query': {
      const kinds = [node.isCount ? 'count' : '', node.isAggregate ? 'aggregate' : ''].filter(Boolean);
      const what = `${node.language} ${node.from?.name ?? '?'} {${node.fields.join('; ')}}`;
      return `[${[what, ...kinds, ...node.binds.map((bind) => `:${show(bind)}`)].join(' ')}]`;
    }
    case 'type-literal':
      return `typeof<${showType(node.type)}>`;
    case 'broken':
      return node.parts.length === 0 ? '¿' : `¿${list(node.parts)}?`;
  }
}
