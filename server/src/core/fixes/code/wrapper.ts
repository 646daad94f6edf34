import type { JudgedSite } from '../../rules/rule.ts';
import { originOf, type SaveOrigin } from '../../saves/code/origins.ts';
import { nodesIn } from '../../saves/code/refusal/children.ts';
import { calledName } from '../../saves/code/refusal/names.ts';
import type { FunctionSyntax } from '../../saves/code/tree.ts';
import { locate } from '../../text.ts';
import type { FixDraft } from '../fix.ts';
import { asksForStatus } from './bound.ts';
import type { CodeFixContext } from './fixes.ts';
import { branchInHandler, type Catcher } from './inCatch.ts';
import { chainedTo } from './requestCode.ts';
import { passedResponse, queueResponse } from './responses.ts';
import type { SaveCode } from './saveCode.ts';
import { CodeScene } from './scene.ts';

/**
 * Fixes for a save that code of the project's own sends or guards: at its call where the response comes out of the
 * wrapper as it is, else in the wrapper, where the response or the error is read.
 */
export function throughWrapper(
  judged: JudgedSite,
  scene: () => CodeScene,
  context: CodeFixContext,
): FixDraft[] {
  const origin = originOf(judged.site);
  if (!origin || judged.site.refusal.insideHandling) return [];
  const sceneAt = (uri: string) => {
    if (uri === context.file.uri) return scene();
    const other = context.fileAt(uri);
    return other && isWritten(uri) ? new CodeScene(other.file, other.comments) : null;
  };
  const inner = () => sceneAt(origin.save.anchor.uri);
  const wrapper = inner();
  if (origin.reports === 'response' && origin.call !== origin.save && wrapper?.index.has(origin.save)) {
    return onResponse(judged, origin, scene, inner as () => CodeScene);
  }
  return origin.reports === 'exception' ? inHandler(judged, origin, sceneAt) : [];
}

/** Code of others is not ours to change. */
function isWritten(uri: string): boolean {
  return !/\/(?:node_modules|site-packages|vendor)\//.test(uri);
}

function onResponse(
  judged: JudgedSite,
  origin: SaveOrigin,
  scene: () => CodeScene,
  inner: () => CodeScene,
): FixDraft[] {
  if (!/^rest-(record|external-id)$/.test(judged.site.channel)) return [];
  if (passesOn(origin, inner()) && judged.site.via.length < 2) {
    const drafts = passedResponse(() => saveAt(judged, origin, origin.call, scene(), true));
    const given = drafts.filter((draft) => draft !== null);
    if (given.length > 0) return given;
  }
  const name = inner().index.functionOf(origin.save)?.name;
  const queued = queueResponse(saveAt(judged, origin, origin.save, inner(), false), []);
  if (!queued || !name) return [];
  return [
    {
      ...queued,
      id: 'queue-duplicate-in-wrapper',
      title: `In ${name.length > 20 ? 'the wrapper' : name}, for all its callers: queue the record on DUPLICATES_DETECTED (a place to fill in)`,
    },
  ];
}

/** @param isHere whether the object is known there: a wrapper saves others, too */
function saveAt(
  judged: JudgedSite,
  origin: SaveOrigin,
  call: SaveOrigin['call'],
  scene: CodeScene,
  isHere: boolean,
): SaveCode {
  const { target } = judged.site;
  const object = isHere && target.kind === 'objects' && target.names.length === 1 ? target.names[0]! : null;
  const whole = chainedTo(call, origin.library, scene);
  return { scene, judged, origin, call, whole, isWrapped: isHere, object };
}

/** Whether the function around a save gives the response to its caller, and has not read its body. */
function passesOn({ save, call, returns }: SaveOrigin, scene: CodeScene): boolean {
  const { index } = scene;
  const own = index.functionOf(save);
  if (!own?.body || calledName(call) !== own.name) return false;
  const around = index.parent(save);
  const given = around?.kind === 'await' ? around : save;
  const holder = index.parent(given);
  const isReturned = holder?.kind === 'return';
  const name =
    holder?.kind === 'declare' && holder.target.kind === 'name-pattern' ? holder.target.name : null;
  if (!isReturned && name === null) return false;
  const results = returnsOf(own, scene);
  if (isReturned) return results.length === 1;
  const uses = name === null ? [] : index.named(name).filter((use) => index.functionOf(use) === own);
  const isRead = (use: (typeof uses)[number]) =>
    index.parent(use)?.kind !== 'return' && !asksForStatus(use, scene);
  // Bodies of requests and httpx are kept, and can be read again.
  const isKept = scene.isPython && returns !== 'aiohttp.Response';
  const isGiven = results.every((one) => one.value?.kind === 'name' && one.value.name === name);
  const isPlain = uses.every((use) => index.role(use) !== 'target' || use === holder);
  return results.length > 0 && isGiven && isPlain && (isKept || !uses.some(isRead));
}

function returnsOf(own: FunctionSyntax, { index }: CodeScene) {
  return [...nodesIn([own])].flatMap((node) =>
    node.kind === 'return' && index.functionOf(node) === own ? [node] : [],
  );
}

/** The handler that loses the error, in a function that was given the call or its promise. */
function inHandler(
  judged: JudgedSite,
  origin: SaveOrigin,
  sceneAt: (uri: string) => CodeScene | null,
): FixDraft[] {
  for (const place of judged.site.refusal.evidence) {
    const scene = sceneAt(place.anchor.uri);
    const handler = scene && handlerAround(locate(place).start, scene);
    if (!scene || !handler) continue;
    const save = { ...saveAt(judged, origin, origin.call, scene, false), whole: origin.call };
    const draft = branchInHandler(save, handler);
    if (!draft) continue;
    const name = scene.index.functionOf(handler.body ?? origin.call)?.name;
    return [
      {
        ...draft,
        id: 'branch-in-wrapper',
        title: `Tell DUPLICATES_DETECTED apart in the handler${name ? ` of ${name}` : ''} (a place to fill in)`,
      },
    ];
  }
  return [];
}

function handlerAround(offset: number, scene: CodeScene): Catcher | null {
  let found: Catcher | null = null;
  for (const node of nodesIn(scene.index.roots)) {
    if (node.kind !== 'try') continue;
    for (const handler of node.handlers) {
      const { start, end } = scene.span(handler);
      if (start <= offset && offset < end) found = handler;
    }
  }
  return found;
}
