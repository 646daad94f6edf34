import { fullNameOf } from '../../files.ts';
import { readXml } from '../../metadata/xml.ts';
import { localName, textOf } from './document.ts';

interface Version {
  /** The Flow's name, in lower case. */
  readonly flow: string;
  /** Null for a file that is named after the Flow alone. */
  readonly number: number | null;
}

/**
 * Versions of Flows in files of their own, `Sign_Up-3.flow`, as they are retrieved below API version 44: nothing in
 * them says whether they are active. The FlowDefinition does (Metadata API Developer Guide, FlowDefinition:
 * activeVersionNumber), if it is here.
 */
export class FlowVersions {
  readonly #active = new Map<string, Version>();
  readonly #files = new Map<string, Version>();
  #superseded: ReadonlySet<string> | null = null;
  #generation = 0;

  /** Grows when another version may have become the one that runs. */
  get generation(): number {
    return this.#generation;
  }

  setDefinition(uri: string, text: string): void {
    const { root } = readXml(text);
    const number = Number(
      root && localName(root) === 'FlowDefinition' ? textOf(root, 'activeVersionNumber') : 0,
    );
    if (this.#active.get(uri)?.number === number) return;
    // Without an active version any of them may be activated.
    if (number > 0) this.#active.set(uri, { flow: fullNameOf(uri).toLowerCase(), number });
    else if (!this.#active.delete(uri)) return;
    this.#changed();
  }

  setFile(uri: string): void {
    if (this.#files.has(uri)) return;
    const name = fullNameOf(uri).toLowerCase();
    const [, flow, number] = /^(.+)-(\d+)$/.exec(name) ?? [];
    this.#files.set(uri, flow && number ? { flow, number: Number(number) } : { flow: name, number: null });
    this.#changed();
  }

  remove(uri: string): void {
    if (this.#active.delete(uri) || this.#files.delete(uri)) this.#changed();
  }

  /** Whether another version is the one that runs, or a newer one where that is not told. */
  isSuperseded(uri: string): boolean {
    this.#superseded ??= supersededOf(this.#files, this.#active.values());
    return this.#superseded.has(uri);
  }

  #changed(): void {
    this.#superseded = null;
    this.#generation++;
  }
}

function supersededOf(files: ReadonlyMap<string, Version>, active: Iterable<Version>): ReadonlySet<string> {
  const running = new Map<string, (number | null)[]>();
  for (const { flow, number } of active) running.set(flow, [...(running.get(flow) ?? []), number]);
  const newest = new Map<string, number>();
  for (const { flow, number } of files.values()) {
    newest.set(flow, Math.max(newest.get(flow) ?? 0, number ?? Number.POSITIVE_INFINITY));
  }
  const superseded = new Set<string>();
  for (const [uri, { flow, number }] of files) {
    if (number === null) continue;
    const last = newest.get(flow)!;
    // The file that is named after the Flow is of API version 44 or later, and older ones were left beside it.
    const runs = Number.isFinite(last) ? (running.get(flow)?.includes(number) ?? number === last) : false;
    if (!runs) superseded.add(uri);
  }
  return superseded;
}
