import type { Expression, FunctionSyntax } from '../tree.ts';
import { type Node, nodesIn } from './children.ts';
import type { Inquiry } from './inquiry.ts';
import { duplicateMarker, isDuplicateType } from './markers.ts';
import { calledName } from './names.ts';
import { exits } from './region.ts';

/** Whether a node stands where the code already knows of a duplicate: the retry, the update of the matched record. */
export function isInsideHandling(node: Node, inquiry: Inquiry): boolean {
  const { index } = inquiry;
  let child = node;
  for (const at of index.ancestors(node)) {
    const role = index.role(child);
    switch (at.kind) {
      case 'try':
        if (role === 'handler') {
          const handler = at.handlers[index.position(child)];
          if (handler?.types.some(isDuplicateType)) return true;
          if (handler?.filter && duplicateMarker([handler.filter], inquiry)) return true;
          if (duplicateMarker([child], inquiry)) return true;
        }
        break;
      case 'if':
      case 'conditional':
        if (role === 'then' && knows(at.test, inquiry)) return true;
        if (role === 'otherwise' && knows(at.test, inquiry) && isNegated(at.test)) return true;
        break;
      case 'binary':
        if (role === 'right' && at.operator === '&&' && knows(at.left, inquiry)) return true;
        break;
      case 'loop':
        if (role === 'body' && at.over && knows(at.over, inquiry)) return true;
        break;
      case 'switch':
        if (role === 'case') {
          const tests = at.cases[index.position(child)]?.tests ?? [];
          if (duplicateMarker(tests, inquiry)) return true;
        }
        break;
      case 'block':
        if (isSortedOut(at.statements, child, inquiry)) return true;
        break;
      case 'function-syntax':
        if (isErrorCallback(at, inquiry) && at.body && duplicateMarker([at.body], inquiry)) return true;
        break;
      default:
        break;
    }
    child = at;
  }
  return false;
}

/** `if (!isDuplicate(error)) { throw error; }` before the node. */
function isSortedOut(statements: readonly Node[], child: Node, inquiry: Inquiry): boolean {
  for (const statement of statements) {
    if (statement === child) return false;
    if (
      statement.kind === 'if' &&
      exits(statement.then) &&
      isNegated(statement.test) &&
      knows(statement.test, inquiry)
    )
      return true;
  }
  return false;
}

/** Whether a condition asks for the refusal, itself or by a variable that was made for it. */
function knows(test: Expression, inquiry: Inquiry): boolean {
  if (duplicateMarker([test], inquiry)) return true;
  for (const one of nodesIn([test])) {
    if (one.kind !== 'name') continue;
    const declaration = inquiry.index.variable(one)?.declaration;
    const parent = declaration ? inquiry.index.parent(declaration) : null;
    if (parent?.kind === 'declare' && parent.value && duplicateMarker([parent.value], inquiry)) return true;
    if (parent === null || parent === undefined) {
      if (assignedMarker(one, inquiry)) return true;
    }
  }
  return false;
}

function assignedMarker(name: Extract<Expression, { kind: 'name' }>, inquiry: Inquiry): boolean {
  const variable = inquiry.index.variable(name);
  if (!variable || variable.isParameter) return false;
  return inquiry.index.uses(variable).some((use) => {
    const parent = inquiry.index.parent(use);
    return (
      parent?.kind === 'assign' &&
      inquiry.index.role(use) === 'target' &&
      duplicateMarker([parent.value], inquiry) !== null
    );
  });
}

function isNegated(test: Expression): boolean {
  for (const one of nodesIn([test])) {
    if (one.kind === 'unary' && one.operator === '!') return true;
    if (one.kind === 'binary' && one.operator === '!=') return true;
  }
  return false;
}

/** A function that gets an error: `.catch(e => …)`, `(err, ret) => …`. */
function isErrorCallback(definition: FunctionSyntax, inquiry: Inquiry): boolean {
  const holder = inquiry.index.parent(definition);
  const call = holder ? inquiry.index.parent(holder) : null;
  if (call?.kind !== 'call' || !holder || inquiry.index.role(holder) !== 'argument') return false;
  const name = calledName(call);
  if (/^(catch|fail|exceptionally|onErrorResume)$/.test(name)) return true;
  if (name === 'then') return inquiry.index.position(holder) === 1;
  const [first] = definition.parameters;
  return first?.target.kind === 'name-pattern' && /^_?(e|err|error)$/i.test(first.target.name);
}
