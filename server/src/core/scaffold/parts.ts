import type { ScaffoldPart, ScaffoldPartId } from './model.ts';

/** What can be scaffolded, in the order in which it is offered. */
export const scaffoldParts: readonly ScaffoldPart[] = [
  {
    id: 'backstop',
    title: 'Scheduled backstop',
    does: 'batch Apex that looks for duplicates among saved records, 50 in a call, and records them; brings the audit object',
  },
  {
    id: 'audit-object',
    title: 'Audit object',
    does: 'custom object for the duplicates that were found, with list view, layout, tab and permission set',
  },
  {
    id: 'save-class',
    title: 'Class that saves',
    does: 'sets DMLOptions.DuplicateRuleHeader in one place, and gives refused records back with their duplicates',
  },
  {
    id: 'refusal-test',
    title: 'Tests that a duplicate is refused',
    does: 'Apex tests that save records which a rule of the project matches',
  },
];

/** Parts with those that they cannot do without, in the order of the list. */
export function withNeeded(parts: ReadonlySet<ScaffoldPartId>): readonly ScaffoldPartId[] {
  return scaffoldParts
    .map(({ id }) => id)
    .filter((id) => parts.has(id) || (id === 'audit-object' && parts.has('backstop')));
}
