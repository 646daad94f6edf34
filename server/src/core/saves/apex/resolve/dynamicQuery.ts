import type { BoundBody } from '../bind/bind.ts';
import { isLocal } from '../bind/symbols.ts';
import type { Expression } from '../syntax.ts';

/** The object of the outer FROM in the text of a dynamic query, where its text is written out. */
export function queriedObject(query: Expression | undefined, bound: BoundBody): string | null {
  if (!query) return null;
  return fromIn(textOf(query, bound, 0));
}

/** The operands of `a + b + c`, which is a deep tree where there are many. */
function operandsOf(sum: Expression): Expression[] {
  const operands: Expression[] = [];
  let at = sum;
  while (at.kind === 'binary' && at.operator === '+') {
    operands.push(at.right);
    at = at.left;
  }
  operands.push(at);
  return operands.reverse();
}

/** The known parts of a text, with a gap, `\0`, where a part is not known. */
function textOf(expression: Expression, bound: BoundBody, depth: number): string {
  if (depth > 5) return '\0';
  switch (expression.kind) {
    case 'literal':
      return typeof expression.value === 'string' ? expression.value : '\0';
    case 'parenthesized':
      return textOf(expression.inner, bound, depth);
    case 'binary':
      if (expression.operator !== '+') return '\0';
      return operandsOf(expression)
        .map((operand) => textOf(operand, bound, depth))
        .join('');
    case 'name': {
      const symbol = bound.symbolOf(expression);
      if (!symbol || !isLocal(symbol)) return '\0';
      // `q = 'SELECT …'; q += ' FROM Lead';`: the pieces in the order in which they are written.
      const pieces = bound.usesOf(symbol).flatMap(({ role, context }) => {
        if (role !== 'write') return [];
        if (context?.kind === 'declarator' && context.initializer) return [context.initializer];
        return context?.kind === 'assignment' ? [context.value] : [];
      });
      if (pieces.length === 0) return '\0';
      const before = symbol.kind === 'parameter' ? '\0' : '';
      return before + pieces.map((piece) => textOf(piece, bound, depth + 1)).join('');
    }
    case 'call': {
      const isFormat = /^(?:escapesinglequotes|format|valueof)$/i.test(expression.name.name);
      const [first] = expression.arguments;
      return isFormat && first ? textOf(first, bound, depth + 1) : '\0';
    }
    default:
      return '\0';
  }
}

const clauses = /^(?:where|with|group|order|limit|offset|for|using|having)$/i;

/** The object after FROM that stands in no parentheses; null where there are several or none. */
function fromIn(text: string): string | null {
  let flat = text;
  for (let before = ''; before !== flat; ) {
    before = flat;
    flat = flat.replace(/\([^()]*\)/g, ' ');
  }
  const objects = [...flat.matchAll(/\bfrom\s+(\w+)/gi)].map((match) => match[1]!);
  const [object] = objects;
  return objects.length === 1 && !clauses.test(object!) ? object! : null;
}
