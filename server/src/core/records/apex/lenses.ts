import type { CodeBody } from '../../saves/apex/bind/symbols.ts';
import type { OwnedBody } from '../../saves/apex/codebase/owned.ts';
import { detached } from '../../saves/apex/parse/characters.ts';
import type { NewExpression, Node } from '../../saves/apex/syntax.ts';
import { walk } from '../../saves/apex/tree.ts';
import type { Span } from '../../text.ts';
import type { RecordLens } from '../model.ts';
import { hasFormOfRecord, objectNameOf } from './literals.ts';

/** A literal of what may be an object, relative to its body. */
interface Literal extends Span {
  readonly name: string;
  /** `new Schema.Lead(…)`: no class can be meant. */
  readonly isQualified: boolean;
}

/**
 * The record literals in the bodies of a file whose objects are wanted, names in any case. What is found in a
 * body is kept with it: a keystroke costs a look at one body.
 */
export function recordLenses(
  bodies: readonly OwnedBody[],
  isWanted: (object: string) => boolean,
  spelling: (object: string) => string,
): readonly RecordLens[] {
  const lenses: RecordLens[] = [];
  for (const { body, owner } of bodies) {
    if (!createdNames(body).some(isWanted)) continue;
    for (const { name, isQualified, start, end } of literalsOf(body)) {
      if (!isWanted(name) || (!isQualified && owner.names.type(name, owner.type) !== null)) continue;
      const { offset } = body.anchor;
      lenses.push({ object: spelling(name), start: start + offset, end: end + offset });
    }
  }
  return lenses.sort((a, b) => a.start - b.start);
}

const created = new WeakMap<CodeBody, readonly string[]>();

/** The names behind `new` in a body, told from its text: most bodies need not be parsed. */
function createdNames(body: CodeBody): readonly string[] {
  let known = created.get(body);
  if (!known) {
    const found = body.text.matchAll(/\bnew\s+(?:schema\s*\.\s*)?(\w+)\s*\(/gi);
    known = [...new Set([...found].map(([, name]) => detached(name!)))];
    created.set(body, known);
  }
  return known;
}

const literals = new WeakMap<CodeBody, readonly Literal[]>();

function literalsOf(body: CodeBody): readonly Literal[] {
  let known = literals.get(body);
  if (!known) {
    known = findLiterals(body.tree);
    literals.set(body, known);
  }
  return known;
}

/** Those that give fields a value, or that a variable takes, which may be given them later. */
function findLiterals(root: Node): readonly Literal[] {
  const found: Literal[] = [];
  const held = new Set<Node | null>();
  const nested = new Set<Node>();
  walk(root, (node) => {
    if (node.kind === 'declarator') held.add(node.initializer);
    else if (node.kind === 'assignment') held.add(node.value);
    else if (node.kind === 'field-initializer') nested.add(node.value);
    else if (node.kind === 'new' && !nested.has(node) && (held.has(node) || setsFields(node))) {
      const object = hasFormOfRecord(node) ? objectNameOf(node) : null;
      if (object) found.push({ ...object, start: node.start, end: node.end });
    }
  });
  return found;
}

function setsFields({ fields }: NewExpression): boolean {
  return fields.some(({ name }) => name.name.toLowerCase() !== 'id');
}
