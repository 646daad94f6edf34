import type { Pattern } from '../../tree.ts';

/** The names that a pattern gives values to. */
export function namesIn(pattern: Pattern): readonly string[] {
  switch (pattern.kind) {
    case 'name-pattern':
      return [pattern.name];
    case 'record-pattern':
      return pattern.entries.flatMap(({ target }) => namesIn(target));
    case 'list-pattern':
      return pattern.items.flatMap((item) => (item ? namesIn(item) : []));
    default:
      return [];
  }
}
