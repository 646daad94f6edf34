import type { Fix } from '../fixes/fix.ts';
import type { FileFacts } from '../saves/facts.ts';
import type { FrontEnd } from '../saves/frontEnd.ts';
import type { IntegrationFile } from './integrationFacts.ts';

/**
 * Stands for the front-ends of integration code where another thread reads it. Knows no fixes, and holds files from
 * the time on at which they are given to it and set in the project.
 */
export class FoundElsewhere implements FrontEnd {
  readonly language = 'integration code';
  readonly generation = 0;
  readonly #given = new Map<string, IntegrationFile['found']>();

  give(files: readonly IntegrationFile[]): void {
    for (const { uri, found } of files) this.#given.set(uri, found);
  }

  claims(uri: string): boolean {
    return this.#given.has(uri);
  }

  get files(): Iterable<string> {
    return this.#given.keys();
  }

  text(uri: string): string | null {
    return this.#given.get(uri)?.text ?? null;
  }

  facts(uri: string): FileFacts {
    return this.#given.get(uri)?.facts ?? none;
  }

  fixes(): readonly Fix[] {
    return [];
  }

  setFile(): void {}
  removeFile(): void {}
  setContext(): void {}
}

const none: FileFacts = {
  sites: [],
  observations: [],
  comments: [],
  declaredSuppressions: [],
  generated: false,
  isTest: false,
};
