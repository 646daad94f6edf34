import type { LibraryValue, Value } from '../../values.ts';
import type { Evaluation } from '../model.ts';

export type Makes = Pick<Evaluation, 'library'>;

/** Makes values where no evaluation is at hand: members, modules, declared types. */
export const made: Makes = {
  library: (type, state = {}) => ({
    kind: 'library',
    type,
    state: new Map(Object.entries(state)),
    place: null,
  }),
};

export function isLibrary(value: Value | null | undefined, type: string): value is LibraryValue {
  return value?.kind === 'library' && value.type === type;
}
