import type { BoundBody } from '../../saves/apex/bind/bind.ts';
import type { CodeSymbol } from '../../saves/apex/bind/symbols.ts';
import type { Expression, Statement } from '../../saves/apex/syntax.ts';
import type { SaveCall } from './saveCall.ts';
import type { SaveScene } from './scene.ts';

/** A record that was refused has no Id, and now the code below runs: said where that code uses it. */
export function idNote(
  { scene: { bound }, statement, judged }: SaveScene,
  { savesList, operand }: SaveCall,
): string | null {
  const { operation } = judged.site;
  if (savesList === null || operand.kind !== 'name') return null;
  if (operation !== 'insert' && operation !== 'upsert') return null;
  const symbol = bound.symbolOf(operand);
  if (!symbol || !usesIds(symbol, statement, bound)) return null;
  const id = savesList ? 'the Id of such a record' : `${operand.name}.Id`;
  return operation === 'insert'
    ? `${id}, which the code below uses, is null here`
    : `${id}, which the code below uses, is null here if the record is new`;
}

function usesIds(records: CodeSymbol, statement: Statement, bound: BoundBody): boolean {
  const isBelow = (node: Expression) => node.start >= statement.end && bound.reaches(statement, node);
  return (
    bound
      .nodes('member')
      .some(
        ({ target, name }) =>
          name.name.toLowerCase() === 'id' && isBelow(target) && isOneOf(records, target, bound),
      ) || bound.nodes('new').some((made) => isBelow(made) && mapsById(made, records, bound))
  );
}

/** `record`, `records[0]`, `records.get(0)`, or the variable of a loop over the records. */
function isOneOf(records: CodeSymbol, target: Expression, bound: BoundBody): boolean {
  if (target.kind === 'parenthesized') return isOneOf(records, target.inner, bound);
  if (target.kind === 'index') return isNamed(target.target, records, bound);
  if (target.kind === 'call')
    return (
      /^get$/i.test(target.name.name) && target.target !== null && isNamed(target.target, records, bound)
    );
  if (isNamed(target, records, bound)) return true;
  const variable = target.kind === 'name' ? bound.symbolOf(target) : null;
  return bound
    .nodes('for-each')
    .some(
      (loop) =>
        variable !== null &&
        bound.symbols.some((one) => one === variable && one.declaration === loop) &&
        isNamed(loop.iterable, records, bound),
    );
}

function isNamed(expression: Expression, symbol: CodeSymbol, bound: BoundBody): boolean {
  return expression.kind === 'name' && bound.symbolOf(expression) === symbol;
}

/** `new Map<Id, Lead>(records)` takes their ids as keys. */
function mapsById(
  made: Extract<Expression, { kind: 'new' }>,
  records: CodeSymbol,
  bound: BoundBody,
): boolean {
  return /^map\b/i.test(made.type.name) && made.arguments.some((given) => isNamed(given, records, bound));
}
