import type { Place } from '../../../text.ts';
import type { OptionValue } from '../../site.ts';
import { either } from './booleans.ts';

export const optionMembers = [
  'allowSave',
  'runAsCurrentUser',
  'includeRecordDetails',
  'optAllOrNone',
] as const;

export type OptionMember = (typeof optionMembers)[number];

/** What is known of a Database.DMLOptions object at some point of the code. */
export interface OptionState {
  readonly values: Readonly<Record<OptionMember, OptionValue>>;
  /** Where the object is made or comes in. */
  readonly place: Place;
}

const unset: OptionValue = { kind: 'unset' };

/** A new object: "members null until set". */
export function freshState(place: Place): OptionState {
  return {
    values: { allowSave: unset, runAsCurrentUser: unset, includeRecordDetails: unset, optAllOrNone: unset },
    place,
  };
}

/** An object of which nothing is known. */
export function unknownState(why: string, place: Place): OptionState {
  const value: OptionValue = { kind: 'unknown', why, place };
  return {
    values: { allowSave: value, runAsCurrentUser: value, includeRecordDetails: value, optAllOrNone: value },
    place,
  };
}

/** An object that is handed in: what was set before is known to the callers only. */
export function parameterState(name: string, place: Place): OptionState {
  const value: OptionValue = { kind: 'parameter', name, place };
  return {
    values: { allowSave: value, runAsCurrentUser: value, includeRecordDetails: value, optAllOrNone: value },
    place,
  };
}

export function withValue(state: OptionState, member: OptionMember, value: OptionValue): OptionState {
  return { ...state, values: { ...state.values, [member]: value } };
}

/** One of two objects, the first under a condition. */
export function eitherState(then: OptionState, otherwise: OptionState, when: string): OptionState {
  const values = {} as Record<OptionMember, OptionValue>;
  for (const member of optionMembers) {
    values[member] = either(then.values[member], otherwise.values[member], when, then.place);
  }
  return { values, place: then.place };
}
