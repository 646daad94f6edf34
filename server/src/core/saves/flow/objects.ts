import type { XmlElement } from '../../metadata/xml.ts';
import type { SaveTarget } from '../site.ts';
import { type FlowDocument, localName, textOf } from './document.ts';

/** How many references are followed: a loop over a collection that a lookup fills is three. */
const mostSteps = 8;

/** On which object an element that saves works: the one it names, or that of the records it is given. */
export function targetOf(element: XmlElement, flow: FlowDocument): SaveTarget {
  const object = textOf(element, 'object');
  if (object !== null) return { kind: 'objects', names: [object], evidence: 'named by the element' };
  const reference = textOf(element, 'inputReference');
  if (reference === null) return { kind: 'unknown', why: 'the element names neither an object nor a record' };
  const name = objectOf(reference, flow, mostSteps);
  return name === null
    ? { kind: 'unknown', why: `what ${reference} holds is not declared in this Flow` }
    : { kind: 'objects', names: [name], evidence: `the object of ${reference}` };
}

/** The object of a record resource: a variable, `$Record`, what an element found or made, a loop's item. */
function objectOf(reference: string, flow: FlowDocument, steps: number): string | null {
  if (steps === 0) return null;
  if (/^\$Record(?:__Prior)?$/.test(reference)) return flow.triggerObject;
  // `lookup.Contact` is a field, and what it refers to is not in the file.
  const resource = flow.named.get(reference);
  if (resource === undefined) return null;
  switch (localName(resource)) {
    case 'variables':
    case 'transforms':
      return textOf(resource, 'objectType');
    case 'recordLookups':
    case 'recordCreates':
      return textOf(resource, 'object') ?? follow(textOf(resource, 'inputReference'), flow, steps);
    case 'loops':
    case 'collectionProcessors':
      return follow(textOf(resource, 'collectionReference'), flow, steps);
    default:
      return null;
  }
}

function follow(reference: string | null, flow: FlowDocument, steps: number): string | null {
  return reference === null ? null : objectOf(reference, flow, steps - 1);
}
