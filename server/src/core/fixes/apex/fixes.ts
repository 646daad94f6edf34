import type { Fix, FixRequest } from '../fix.ts';
import type { ApexFixContext, FixDraft } from './context.ts';
import { handleRefusal } from './handleRefusal.ts';
import { type SaveScene, saveScene } from './scene.ts';
import { suppressions } from './suppress.ts';

export type { ApexFixContext } from './context.ts';

/** Fixes for a finding in Apex, most useful first: the first one is preferred. */
export function apexFixes(request: FixRequest, context: ApexFixContext): readonly Fix[] {
  const { finding } = request;
  const drafts = draftsFor(request, context).filter((draft) => draft !== null);
  return drafts.map((draft, index) => ({
    safe: false,
    ...draft,
    finding,
    preferred: index === 0,
  }));
}

type Drafts = readonly (FixDraft | null)[];

function draftsFor(request: FixRequest, context: ApexFixContext): Drafts {
  const { finding } = request;
  const source = context.codebase.unit(finding.location.uri)?.text;
  if (source === undefined) return [];
  return [...specific(request, context), ...suppressions(finding, source)];
}

function specific({ finding, saves }: FixRequest, context: ApexFixContext): Drafts {
  switch (finding.ruleId) {
    case 'missing-duplicate-rule-header':
    case 'unhandled-duplicates':
    case 'external-id-upsert-duplicates':
    case 'duplicate-value-confusion':
      return onSave(saves, context, refusalFixes);
    default:
      return [];
  }
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

function refusalFixes(save: () => SaveScene): Drafts {
  return [handleRefusal(save())];
}
