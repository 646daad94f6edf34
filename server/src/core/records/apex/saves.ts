import { dottedName } from '../../saves/apex/bind/bind.ts';
import type { CallExpression, DmlStatement, NewExpression } from '../../saves/apex/syntax.ts';

/** What code does with a record in the end; null where that is an upsert or not told. */
export interface RecordSave {
  readonly node: DmlStatement | CallExpression | NewExpression;
  readonly operation: 'insert' | 'update' | null;
}

export function saveByStatement(node: DmlStatement): RecordSave | null {
  switch (node.operation) {
    case 'insert':
    case 'update':
      return { node, operation: node.operation };
    case 'upsert':
      return { node, operation: null };
    default:
      return null;
  }
}

const savingName = /^(?:do_?)?(insert|update|upsert|save|register(?:new|dirty|upsert))(.*)$/i;
const restOfName =
  /^(?:_|all|many|one|list|records?|sobjects?|objects?|as(?:user|system)|in(?:user|system)mode|now|with\w*|without\w*)*$/i;

/**
 * `Database.insert(x)`, and methods whose names say that they save: `unitOfWork.registerNew(x)`,
 * `UTIL_DMLService.insertRecord(x)`, `insertLead(x)` for a lead. What the name says is not looked up: a
 * person sees the record first.
 */
export function saveByCall(node: CallExpression, object: string): RecordSave | null {
  const [, found = '', rest = ''] = savingName.exec(node.name.name) ?? [];
  const verb = found.toLowerCase();
  const plainObject = object.replace(/__c$/i, '');
  if (verb === '' || !restOfName.test(rest.replace(new RegExp(`${plainObject}s?`, 'i'), ''))) return null;
  const operations: Readonly<Record<string, RecordSave['operation']>> = {
    insert: 'insert',
    registernew: 'insert',
    update: 'update',
    registerdirty: 'update',
  };
  return { node, operation: operations[verb] ?? null };
}

const harmless =
  /^(?:debug|serialize|serializepretty|contains|indexof|equals|valueof|format|assert\w*|isnotnull|areequal|haserrors?|info|warn|error|fine|finer|finest|log)$/i;

/** Whether a method that is given a record may set more of its fields. */
export function maySetFields(call: CallExpression | NewExpression): boolean {
  if (call.kind === 'new') return true;
  const path = call.target ? dottedName(call.target)?.toLowerCase() : undefined;
  return !harmless.test(call.name.name) && path !== 'json' && path !== 'system' && path !== 'assert';
}
