import { defaultSettings } from '../../server/src/core/config/settings.ts';
import { ProjectSchema } from '../../server/src/core/metadata/objects.ts';
import { factsOf } from '../../server/src/core/saves/code/evaluate/factsOf.ts';
import { CodeFrontEnd } from '../../server/src/core/saves/code/frontEnd.ts';
import type { GrammarName } from '../../server/src/core/saves/code/language.ts';
import { languages } from '../../server/src/core/saves/code/languages/index.ts';
import type { FileFacts } from '../../server/src/core/saves/facts.ts';
import type { OptionValue, SaveSite } from '../../server/src/core/saves/site.ts';
import { locate, type Place } from '../../server/src/core/text.ts';
import { grammar } from './grammars.ts';

export type Files = Readonly<Record<string, string>>;

/** A front-end for files by their names, with their grammars. */
export async function codeProject(files: Files, once = false): Promise<CodeFrontEnd> {
  const frontEnd = new CodeFrontEnd({ languages, factsOf, once });
  frontEnd.setContext({
    settings: { ...defaultSettings, includeTests: true },
    schema: new ProjectSchema(),
    watchedFields: new Set(),
  });
  for (const [name, text] of Object.entries(files)) frontEnd.setFile(uriOf(name), text);
  await loadGrammars(frontEnd);
  return frontEnd;
}

export async function loadGrammars(frontEnd: CodeFrontEnd): Promise<void> {
  const needed: readonly GrammarName[] = frontEnd.neededGrammars;
  for (const name of needed) frontEnd.setParser(await grammar(name));
}

export function uriOf(name: string): string {
  return `file:///project/${name}`;
}

/** The facts of one text in a file of this name. */
export async function factsIn(name: string, text: string): Promise<FileFacts> {
  return (await codeProject({ [name]: text })).facts(uriOf(name));
}

/** The saves of a file, each in a line: see {@link shownSite}. */
export async function savesIn(name: string, text: string): Promise<string[]> {
  return savesOf({ [name]: text }, name);
}

/** @param once as the command line reads a project */
export async function savesOf(files: Files, name: string, once = false): Promise<string[]> {
  const frontEnd = await codeProject(files, once);
  const { sites } = frontEnd.facts(uriOf(name));
  return sites.map((site) => shownSite(site, files));
}

/** `3 create: insert Lead (rest-record) in sync` and what else there is to say. */
export function shownSite(site: SaveSite, files: Files): string {
  const { target } = site;
  const object = target.kind === 'objects' ? target.names.join('+') : `<${target.kind}>`;
  const options = (['allowSave', 'includeRecordDetails', 'runAsCurrentUser'] as const).flatMap((name) => {
    const value = shownOption(site.options[name]);
    return value === '' ? [] : [`${name}=${value}`];
  });
  return [
    `${at(site.place, files)}: ${site.operation} ${object} (${site.channel}) in ${site.enclosing}`,
    ...options,
    ...(site.options.ineffective ? ['ineffective'] : []),
    ...(site.externalId ? [`by ${site.externalId}`] : []),
    ...(site.apiVersion ? [`v${site.apiVersion}`] : []),
    ...(site.via.length > 0 ? [`via ${site.via.map((place) => at(place, files)).join(' > ')}`] : []),
    ...(site.inTest ? ['in a test'] : []),
    ...site.calledWith.map((one) => `called with ${shownOption(one.allowSave)}`),
  ].join(', ');
}

export function shownOption(option: OptionValue): string {
  switch (option.kind) {
    case 'unset':
      return '';
    case 'known':
      return String(option.value);
    case 'conditional':
      return `${option.value} when ${option.when}`;
    case 'parameter':
      return `parameter ${option.name}`;
    case 'unknown':
      return `unknown (${option.why})`;
  }
}

/** The line, counted from 1, and the text of a place. */
function at(place: Place, files: Files): string {
  const { uri, start, end } = locate(place);
  const name = uri.replace('file:///project/', '');
  const text = files[name] ?? '';
  return `${text.slice(0, start).split('\n').length} ${text.slice(start, end)}`;
}
