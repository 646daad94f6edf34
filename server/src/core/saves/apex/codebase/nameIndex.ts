import type { CodeBody } from '../bind/symbols.ts';
import { detached } from '../parse/characters.ts';
import type { OwnedBody } from './owned.ts';
import { calledNames, memberNames, type NamesInBody } from './words.ts';

/** The bodies in which a name stands, by file; null where a file's bodies have to be asked again. */
type Bodies = Map<string, readonly OwnedBody[] | null>;

/** Which bodies call a method of a name, or name a member after a dot; built on first use, file by file. */
export class NameIndex {
  readonly #files = new Map<string, readonly OwnedBody[]>();
  readonly #calls = new Map<string, Bodies>();
  readonly #members = new Map<string, Bodies>();
  readonly #noted = new WeakSet<OwnedBody>();
  /** Bodies that are to be noted, with their files: new ones, and noted ones that are gone. */
  readonly #pending = new Map<OwnedBody, string>();

  set(uri: string, bodies: readonly OwnedBody[]): void {
    const before = this.#files.get(uri) ?? [];
    this.#files.set(uri, bodies);
    this.#changed(uri, before, bodies);
  }

  remove(uri: string): void {
    this.#changed(uri, this.#files.get(uri) ?? [], []);
    this.#files.delete(uri);
  }

  #changed(uri: string, before: readonly OwnedBody[], now: readonly OwnedBody[]): void {
    const known = new Set(before);
    for (const owned of now) if (!known.delete(owned)) this.#pending.set(owned, uri);
    for (const owned of known) {
      if (this.#noted.has(owned)) this.#pending.set(owned, uri);
      else this.#pending.delete(owned);
    }
  }

  calling(name: string): OwnedBody[] {
    this.#update();
    return this.#bodies(this.#calls.get(name), (owned) => calledNames(owned.body).has(name));
  }

  naming(name: string): OwnedBody[] {
    this.#update();
    return this.#bodies(this.#members.get(name), (owned) => memberNames(owned.body).has(name));
  }

  #update(): void {
    const gone: OwnedBody[] = [];
    const names = { calls: new Set<string>(), members: new Set<string>() };
    for (const [owned, uri] of this.#pending) {
      const isGone = this.#noted.has(owned) && !this.#files.get(uri)?.includes(owned);
      this.#noted.add(owned);
      if (isGone) gone.push(owned);
      for (const name of calledNames(owned.body)) {
        note(this.#calls, name, uri);
        if (!isGone) names.calls.add(name);
      }
      for (const name of memberNames(owned.body)) {
        note(this.#members, name, uri);
        if (!isGone) names.members.add(name);
      }
    }
    this.#pending.clear();
    for (const { body } of gone) {
      this.#tidy(this.#calls, calledNames, calledNames(body), names.calls);
      this.#tidy(this.#members, memberNames, memberNames(body), names.members);
    }
  }

  /** Drops names that stand nowhere any more: while somebody types one, so does each of its beginnings. */
  #tidy(
    index: Map<string, Bodies>,
    namesOf: (body: CodeBody) => NamesInBody,
    names: NamesInBody,
    present: ReadonlySet<string>,
  ): void {
    for (const name of names) {
      if (present.has(name)) continue;
      const holds = ({ body }: OwnedBody) => namesOf(body).has(name);
      const isSomewhere = [...(index.get(name) ?? [])].some(([uri, known]) =>
        known ? known.length > 0 : this.#files.get(uri)?.some(holds),
      );
      if (!isSomewhere) index.delete(name);
    }
  }

  #bodies(files: Bodies | undefined, accepts: (owned: OwnedBody) => boolean): OwnedBody[] {
    const all: OwnedBody[] = [];
    for (const [uri, known] of files ?? []) {
      const bodies = known ?? (this.#files.get(uri) ?? []).filter(accepts);
      if (!known) files!.set(uri, bodies);
      for (const owned of bodies) all.push(owned);
    }
    return all;
  }
}

/** Files stay listed under names that they no longer hold, with no bodies. */
function note(index: Map<string, Bodies>, name: string, uri: string): void {
  const files = index.get(name);
  if (files) files.set(uri, null);
  // Cut from the names of the body, it would keep them.
  else index.set(detached(name), new Map([[uri, null]]));
}
