import { nodesIn } from '../../saves/code/refusal/children.ts';
import { headerName, isHeader } from '../../saves/code/requests/names.ts';
import type { Expression, RecordExpression } from '../../saves/code/tree.ts';
import type { TextEdit } from '../../text.ts';
import type { FixDraft, FixRequest } from '../fix.ts';
import { bypassComment, mayBeAllowed } from './header.ts';
import { addToRecord, keyOf, removeEntry } from './records.ts';
import type { CodeScene } from './scene.ts';
import { quoted } from './textStyle.ts';

/** Moves the header of the outer composite request into each subrequest that saves. */
export function headerIntoSubrequests({ finding, saves }: FixRequest, scene: CodeScene): FixDraft | null {
  if (saves.length === 0 || saves.some(({ site }) => site.channel !== 'rest-composite')) return null;
  if (saves.some(({ site }) => site.extent.anchor.uri !== scene.file.uri)) return null;
  if (!saves.some(mayBeAllowed)) return null;
  const outer = headerEntryAt(finding.location.start, scene);
  if (outer?.value.kind !== 'text') return null;
  const value = scene.code(outer.value);
  if (!/^["'][^"'`]*["']$/.test(value)) return null;
  const inner = subrequestsIn(scene);
  const own = new Set(
    saves.map(({ site }) =>
      scene.index.functionOf(callAt(site.extent.start + site.extent.anchor.offset, scene) ?? outer.record),
    ),
  );
  const here = inner.filter((record) => own.has(scene.index.functionOf(record)));
  if (here.length !== saves.length) return null;
  const comment = /allowSave\s*=\s*true/i.test(value) ? bypassComment : null;
  const header = `${quoted(headerName, scene.style)}: ${value}`;
  const key = scene.isPython ? quoted('httpHeaders', scene.style) : 'httpHeaders';
  const code = scene.isPython ? `${key}: {${header}}` : `${key}: { ${header} }`;
  const edits: TextEdit[] = [removeEntry(outer.record, outer.index, scene)];
  for (const record of here) {
    const added = addToRecord(record, { code, comment }, scene);
    if (!added) return null;
    edits.push(...added);
  }
  return {
    id: 'header-into-subrequests',
    title:
      comment === null
        ? 'Move the header into each subrequest'
        : 'Move the header into each subrequest, with a reason to fill in: duplicates will then be saved',
    edits: scene.edits(edits),
    safe: comment === null,
  };
}

function callAt(start: number, scene: CodeScene): Expression | null {
  for (const node of nodesIn(scene.index.roots)) {
    if (node.kind === 'call' && scene.span(node).start === start) return node;
  }
  return null;
}

export interface HeaderEntry {
  readonly record: RecordExpression;
  readonly index: number;
  readonly value: Expression;
}

/** The entry of a literal that sets the header whose value, or whose entry, stands at an offset. */
export function headerEntryAt(offset: number, scene: CodeScene): HeaderEntry | null {
  for (const node of nodesIn(scene.index.roots)) {
    if (node.kind !== 'record') continue;
    const index = node.entries.findIndex(
      (entry) =>
        isHeader(keyOf(entry.key) ?? '') &&
        (scene.span(entry).start === offset || scene.span(entry.value).start === offset),
    );
    if (index >= 0) return { record: node, index, value: node.entries[index]!.value };
  }
  return null;
}

/** Literals of subrequests that save and have no headers of their own. */
function subrequestsIn(scene: CodeScene): RecordExpression[] {
  const found: RecordExpression[] = [];
  for (const node of nodesIn(scene.index.roots)) {
    if (node.kind !== 'record') continue;
    const written = (name: string) => node.entries.find(({ key }) => keyOf(key) === name)?.value;
    const method = written('method');
    const isSave = method?.kind === 'text' && /^(POST|PATCH|PUT)$/i.test(String(method.parts[0]));
    if (isSave && written('url') && written('referenceId') && written('body') && !written('httpHeaders'))
      found.push(node);
  }
  return found;
}
