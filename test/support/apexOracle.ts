import { ApexErrorListener, ApexParser, ApexParserFactory } from '@apexdevtools/apex-parser';
import type { ApexSummary } from './apexSummary.ts';

/** The parts of an ANTLR node that are needed here; its own types come with a package of its own. */
interface Context {
  readonly ruleIndex?: number;
  readonly children?: readonly Context[];
  readonly parentCtx?: Context;
  readonly start: { readonly line: number };
  readonly symbol?: { readonly line: number };
  getText(): string;
}

class Errors extends ApexErrorListener {
  readonly found: string[] = [];

  override apexSyntaxError(line: number, column: number, message: string): void {
    this.found.push(`${line}:${column} ${message}`);
  }
}

export type Entry = 'class' | 'trigger' | 'script';

/** The same summary, made by the grammar of @apexdevtools/apex-parser; slow. */
export function summarizeByOracle(
  text: string,
  entry: Entry,
): ApexSummary & { readonly errors: readonly string[] } {
  const listener = new Errors();
  const { parser } = ApexParserFactory.createLexerAndParser(text, listener);
  const root =
    entry === 'class'
      ? parser.compilationUnit()
      : entry === 'trigger'
        ? parser.triggerUnit()
        : parser.anonymousUnit();
  const methods: string[] = [];
  const dml: string[] = [];
  const expressions: string[] = [];
  visit(root as unknown as Context, methods, dml, expressions);
  return {
    methods: methods.sort(),
    dml: dml.sort(),
    expressions: expressions.sort(),
    errors: listener.found,
  };
}

function visit(root: Context, methods: string[], dml: string[], expressions: string[]): void {
  const waiting: Context[] = [root];
  while (waiting.length > 0) {
    const node = waiting.pop()!;
    for (const child of node.children ?? []) waiting.push(child);
    const text = expressionText(node);
    if (text !== null) expressions.push(text);
    switch (node.ruleIndex) {
      case ApexParser.RULE_methodDeclaration:
      case ApexParser.RULE_interfaceMethodDeclaration:
        methods.push(`${owner(node)}${only(node, ApexParser.RULE_id)}(${parameters(node)})`);
        break;
      case ApexParser.RULE_constructorDeclaration:
        methods.push(`${owner(node)}${only(node, ApexParser.RULE_qualifiedName)}(${parameters(node)})`);
        break;
      case ApexParser.RULE_insertStatement:
      case ApexParser.RULE_updateStatement:
      case ApexParser.RULE_deleteStatement:
      case ApexParser.RULE_undeleteStatement:
      case ApexParser.RULE_upsertStatement:
      case ApexParser.RULE_mergeStatement:
        dml.push(`${node.children![0]!.getText().toLowerCase()}@${node.start.line}`);
        break;
    }
  }
}

function child(node: Context, rule: number): Context | undefined {
  return node.children?.find(({ ruleIndex }) => ruleIndex === rule);
}

function only(node: Context, rule: number): string {
  return child(node, rule)!.getText();
}

function owner(node: Context): string {
  let path = '';
  for (let at = node.parentCtx; at; at = at.parentCtx) {
    const isType =
      at.ruleIndex === ApexParser.RULE_classDeclaration ||
      at.ruleIndex === ApexParser.RULE_interfaceDeclaration;
    if (isType) path = `${only(at, ApexParser.RULE_id)}.${path}`;
  }
  return path;
}

function parameters(node: Context): number {
  const list = child(child(node, ApexParser.RULE_formalParameters)!, ApexParser.RULE_formalParameterList);
  return list?.children?.filter(({ ruleIndex }) => ruleIndex === ApexParser.RULE_formalParameter).length ?? 0;
}

function argumentCount(node: Context): number {
  const list = child(node, ApexParser.RULE_expressionList);
  return list?.children?.filter(({ ruleIndex }) => ruleIndex === ApexParser.RULE_expression).length ?? 0;
}

/** As in our own summary. Alternatives of `expression` have no rule of their own, only a class name. */
function expressionText(node: Context): string | null {
  switch (node.ruleIndex) {
    case ApexParser.RULE_methodCall:
      return `call ${node.children![0]!.getText()}(${argumentCount(node)})@${node.start.line}`;
    case ApexParser.RULE_dotMethodCall:
      return `call ${only(node, ApexParser.RULE_anyId)}(${argumentCount(node)})@${node.start.line}`;
    case ApexParser.RULE_creator:
      return `new@${node.parentCtx!.start.line}`;
    case ApexParser.RULE_soqlLiteral:
      return `soql ${binds(node)}@${node.start.line}`;
    case ApexParser.RULE_soslLiteral:
      return `sosl ${binds(node)}@${node.start.line}`;
    case ApexParser.RULE_variableDeclarator:
      return isField(node) ? null : `variable ${only(node, ApexParser.RULE_id)}@${node.start.line}`;
    case ApexParser.RULE_expression:
      return alternative(node);
    default:
      return null;
  }
}

function alternative(node: Context): string | null {
  switch (node.constructor.name) {
    case 'CastExpressionContext':
      return `cast@${node.start.line}`;
    case 'InstanceOfExpressionContext':
      return `instanceof@${node.start.line}`;
    case 'CondExpressionContext':
      return `ternary@${node.start.line}`;
    case 'ArrayExpressionContext':
      return `index@${node.start.line}`;
    case 'AssignExpressionContext':
      return `assignment@${node.start.line}`;
    default:
      return null;
  }
}

/** Whether a declarator is a field of a type; the grammar calls the variables of a script fields as well. */
function isField(node: Context): boolean {
  const declaration = node.parentCtx!.parentCtx!;
  return (
    declaration.ruleIndex === ApexParser.RULE_fieldDeclaration &&
    declaration.parentCtx!.ruleIndex === ApexParser.RULE_memberDeclaration
  );
}

function binds(node: Context): number {
  let count = 0;
  const waiting = [...(node.children ?? [])];
  while (waiting.length > 0) {
    const next = waiting.pop()!;
    if (next.ruleIndex === ApexParser.RULE_boundExpression) count++;
    else waiting.push(...(next.children ?? []));
  }
  return count;
}
