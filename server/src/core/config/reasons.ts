import { type ReasonTerms, readTerms } from './reasonTerms.ts';

/** What a suppression says for a reason. */
export interface StatedReason {
  /** Without its terms. Null where there is none, or only a placeholder. */
  readonly reason: string | null;
  /** Owner and date at its end. */
  readonly terms: ReasonTerms;
  /** The word that stands where a reason is still to be written: `TODO`. */
  readonly placeholder: string | null;
}

const PLACEHOLDER = /^(?:(?:todo|fixme|tbd)\b|\?{2,})/i;

/** An invitation to write a reason, as the fixes insert one, is none. */
export function statedReason(text: string | null): StatedReason {
  const { text: written, terms } = readTerms(text?.trim() ?? '');
  const placeholder = PLACEHOLDER.exec(written)?.[0] ?? null;
  return { reason: placeholder === null && written !== '' ? written : null, terms, placeholder };
}
