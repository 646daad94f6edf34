import type { ClassInFile, Codebase } from '../../codeFile.ts';
import type { FunctionSyntax, Syntax } from '../../tree.ts';
import { mostCalls } from '../state/frame.ts';
import { type Calls, callsOf, type IsSending } from './calls.ts';
import { ClassTypes, type Member, membersOf } from './types.ts';

/**
 * Tells by declared types which functions may come upon a call by which a library saves, as far as calls are followed,
 * in a code base that does not change. Where a type is not known, all methods of the name are meant.
 */
export class TypedCalls {
  /** How many calls lead to one that sends, for those that come upon one. */
  readonly #distance = new Map<Syntax, number>();
  readonly #members = new Set<Syntax>();

  constructor(codebase: Codebase, classes: readonly ClassInFile[], isSending: IsSending) {
    const types = new ClassTypes(codebase, classes);
    const calls = new Map<Member, Calls>();
    const found = new Set(classes.flatMap((one) => [...membersOf(one).values()].flat()));
    // Classes of tests are gone into where somebody names them.
    for (const member of found) {
      const { unit, of } = member;
      this.#members.add(unit);
      const made = callsOf(unit, { file: of.file, of: of.definition }, types, isSending);
      calls.set(member, made);
      for (const one of made.leadsTo) found.add(one);
      for (const one of made.handsOn) found.add(one);
    }
    this.#settle(calls);
  }

  /** False for a method that comes upon none; true for what is no method of a class. */
  maySend(root: FunctionSyntax): boolean {
    return this.#distance.has(root) || !this.#members.has(root);
  }

  #settle(calls: ReadonlyMap<Member, Calls>): void {
    const callers = new Map<Member, Member[]>();
    const handing = new Map<Member, Member[]>();
    const storing = new Map<string, Member[]>();
    for (const [member, { stores }] of calls) for (const name of stores) add(storing, name, member);
    for (const [member, { leadsTo, handsOn, fields }] of calls) {
      for (const one of leadsTo) add(callers, one, member);
      for (const one of handsOn) add(handing, one, member);
      for (const name of fields) for (const one of storing.get(name) ?? []) add(handing, one, member);
    }
    let near = [...calls].flatMap(([member, { sends }]) => (sends ? [member] : []));
    while (near.length > 0) {
      const others: Member[] = [];
      for (let distance = 0; distance <= mostCalls && near.length > 0; distance++) {
        const next: Member[] = [];
        for (const member of near) {
          const known = this.#distance.get(member.unit);
          if (known !== undefined && known <= distance) continue;
          this.#distance.set(member.unit, distance);
          next.push(...(callers.get(member) ?? []));
          // It begins anew where it is called.
          if (known === undefined) others.push(...(handing.get(member) ?? []));
        }
        near = next;
      }
      near = others.filter(({ unit }) => this.#distance.get(unit) !== 0);
    }
  }
}

function add<K, T>(into: Map<K, T[]>, key: K, one: T): void {
  const known = into.get(key);
  if (known) known.push(one);
  else into.set(key, [one]);
}
