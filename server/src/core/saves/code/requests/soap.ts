import type { Place } from '../../../text.ts';
import type { Operation } from '../../site.ts';
import type { OptionDraft, OptionsDraft } from '../libraries/model.ts';
import type { Value } from '../values.ts';
import { combinedOptions, optionOf } from './options.ts';
import { conditionOf, type FlatText, flatTexts, hole, pieceValue } from './variants.ts';
import { elementText } from './xmlText.ts';

export interface SoapSave {
  readonly operation: Operation;
  readonly object: Value | null;
  readonly externalId: Value | null;
  readonly options: OptionsDraft | null;
}

const operation = /<(?:\w+:)?(create|update|upsert|convertLead)(?=[\s>/])/;
const operations: Readonly<Record<string, Operation>> = {
  create: 'insert',
  update: 'update',
  upsert: 'upsert',
  convertLead: 'convertLead',
};
const header = /<(?:\w+:)?DuplicateRuleHeader(?=[\s>])/;

/** Saves in an envelope of the partner or enterprise API that the code writes as text. */
export function soapSaveOf(body: Value | null, at: Place): SoapSave | null {
  if (body === null) return null;
  const texts = flatTexts(body, at);
  const flat = texts.find(({ text }) => operation.test(text));
  const found = flat === undefined ? null : operation.exec(flat.text);
  if (flat === undefined || found === null) return null;
  const options = texts.map((each) => ({ options: optionsIn(each), when: conditionOf(each.picks) }));
  return {
    operation: operations[found[1]!]!,
    object: objectIn(flat),
    externalId: found[1] === 'upsert' ? (elementText(flat, 'externalIDFieldName') ?? null) : null,
    options: combinedOptions(options, at),
  };
}

/** `<sf:type>Lead</sf:type>` or `<sObjects xsi:type="urn1:Lead">`; not `sf:sObject`. */
function objectIn(flat: FlatText): Value | null {
  const attribute = new RegExp(
    `<(?:\\w+:)?sObjects?\\b[^>]*\\btype\\s*=\\s*["'](?:\\w+:)?([\\w${hole}]+)["']`,
    'i',
  ).exec(flat.text);
  if (attribute !== null && attribute[1]!.toLowerCase() !== 'sobject') return pieceValue(attribute[1]!, flat);
  const record = flat.text.search(/<(?:\w+:)?sObjects?\b/i);
  return record < 0 ? null : (elementText({ ...flat, text: flat.text.slice(record) }, 'type') ?? null);
}

function optionsIn(flat: FlatText): OptionsDraft | null {
  const from = flat.text.search(header);
  if (from < 0) return null;
  const inside = { ...flat, text: flat.text.slice(from) };
  const option = (name: string): OptionDraft => optionOf(elementText(inside, name), flat.place);
  return {
    allowSave: option('allowSave'),
    runAsCurrentUser: option('runAsCurrentUser'),
    includeRecordDetails: option('includeRecordDetails'),
    place: flat.place,
    ineffective: null,
  };
}
