import type { Place } from '../../../../text.ts';
import type { SaveOptions, SaveSite } from '../../../site.ts';
import type { CodeContext } from '../../codeFile.ts';
import type { FunctionSyntax } from '../../tree.ts';
import type { Roots } from '../roots.ts';
import type { Frame, Step } from '../state/frame.ts';
import type { EncounteredSave } from './encounter.ts';
import { refusalOf } from './refusals.ts';

/**
 * Where a save is reported: innermost, where all that decides on which object it works is known. A wrapper that
 * is given the object is silent, and the call that gives it stands for the save.
 */
export function isReportedWithin(save: EncounteredSave, roots: Roots): EncounteredSave | null {
  const { way } = save;
  let first: EncounteredSave | null = null;
  for (let length = 0; length < way.length; length++) {
    const outer = way[way.length - 1 - length]!;
    const callee: Frame = length === 0 ? save.frame : way[way.length - length]!.from;
    void outer;
    const inner = sameSaveIn(callee.root, callee, save, way.slice(way.length - length), roots);
    if (!inner) continue;
    if (inner.target.kind === 'objects') return inner;
    first ??= inner;
  }
  return save.target.kind === 'objects' ? null : first;
}

function sameSaveIn(
  root: FunctionSyntax | null,
  { file }: Frame,
  save: EncounteredSave,
  way: readonly Step[],
  roots: Roots,
): EncounteredSave | null {
  const found = roots
    .result(file, root)
    .saves.filter((one) => one.call === save.call && isSameWay(one.way, way));
  return (
    found.find((one) => one.operation === save.operation && one.target.kind === 'objects') ??
    found.find((one) => one.operation === save.operation) ??
    found[0] ??
    null
  );
}

function isSameWay(a: readonly Step[], b: readonly Step[]): boolean {
  return a.length === b.length && a.every(({ call }, index) => call === b[index]!.call);
}

/** A site from a save that is reported where its way begins. */
export function siteOf(
  save: EncounteredSave,
  calledWith: readonly SaveOptions[],
  roots: Roots,
  context: CodeContext,
): SaveSite {
  const { way, frame, call } = save;
  const at = way[0]?.call ?? call;
  const outer = way[0]?.from ?? frame;
  const via: Place[] = way.length === 0 ? [] : [...way.slice(1).map((step) => step.call.nameAt), call.nameAt];
  return {
    language: outer.file.language.id,
    operation: save.operation,
    channel: save.channel,
    place: at.nameAt,
    extent: at,
    target: save.target,
    options: save.options,
    calledWith,
    refusal: refusalOf(save, way, roots.modules),
    fields: save.fields,
    apiVersion: save.apiVersion,
    externalId: save.externalId,
    inTest: context.isTest || outer.inTest,
    enclosing: outer.label,
    via,
    dedupeChecksBypassed: [],
  };
}
