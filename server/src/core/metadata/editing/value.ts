import type { Completion } from './complete.ts';

/** A value that is inserted as it is read. */
export function value(
  text: string,
  kind: Completion['kind'],
  more: Partial<Pick<Completion, 'detail' | 'documentation' | 'rank' | 'text'>> = {},
): Completion {
  const plain = { detail: '', documentation: '', rank: 0, isSnippet: false, leadsOn: false, also: [] };
  return { ...plain, label: text, kind, filter: text, text, ...more };
}
