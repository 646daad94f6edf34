import { commands, type Disposable, Location, l10n, Range, Uri, window } from 'vscode';
import {
  type FileRange,
  ruleSavesRequest,
  type ShownPlaces,
  type ShownSaves,
  showPlacesCommand,
  showSavesCommand,
} from '../../../server/src/protocol.ts';
import { inform } from '../notifications.ts';
import type { Server } from '../server.ts';

/** What code lenses of rule files lead to. */
export function registerShownPlaces(server: Server): Disposable[] {
  return [
    commands.registerCommand(showPlacesCommand, ({ at, places }: ShownPlaces) => showPlaces(at, places)),
    commands.registerCommand(showSavesCommand, (saves: ShownSaves) => showSaves(server, saves)),
  ];
}

async function showSaves(server: Server, { at, root, object, rule }: ShownSaves): Promise<void> {
  const saves = await window.withProgress({ location: { viewId: 'duplicateRules.rules' } }, () =>
    server.request(ruleSavesRequest, { root, object, rule }),
  );
  const places = saves.flatMap(({ place }) => place ?? []);
  if (places.length === 0) inform(l10n.t('The rule governs no save of this workspace.'));
  else await showPlaces(at, places);
}

/** In the editor's own list of references. */
async function showPlaces({ uri, range }: FileRange, places: readonly FileRange[]): Promise<void> {
  const found = places.map((place) => new Location(Uri.parse(place.uri), rangeOf(place.range)));
  await commands.executeCommand('editor.action.showReferences', Uri.parse(uri), rangeOf(range).start, found);
}

function rangeOf({ start, end }: FileRange['range']): Range {
  return new Range(start.line, start.character, end.line, end.character);
}
