import type { Place } from '../../../../text.ts';
import type { Operation } from '../../../site.ts';
import type { LibraryValue, Value } from '../../values.ts';
import type { Evaluation, LibraryModel, ModelCall, SaveDraft } from '../model.ts';
import { isLibrary } from '../shared/made.ts';
import { textOf } from '../shared/reading.ts';
import { objectOfConversions, objectOfRecords, soapOptions } from '../shared/soapRecords.ts';

const proxyType = 'soap.Proxy';

/** What a save over SOAP returns: `success`, `errors` a row. */
const soapResults = 'soap.SaveResults';

const operations: Readonly<Record<string, Operation>> = {
  create: 'insert',
  update: 'update',
  upsert: 'upsert',
  convertLead: 'convertLead',
};

/**
 * Proxies that .NET generates from the enterprise or partner WSDL. `SforceService` (a web reference) keeps headers
 * as properties: `binding.DuplicateRuleHeaderValue`. `SoapClient` (a service reference) takes them as arguments.
 */
export const soapProxies: LibraryModel = {
  name: 'SOAP proxies of .NET',
  marker: null,
  declared: (type, at) => (isProxy(type) ? newProxy(at) : undefined),
  call(call, evaluation) {
    const { receiver, path } = call;
    if (call.isNew) return isProxy(path.join('.')) ? newProxy(call.syntax) : undefined;
    if (isLibrary(receiver, proxyType)) return saved(receiver, call, evaluation);
    // What a caller passes stays its.
    if (receiver?.kind === 'parameter' && call.method === 'ToArray') return receiver;
    const isOpen = receiver?.kind === 'unknown' || receiver?.kind === 'parameter';
    const name = path.at(-2) ?? '';
    const isSalesforce =
      /sforce|sfdc|salesforce/i.test(name) || (/binding$|soap/i.test(name) && call.mentions(/\bsObject\b/));
    const isByName = isSalesforce && recordsAmong(call.arguments)?.kind === 'list';
    return isOpen && isByName ? saved(newProxy(call.syntax), call, evaluation) : undefined;
  },
};

/** Every WSDL makes a SoapClient: that of Salesforce is told by its namespace where it is written, else by its methods. */
function isProxy(name: string): boolean {
  return /(?:^|\.)SforceService$/.test(name) || /^(?:\w+\.)*SoapClient$/.test(name);
}

function newProxy(at: Place): LibraryValue {
  return { kind: 'library', type: proxyType, state: new Map(), place: at };
}

function saved(proxy: LibraryValue, call: ModelCall, evaluation: Evaluation): Value | undefined {
  const method = call.method.replace(/Async$/, '');
  const operation = Object.hasOwn(operations, method) ? operations[method]! : null;
  const records = recordsAmong(call.arguments);
  if (operation === null || records === null) return undefined;
  const passed = call.arguments.find(
    (value) => value.kind === 'record' && value.type?.endsWith('DuplicateRuleHeader'),
  );
  const field = call.arguments.find((value) => value.kind === 'text' && textOf(value) !== '');
  const isConversion = operation === 'convertLead';
  const draft: SaveDraft = {
    operation,
    channel: isConversion ? 'soap-convert-lead' : 'soap',
    object: isConversion ? objectOfConversions(records, call.syntax) : objectOfRecords(records, call.syntax),
    options: soapOptions(passed ?? proxy.state.get('DuplicateRuleHeaderValue'), call.syntax),
    version: null,
    externalId: operation === 'upsert' ? (field ?? null) : null,
    records,
    reports: 'rows',
    allOrNone: null,
    at: call.syntax,
    returns: evaluation.library(soapResults),
  };
  return evaluation.save(draft);
}

/** The list among the arguments; the last one where none is known for a list. */
function recordsAmong(values: readonly Value[]): Value | null {
  return values.find(({ kind }) => kind === 'list') ?? values.at(-1) ?? null;
}
