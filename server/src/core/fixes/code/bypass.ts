import type { Expression, Statement } from '../../saves/code/tree.ts';
import { locate, type TextEdit } from '../../text.ts';
import { overlapping, removeSpan } from '../edits.ts';
import type { FixDraft, FixRequest } from '../fix.ts';
import { lineStart } from '../layout.ts';
import { callbackIn, queueInCallback } from './callbacks.ts';
import { type HeaderEntry, type HeaderStatement, headerEntryAt, headerStatementAt } from './composite.ts';
import { queueHandling } from './handle.ts';
import { branchInCatch } from './inCatch.ts';
import { wholeOf } from './lines.ts';
import { keyOf, removeEntry } from './records.ts';
import { handleResponse } from './responses.ts';
import { handleRows } from './rows.ts';
import { hasCalls, type SaveCode, saveCodeOf } from './saveCode.ts';
import { CodeScene } from './scene.ts';

/** Takes allowSave=true out, and handles what is refused; only where its one save stands in this file. */
export function takeOutAllowSave({ finding, saves }: FixRequest, scene: CodeScene): FixDraft | null {
  const at = finding.location.start;
  const entry = headerEntryAt(at, scene);
  const set = entry ? null : headerStatementAt(at, scene);
  const removal = entry ? removalOf(entry, scene) : set && statementRemoval(set, scene);
  if (!removal) return null;
  const places = new Map(saves.map((judged) => [locate(judged.site.place).start, judged]));
  const open = [...places.values()].filter(({ site }) => site.refusal.kind !== 'handles-duplicates');
  const [judged, ...others] = open;
  if (others.length > 0 || saves.some(({ site }) => site.place.anchor.uri !== scene.file.uri)) return null;
  // The statement itself may be what handles the refusal: a second try with the header.
  if (!judged) return set ? null : draft([removal], false, finding, scene);
  // Each fix chooses its names anew.
  const save = () => saveCodeOf(judged, new CodeScene(scene.file, scene.comments));
  const handling = save() && handlingOf(() => save()!, removal);
  return handling && !overlapping(handling) ? draft(handling, true, finding, scene) : null;
}

function draft(
  edits: readonly TextEdit[],
  handles: boolean,
  { ruleId }: FixRequest['finding'],
  scene: CodeScene,
): FixDraft {
  const handling = handles ? ' and handle DUPLICATES_DETECTED in a branch to fill in' : '';
  // Where the option does nothing, nothing changes without it.
  const effect = ruleId === 'allow-save-bypass' ? ': refuses duplicates' : '';
  return {
    id: 'take-out-allow-save',
    title: `Take allowSave=true out${handling}${effect}`,
    edits: scene.edits(edits),
  };
}

function handlingOf(save: () => SaveCode, removal: TextEdit): readonly TextEdit[] | null {
  const { reports } = save().origin;
  if (reports === 'exception') {
    if (callbackIn(save())) return queueInCallback(save(), [removal])?.edits[0]?.edits ?? null;
    const inside = branchInCatch(save());
    if (inside) return [removal, ...(inside.edits[0]?.edits ?? [])];
    return queueHandling(save(), [removal])?.edits[0]?.edits ?? null;
  }
  const drafts = reports === 'response' ? handleResponse(save) : handleRows(save);
  const queue = drafts.find((one) => one && /^(queue|read)-/.test(one.id));
  return queue ? [removal, ...(queue.edits[0]?.edits ?? [])] : null;
}

/** Takes the header out, and the literals around it that would stay empty; null where it says more. */
function removalOf({ record, index, value }: HeaderEntry, scene: CodeScene): TextEdit | null {
  if (!saysOnlyAllowSave(value, scene)) return null;
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

function saysOnlyAllowSave(value: Expression, scene: CodeScene): boolean {
  return value.kind === 'text' && /^["'`]\s*allowSave\s*=\s*true\s*;?\s*["'`]$/i.test(scene.code(value));
}

/** Takes a statement that sets the header out, with the condition that it alone stands under. */
function statementRemoval({ statement, value }: HeaderStatement, scene: CodeScene): TextEdit | null {
  if (!saysOnlyAllowSave(value, scene)) return null;
  const { source, index } = scene;
  let out: Statement = statement;
  let block = index.parent(out);
  while (block?.kind === 'block' && block.statements.length === 1) {
    const condition = index.parent(block);
    if (condition?.kind !== 'if' || condition.then !== block || condition.otherwise) break;
    if (hasCalls(condition.test)) return null;
    out = condition;
    block = index.parent(out);
  }
  // A block of Python must hold something; an `else if` belongs to what stands before it.
  if (block?.kind === 'block' && block.statements.length === 1) return null;
  if (block !== null && block.kind !== 'block') return null;
  const span = out.kind === 'if' ? scene.span(out) : wholeOf(out, scene);
  if (!span || source.slice(lineStart(source, span.start), span.start).trim() !== '') return null;
  return removeSpan(span, source);
}

/** Takes a last argument out, that of a keyword too. */
function argumentRemoval(argument: HeaderEntry['record'], scene: CodeScene): TextEdit | null {
  const call = scene.index.parent(argument);
  if (call?.kind !== 'call' || call.arguments.length < 2 || call.arguments.at(-1)?.value !== argument)
    return null;
  const before = scene.span(call.arguments.at(-2)!.value);
  return { span: { start: before.end, end: scene.span(argument).end }, newText: '' };
}
