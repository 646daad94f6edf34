import type { Settings } from '../config/settings.ts';
import type { LazyText } from '../metadata/objects.ts';
import type { GrammarName } from '../saves/code/language.ts';
import type { SyntaxParser } from '../saves/code/syntaxParser.ts';
import type { FileFacts } from '../saves/facts.ts';
import type { FrontEnd } from '../saves/frontEnd.ts';
import { integrationFrontEnds } from './frontEnds.ts';
import { MetadataStore } from './metadataStore.ts';
import { watchedFields } from './watchedFields.ts';

/** What was found in a file of integration code. Plain data: it may go to another thread. */
export interface IntegrationFile {
  readonly uri: string;
  /** Null where nothing was found that a finding could stand on. */
  readonly found: { readonly text: string; readonly facts: FileFacts } | null;
}

/** The integration code of a project, apart from its Apex, on which its facts do not depend. */
export class IntegrationCode {
  readonly #settings: Settings;
  readonly #metadata = new MetadataStore();
  readonly #frontEnds = integrationFrontEnds({ once: true });

  constructor(settings: Settings) {
    this.#settings = settings;
  }

  /** Adds integration code or metadata; what is neither is ignored. */
  setFile(uri: string, text: LazyText): void {
    if (MetadataStore.reads(uri)) {
      this.#metadata.setFile(uri, text);
      return;
    }
    const content = typeof text === 'string' ? text : text();
    if (content !== null) this.#frontEnds.find((one) => one.claims(uri))?.setFile(uri, content);
  }

  get neededGrammars(): readonly GrammarName[] {
    return [...new Set(this.#frontEnds.flatMap(({ neededGrammars = [] }) => neededGrammars))];
  }

  setParser(parser: SyntaxParser): void {
    for (const frontEnd of this.#frontEnds) frontEnd.setParser?.(parser);
  }

  giveUp(grammar: GrammarName): void {
    for (const frontEnd of this.#frontEnds) frontEnd.giveUp?.(grammar);
  }

  /** @param onFailure told of a file that the analysis fails on, of which nothing is found */
  read(onFailure: (uri: string, error: unknown) => void): readonly IntegrationFile[] {
    const context = {
      settings: this.#settings,
      schema: this.#metadata.schema,
      watchedFields: watchedFields(this.#metadata.catalog(this.#settings.completeObjects)),
    };
    for (const frontEnd of this.#frontEnds) {
      frontEnd.setContext(context);
      prepare(frontEnd);
    }
    return this.#frontEnds.flatMap((frontEnd) =>
      [...frontEnd.files].map((uri) => ({ uri, found: foundIn(uri, frontEnd, onFailure) })),
    );
  }
}

function prepare(frontEnd: FrontEnd): void {
  try {
    for (const _ of frontEnd.prepare?.() ?? []);
  } catch {
    // The file that it failed on is told of when it is asked for itself.
  }
}

function foundIn(
  uri: string,
  frontEnd: FrontEnd,
  onFailure: (uri: string, error: unknown) => void,
): IntegrationFile['found'] {
  try {
    const facts = frontEnd.facts(uri);
    const { sites, observations, comments, declaredSuppressions } = facts;
    const isEmpty = [sites, observations, comments, declaredSuppressions].every(({ length }) => length === 0);
    return isEmpty ? null : { text: frontEnd.text(uri) ?? '', facts };
  } catch (error) {
    onFailure(uri, error);
    return null;
  }
}
