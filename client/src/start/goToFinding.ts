import {
  commands,
  type Diagnostic,
  DiagnosticSeverity,
  l10n,
  languages,
  Selection,
  type Uri,
  window,
} from 'vscode';
import { checkWorkspaceRequest } from '../../../server/src/protocol.ts';
import { inform } from '../notifications.ts';
import type { Server } from '../server.ts';
import { hasFolder } from './hasFolder.ts';

interface Place {
  readonly uri: Uri;
  readonly diagnostic: Diagnostic;
}

/** As the server names itself in diagnostics. */
const diagnosticSource = 'duplicate-rules';

/** Findings come to the editor a moment after the server has told of them, in milliseconds. */
const patience = 5_000;

/**
 * Shows a finding of the workspace, the gravest and best of the active file, with what can be done about it.
 *
 * @returns whether there is one
 */
export async function goToFinding(server: Server): Promise<boolean> {
  if (!(await hasFolder())) return false;
  const place = findings()[0] ?? (await firstOfAll(server));
  if (place === undefined) {
    inform(l10n.t('There are no findings in this workspace.'));
    return false;
  }
  const { start, end } = place.diagnostic.range;
  const selection = new Selection(start, start.isEqual(end) ? end : start);
  await window.showTextDocument(place.uri, { selection, preview: false });
  await commands.executeCommand('editor.action.quickFix');
  return true;
}

async function firstOfAll(server: Server): Promise<Place | undefined> {
  const { findings: count } = await server.request(checkWorkspaceRequest, null);
  if (count === 0) return undefined;
  return new Promise((resolve) => {
    const look = () => {
      const [first] = findings();
      if (first === undefined) return;
      end(first);
    };
    const end = (place: Place | undefined) => {
      listener.dispose();
      clearTimeout(timer);
      resolve(place);
    };
    const listener = languages.onDidChangeDiagnostics(look);
    const timer = setTimeout(end, patience, undefined);
    look();
  });
}

/** The gravest first; of the same, those of the active file, then code before metadata. */
function findings(): readonly Place[] {
  const active = window.activeTextEditor?.document.uri.toString();
  const rank = ({ uri, diagnostic }: Place) =>
    (diagnostic.severity === DiagnosticSeverity.Information ? 100 : diagnostic.severity * 10) +
    (uri.toString() === active ? 0 : 2) +
    (uri.path.endsWith('.xml') ? 1 : 0);
  return languages
    .getDiagnostics()
    .flatMap(([uri, all]) =>
      all.filter(({ source }) => source === diagnosticSource).map((diagnostic) => ({ uri, diagnostic })),
    )
    .sort((a, b) => rank(a) - rank(b));
}
