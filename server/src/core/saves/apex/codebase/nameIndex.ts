import type { OwnedBody } from './owned.ts';
import { calledNames, memberNames } from './words.ts';

/** Which bodies call a method of a name, or name a member after a dot; built on first use, file by file. */
export class NameIndex {
  readonly #files = new Map<string, readonly OwnedBody[]>();
  readonly #calls = new Map<string, Set<string>>();
  readonly #members = new Map<string, Set<string>>();
  #pending: { readonly uri: string; readonly owned: OwnedBody }[] = [];

  set(uri: string, bodies: readonly OwnedBody[]): void {
    const known = new Set(this.#files.get(uri));
    this.#files.set(uri, bodies);
    for (const owned of bodies) if (!known.has(owned)) this.#pending.push({ uri, owned });
  }

  remove(uri: string): void {
    this.#files.delete(uri);
  }

  calling(name: string): OwnedBody[] {
    this.#update();
    return this.#bodies(this.#calls.get(name), (owned) => calledNames(owned.body).has(name));
  }

  naming(name: string): OwnedBody[] {
    this.#update();
    return this.#bodies(this.#members.get(name), (owned) => memberNames(owned.body).has(name));
  }

  /** Files stay listed under names that they no longer hold: the bodies are asked again anyway. */
  #update(): void {
    for (const { uri, owned } of this.#pending) {
      for (const name of calledNames(owned.body)) note(this.#calls, name, uri);
      for (const name of memberNames(owned.body)) note(this.#members, name, uri);
    }
    this.#pending = [];
  }

  #bodies(uris: ReadonlySet<string> | undefined, accepts: (owned: OwnedBody) => boolean): OwnedBody[] {
    return [...(uris ?? [])].flatMap((uri) => (this.#files.get(uri) ?? []).filter(accepts));
  }
}

function note(index: Map<string, Set<string>>, name: string, uri: string): void {
  const uris = index.get(name);
  if (uris) uris.add(uri);
  else index.set(name, new Set([uri]));
}
