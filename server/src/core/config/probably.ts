import { nearest } from '../records/suggest.ts';

/** ` (did you mean "ignore"?)`, inside a sentence; '' where no name is near. */
export function probably(name: string, names: Iterable<string>): string {
  // A name as long as a file is no slip, and takes as long to compare.
  const meant = name.length > 100 ? null : nearest(name, [...names]);
  return meant === null ? '' : ` (did you mean "${meant}"?)`;
}
