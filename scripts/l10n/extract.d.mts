export interface Text {
  readonly text: string;
  /** File and line. */
  readonly where: string;
}

export function extract(): { readonly texts: readonly Text[]; readonly problems: readonly string[] };
export function placeholders(text: string): readonly string[];
