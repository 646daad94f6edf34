import type { SaveOptions } from '../../site.ts';
import type { BoundBody } from '../bind/bind.ts';
import { enter, type Frame, makingOf, outermost } from '../options/frame.ts';
import type { SiteContext } from './context.ts';
import { methodCalls } from './methodCalls.ts';

const maximumLevels = 3;

/** The options of a save as each call of the method around it gives them, where they are its parameters. */
export function optionsFromCallers(
  own: SaveOptions,
  bound: BoundBody,
  context: SiteContext,
  optionsIn: (frame: Frame) => SaveOptions,
): SaveOptions[] {
  if (!hasParameter(own)) return [];
  return [
    ...fromCallers(bound, context, optionsIn, (frame) => frame, 1),
    ...fromMakers(bound, context, optionsIn),
  ];
}

/** The options as each `new` of the class around the save gives them to the constructor. */
function fromMakers(
  bound: BoundBody,
  { codebase, types, lookup }: SiteContext,
  optionsIn: (frame: Frame) => SaveOptions,
): SaveOptions[] {
  const { type } = bound.owner;
  if (!type) return [];
  const names = new Set([type, ...codebase.subtypes(type)].map(({ name }) => name.name));
  const callers = new Set([...names].flatMap((name) => codebase.bodiesCalling(name)));
  return [...callers].flatMap((owned) => {
    const caller = codebase.bind(owned);
    return caller.nodes('new').flatMap((at) => {
      const found = types.resolveNew(at, caller);
      const isOwn = found?.type ? names.has(found.type.name.name) : false;
      const made = isOwn ? makingOf(at, outermost(caller, lookup)) : null;
      if (!made) return [];
      const options = optionsIn({ ...outermost(bound, lookup), made });
      return hasParameter(options) ? [] : [options];
    });
  });
}

function fromCallers(
  bound: BoundBody,
  context: SiteContext,
  optionsIn: (frame: Frame) => SaveOptions,
  inner: (frame: Frame) => Frame | null,
  level: number,
): SaveOptions[] {
  return methodCalls(bound, context).calls.flatMap(({ call, caller }) => {
    const wrap = (frame: Frame): Frame | null => {
      const entered = enter(frame, bound, call);
      return entered && inner(entered);
    };
    const frame = wrap(outermost(caller, context.lookup));
    if (!frame) return [];
    const options = optionsIn(frame);
    if (!hasParameter(options)) return [options];
    return level < maximumLevels ? fromCallers(caller, context, optionsIn, wrap, level + 1) : [];
  });
}

function hasParameter(options: SaveOptions): boolean {
  return [options.allowSave, options.runAsCurrentUser].some(({ kind }) => kind === 'parameter');
}
