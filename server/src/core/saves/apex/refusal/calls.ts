import { type BoundBody, dottedName } from '../bind/bind.ts';
import type { CallExpression, Expression, NameExpression } from '../syntax.ts';
import { isLogName } from './markers.ts';
import type { ReachLevel } from './reach.ts';

/** `System.debug(…)`, `Logger.error(…)`, `new ErrorLog().write(…)`, `logException(…)`. */
export function isLogCall(call: CallExpression, bound: BoundBody): boolean {
  if (isLogName(call.name.name)) return true;
  if (!call.target) return false;
  // A list of log records is no logger: what becomes of the list decides.
  if (/^(add|addAll|put|putAll|set)$/i.test(call.name.name) && isOwnVariable(call.target)) return false;
  const root = rootName(call.target);
  if (root && isLogName(root.name)) return true;
  const path = dottedName(call.target);
  if (path && isLogName(path)) return true;
  const made = call.target.kind === 'new' ? call.target.type.name : null;
  if (made && isLogName(made)) return true;
  const symbol = root ? bound.symbolOf(root) : null;
  return symbol !== null && symbol.kind !== 'type' && isLogName(symbol.type.name);
}

function isOwnVariable(target: Expression): boolean {
  if (target.kind === 'name') return true;
  return target.kind === 'member' && target.target.kind === 'name' && /^this$/i.test(target.target.name);
}

/** The first name of a chain: `a` in `a.b().c[0]`. */
export function rootName(expression: Expression): NameExpression | null {
  let node = expression;
  for (;;) {
    switch (node.kind) {
      case 'name':
        return node;
      case 'member':
      case 'index':
        node = node.target;
        break;
      case 'parenthesized':
        node = node.inner;
        break;
      case 'cast':
        node = node.operand;
        break;
      case 'call':
        if (!node.target) return null;
        node = node.target;
        break;
      default:
        return null;
    }
  }
}

interface KnownReach {
  readonly level: ReachLevel;
  readonly how: string;
}

const silent: KnownReach = { level: 'none', how: '' };

/** Platform methods that bring a message to somebody, by method name alone. */
const tellingMethods: readonly (readonly [RegExp, string])[] = [
  [/^addError$/i, 'is shown on the record'],
  [/^addMessages?$/i, 'is shown on the page'],
  [/^(sendEmail|sendEmailMessage)$/i, 'is sent by e-mail'],
  [/^enqueueJob$/i, 'is retried in a job'],
];

/** Platform classes whose methods tell nobody. */
const silentClasses = new Set(
  (
    'system string database test json math date datetime time limits userinfo schema type label blob ' +
    'encodingutil crypto integer decimal double long boolean id pattern url uuid cache request'
  ).split(' '),
);

/** What a call of the platform does with what it is given; null for other calls. */
export function platformReach(call: CallExpression, bound: BoundBody): KnownReach | null {
  const telling = tellingMethods.find(([pattern]) => pattern.test(call.name.name));
  if (telling) return { level: 'errors', how: telling[1] };
  if (!call.target) return null;
  const root = rootName(call.target);
  if (!root || bound.symbolOf(root)) return null;
  const name = root.name.toLowerCase();
  if (name === 'eventbus') return { level: 'errors', how: 'is published as an event' };
  if (name === 'database' && /^(insert|update|upsert)(Immediate|Async)?$/i.test(call.name.name)) {
    return { level: 'errors', how: 'is stored in a record' };
  }
  if (name === 'messaging') return { level: 'errors', how: 'is sent on' };
  return silentClasses.has(name) ? silent : null;
}
