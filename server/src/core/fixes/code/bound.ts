import type { Node } from '../../saves/code/refusal/children.ts';
import { locate, type TextEdit } from '../../text.ts';
import { placeOf, takesLinesBefore } from './exceptions.ts';
import { after, before, beginsLine, spanOf, wholeOf } from './lines.ts';
import { beside } from './names.ts';
import type { SaveCode } from './saveCode.ts';
import type { CodeScene } from './scene.ts';

/** A variable that holds what a save returns, and a way to write code behind the save. */
export interface Bound {
  readonly name: string;
  /** How the code below uses it; null where it gets out of sight. */
  readonly uses: readonly Node[] | null;
  readonly isConstant: boolean;
  /** Lines behind the save, with further edits within its statement. */
  readonly followedBy: (lines: readonly string[]) => TextEdit[];
}

/** `async with session.post(…) as response:`: the code that has the response begins the block. */
function boundByWith({ scene, call }: SaveCode): Bound | null {
  const block = scene.index.parent(call);
  if (block?.kind !== 'with') return null;
  const target = block.resources.find(({ value }) => value === call)?.target;
  const [first] = block.body.statements;
  if (target?.kind !== 'name-pattern' || !first || !beginsLine(first, scene)) return null;
  const { name } = target;
  const inside = scene.index.named(name).filter((use) => scene.index.isIn(use, [block.body]));
  const isOnlyInside = inside.length === scene.index.named(name).filter((use) => isSameFunction(use)).length;
  return {
    name,
    uses: isOnlyInside ? inside : null,
    isConstant: false,
    followedBy: (lines) => [before(scene.span(first).start, lines, scene)],
  };

  function isSameFunction(use: Node): boolean {
    return scene.index.functionOf(use) === scene.index.functionOf(call);
  }
}

/** Keeps what a save returns in a variable, if it is not kept yet; null where that cannot be written. */
export function boundResult(save: SaveCode, ...names: readonly string[]): Bound | null {
  const { scene, call, whole: request } = save;
  if (scene.index.parent(call)?.kind === 'with') return boundByWith(save);
  const place = placeOf(save);
  if (!place || place.takesId || !takesLinesBefore(place.statement, scene)) return null;
  const { statement, sink, isAwaited } = place;
  const span = spanOf(statement, scene);
  const whole = wholeOf(statement, scene);
  if (!span || !whole || (!scene.isPython && !isAwaited)) return null;
  const behind = (lines: readonly string[]) => after(whole.end, whole.start, lines, scene);
  const around = scene.index.parent(request);
  const { start } = scene.span(around?.kind === 'await' ? around : request);
  switch (sink.kind) {
    case 'declare': {
      const { target } = sink.statement;
      if (target.kind !== 'name-pattern') return null;
      const uses = usesAfter(target.name, whole.end, save);
      const isConstant = sink.statement.isConstant && !scene.isPython;
      return { name: target.name, uses, isConstant, followedBy: (lines) => [behind(lines)] };
    }
    case 'assign':
      if (!/^[\w$]+$/.test(sink.target)) return null;
      return {
        name: sink.target,
        uses: usesAfter(sink.target, whole.end, save),
        isConstant: false,
        followedBy: (lines) => [behind(lines)],
      };
    case 'nothing': {
      const name = scene.fresh(beside(call, scene), ...names);
      const declaration = scene.isPython ? `${name} = ` : `const ${name} = `;
      if (span.start !== start) return null;
      const edit = { span: { start, end: start }, newText: declaration };
      return { name, uses: [], isConstant: true, followedBy: (lines) => [edit, behind(lines)] };
    }
    case 'return': {
      const name = scene.fresh(beside(call, scene), ...names);
      const declaration = scene.isPython ? `${name} = ` : `const ${name} = `;
      const edit = { span: { start: span.start, end: start }, newText: declaration };
      const back = `return ${name}${scene.style.semicolon}`;
      return { name, uses: null, isConstant: true, followedBy: (lines) => [edit, behind([...lines, back])] };
    }
    default:
      return null;
  }
}

function usesAfter(name: string, end: number, { scene: { index }, call }: SaveCode): readonly Node[] | null {
  const own = index.functionOf(call);
  const all = index.named(name).filter((use) => index.functionOf(use) === own && locate(use).start >= end);
  const elsewhere = index.named(name).some((use) => {
    const at = index.functionOf(use);
    return at !== own && at !== null && [...index.ancestors(at)].some((one) => one === own);
  });
  return elsewhere ? null : all;
}

/** A use of a response that needs no body: `response.ok`. */
export function asksForStatus(use: Node, { index }: CodeScene): boolean {
  const parent = index.parent(use);
  return (
    parent?.kind === 'member' &&
    index.role(use) === 'object' &&
    /^(ok|status|statusText|statusCode|status_code|raise_for_status|is_success|is_error|reason)$/.test(
      parent.name,
    )
  );
}
