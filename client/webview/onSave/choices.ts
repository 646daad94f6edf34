/** What the user chose to see; it outlives the page, and holds for every object. */
export interface Choices {
  readonly onlyRefusals: boolean;
  /** Channels that are left out. */
  readonly hidden: readonly string[];
}

export const everything: Choices = { onlyRefusals: false, hidden: [] };

/** What was kept; whatever else it may be, everything is shown. */
export function readChoices(kept: unknown): Choices {
  const { onlyRefusals, hidden } = (kept ?? {}) as Partial<Choices>;
  if (typeof onlyRefusals !== 'boolean' || !Array.isArray(hidden)) return everything;
  return { onlyRefusals, hidden: hidden.filter((one) => typeof one === 'string') };
}
