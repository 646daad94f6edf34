import { nodesIn } from '../../saves/code/refusal/children.ts';
import type { Expression } from '../../saves/code/tree.ts';
import type { TextEdit } from '../../text.ts';
import type { FixDraft, FixRequest } from '../fix.ts';
import { bypassComment, headerSince, mayBeAllowed } from './header.ts';
import { keyOf } from './records.ts';
import type { CodeScene } from './scene.ts';

/** Raises the API version of a save to the first one for which the option is documented. */
export function raiseVersion({ finding, saves }: FixRequest, scene: CodeScene): FixDraft | null {
  const versions = new Set(saves.map(({ site }) => site.apiVersion));
  const [version] = versions;
  if (versions.size !== 1 || version === null || version === undefined || version >= headerSince) return null;
  if (saves.some(({ site }) => site.options.ineffective !== undefined)) return null;
  if (!saves.some(mayBeAllowed)) return null;
  const places = writtenVersions(version, scene);
  const at = finding.location.start;
  if (places.length !== 1 || !scene.mayStandAbove(at)) return null;
  return {
    id: 'raise-api-version',
    title: `Raise the API version from ${version}.0 to ${headerSince}.0, with a reason: duplicates will then be saved`,
    edits: scene.edits([...scene.commentAbove(at, bypassComment), ...places]),
  };
}

/** Where the file writes the version: in an address, as the version of a connection or client. */
function writtenVersions(version: number, scene: CodeScene): TextEdit[] {
  const edits: TextEdit[] = [];
  for (const node of nodesIn(scene.index.roots)) {
    if (node.kind !== 'text') continue;
    const { start, end } = scene.span(node);
    const written = scene.source.slice(start, end);
    const found = isVersion(node, scene)
      ? new RegExp(`(?<=^["'\`]v?)${version}(?=\\.0["'\`]$)`).exec(written)
      : new RegExp(`(?<=/data/v)${version}(?=\\.0)`).exec(written);
    if (!found) continue;
    const at = start + found.index;
    edits.push({ span: { start: at, end: at + String(version).length }, newText: String(headerSince) });
  }
  return edits;
}

function isVersion(text: Expression, { index }: CodeScene): boolean {
  const parent = index.parent(text);
  if (parent?.kind === 'record') {
    const entry = parent.entries.find(({ value }) => value === text);
    return /version/i.test(keyOf(entry?.key ?? null) ?? '');
  }
  if (parent?.kind === 'call') {
    return /version/i.test(parent.arguments.find(({ value }) => value === text)?.name ?? '');
  }
  if (parent?.kind === 'declare')
    return parent.target.kind === 'name-pattern' && /version/i.test(parent.target.name);
  return parent?.kind === 'assign' && parent.target.kind === 'name' && /version/i.test(parent.target.name);
}
