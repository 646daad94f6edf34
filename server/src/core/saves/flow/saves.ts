import type { XmlElement } from '../../metadata/xml.ts';
import { type Anchor, place } from '../../text.ts';
import type { OptionValue, SaveOptions, SaveSite } from '../site.ts';
import { type FlowDocument, localName, textOf } from './document.ts';
import { refusalOf } from './faultPath.ts';
import { writtenFields } from './fields.ts';
import { targetOf } from './objects.ts';

const unset: OptionValue = { kind: 'unset' };

/** A Flow has no option for duplicate rules. */
const noOptions: SaveOptions = {
  form: 'none',
  allowSave: unset,
  runAsCurrentUser: unset,
  includeRecordDetails: unset,
  optAllOrNone: unset,
  atomicity: 'unknown',
  place: null,
};

/**
 * The saves of a Flow (Metadata API Developer Guide, Flow: recordCreates, recordUpdates). A Flow that is obsolete
 * or an invalid draft cannot run, and before the save `$Record` is only changed, not saved again.
 */
export function savesOf(flow: FlowDocument, flowName: string, anchor: Anchor): SaveSite[] {
  if (flow.status === 'Obsolete' || flow.status === 'InvalidDraft') return [];
  return flow.root.children.flatMap((element) => {
    const kind = localName(element);
    if (kind !== 'recordCreates' && kind !== 'recordUpdates') return [];
    if (flow.isBeforeSave && textOf(element, 'inputReference') === '$Record') return [];
    return [saveSite(element, flow, flowName, anchor)];
  });
}

function saveSite(element: XmlElement, flow: FlowDocument, flowName: string, anchor: Anchor): SaveSite {
  const externalId = textOf(element, 'upsertExternalIdField');
  const isUpsert = textOf(element, 'doesUpsert') === 'true' || checksForMatches(element);
  return {
    language: 'flow',
    operation: isUpsert ? 'upsert' : localName(element) === 'recordCreates' ? 'insert' : 'update',
    channel: 'flow',
    place: place(anchor, element.nameSpan),
    extent: place(anchor, element),
    target: targetOf(element, flow),
    options: noOptions,
    calledWith: [],
    refusal: refusalOf(element, flow, anchor),
    fields: writtenFields(element, flow, anchor),
    apiVersion: flow.apiVersion,
    externalId: externalId ?? null,
    inTest: false,
    enclosing: `${flowName}.${textOf(element, 'name') ?? localName(element)}`,
    via: [],
    dedupeChecksBypassed: [],
  };
}

/** "Check for matching records": what is found may be updated instead. */
function checksForMatches(element: XmlElement): boolean {
  return ['operationOneMatchingRecord', 'operationMultMatchingRecords'].some((name) =>
    /update/i.test(textOf(element, name) ?? ''),
  );
}
