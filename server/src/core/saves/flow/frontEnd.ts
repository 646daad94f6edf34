import { fileNameOf, fullNameOf, kindOf } from '../../files.ts';
import { asFixes, xmlCommentFixes } from '../../fixes/commentFixes.ts';
import type { Fix, FixRequest } from '../../fixes/fix.ts';
import { xmlComments } from '../../metadata/xmlText.ts';
import type { Anchor } from '../../text.ts';
import type { CommentText, FileFacts, Observation } from '../facts.ts';
import type { FrontEnd, FrontEndContext } from '../frontEnd.ts';
import type { SaveSite } from '../site.ts';
import { readFlow } from './document.ts';
import { savesOf } from './saves.ts';
import { FlowVersions } from './versions.ts';

interface FlowFile {
  readonly text: string;
  /** The Flow says itself whether it is active. */
  readonly saysStatus: boolean;
  facts: FileFacts | null;
}

const worthReading = /<(?:\w+:)?record(?:Creates|Updates)\b/;
const isDefinition = /\.flowDefinition(?:-meta\.xml)?$/i;

/** Flows, and the processes of Process Builder, which are Flows too. */
export class FlowFrontEnd implements FrontEnd {
  readonly language = 'flow';
  readonly #versions = new FlowVersions();
  readonly #files = new Map<string, FlowFile>();
  #watchedFields: ReadonlySet<string> = new Set();

  /** Of other files, a Flow rests on those that say which version of it is active. */
  get generation(): number {
    return this.#versions.generation;
  }

  claims(uri: string): boolean {
    return kindOf(uri) === 'flow';
  }

  isWorthReading(_uri: string, text: string): boolean {
    return worthReading.test(text);
  }

  get files(): Iterable<string> {
    return this.#files.keys();
  }

  setFile(uri: string, text: string): void {
    if (isDefinition.test(fileNameOf(uri))) {
      this.#versions.setDefinition(uri, text);
      return;
    }
    if (!worthReading.test(text)) {
      this.removeFile(uri);
      return;
    }
    this.#versions.setFile(uri);
    if (this.#files.get(uri)?.text === text) return;
    this.#files.set(uri, { text, saysStatus: /<(?:\w+:)?status\b/.test(text), facts: null });
  }

  removeFile(uri: string): void {
    this.#versions.remove(uri);
    this.#files.delete(uri);
  }

  setContext({ watchedFields }: FrontEndContext): void {
    this.#watchedFields = watchedFields;
    for (const file of this.#files.values()) file.facts = null;
  }

  text(uri: string): string | null {
    return this.#files.get(uri)?.text ?? null;
  }

  facts(uri: string): FileFacts {
    const file = this.#files.get(uri);
    if (file === undefined || (!file.saysStatus && this.#versions.isSuperseded(uri))) return nothing;
    file.facts ??= factsOf(uri, file.text, this.#watchedFields);
    return file.facts;
  }

  /** A fault path is drawn in Flow Builder: as text it would need elements with places on the canvas. */
  fixes({ finding }: FixRequest): readonly Fix[] {
    const { uri } = finding.location;
    const source = this.#files.get(uri)?.text;
    return source === undefined ? [] : asFixes(finding, xmlCommentFixes(finding, source, commentsIn(source)));
  }
}

const nothing: FileFacts = {
  sites: [],
  observations: [],
  comments: [],
  declaredSuppressions: [],
  generated: false,
  isTest: false,
};

function factsOf(uri: string, text: string, watchedFields: ReadonlySet<string>): FileFacts {
  const flow = readFlow(text);
  if (flow === null) return nothing;
  const anchor: Anchor = { uri, offset: 0 };
  const sites = savesOf(flow, fullNameOf(uri), anchor);
  const observations = sites.flatMap((site) => watchedWrites(site, watchedFields));
  return { ...nothing, sites, observations, comments: commentsIn(text) };
}

/** Writes to the fields that rule conditions mention. */
function watchedWrites(
  { fields, target, enclosing }: SaveSite,
  watched: ReadonlySet<string>,
): readonly Observation[] {
  const object = target.kind === 'objects' ? (target.names[0] ?? null) : null;
  return fields.writes.flatMap(({ name, value, place }): Observation[] => {
    if (value.kind !== 'literal' || !watched.has(name.toLowerCase())) return [];
    return [
      { kind: 'field-write', object, field: name, value: value.value, place, inTest: false, enclosing },
    ];
  });
}

/** They are lost on the next retrieve; `suppressions` in the settings are not. */
function commentsIn(text: string): readonly CommentText[] {
  if (!text.includes('duplicate-rules')) return [];
  return xmlComments(text);
}
