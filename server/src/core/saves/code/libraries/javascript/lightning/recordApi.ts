import { noOptions, optionOf } from '../../../requests/options.ts';
import type { LibraryValue, Value } from '../../../values.ts';
import type { Evaluation, LibraryModel, ModelCall, OptionsDraft } from '../../model.ts';
import { recordOf } from '../../shared/combine.ts';
import { made } from '../../shared/made.ts';
import { fieldOf, isNothing, text } from '../../shared/reading.ts';
import { schemaMember, schemaModule, schemaObject } from './schema.ts';

const inputMakers = new Set(['generateRecordInputForCreate', 'generateRecordInputForUpdate']);

/** `lightning/uiRecordApi`: createRecord and updateRecord reject with the refusal. */
export const lightning: LibraryModel = {
  name: 'lightning/uiRecordApi',
  marker: /lightning\/uiRecordApi|@salesforce\/schema/,
  module: (specifier) =>
    specifier === 'lightning/uiRecordApi' ? made.library('lwc.RecordApi') : schemaModule(specifier),
  member(receiver, name, at) {
    if (receiver.type !== 'lwc.RecordApi') return schemaMember(receiver, name, at);
    if (name === 'createRecord' || name === 'updateRecord' || inputMakers.has(name)) {
      return made.library(`lwc.${name}`);
    }
    return undefined;
  },
  call(call, evaluation) {
    const { callee } = call;
    if (callee?.kind !== 'library') return undefined;
    if (callee.type === 'lwc.createRecord') return saved('insert', call, evaluation);
    if (callee.type === 'lwc.updateRecord') return saved('update', call, evaluation);
    return inputMakers.has(callee.type.replace(/^lwc\./, '')) ? recordInput(call) : undefined;
  },
};

function saved(operation: 'insert' | 'update', call: ModelCall, evaluation: Evaluation): Value {
  const [input] = call.arguments;
  const fields = fieldOf(input, 'fields');
  const named = fieldOf(input, 'apiName');
  return evaluation.save({
    operation,
    channel: 'lwc',
    object:
      asName(named, call) ??
      objectOfFields(fields, call) ??
      evaluation.unknown(
        operation === 'insert' ? 'named by a record that is not known here' : 'not named in an update',
      ),
    options: optionsIn(input ?? null, call),
    version: null,
    externalId: null,
    records: fields,
    reports: 'exception',
    allOrNone: null,
    at: call.syntax,
    returns: evaluation.library('lwc.Record'),
  });
}

function optionsIn(input: Value | null, call: ModelCall): OptionsDraft | null {
  const allowed = fieldOf(input, 'allowSaveOnDuplicate');
  if (isNothing(allowed)) return null;
  if (allowed!.kind === 'unknown' && input?.kind !== 'record') return null;
  const place = 'place' in allowed! && allowed.place ? allowed.place : call.syntax;
  return { ...noOptions, allowSave: optionOf(allowed!, place), place, ineffective: null };
}

/** `apiName: LEAD_OBJECT` beside `LEAD_OBJECT.objectApiName`. */
function asName(value: Value | null, call: ModelCall): Value | null {
  if (isNothing(value)) return null;
  const object = value!.kind === 'library' ? schemaObject(value as LibraryValue) : null;
  return object === null ? value : text(call.syntax, object);
}

/** An update names no object; its fields do where the imports that name them are of the schema of one. */
function objectOfFields(fields: Value | null, call: ModelCall): Value | null {
  if (fields?.kind !== 'record') return null;
  const named = fields.entries.filter(({ place }) => /\bfieldApiName\b/.test(call.written(place)));
  const keys = new Set(named.map(({ key }) => key));
  const objects = call.imports.flatMap((name) => {
    const [, object, field] = /^@salesforce\/schema\/(\w+)\.(\w+)$/.exec(name) ?? [];
    return object && field && keys.has(field) ? [object] : [];
  });
  const [only, ...others] = new Set(objects);
  return only && others.length === 0 ? text(call.syntax, only) : null;
}

/** A record input made from a record: of the same object, with fields that are not known. */
function recordInput(call: ModelCall): Value {
  const [record] = call.arguments;
  const at = call.syntax;
  const fields = { ...recordOf(at, {}), open: true };
  return recordOf(at, { apiName: fieldOf(record, 'apiName'), fields });
}
