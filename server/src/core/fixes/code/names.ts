import type { Node } from '../../saves/code/refusal/children.ts';
import { nodesIn } from '../../saves/code/refusal/children.ts';
import { locate, type Span } from '../../text.ts';
import type { CodeScene } from './scene.ts';

/** Where a new name stands, and what of the file it must not be confused with. */
export interface NameScope {
  /** All of it counts: what is written there is copied, or gets to see the name. */
  readonly inside: Span;
  /** What has names of its own, which the new one does not meet. */
  readonly apart: readonly Span[];
}

/**
 * For a name of a new block that takes the place of a node or is put into it. Python's names are those of the
 * function: blocks have none.
 */
export function within(node: Node | Span, scene: CodeScene): NameScope {
  const inside = 'kind' in node ? scene.span(node) : node;
  return scene.isPython ? ofFunction(inside, scene) : { inside, apart: apartFrom(inside, scene) };
}

/** For a name that is declared beside the statement of a node, to be seen by all that follows. */
export function beside(node: Node, scene: CodeScene): NameScope {
  const own = scene.span(node);
  if (scene.isPython) return ofFunction(own, scene);
  const statement = scene.statementAround(node);
  const around = statement && scene.index.parent(statement);
  const inside = around ? scene.span(around) : ofFile(scene).inside;
  return { inside, apart: apartFrom(own, scene) };
}

/** Python: the innermost function around; at the top level the whole file. */
function ofFunction(at: Span, scene: CodeScene): NameScope {
  let { inside } = ofFile(scene);
  for (const { span, isFunction } of scopesOf(scene)) {
    if (isFunction && holds(span, at) && span.start >= inside.start) inside = span;
  }
  return { inside, apart: [ofFile(scene).inside] };
}

/** For a name of the top level. */
export function ofFile({ source }: CodeScene): NameScope {
  return { inside: { start: 0, end: source.length }, apart: [] };
}

/** Functions and blocks that the place does not stand in. */
function apartFrom(at: Span, scene: CodeScene): readonly Span[] {
  return scopesOf(scene).flatMap(({ span }) => (holds(span, at) ? [] : [span]));
}

function holds(span: Span, at: Span): boolean {
  return span.start <= at.start && at.end <= span.end;
}

interface OwnScope {
  readonly span: Span;
  readonly isFunction: boolean;
}

const known = new WeakMap<CodeScene, readonly OwnScope[]>();

function scopesOf(scene: CodeScene): readonly OwnScope[] {
  const found = known.get(scene) ?? [...findScopes(scene)];
  known.set(scene, found);
  return found;
}

function* findScopes({ index }: CodeScene): Generator<OwnScope> {
  for (const node of nodesIn(index.roots)) {
    if (node.kind === 'function-syntax') {
      // The name of a function that is declared belongs to the code around it.
      const isDeclared = index.parent(node)?.kind === 'function-statement';
      const { start, end } = spanOf(node);
      yield { span: { start: isDeclared ? spanOf(node.nameAt).end : start, end }, isFunction: true };
    }
    if (node.kind === 'block' || node.kind === 'loop') yield { span: spanOf(node), isFunction: false };
    if (node.kind === 'try') for (const one of node.handlers) yield { span: spanOf(one), isFunction: false };
  }
}

function spanOf(node: Parameters<typeof locate>[0]): Span {
  const { start, end } = locate(node);
  return { start, end };
}

/** Whether code that gets to see the name, or that the name gets to see, uses it already. */
export function isMentioned(name: string, { inside, apart }: NameScope, scene: CodeScene): boolean {
  const uses = scene.source.matchAll(new RegExp(`(?<![\\w$])${name}(?![\\w$])`, 'g'));
  const isIn = (at: number) => (span: Span) => span.start <= at && at < span.end;
  for (const { index } of uses) {
    if (scene.comments.some(isIn(index))) continue;
    if (isIn(index)(inside) || !apart.some(isIn(index))) return true;
  }
  return false;
}
