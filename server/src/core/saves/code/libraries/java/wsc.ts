import type { Place } from '../../../../text.ts';
import type { Operation } from '../../../site.ts';
import type { LibraryValue, RecordValue, Value } from '../../values.ts';
import type { Evaluation, LibraryModel, ModelCall, OptionDraft, OptionsDraft } from '../model.ts';
import { isLibrary } from '../shared/made.ts';
import { objectOfConversions, objectOfRecords, soapOptions } from '../shared/soapRecords.ts';

const connectionType = 'wsc.Connection';
const headerKey = 'DuplicateRuleHeader';

/** What a save over SOAP returns: `isSuccess()`, `getErrors()` a row. */
export const soapResults = 'soap.SaveResults';

const operations: Readonly<Record<string, Operation>> = {
  create: 'insert',
  update: 'update',
  upsert: 'upsert',
  convertLead: 'convertLead',
};

/**
 * Connections that github.com/forcedotcom/wsc generates (codegen/templates/connection.st): a header that is set
 * stays with the connection until it is cleared, and goes with each operation that the WSDL binds it to. Refusals
 * are rows of the results.
 */
export const wsc: LibraryModel = {
  name: 'WSC',
  marker: null,
  call: (call, evaluation) => called(call, evaluation),
  declared: (type, at) => (isConnectionClass(type) ? newConnection(at) : undefined),
};

function isConnectionClass(name: string): boolean {
  return /^(?:com\.sforce\.soap\.\w+\.)?(?:Partner|Enterprise)Connection$/.test(name);
}

function newConnection(at: Place): LibraryValue {
  return { kind: 'library', type: connectionType, state: new Map(), place: at };
}

/** A connection of which the code in sight shows how it was made, and with that which headers it was given. */
function madeHere(at: Place): LibraryValue {
  const made: Value = { kind: 'scalar', value: true, place: at };
  return { kind: 'library', type: connectionType, state: new Map([['made', made]]), place: at };
}

function called(call: ModelCall, evaluation: Evaluation): Value | undefined {
  const { receiver, method, path, syntax } = call;
  const name = path.at(-1) ?? '';
  if (call.isNew) return isConnectionClass(name) ? madeHere(syntax) : newRecord(call);
  const owner = path.at(-2) ?? '';
  if (method === 'newConnection' && /Connector$/.test(owner)) return madeHere(syntax);
  if (isLibrary(receiver, connectionType)) return onConnection(receiver, call, evaluation);
  if (receiver?.kind === 'record') return setField(receiver, call);
  const isRows = receiver?.kind === 'list' || receiver?.kind === 'parameter';
  if (isRows && method === 'toArray') return receiver;
  const isOpen = receiver?.kind === 'unknown' || receiver?.kind === 'parameter';
  const isByName =
    /conn(?:ection)?$|binding$/i.test(owner) &&
    call.imports.some((each) => /^com\.sforce\.soap\b/.test(each));
  return isOpen && isByName ? onConnection(newConnection(syntax), call, evaluation) : undefined;
}

/** `new SObject("Lead")`, or without a type that `setType` gives. */
function newRecord(call: ModelCall): RecordValue | undefined {
  if (call.path.at(-1) !== 'SObject') return undefined;
  const [type] = call.arguments;
  const entries = type ? [{ key: 'type', value: type, place: call.syntax, when: null }] : [];
  return { kind: 'record', entries, open: false, place: call.syntax, type: 'SObject' };
}

/** `lead.setField("LastName", name)`, `addField`; `setType("Lead")` of the partner API's SObject writes no field. */
function setField(record: RecordValue, call: ModelCall): Value | undefined {
  if (call.method === 'setType' && record.type === 'SObject' && call.arguments[0]) {
    return put(record, 'type', call.arguments[0], call.syntax);
  }
  if (!/^(?:set|add)(?:Sobject)?Field$/.test(call.method)) return undefined;
  const [name, value] = call.arguments;
  const key = name?.kind === 'text' && name.parts.length === 1 ? name.parts[0] : null;
  if (value === undefined) return undefined;
  if (typeof key === 'string') return put(record, key, value, call.syntax);
  record.open = true;
  return record;
}

/** What was set before under the key is gone. */
function put(record: RecordValue, key: string, value: Value, place: Place): RecordValue {
  const others = record.entries.filter((entry) => entry.key !== key);
  record.entries.splice(0, record.entries.length, ...others, { key, value, place, when: null });
  return record;
}

function onConnection(connection: LibraryValue, call: ModelCall, evaluation: Evaluation): Value | undefined {
  const { method, arguments: passed, syntax } = call;
  const { state } = connection;
  switch (method) {
    case 'setDuplicateRuleHeader': {
      const names = ['allowSave', 'includeRecordDetails', 'runAsCurrentUser'];
      const entries = names.flatMap((key, index) => {
        const value = passed[index];
        return value ? [{ key, value, place: syntax, when: null }] : [];
      });
      state.set(headerKey, { kind: 'record', entries, open: false, place: syntax, type: headerKey });
      return evaluation.unknown('nothing');
    }
    case '__setDuplicateRuleHeader':
      if (passed[0]) state.set(headerKey, passed[0]);
      return evaluation.unknown('nothing');
    case 'clearDuplicateRuleHeader':
      state.set(headerKey, { kind: 'scalar', value: null, place: syntax });
      return evaluation.unknown('nothing');
  }
  const operation = Object.hasOwn(operations, method) ? operations[method]! : null;
  const records = (method === 'upsert' ? passed[1] : passed[0]) ?? null;
  if (operation === null || records === null) return undefined;
  const isConversion = operation === 'convertLead';
  return evaluation.save({
    operation,
    channel: isConversion ? 'soap-convert-lead' : 'soap',
    object: isConversion ? objectOfConversions(records, syntax) : objectOfRecords(records, syntax),
    options: optionsOf(connection, call),
    version: null,
    externalId: operation === 'upsert' ? (passed[0] ?? null) : null,
    records,
    reports: 'rows',
    allOrNone: null,
    at: syntax,
    returns: evaluation.library(soapResults),
  });
}

/** A connection is set up far from the save: where the file sets a header, it may be this one's. */
function optionsOf({ state }: LibraryValue, call: ModelCall): OptionsDraft | null {
  const header = state.get(headerKey);
  if (header !== undefined) return soapOptions(header, call.syntax);
  if (!call.mentions(/setDuplicateRuleHeader/)) return null;
  const owner = nameOfOwner(call);
  const isMade = state.has('made') && owner !== null;
  if (isMade && !call.mentions(new RegExp(`\\b${owner}\\s*\\.\\s*_*setDuplicateRuleHeader`))) return null;
  const option: OptionDraft = { kind: 'unknown', why: 'set elsewhere in this file', place: call.syntax };
  return {
    allowSave: option,
    includeRecordDetails: option,
    runAsCurrentUser: option,
    place: null,
    ineffective: null,
  };
}

/** `connection` of `connection.create(…)` and `this.connection.create(…)`: others may stand for any connection. */
function nameOfOwner({ syntax: { callee } }: ModelCall): string | null {
  const object = callee.kind === 'member' ? callee.object : null;
  if (object?.kind !== 'name' && object?.kind !== 'member') return null;
  return /^\w+$/.test(object.name) ? object.name : null;
}
