import { canBeAllowed } from '../canBeAllowed.ts';
import type { FixDraft } from '../fix.ts';
import { withHeader } from './newOptions.ts';
import type { SaveScene } from './scene.ts';

/** Saves duplicates, with a reason to fill in. */
export function allowSave(save: SaveScene): FixDraft | null {
  if (!canBeAllowed(save.judged) || save.judged.site.options.form === 'set-options') return null;
  const edits = withHeader(save, 'allowSave', true);
  return (
    edits && {
      id: 'allow-save',
      title: 'Let duplicates be saved (allowSave = true), with a reason to fill in',
      edits: [save.scene.edits(edits)],
    }
  );
}

/** Says that duplicates are to be refused, which they are anyway. */
export function refuseSave(save: SaveScene): FixDraft | null {
  const { operation, options } = save.judged.site;
  if (operation === 'convertLead' || options.allowSave.kind !== 'unset') return null;
  if (options.form === 'set-options') return null;
  const edits = withHeader(save, 'allowSave', false);
  return (
    edits && {
      id: 'state-refusal',
      title: 'State that duplicates are refused (allowSave = false; behaviour unchanged)',
      edits: [save.scene.edits(edits)],
    }
  );
}

/** The reference recommends it for conversions; the refusal still has to be handled. */
export function runAsCurrentUser(save: SaveScene): FixDraft | null {
  const { operation, options } = save.judged.site;
  if (operation !== 'convertLead' || options.runAsCurrentUser.kind !== 'unset') return null;
  const edits = withHeader(save, 'runAsCurrentUser', true);
  return (
    edits && {
      id: 'run-as-current-user',
      title: "Look for duplicates with the user's sharing (runAsCurrentUser = true; still handle a refusal)",
      edits: [save.scene.edits(edits)],
    }
  );
}
