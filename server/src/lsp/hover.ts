import { type Hover, type HoverParams, MarkupKind } from 'vscode-languageserver';
import { toRange } from './convert.ts';
import { localised } from './l10n/language.ts';
import { canonicalUri } from './uris.ts';
import type { Workspace } from './workspace.ts';

export async function hover(workspace: Workspace, params: HoverParams): Promise<Hover | null> {
  const uri = canonicalUri(params.textDocument.uri);
  const project = await workspace.projectOf(uri);
  const lines = project?.lines(uri) ?? null;
  if (project === null || lines === null) return null;
  const shown = project.analysis.hover(uri, lines.offset(params.position));
  if (shown === null) return null;
  return {
    contents: { kind: MarkupKind.Markdown, value: localised(shown.markdown) },
    range: toRange(lines, shown),
  };
}
