import type { MetadataProblem } from '../../../core/metadata/problem.ts';
import type { XmlElement } from '../../../core/metadata/xml.ts';
import type { RuleCatalog } from '../../../core/outcome/model.ts';
import type { RecordStore } from '../../data/store.ts';
import type { SandboxSchema } from '../../schema/model.ts';
import { same } from '../draft.ts';
import type { Change, ComponentProblem, ComponentType, NewComponent } from '../model.ts';

/** What a component is checked against: the org as it was, and as it would be with all changes that still stand. */
export interface CheckContext {
  readonly before: { readonly catalog: RuleCatalog; readonly schema: SandboxSchema };
  readonly after: { readonly catalog: RuleCatalog; readonly schema: SandboxSchema };
  /** Whether a field is there, also one of a kind that this org has no values of. */
  hasField(object: string, field: string): boolean;
  readonly changes: readonly Change[];
  readonly store: RecordStore;
}

export function problem(
  message: string,
  at: number | null = null,
  code = 'FIELD_INTEGRITY_EXCEPTION',
): ComponentProblem {
  return { message, at, code };
}

/** Something that a component names and that is not there, as Salesforce says it. */
export function notFound(
  field: string,
  type: ComponentType,
  name: string,
  at: number | null = null,
): ComponentProblem {
  return problem(`In field: ${field} - no ${type} named ${name} found`, at, 'INVALID_CROSS_REFERENCE_KEY');
}

/**
 * What the readers of core/metadata say of a file. They only warn of elements and values that they do not know, as
 * those may be newer than they are; Salesforce refuses what it does not know.
 */
export function readingProblem(
  { message, span }: MetadataProblem,
  { type, text }: NewComponent,
): ComponentProblem {
  const unknown = /^<([^<>]*)> is not known in /.exec(message)?.[1];
  if (unknown === undefined) {
    const words = /a deployment of others fails \("([^"]+)"\)/.exec(message)?.[1];
    return problem(words ?? message, span.start);
  }
  const name = `{http://soap.sforce.com/2006/04/metadata}${unknown}`;
  const said = `Error parsing file: Element ${name} invalid at this location in type ${type}`;
  return problem(said, afterTag(text, span.start));
}

/** Where Salesforce puts what it has against an element: behind its start tag. */
export function afterStartTag({ text, element }: NewComponent): number | null {
  return text === '' ? null : afterTag(text, (element satisfies XmlElement).start);
}

function afterTag(text: string, from: number): number {
  const end = text.indexOf('>', from);
  return end < 0 ? from : end + 1;
}

/** Whether one of the changes deals with a component. */
export function changes(context: CheckContext, type: ComponentType, fullName: string): boolean {
  return context.changes.some((change) => change.type === type && same(change.fullName, fullName));
}

/** Objects whose rules count as one object's. */
export function sameObject(one: string, other: string): boolean {
  const family = (name: string): string => name.toLowerCase().replace(/^personaccount$/, 'account');
  return family(one) === family(other);
}

export function isKnownObject(schema: SandboxSchema, object: string): boolean {
  return schema.object(/^PersonAccount$/i.test(object) ? 'Account' : object) !== null;
}
