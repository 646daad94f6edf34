import type { SaveTraces } from '../../language.ts';
import { eachPart } from '../../parts.ts';
import type { ImportStatement, Syntax } from '../../tree.ts';
import { mentionsOf } from '../memory/mentions.ts';

/** What code has of a save, as bits. */
const bits = { address: 1, sending: 2, verb: 4, client: 8 } as const;

/** What a piece of code itself has of saves. */
export interface Traces {
  readonly bits: number;
  /** Imports that stand within it. */
  readonly imports: readonly ImportStatement[];
}

const known = new WeakMap<Syntax, Traces>();

/** Kept with the piece: its language is always the same. */
export function tracesOf(syntax: Syntax, language: SaveTraces): Traces {
  let traces = known.get(syntax);
  if (!traces) {
    const found: Found = { bits: 0, imports: [], addresses: language.addresses };
    look(syntax, found, 0);
    for (const name of mentionsOf(syntax)) found.bits |= tracesIn(name, language);
    traces = { bits: found.bits, imports: found.imports };
    known.set(syntax, traces);
  }
  return traces;
}

/** Keys of bodies, which may be names. */
const keys = /^(?:compositeRequest|batchRequests|graphs|allowSaveOnDuplicate)$/i;

const ofNames = new WeakMap<SaveTraces, Map<string, number>>();
/** More are not kept: somebody types them. */
const mostNames = 100_000;

/** What a name has of saves. */
export function tracesIn(name: string, language: SaveTraces): number {
  let names = ofNames.get(language);
  if (!names || names.size > mostNames) {
    names = new Map();
    ofNames.set(language, names);
  }
  let found = names.get(name);
  if (found === undefined) {
    found = bitsOf(name, language);
    names.set(name, found);
  }
  return found;
}

function bitsOf(name: string, { sending, verbs, clients }: SaveTraces): number {
  return (
    (keys.test(name) ? bits.address : 0) |
    (sending.test(name) ? bits.sending : 0) |
    (verbs.test(name) ? bits.verb : 0) |
    (clients.test(name) ? bits.client : 0)
  );
}

/** Whether code with these traces may save. */
export function maySave(found: number): boolean {
  return isBoth(found, bits.address | bits.sending) || isBoth(found, bits.verb | bits.client);
}

function isBoth(found: number, both: number): boolean {
  return (found & both) === both;
}

interface Found {
  bits: number;
  readonly imports: ImportStatement[];
  /** See {@link SaveTraces}. */
  readonly addresses: RegExp;
}

/** Where a tree is deeper, there may be everything in it. */
const deepest = 600;

function look(node: object | string, found: Found, depth: number): void {
  if (typeof node === 'string') {
    if ((found.bits & bits.address) === 0 && found.addresses.test(node)) found.bits |= bits.address;
    return;
  }
  if (depth > deepest) {
    found.bits = bits.verb | bits.client;
    return;
  }
  if ('kind' in node && node.kind === 'import') found.imports.push(node as ImportStatement);
  eachPart(node, look, found, depth);
}
