import type { MemberSymbol } from '../bind/symbols.ts';

/** Where records come from that this body does not make itself. */
export type Origin =
  | { readonly kind: 'parameter'; readonly index: number; readonly name: string }
  /** A field that methods with a generic parameter, or other classes, put records into. */
  | { readonly kind: 'field'; readonly symbol: MemberSymbol };

/** What may be in a value of type SObject, or in a collection of such. */
export class Contents {
  /** Object names by their lower-case form. */
  readonly names = new Map<string, string>();
  readonly origins = new Map<string, Origin>();
  /** Causes of what is not known. */
  readonly unknown = new Set<string>();
  /** How the names are known; the first one is shown. */
  readonly evidence = new Set<string>();
  /** Whether it depends on the subclass of the object in whose code the records are. */
  varies = false;

  static unknown(why: string): Contents {
    const contents = new Contents();
    contents.unknown.add(why);
    return contents;
  }

  static object(name: string, evidence: string): Contents {
    const contents = new Contents();
    contents.names.set(name.toLowerCase(), name);
    contents.evidence.add(evidence);
    return contents;
  }

  static origin(origin: Origin): Contents {
    const contents = new Contents();
    contents.addOrigin(origin);
    return contents;
  }

  get isEmpty(): boolean {
    return this.names.size === 0 && this.origins.size === 0 && this.unknown.size === 0;
  }

  addOrigin(origin: Origin): void {
    const key = origin.kind === 'parameter' ? `parameter ${origin.index}` : `field ${origin.symbol.key}`;
    this.origins.set(key, origin);
  }

  /** Adds all of the other; origins only where `keep` says so. */
  add(other: Contents, keep: (origin: Origin) => boolean = () => true): this {
    for (const [key, name] of other.names) if (!this.names.has(key)) this.names.set(key, name);
    for (const origin of other.origins.values()) if (keep(origin)) this.addOrigin(origin);
    for (const why of other.unknown) this.unknown.add(why);
    for (const one of other.evidence) this.evidence.add(one);
    if (other.varies) this.varies = true;
    return this;
  }
}
