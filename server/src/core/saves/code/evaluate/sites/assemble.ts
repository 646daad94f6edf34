import type { Place } from '../../../../text.ts';
import type { SaveSite } from '../../../site.ts';
import type { CodeContext, CodeFile } from '../../codeFile.ts';
import { keepOrigin } from '../../origins.ts';
import type { FunctionSyntax } from '../../tree.ts';
import type { Roots } from '../roots.ts';
import type { EncounteredSave, Spot, WayStep } from './encounter.ts';
import { refusalOf } from './refusals.ts';

/**
 * Where a save is reported: innermost, where all that decides on which object it works is known. A wrapper that
 * is given the object is silent, and the call that gives it stands for the save.
 */
export function isReportedWithin(save: EncounteredSave, roots: Roots): EncounteredSave | null {
  const { way } = save;
  let first: EncounteredSave | null = null;
  for (let length = 0; length < way.length; length++) {
    const spot = length === 0 ? save.spot : way[way.length - length]!.from;
    const inner = sameSaveAt(spot, save, way.slice(way.length - length), roots);
    if (inner && hasOthers(save, inner)) continue;
    if (inner?.target.kind === 'objects') return inner;
    first ??= inner;
  }
  return save.target.kind === 'objects' ? null : first;
}

/** The class below names another object than the one above, whose method it calls. */
function hasOthers({ target }: EncounteredSave, inner: EncounteredSave): boolean {
  if (target.kind !== 'objects' || inner.target.kind !== 'objects') return false;
  const { names } = inner.target;
  return target.names.some((name) => !names.includes(name));
}

function sameSaveAt(
  { uri, root }: Spot,
  save: EncounteredSave,
  way: readonly WayStep[],
  roots: Roots,
): EncounteredSave | null {
  const file = roots.fileOf(uri);
  if (!file) return null;
  const found = savesOf(root, file, roots).filter((one) => one.call === save.call && isSameWay(one.way, way));
  return (
    found.find((one) => one.operation === save.operation && one.target.kind === 'objects') ??
    found.find((one) => one.operation === save.operation) ??
    found[0] ??
    null
  );
}

/** One that the top level hands on is no root of its own: it is gone through there. */
function savesOf(root: FunctionSyntax | null, file: CodeFile, roots: Roots): readonly EncounteredSave[] {
  const { saves } = roots.result(file, root);
  if (root === null || saves.length > 0) return saves;
  return roots.result(file, null).saves.filter(({ way, spot }) => (way[0]?.from ?? spot).root === root);
}

export function isSameWay(a: readonly WayStep[], b: readonly WayStep[]): boolean {
  return a.length === b.length && a.every(({ call }, index) => call === b[index]!.call);
}

/** A site from a save that is reported where its way begins. */
export function siteOf(save: EncounteredSave, file: CodeFile, roots: Roots, context: CodeContext): SaveSite {
  const { way, spot, call } = save;
  const at = way[0]?.call ?? call;
  const outer = way[0]?.from ?? spot;
  const via: Place[] = way.length === 0 ? [] : [...way.slice(1).map((step) => step.call.nameAt), call.nameAt];
  const { refusal, reports, left } = refusalOf(save, roots);
  const site: SaveSite = {
    language: file.language.id,
    operation: save.operation,
    // Code that takes what comes back for a list has saved a list.
    channel: save.reports === 'exception-or-rows' && reports === 'rows' ? 'rest-collections' : save.channel,
    place: at.nameAt,
    extent: at,
    target: save.target,
    options: save.options,
    calledWith: [],
    refusal,
    fields: save.fields,
    apiVersion: save.apiVersion,
    externalId: save.externalId,
    inTest: context.isTest || outer.inTest,
    enclosing: outer.label,
    via,
    dedupeChecksBypassed: [],
  };
  return keepOrigin(site, {
    root: outer.root,
    call: at,
    save: call,
    // What reads the rows is the same, whether a library or the code itself reads the response.
    reports: reports === 'answer' ? 'rows' : reports,
    returns: save.returns,
    library: save.returns.split('.')[0] ?? '',
    left,
  });
}
