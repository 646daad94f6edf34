import { t } from '@vscode/l10n';
import type { CodeLens, Connection } from 'vscode-languageserver';
import * as z from 'zod';
import { type FileRange, openRuleCommand, showPlacesCommand, testRecordCommand } from '../protocol.ts';
import type { ClientFeatures } from './clientFeatures.ts';
import { baseName } from './uris.ts';

/** Commands that the server can do itself where the client shows documents: they only lead somewhere. */
const leading = [openRuleCommand, showPlacesCommand];

/** Lenses of these are offers, which are nothing where they cannot be taken. */
const offering: readonly string[] = [testRecordCommand];

/** More places than anybody chooses from in a message. */
const mostPlaces = 8;

/**
 * Code lenses lead to commands of the client. VS Code's has them all and says so; of other clients those are done here
 * that can be, and the rest of the lenses only say something.
 */
export class LensCommands {
  readonly #known: ReadonlySet<string>;
  /** Commands that the client sends to the server. */
  readonly own: readonly string[];

  constructor(features: ClientFeatures, ofClient: unknown) {
    const named = z.array(z.string()).safeParse(ofClient).data ?? [];
    this.own = features.showsDocuments ? leading.filter((one) => !named.includes(one)) : [];
    this.#known = new Set([...named, ...this.own]);
  }

  fit(lenses: readonly CodeLens[]): CodeLens[] {
    return lenses.flatMap((lens) => {
      const { command, data } = lens;
      if (command === undefined || command.command === '' || this.#known.has(command.command)) return lens;
      if (offering.includes(command.command) || (data as LensData | undefined)?.offers) return [];
      return { ...lens, command: { title: command.title, command: '' } };
    });
  }

  listen(connection: Connection): void {
    if (this.own.length === 0) return;
    connection.onExecuteCommand(async ({ command, arguments: given }) => {
      const places = placesOf(command, given?.[0]);
      const place = places.length > 1 ? await chosen(connection, places) : places[0];
      if (place === undefined) return null;
      await connection.window.showDocument({ uri: place.uri, takeFocus: true, selection: place.range });
      return null;
    });
  }
}

/** What a lens carries for {@link LensCommands.fit}. */
export interface LensData {
  /** Its title is an offer. */
  readonly offers?: true;
}

const position = z.object({ line: z.int().min(0), character: z.int().min(0) });
const fileRange = z.object({ uri: z.string(), range: z.object({ start: position, end: position }) });
const rules = z.array(z.object({ location: fileRange.nullable() }));
const shown = z.object({ places: z.array(fileRange) });

function placesOf(command: string, given: unknown): readonly FileRange[] {
  switch (command) {
    case openRuleCommand:
      return (rules.safeParse(given).data ?? []).flatMap(({ location }) => location ?? []);
    case showPlacesCommand:
      return shown.safeParse(given).data?.places ?? [];
    default:
      return [];
  }
}

async function chosen(connection: Connection, places: readonly FileRange[]): Promise<FileRange | undefined> {
  const titles = places
    .slice(0, mostPlaces)
    .map(({ uri, range }) => ({ title: `${baseName(uri)}:${range.start.line + 1}` }));
  const answer = await connection.window.showInformationMessage(t('Open which one?'), ...titles);
  return places[titles.findIndex(({ title }) => title === answer?.title)];
}
