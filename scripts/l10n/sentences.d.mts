export interface Sentence {
  readonly text: string;
  readonly where: string;
}

export function sentencesIn(places: readonly string[]): Sentence[];
