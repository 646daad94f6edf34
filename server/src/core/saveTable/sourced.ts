import { type SourceKey, sources } from '../outcome/sources.ts';
import type { Statement } from '../outcome/tableModel.ts';
import type { Sourced } from './model.ts';

/** A statement of the outcome model with the titles of its sources. */
export function sourced({ text, confidence, sources: keys }: Statement): Sourced {
  return { text, confidence, sources: titles(keys) };
}

export function titles(keys: readonly SourceKey[]): readonly string[] {
  return keys.map((key) => sources[key]);
}
