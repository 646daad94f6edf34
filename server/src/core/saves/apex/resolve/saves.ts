import type { Span } from '../../../text.ts';
import type { Channel, Operation } from '../../site.ts';
import type { BoundBody } from '../bind/bind.ts';
import type { CallExpression, DmlStatement, Expression } from '../syntax.ts';
import type { ApexTypes } from '../types/types.ts';

/** A save that stands in a body: a DML statement or a call of a method of Database. */
export interface DirectSave {
  readonly operation: Operation;
  readonly channel: Channel;
  readonly node: DmlStatement | CallExpression;
  /** The DML keyword, or the name of the called method. */
  readonly keyword: Span;
  /** What is saved; null where a call lacks its argument. */
  readonly operand: Expression | null;
}

const databaseMethods: ReadonlyMap<string, Operation> = new Map([
  ['insert', 'insert'],
  ['update', 'update'],
  ['upsert', 'upsert'],
  ['convertlead', 'convertLead'],
]);

/** The saves of a body, in the order of the text. Deletes, undeletes and merges are none. */
export function savesIn(bound: BoundBody, types: ApexTypes): DirectSave[] {
  const saves: DirectSave[] = [];
  for (const node of bound.nodes('dml')) {
    const { operation, keyword, operand } = node;
    if (operation !== 'insert' && operation !== 'update' && operation !== 'upsert') continue;
    saves.push({ operation, channel: 'apex-statement', node, keyword, operand });
  }
  for (const node of bound.nodes('call')) {
    const operation = databaseMethods.get(node.name.name.toLowerCase());
    if (!operation || !node.target || !isDatabase(node.target, bound, types)) continue;
    const channel = operation === 'convertLead' ? 'apex-convert-lead' : 'apex-database';
    saves.push({ operation, channel, node, keyword: node.name, operand: node.arguments[0] ?? null });
  }
  return saves.sort((a, b) => a.keyword.start - b.keyword.start);
}

function isDatabase(target: Expression, bound: BoundBody, types: ApexTypes): boolean {
  return types.staticPlatform(target, bound)?.toLowerCase() === 'database';
}
