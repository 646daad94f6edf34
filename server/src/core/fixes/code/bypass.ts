import { locate, type TextEdit } from '../../text.ts';
import { overlapping } from '../edits.ts';
import type { FixDraft, FixRequest } from '../fix.ts';
import { type HeaderEntry, headerEntryAt } from './composite.ts';
import { queueHandling } from './handle.ts';
import { branchInCatch } from './inCatch.ts';
import { keyOf, removeEntry } from './records.ts';
import { handleResponse } from './responses.ts';
import { handleRows } from './rows.ts';
import { type SaveCode, saveCodeOf } from './saveCode.ts';
import type { CodeScene } from './scene.ts';

/** Takes allowSave=true out, and handles what is then refused; only where its one save stands in this file. */
export function takeOutAllowSave({ finding, saves }: FixRequest, scene: CodeScene): FixDraft | null {
  const entry = headerEntryAt(finding.location.start, scene);
  const removal = entry && removalOf(entry, scene);
  if (!removal) return null;
  const places = new Map(saves.map((judged) => [locate(judged.site.place).start, judged]));
  const open = [...places.values()].filter(({ site }) => site.refusal.kind !== 'handles-duplicates');
  const [judged, ...others] = open;
  if (others.length > 0 || saves.some(({ site }) => site.place.anchor.uri !== scene.file.uri)) return null;
  if (!judged) return draft([removal], false, scene);
  const save = saveCodeOf(judged, scene);
  const handling = save && handlingOf(save, removal);
  return handling && !overlapping(handling) ? draft(handling, true, scene) : null;
}

function draft(edits: readonly TextEdit[], handles: boolean, scene: CodeScene): FixDraft {
  return {
    id: 'take-out-allow-save',
    title: `Take allowSave=true out${handles ? ' and handle DUPLICATES_DETECTED in a branch to fill in' : ''}: refuses duplicates`,
    edits: scene.edits(edits),
  };
}

function handlingOf(save: SaveCode, removal: TextEdit): readonly TextEdit[] | null {
  if (save.origin.reports === 'exception') {
    const inside = branchInCatch(save);
    if (inside) return [removal, ...(inside.edits[0]?.edits ?? [])];
    return queueHandling(save, [removal])?.edits[0]?.edits ?? null;
  }
  const drafts = save.origin.reports === 'response' ? handleResponse(() => save) : handleRows(() => save);
  const queue = drafts.find((one) => one && /^(queue|read)-/.test(one.id));
  return queue ? [removal, ...(queue.edits[0]?.edits ?? [])] : null;
}

/** Takes the header out, and the literals around it that would stay empty; null where it says more. */
function removalOf({ record, index, value }: HeaderEntry, scene: CodeScene): TextEdit | null {
  if (value.kind !== 'text' || !/^["'`]\s*allowSave\s*=\s*true\s*;?\s*["'`]$/i.test(scene.code(value)))
    return null;
  if (record.entries.length > 1) return removeEntry(record, index, scene);
  const around = scene.index.parent(record);
  if (around?.kind === 'record') {
    const at = around.entries.findIndex((entry) => entry.value === record);
    if (at < 0 || keyOf(around.entries[at]!.key) !== 'headers') return removeEntry(record, index, scene);
    if (around.entries.length > 1) return removeEntry(around, at, scene);
    return argumentRemoval(around, scene) ?? removeEntry(record, index, scene);
  }
  return argumentRemoval(record, scene) ?? removeEntry(record, index, scene);
}

/** Takes a last argument out, that of a keyword too. */
function argumentRemoval(argument: HeaderEntry['record'], scene: CodeScene): TextEdit | null {
  const call = scene.index.parent(argument);
  if (call?.kind !== 'call' || call.arguments.length < 2 || call.arguments.at(-1)?.value !== argument)
    return null;
  const before = scene.span(call.arguments.at(-2)!.value);
  return { span: { start: before.end, end: scene.span(argument).end }, newText: '' };
}
