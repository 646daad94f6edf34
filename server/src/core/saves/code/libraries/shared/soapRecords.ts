import type { Place } from '../../../../text.ts';
import { combinedOptions, optionOf } from '../../requests/options.ts';
import { conditionOf, variants } from '../../requests/variants.ts';
import type { Value } from '../../values.ts';
import type { OptionsDraft } from '../model.ts';
import { fieldOf, isNothing, text } from './reading.ts';

/**
 * The objects of records that a SOAP client saves: by `type` of the partner API's SObject, else by the class of the
 * enterprise API. Records from outside are the callers' matter.
 */
export function objectOfRecords(records: Value | null | undefined, at: Place): Value {
  const found = typesOf(records, at);
  const [first] = found;
  if (first === undefined) {
    return records?.kind === 'parameter' ? records : { kind: 'unknown', why: 'not named here' };
  }
  const seen = new Set<string>();
  const different = found.filter((type) => {
    const key =
      type.kind === 'text' ? type.parts.map((part) => (typeof part === 'string' ? part : '{}')).join('') : '';
    if (key === '' || !seen.has(key)) {
      seen.add(key);
      return true;
    }
    return false;
  });
  return different.length === 1
    ? different[0]!
    : { kind: 'choice', options: different.map((value) => ({ when: null, value })) };
}

const created = [
  ['Account', ['accountId', 'AccountId']],
  ['Contact', ['contactId', 'ContactId']],
] as const;

/** A conversion creates an account and a contact, unless it is told which to merge into; of both, it creates none. */
export function objectOfConversions(records: Value | null, at: Place): Value {
  const conversion = records?.kind === 'list' ? (records.items[0] ?? null) : records;
  const options = created
    .filter(([, merged]) => merged.every((name) => isNothing(fieldOf(conversion, name))))
    .map(([name]) => ({ when: null, value: text(at, name) }));
  if (options.length > 0 || created.every(([, merged]) => merged.some((name) => isSet(conversion, name)))) {
    return { kind: 'choice', options };
  }
  return { kind: 'unknown', why: 'the conversion may merge into records that are there' };
}

function isSet(conversion: Value | null, field: string): boolean {
  return conversion?.kind === 'record' && conversion.entries.some(({ key }) => key === field);
}

function typesOf(records: Value | null | undefined, at: Place): readonly Value[] {
  switch (records?.kind) {
    case 'list':
      return records.items.flatMap((item) => typesOf(item, at));
    case 'choice':
      return records.options.flatMap(({ value }) => typesOf(value, at));
    case 'record': {
      const written =
        fieldOf({ ...records, open: false }, 'type') ?? fieldOf({ ...records, open: false }, 'Type');
      if (!isNothing(written) && !isEnterprise(records.type)) return [written!];
      return isEnterprise(records.type) ? [text(at, simpleName(records.type!))] : [];
    }
    case 'instance': {
      const { name } = records.of.definition;
      return isEnterprise(name) ? [text(at, name)] : [];
    }
    case 'parameter': {
      // `List<Contact> contacts`, `Contact[] contacts`.
      const [element = records.type, ...more] = records.typeArguments ?? [];
      const isOne = records.path.length === 0 && more.length === 0 && isEnterprise(element);
      return isOne && !isOpenType(element!) ? [text(at, simpleName(element!))] : [];
    }
    default:
      return [];
  }
}

/** Collections, and types that say nothing of the record. */
function isOpenType(type: string): boolean {
  return /(?:List|Set|Collection|Iterable|Enumerable|Map|Stream|Dictionary|Array)$|^T(?:[A-Z]\w*)?$|^[A-Z]$|^Object$/.test(
    simpleName(type),
  );
}

function isEnterprise(type: string | null): boolean {
  return type !== null && /^[A-Z]/.test(simpleName(type)) && !/SObject|^s?[oO]bject$/.test(simpleName(type));
}

function simpleName(type: string): string {
  return type.replace(/^.*\./, '');
}

/** Options from a DuplicateRuleHeader as an object: `allowSave`, or by its setters `AllowSave`. */
export function soapOptions(header: Value | null | undefined, at: Place): OptionsDraft | null {
  if (isNothing(header)) return null;
  return combinedOptions(
    variants(header!).map(({ value, picks }) => ({ options: one(value, at), when: conditionOf(picks) })),
    at,
  );
}

function one(header: Value, at: Place): OptionsDraft | null {
  if (isNothing(header)) return null;
  const place = 'place' in header && header.place ? header.place : at;
  const option = (name: string) => {
    const found = fieldOf(header, name) ?? fieldOf(header, name.charAt(0).toUpperCase() + name.slice(1));
    return optionOf(found ?? undefined, place);
  };
  return {
    allowSave: option('allowSave'),
    includeRecordDetails: option('includeRecordDetails'),
    runAsCurrentUser: option('runAsCurrentUser'),
    place,
    ineffective: null,
  };
}
