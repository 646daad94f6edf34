import type { Schema } from '../../metadata/objects.ts';
import { calledName, receiverOf } from '../../saves/code/refusal/names.ts';
import type { TextEdit } from '../../text.ts';
import { canBeAllowed } from '../canBeAllowed.ts';
import { overlapping } from '../edits.ts';
import type { FixDraft } from '../fix.ts';
import { placeOf } from './exceptions.ts';
import { queueHandling, updateMatched } from './handle.ts';
import { bypassComment, headerSince, withHeader } from './header.ts';
import { queueResponse, updateMatchedOf } from './responses.ts';
import { isRepeatable, type SaveCode, updateOf } from './saveCode.ts';
import { quoted } from './textStyle.ts';
import { upsertRequestEdits } from './upsertRequest.ts';

/**
 * Turns an insert into an upsert by an external id that the code writes, with a policy for records that the rule
 * matches: the one with the external id, the one that the rule matches, or neither where these differ.
 */
export function upsertByExternalId(save: () => SaveCode, schema: Schema): (FixDraft | null)[] {
  const field = externalIdOf(save(), schema);
  const first = field === null ? null : upsertEdits(save(), field);
  if (field === null || first === null) return [];
  const edits = () => upsertEdits(save(), field)!;
  const isResponse = save().origin.reports === 'response';
  const agree = isResponse ? queueResponse(save(), edits()) : queueHandling(save(), edits());
  const ruleWins = isResponse
    ? updateMatchedOf(save(), edits())
    : changesRecord(save(), first)
      ? null
      : updateMatched(save(), edits());
  const rest = isResponse ? 'go on' : 'throw';
  return [
    withoutOverlap(agree) && {
      ...agree!,
      id: 'upsert-both-agree',
      title: `Upsert by ${field}; where the rule matches another record, queue and ${rest} (both must agree)`,
    },
    withoutOverlap(ruleWins) && {
      ...ruleWins!,
      id: 'upsert-rule-wins',
      title: `Upsert by ${field}; where the rule matches another record, update that one (the rule wins)`,
    },
    externalIdWins(save(), field, first),
  ];
}

/** The record is written again for the update: it cannot be changed in its place as well. */
function changesRecord(save: SaveCode, edits: readonly TextEdit[]): boolean {
  const record = updateOf(save)?.record;
  if (!record || isRepeatable(record)) return false;
  const { start, end } = save.scene.span(record);
  return edits.some(({ span }) => span.start > start && span.end < end);
}

/** A record that is written again cannot be changed in its place. */
function withoutOverlap(draft: FixDraft | null): FixDraft | null {
  return draft && !overlapping(draft.edits[0]?.edits ?? []) ? draft : null;
}

/** A field that the project's metadata calls an external id, written on every way to the save. */
function externalIdOf({ judged, object }: SaveCode, schema: Schema): string | null {
  const { operation, fields, channel } = judged.site;
  if (operation !== 'insert' || channel !== 'rest-record' || object === null) return null;
  const found = fields.writes.filter(({ name, always }) => always && schema.field(object, name)?.externalId);
  return found.length === 1 ? found[0]!.name : null;
}

/** The edits within the call; null where they cannot be written. */
function upsertEdits(save: SaveCode, field: string): TextEdit[] | null {
  const { scene, call, origin } = save;
  if (!/^(jsforce|simple_salesforce)$/.test(origin.library)) return upsertRequestEdits(save, field);
  const update = updateOf(save);
  if (!update || !receiverOf(call)) return null;
  const name = scene.span(call.nameAt);
  const record = scene.span(update.record);
  const renamed = { span: name, newText: 'upsert' };
  if (origin.returns === 'jsforce.SaveResult' && /^(create|insert)$/.test(calledName(call))) {
    const at = { start: record.end, end: record.end };
    return [renamed, { span: at, newText: `, ${quoted(field, scene.style)}` }];
  }
  // An upsert gives a status code there, and takes the external id out of the record.
  const isUnused = placeOf(save)?.sink.kind === 'nothing';
  if (origin.library !== 'simple_salesforce' || !isUnused || !isRepeatable(update.record)) return null;
  const code = scene.code(update.record);
  const inner = scene.style.quote === '"' ? "'" : '"';
  const id = `f${scene.style.quote}${field}/{${code}[${inner}${field}${inner}]}${scene.style.quote}`;
  const rest = `{key: value for key, value in ${code}.items() if key != ${quoted(field, scene.style)}}`;
  return [renamed, { span: record, newText: `${id}, ${rest}` }];
}

/** What the rule matches counts for nothing: allowed only where the rule allows it. */
function externalIdWins(save: SaveCode, field: string, inner: readonly TextEdit[]): FixDraft | null {
  const { site } = save.judged;
  if (!canBeAllowed(save.judged) || site.apiVersion === null || site.apiVersion < headerSince) return null;
  const header = withHeader(save, 'allowSave=true', bypassComment);
  if (!header) return null;
  // The options follow the field in one insertion.
  const merged = [...inner];
  const line = merged.findIndex(({ span, newText }) => span.start === span.end && /\n[ \t]*$/.test(newText));
  for (const edit of header) {
    if (line >= 0 && edit.newText.includes(bypassComment) && edit.newText.endsWith('\n')) {
      // The reason stands right above the save, behind the line that comes before it.
      const { span, newText } = merged[line]!;
      const indent = /[ \t]*$/.exec(newText)![0];
      merged[line] = { span, newText: `${newText}${edit.newText.trimStart()}${indent}` };
      continue;
    }
    const same = merged.findIndex(({ span }) => span.start === edit.span.start && span.end === edit.span.end);
    if (same < 0) merged.push(edit);
    else merged[same] = { span: edit.span, newText: merged[same]!.newText + edit.newText };
  }
  if (overlapping(merged)) return null;
  return {
    id: 'upsert-external-id-wins',
    title: `Upsert by ${field} with allowSave=true (the external id wins): duplicates will then be saved`,
    edits: save.scene.edits(merged),
  };
}
