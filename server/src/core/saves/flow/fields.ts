import type { XmlElement } from '../../metadata/xml.ts';
import { type Anchor, place } from '../../text.ts';
import type { FieldValue, FieldWrite, WrittenFields } from '../site.ts';
import { childOf, childrenOf, type FlowDocument, localName, textOf } from './document.ts';
import { assignmentsTo, foundRecords } from './recordSource.ts';

/** What an element writes: its own assignments, or those to the record variable that it saves. */
export function writtenFields(element: XmlElement, flow: FlowDocument, anchor: Anchor): WrittenFields {
  const reference = textOf(element, 'inputReference');
  const own = assignmentsOf(element, 'inputAssignments', anchor, true);
  // The element alone says what is written.
  if (reference === null) return { complete: true, writes: own };
  const found = localName(element) === 'recordUpdates' ? foundRecords(reference, flow) : null;
  const assigned = assignmentsTo(found ?? new Set([reference]), flow).map((item): FieldWrite => {
    const target = childOf(item, 'assignToReference')!;
    const name = target.text.slice(target.text.indexOf('.') + 1);
    const isSet = textOf(item, 'operator') === 'Assign';
    const value = isSet ? assignedValue(item) : ({ kind: 'unknown' } as const);
    return { name, value, place: place(anchor, target.textSpan), always: false };
  });
  // Of the record that started the Flow, only the fields that the element sets, where the Flow sets none before.
  const isStarted = reference === '$Record' && own.length > 0 && assigned.length === 0;
  const complete = isStarted || (found !== null && assigned.length > 0);
  return { complete, writes: [...own, ...assigned] };
}

function assignmentsOf(element: XmlElement, name: string, anchor: Anchor, always: boolean): FieldWrite[] {
  return childrenOf(element, name).flatMap((assignment) => {
    const field = childOf(assignment, 'field');
    if (field === null || field.text === '') return [];
    return [
      { name: field.text, value: assignedValue(assignment), place: place(anchor, field.textSpan), always },
    ];
  });
}

/** `<value><stringValue>x</stringValue></value>`; references to resources are not followed. */
function assignedValue(assignment: XmlElement): FieldValue {
  const value = childOf(assignment, 'value');
  if (value === null) return { kind: 'unknown' };
  const text = textOf(value, 'stringValue');
  // A text with a merge field is a template.
  if (text !== null) return text.includes('{!') ? { kind: 'unknown' } : { kind: 'literal', value: text };
  const flag = textOf(value, 'booleanValue');
  if (flag !== null) return { kind: 'literal', value: flag === 'true' };
  const number = textOf(value, 'numberValue');
  if (number !== null && Number.isFinite(Number(number))) return { kind: 'literal', value: Number(number) };
  return { kind: 'unknown' };
}
