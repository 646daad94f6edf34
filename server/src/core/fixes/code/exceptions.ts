import { catches } from '../../saves/code/refusal/catching.ts';
import type { Node } from '../../saves/code/refusal/children.ts';
import { receiverOf } from '../../saves/code/refusal/names.ts';
import type { Expression, Statement } from '../../saves/code/tree.ts';
import type { HelperInput } from './helper.ts';
import { beginsLine } from './lines.ts';
import type { SaveCode } from './saveCode.ts';
import type { CodeScene } from './scene.ts';

/** What becomes of the value of a save. */
export type Sink =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'return' }
  | { readonly kind: 'assign'; readonly target: string }
  | { readonly kind: 'declare'; readonly statement: Extract<Statement, { kind: 'declare' }> }
  /** A part of a larger expression. */
  | { readonly kind: 'other' };

/** Where a save stands that throws, rejects or raises where it is refused. */
export interface Place {
  readonly statement: Statement;
  readonly sink: Sink;
  readonly isAwaited: boolean;
  /** A try statement of the same function gets the error. */
  readonly isCaught: boolean;
  /** Python: `create(…)['id']`. */
  readonly takesId: boolean;
}

/** How the error is read, by the library; null where it is not known. */
export function errorInput({ origin }: SaveCode): HelperInput | null {
  return errorInputOf(origin.library);
}

export function errorInputOf(library: string): HelperInput | null {
  switch (library) {
    case 'jsforce':
      return 'jsforce-error';
    case 'simple_salesforce':
      return 'simple-salesforce-error';
    case 'axios':
    case 'gaxios':
      return 'axios-error';
    case 'got':
      return 'got-error';
    case 'ky':
      return 'ky-error';
    case 'ofetch':
      return 'ofetch-error';
    case 'superagent':
      return 'superagent-error';
    case 'request-promise':
      return 'request-promise-error';
    case 'lwc':
      return 'lwc-error';
    default:
      return null;
  }
}

export function placeOf({ scene, call, whole: chain }: SaveCode): Place | null {
  const { index } = scene;
  if (call.arguments.some(({ value }) => value.kind === 'function')) return null;
  const statement = scene.statementAround(call);
  if (!statement) return null;
  const awaited = index.parent(chain);
  const isAwaited = awaited?.kind === 'await';
  const whole = isAwaited ? awaited : chain;
  const id = scene.isPython ? idOf(whole, scene) : null;
  return {
    statement,
    sink: sinkOf(id ?? whole, scene),
    isAwaited,
    isCaught: isCaught(call, scene),
    takesId: id !== null,
  };
}

/** `….get("id")` or `…["id"]` around a result. */
function idOf(whole: Expression, { index }: CodeScene): Expression | null {
  const around = index.parent(whole);
  if (around?.kind === 'index' && index.role(whole) === 'object') {
    return isIdText(around.index) ? around : null;
  }
  if (around?.kind !== 'member' || around.name !== 'get') return null;
  const call = index.parent(around);
  if (call?.kind !== 'call' || receiverOf(call) !== whole || call.arguments.length !== 1) return null;
  return isIdText(call.arguments[0]!.value) ? call : null;
}

function isIdText(expression: Expression): boolean {
  return expression.kind === 'text' && expression.parts.length === 1 && expression.parts[0] === 'id';
}

function sinkOf(whole: Expression, scene: CodeScene): Sink {
  const { index } = scene;
  const around = index.parent(whole);
  switch (around?.kind) {
    case 'expression':
      return { kind: 'nothing' };
    case 'return':
      return { kind: 'return' };
    case 'declare':
      return { kind: 'declare', statement: around };
    case 'assign': {
      const isPlain = around.operator === '=' && index.role(whole) === 'value';
      const target = scene.code(around.target);
      const isStatement = index.parent(around)?.kind === 'expression';
      return isPlain && isStatement && /^[\w$.]+$/.test(target)
        ? { kind: 'assign', target }
        : { kind: 'other' };
    }
    default:
      return { kind: 'other' };
  }
}

function isCaught(node: Node, { index, file }: CodeScene): boolean {
  let child: Node = node;
  for (const at of index.ancestors(node)) {
    if (at.kind === 'function-syntax') return false;
    const isGuarded = at.kind === 'try' && index.role(child) === 'body';
    if (isGuarded && at.handlers.some((handler) => catches(handler, null, file.language.id))) return true;
    child = at;
  }
  return false;
}

/** Whether lines can stand before a statement: it begins its line, in a block of its own braces. */
export function takesLinesBefore(statement: Statement, scene: CodeScene): boolean {
  const { source, index } = scene;
  if (!beginsLine(statement, scene)) return false;
  const block = index.parent(statement);
  if (block === null) return true;
  if (block.kind === 'export') return false;
  if (block.kind !== 'block') return false;
  return scene.isPython || source[scene.span(block).start] === '{';
}

/** The loop whose body's next turn would come after the statement. */
export function isInLoop(statement: Statement, { index }: CodeScene): boolean {
  const block = index.parent(statement);
  return block?.kind === 'block' && index.parent(block)?.kind === 'loop';
}
