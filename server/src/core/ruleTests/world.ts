import type { CompiledRule, PreparedRecord } from '../matching/model.ts';
import { candidatesOf } from '../matching/run/candidates.ts';
import type { Candidate, CandidateSource, Candidates } from '../matching/run/model.ts';
import { fieldKey } from '../outcome/fieldNames.ts';
import type { FieldScalar, SampleRecord } from '../records/model.ts';
import type { Span } from '../text.ts';
import type { TestUser } from './model.ts';

/** A record that exists while a test runs. */
export interface WorldRecord {
  /** As texts name it: its name; of a file its Id, else `leads.csv:12`. */
  readonly name: string;
  /** By which it may be named as well. */
  readonly aliases: readonly string[];
  readonly object: string;
  readonly id: string;
  readonly isIdGiven: boolean;
  /** By `fieldKey`. */
  readonly values: ReadonlyMap<string, FieldScalar>;
  /** Written in the test: what it does not hold is blank. Of a file's record it is not known. */
  readonly isInline: boolean;
  readonly span: Span | null;
  /** Who saved it in this test; null: nobody, or it is not said. */
  readonly savedBy: TestUser | null;
  /** Whether it is there in this state is not known: what became of its save is not. */
  readonly isOpen: boolean;
}

/** Candidates of a world know which of its records they are. */
export interface KnownCandidate extends Candidate {
  readonly known: WorldRecord;
}

/** Records with what finds them. */
export interface Layer {
  readonly records: readonly WorldRecord[];
  readonly source: CandidateSource;
  /** By name, and by every other that it may be named by. */
  readonly byName: ReadonlyMap<string, readonly WorldRecord[]>;
  /** Those with an Id of their own, by its first 15 characters. */
  readonly byId: ReadonlyMap<string, WorldRecord>;
}

/** So many records of files are compared one by one, so that it can be said what match keys hide. */
const mostComparedAll = 1000;

export function layerOf(records: readonly WorldRecord[], whole: boolean): Layer {
  const all = whole || records.length <= mostComparedAll;
  const byName = new Map<string, WorldRecord[]>();
  const byId = new Map<string, WorldRecord>();
  for (const record of records) {
    if (record.isIdGiven) byId.set(record.id.slice(0, 15), record);
    for (const name of new Set([record.name, ...record.aliases])) {
      const known = byName.get(name);
      if (known) known.push(record);
      else byName.set(name, [record]);
    }
  }
  return { records, source: candidatesOf(records.map(sampleOf), { all, whole }), byName, byId };
}

function sampleOf({ object, id, values }: WorldRecord): SampleRecord {
  return { object, id, fields: [...values].map(([name, value]) => ({ name, value })) };
}

/** All records that exist at one point of a test. Nothing else does: an object without records has none. */
export class World implements CandidateSource {
  readonly #files: readonly Layer[];
  readonly #own: readonly WorldRecord[];
  readonly #changed: ReadonlySet<WorldRecord>;
  readonly #layers: readonly Layer[];

  /**
   * @param own records of the test, and those of files as saves have left them
   * @param changed records of files that are among `own` in another state
   */
  constructor(
    files: readonly Layer[],
    own: readonly WorldRecord[],
    changed: ReadonlySet<WorldRecord> = new Set(),
  ) {
    this.#files = files;
    this.#own = own;
    this.#changed = changed;
    const inline = own.filter(({ isInline }) => isInline);
    const others = own.filter(({ isInline }) => !isInline);
    this.#layers = [...files, layerOf(inline, true), ...(others.length > 0 ? [layerOf(others, false)] : [])];
  }

  *records(): Iterable<WorldRecord> {
    for (const { records } of this.#layers)
      for (const record of records) if (!this.#changed.has(record)) yield record;
  }

  get inlineNames(): readonly string[] {
    return this.#own.map(({ name }) => name);
  }

  /** By name, Id or file and row. */
  find(name: string): WorldRecord | 'none' | 'several' {
    const found = this.#in((layer) => layer.byName.get(name) ?? []);
    const all =
      found.length > 0 || !isId(name) ? found : this.#in(({ byId }) => byId.get(name.slice(0, 15)) ?? []);
    if (all.length > 1) return 'several';
    return all[0] ?? 'none';
  }

  #in(look: (layer: Layer) => WorldRecord | readonly WorldRecord[]): readonly WorldRecord[] {
    return this.#layers.flatMap(look).filter((record) => !this.#changed.has(record));
  }

  /** The records of an object that hold a value in a field, case aside. */
  holding(object: string, field: string, value: string): readonly WorldRecord[] {
    const key = fieldKey(field);
    const found: WorldRecord[] = [];
    for (const record of this.records()) {
      if (record.object.toLowerCase() !== object.toLowerCase()) continue;
      const held = /^id$/i.test(field) ? record.id : record.values.get(key);
      if (held !== undefined && held !== null && String(held).trim().toLowerCase() === value.toLowerCase())
        found.push(record);
    }
    return found;
  }

  /** What is there after a save. */
  with(added: readonly WorldRecord[], replaced: ReadonlyMap<WorldRecord, WorldRecord>): World {
    const own = this.#own.map((record) => replaced.get(record) ?? record);
    const before = new Set(this.#own);
    const fromFiles = [...replaced].filter(([record]) => !before.has(record));
    return new World(
      this.#files,
      [...own, ...fromFiles.map(([, changed]) => changed), ...added],
      new Set([...this.#changed, ...fromFiles.map(([record]) => record)]),
    );
  }

  has(): boolean {
    return true;
  }

  /** A field is lacking only where no layer with records of the object holds it. */
  lacks(rule: CompiledRule): readonly number[] {
    const [first = [], ...others] = this.#layersWith(rule).map(({ source }) => source.lacks?.(rule) ?? []);
    return first.filter((number) => others.every((other) => other.includes(number)));
  }

  candidates(rule: CompiledRule, sample: PreparedRecord): Candidates {
    const found = this.#layersWith(rule).map((layer) => ({
      layer,
      candidates: layer.source.candidates(rule, sample),
    }));
    const own = rule.keysOf(sample);
    return {
      records: this.#known(found),
      behindKeys: own.map((key, at) =>
        key === null
          ? null
          : found.reduce((sum, { candidates }) => sum + (candidates.behindKeys[at] ?? 0), 0),
      ),
      all: found.every(({ candidates }) => candidates.all === true),
    };
  }

  #layersWith(rule: CompiledRule): readonly Layer[] {
    return this.#layers.filter(({ source }) => source.has(rule.object));
  }

  *#known(
    found: readonly { readonly layer: Layer; readonly candidates: Candidates }[],
  ): Iterable<KnownCandidate> {
    let offset = 0;
    for (const { layer, candidates } of found) {
      for (const candidate of candidates.records) {
        const known = layer.records[candidate.ordinal]!;
        if (this.#changed.has(known)) continue;
        yield {
          ordinal: offset + candidate.ordinal,
          id: known.id,
          prepared: candidate.prepared,
          value: (field) => candidate.value(field),
          known,
        };
      }
      offset += layer.records.length;
    }
  }
}

function isId(text: string): boolean {
  return /^[a-z0-9]{15}(?:[a-z0-9]{3})?$/i.test(text);
}
