import type { FixDraft } from '../fix.ts';
import { ownOptions } from './newOptions.ts';
import { optionsPassed } from './saveCall.ts';
import type { SaveScene } from './scene.ts';
import { withLinesBefore } from './statements.ts';

/** Sets optAllOrNone on options that belong to this save alone. */
export function setAllOrNone(save: SaveScene, value: boolean): FixDraft | null {
  const options = optionsPassed(save);
  const own = options && ownOptions(options, save.scene);
  if (!own) return null;
  const line = `${own.name}.optAllOrNone = ${value};`;
  return {
    id: value ? 'all-or-none' : 'state-partial',
    title: value
      ? 'Make the save all or none again (optAllOrNone = true): a refused row is then thrown'
      : 'State that the save is meant to be partial (optAllOrNone = false; behaviour unchanged)',
    edits: [save.scene.edits(withLinesBefore(save.statement, [line], [], save.scene))],
  };
}
