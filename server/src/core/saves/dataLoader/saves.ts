import { type Anchor, type Place, place } from '../../text.ts';
import type { Operation, OptionValue, Refusal, SaveOptions, SaveSite, SaveTarget } from '../site.ts';
import type { Process, Properties, Property } from './properties.ts';

/** Properties with the file that they stand in. */
export interface Configuration {
  readonly anchor: Anchor;
  readonly properties: Properties;
}

const operations: ReadonlyMap<string, Operation> = new Map([
  ['insert', 'insert'],
  ['update', 'update'],
  ['upsert', 'upsert'],
]);

const unset: OptionValue = { kind: 'unset' };

/**
 * The save of a process: its own settings count before those of `config.properties`. Names of properties:
 * forcedotcom/dataloader, AppConfig.java; that only SOAP mode sends the header: PartnerClient.java.
 */
export function saveOf(
  { id, properties }: Process,
  anchor: Anchor,
  shared: Configuration | null,
): SaveSite | null {
  const look = (name: string): (Property & { readonly anchor: Anchor }) | null => {
    const own = properties.get(name);
    if (own !== undefined) return { ...own, anchor };
    const common = shared?.properties.get(name);
    return common === undefined ? null : { ...common, anchor: shared!.anchor };
  };
  const isOn = (name: string) => look(name)?.value.toLowerCase() === 'true';
  const operation = operations.get(look('process.operation')?.value.toLowerCase() ?? '');
  const at = properties.get('process.operation') ?? properties.get('sfdc.entity');
  if (operation === undefined || at === undefined) return null;

  const option = (name: string): OptionValue => {
    const property = look(`pilot.sfdc.duplicateRule.${name}`);
    return property === null ? unset : optionValue(property.value, place(property.anchor, property.at));
  };
  const isBulk = isOn('sfdc.useBulkApi') || isOn('sfdc.useBulkV2Api');
  const allowSave = option('allowSave');
  const options: SaveOptions = {
    form: allowSave.kind === 'unset' ? 'none' : 'passed',
    allowSave,
    runAsCurrentUser: option('runAsCurrentUser'),
    includeRecordDetails: option('includeRecordDetails'),
    optAllOrNone: unset,
    atomicity: 'partial',
    place: 'place' in allowSave ? allowSave.place : null,
  };
  const externalId = look('sfdc.externalIdField')?.value ?? '';
  return {
    language: 'data-loader',
    operation,
    channel: isBulk ? 'data-loader-bulk' : 'data-loader-soap',
    place: place(anchor, at.at),
    extent: place(anchor, at.at),
    target: targetOf(look('sfdc.entity')?.value ?? ''),
    options,
    calledWith: [],
    refusal,
    fields: { complete: false, writes: [] },
    apiVersion: null,
    externalId: operation === 'upsert' && externalId !== '' ? externalId : null,
    inTest: false,
    enclosing: id,
    via: [],
    dedupeChecksBypassed: [],
  };
}

/** Data Loader writes refused rows to its error file, with the alert's text alone. */
const refusal: Refusal = {
  kind: 'handles-errors',
  how: "goes to Data Loader's error file, with the text of the alert alone",
  evidence: [],
  insideHandling: false,
  duplicateValueBranch: null,
  resultsRead: true,
};

function targetOf(entity: string): SaveTarget {
  return /^[a-z]\w*$/i.test(entity)
    ? { kind: 'objects', names: [entity], evidence: 'sfdc.entity' }
    : {
        kind: 'unknown',
        why: entity === '' ? 'sfdc.entity is not set' : 'sfdc.entity is filled in elsewhere',
      };
}

function optionValue(value: string, at: Place): OptionValue {
  if (/^(?:true|false)$/i.test(value))
    return { kind: 'known', value: value.toLowerCase() === 'true', place: at };
  return { kind: 'unknown', why: 'the property is filled in elsewhere', place: at };
}
