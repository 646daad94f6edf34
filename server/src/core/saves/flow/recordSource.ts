import type { XmlElement } from '../../metadata/xml.ts';
import { childOf, childrenOf, type FlowDocument, localName, textOf } from './document.ts';

/** How many resources lead to one another: a collection of items of a loop over a lookup is three. */
const mostSteps = 6;

const setters = new Set([
  'assignToReference',
  'outputReference',
  'assignRecordIdToReference',
  'assignNextValueToReference',
]);

/**
 * The resources whose fields a Flow sets of records that it has read: a lookup, an item of a loop over one, a variable
 * that nothing else fills, a collection of these. What is not assigned is saved as it was found. Null where it is not
 * sure that all of it is seen.
 */
export function foundRecords(reference: string, flow: FlowDocument): ReadonlySet<string> | null {
  const found = new Set<string>();
  const places = settersIn(flow.root);
  return follow(reference, flow, places, found, mostSteps) ? found : null;
}

interface Setter {
  readonly target: string;
  readonly element: XmlElement;
  /** The element that it stands in. */
  readonly parent: XmlElement;
}

function settersIn(parent: XmlElement): readonly Setter[] {
  return parent.children.flatMap((element) =>
    setters.has(localName(element)) ? [{ target: element.text, element, parent }] : settersIn(element),
  );
}

function follow(
  reference: string,
  flow: FlowDocument,
  places: readonly Setter[],
  found: Set<string>,
  steps: number,
): boolean {
  if (found.has(reference)) return true;
  const resource = flow.named.get(reference);
  if (steps === 0 || resource === undefined) return false;
  found.add(reference);
  const next = (other: string | null) => other !== null && follow(other, flow, places, found, steps - 1);
  const whole = places.filter(({ target }) => target === reference);
  // A field that an action or another Flow gives is not among the assignments.
  const isElsewhere = places.some(
    ({ target, parent }) => target.startsWith(`${reference}.`) && localName(parent) !== 'assignmentItems',
  );
  if (isElsewhere) return false;
  switch (localName(resource)) {
    case 'recordLookups':
      return whole.length === 0 && textOf(resource, 'outputReference') === null;
    case 'loops':
      return whole.length === 0 && next(textOf(resource, 'collectionReference'));
    case 'variables':
      return (
        textOf(resource, 'dataType') === 'SObject' &&
        textOf(resource, 'isInput') !== 'true' &&
        whole.length > 0 &&
        whole.every(({ element, parent }) => fills(element, parent, next))
      );
    default:
      return false;
  }
}

/** Whether a lookup fills the variable, or an assignment with records that are known as well. */
function fills(
  element: XmlElement,
  parent: XmlElement,
  next: (reference: string | null) => boolean,
): boolean {
  if (localName(parent) === 'recordLookups') return localName(element) === 'outputReference';
  if (localName(parent) !== 'assignmentItems' || !/^(?:Add|Assign)$/.test(textOf(parent, 'operator') ?? '')) {
    return false;
  }
  const value = childOf(parent, 'value');
  return value !== null && next(textOf(value, 'elementReference'));
}

/** The items of assignments to fields of these resources. */
export function assignmentsTo(references: ReadonlySet<string>, flow: FlowDocument): readonly XmlElement[] {
  return childrenOf(flow.root, 'assignments')
    .flatMap((assignment) => childrenOf(assignment, 'assignmentItems'))
    .filter((item) => {
      const target = textOf(item, 'assignToReference');
      const dot = target?.indexOf('.') ?? -1;
      return target !== null && dot > 0 && references.has(target.slice(0, dot));
    });
}
