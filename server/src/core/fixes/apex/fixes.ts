import type { Finding } from '../../findings.ts';
import { isLost } from '../../rules/saves.ts';
import type { Span } from '../../text.ts';
import { asFixes } from '../commentFixes.ts';
import type { Fix, FixDraft, FixRequest } from '../fix.ts';
import { stateReason } from '../stateReason.ts';
import { aboutRefusals, slashes, suppressions } from '../suppress.ts';
import { addReason, removeSuppression } from '../suppressionFixes.ts';
import { setAllOrNone } from './atomicity.ts';
import { takeOutAllowSave } from './bypass.ts';
import type { ApexFixContext } from './context.ts';
import { testMatchRecords } from './findDuplicates.ts';
import { handleRefusal } from './handleRefusal.ts';
import { mendMalformed } from './malformed.ts';
import { useOptionsClass } from './optionsClass.ts';
import { changeToPartial, readResults } from './readResults.ts';
import { type SaveScene, saveScene } from './scene.ts';
import { passOptions } from './setOptions.ts';
import { splitUpsert } from './splitUpsert.ts';
import { allowSave, refuseSave, runAsCurrentUser } from './stateDecision.ts';

export type { ApexFixContext } from './context.ts';

/** Fixes for a finding in Apex, most useful first. */
export function apexFixes(request: FixRequest, context: ApexFixContext): readonly Fix[] {
  const { finding } = request;
  const drafts = draftsFor(request, context).filter((draft) => draft !== null);
  return asFixes(finding, drafts);
}

type Drafts = readonly (FixDraft | null)[];

function draftsFor(request: FixRequest, context: ApexFixContext): Drafts {
  const { finding } = request;
  const source = context.codebase.unit(finding.location.uri)?.text;
  if (source === undefined) return [];
  const drafts = specific(request, source, context);
  const noFix = drafts.some((draft) => draft !== null) ? null : whyNone(request);
  return [...drafts, ...suppressing(finding, source, noFix)];
}

/** Why no code is written for a finding on a save. */
function whyNone({ finding, saves }: FixRequest): string | null {
  const [judged] = saves;
  if (!judged || !aboutRefusals.has(finding.ruleId)) return null;
  return judged.site.via.length > 0 ? 'a wrapper makes the save' : 'none for this form';
}

/** What says that a reason is missing is not itself silenced by one. */
function suppressing(finding: Finding, source: string, noFix: string | null): Drafts {
  const isAboutSuppressions = /^(unused-suppression|suppression-without-reason)$/.test(finding.ruleId);
  if (isAboutSuppressions) return [];
  const drafts = suppressions(finding, source, slashes, noFix);
  return finding.ruleId === 'allow-save-bypass' ? drafts.filter(({ id }) => id !== 'suppress-line') : drafts;
}

function specific({ finding, saves }: FixRequest, source: string, context: ApexFixContext): Drafts {
  switch (finding.ruleId) {
    case 'missing-duplicate-rule-header':
      return onSave(lost(saves, false), context, (save) => [
        ...refusalFixes(save),
        refuseSave(save()),
        runAsCurrentUser(save()),
        useOptionsClass(save()),
      ]);
    case 'unhandled-duplicates':
      return onSave(lost(saves, true), context, (save) => [...refusalFixes(save), thrownAgain(save())]);
    case 'external-id-upsert-duplicates':
    case 'duplicate-value-confusion':
      return onSave(saves, context, refusalFixes);
    case 'allow-save-bypass':
      return [
        takeOutAllowSave(finding, saves, context),
        stateReason(finding, source, lineComments(finding, context)),
      ];
    case 'ineffective-duplicate-header':
      return [passOptions(finding, saves, context), takeOutAllowSave(finding, saves, context)];
    case 'partial-save-by-options':
      return onSave(saves, context, (save) => [setAllOrNone(save(), true), setAllOrNone(save(), false)]);
    case 'find-duplicates-misread':
      return [testMatchRecords(finding, context)];
    case 'malformed-duplicate-header':
      return [mendMalformed(finding, context)];
    case 'unused-suppression':
      return [
        removeSuppression(finding, source, context.codebase.unit(finding.location.uri)?.comments ?? []),
      ];
    case 'suppression-without-reason':
      return [addReason(finding, source)];
    default:
      return [];
  }
}

/** A unit of work may save what it collects in several methods, of which only some lose refusals. */
function lost(saves: FixRequest['saves'], wanted: boolean): FixRequest['saves'] {
  const about = saves.filter(({ site }) => isLost(site) === wanted);
  return about.length > 0 ? about : saves;
}

/** The finding stands on one save; several at one place are the same save in different frames. */
function onSave(
  saves: FixRequest['saves'],
  context: ApexFixContext,
  write: (save: () => SaveScene) => Drafts,
): Drafts {
  const [judged] = saves;
  if (!judged || !saveScene(judged, context)) return [];
  // Each fix chooses its names anew.
  return write(() => saveScene(judged, context)!);
}

/** A save that became partial because its options say nothing. */
function thrownAgain(save: SaveScene): FixDraft | null {
  const { options } = save.judged.site;
  return options.optAllOrNone.kind === 'unset' && options.form === 'passed' ? setAllOrNone(save, true) : null;
}

function refusalFixes(save: () => SaveScene): Drafts {
  return [
    handleRefusal(save()),
    readResults(save()),
    changeToPartial(save()),
    allowSave(save()),
    splitUpsert(save()),
  ];
}

function lineComments({ location }: Finding, { codebase }: ApexFixContext): readonly Span[] {
  return (codebase.unit(location.uri)?.comments ?? []).filter(({ kind }) => kind === 'line');
}
