import type { ProvenRule } from '../model.ts';

/** On which operations: ` on create and edit`. */
export function refusalText({ update }: ProvenRule): string {
  return update === null ? ' on create' : ' on create and edit';
}
