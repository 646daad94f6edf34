import type { Node } from '../../saves/code/refusal/children.ts';
import type { Expression } from '../../saves/code/tree.ts';
import { asksForStatus } from './bound.ts';
import type { CodeScene } from './scene.ts';

/**
 * Whether a use of a response comes out right where the response is that to the update of a record. It has no body
 * and status 204, where a create answers 201 and its id; failures of both look alike (REST API guide, "Update a
 * Record").
 */
export function bearsUpdate(use: Node, scene: CodeScene): boolean {
  if (asksForStatus(use, scene)) return !asksWhichSuccess(use, scene);
  return isWhereItFailed(use, scene);
}

/** `response.status === 201`, which an update does not answer. */
function asksWhichSuccess(use: Node, { index }: CodeScene): boolean {
  const member = index.parent(use)!;
  const around = index.parent(member);
  if (around?.kind === 'switch') return true;
  if (around?.kind !== 'binary' || !/^(==|!=|in)$/.test(around.operator)) return false;
  const other = around.left === member ? around.right : around.left;
  return other.kind !== 'number' || (other.value >= 200 && other.value < 300);
}

/** In `if (!response.ok) { … }` or on the other side of `response.ok`. */
function isWhereItFailed(use: Node, { index }: CodeScene): boolean {
  if (use.kind !== 'name') return false;
  for (let at: Node | null = use; at && at.kind !== 'function-syntax'; at = index.parent(at)) {
    const around = index.parent(at);
    if (around?.kind !== 'if' && around?.kind !== 'conditional') continue;
    const role = index.role(at);
    if (role === 'then' && saysOf(around.test, use.name) === 'failure') return true;
    if (role === 'otherwise' && saysOf(around.test, use.name) === 'success') return true;
  }
  return false;
}

/** What a test that holds says of a response; for success also what follows where it does not hold. */
function saysOf(test: Expression, name: string): 'success' | 'failure' | null {
  switch (test.kind) {
    case 'member':
      if (!isNamed(test.object, name)) return null;
      if (test.name === 'is_error') return 'failure';
      return /^(ok|is_success)$/.test(test.name) ? 'success' : null;
    case 'unary':
      return test.operator === '!' && saysOf(test.operand, name) === 'success' ? 'failure' : null;
    case 'binary': {
      if (test.operator === '&&') {
        return [test.left, test.right].some((side) => saysOf(side, name) === 'failure') ? 'failure' : null;
      }
      const { left, operator, right } = test;
      const isStatus = left.kind === 'member' && isNamed(left.object, name) && /^status/.test(left.name);
      if (!isStatus || right.kind !== 'number') return null;
      const first = operator === '>=' ? right.value : operator === '>' ? right.value + 1 : null;
      return first === 300 || first === 400 ? 'failure' : null;
    }
    default:
      return null;
  }
}

function isNamed(value: Expression, name: string): boolean {
  return value.kind === 'name' && value.name === name;
}
