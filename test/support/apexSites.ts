import { defaultSettings, type Settings } from '../../server/src/core/config/settings.ts';
import { ProjectSchema } from '../../server/src/core/metadata/objects.ts';
import { ApexFrontEnd } from '../../server/src/core/saves/apex/frontEnd.ts';
import type { SaveSite } from '../../server/src/core/saves/site.ts';
import { locate, type Place } from '../../server/src/core/text.ts';

/** The saves of the first text, with the others beside it in the code base. */
export function sitesOf(texts: readonly string[], settings: Partial<Settings> = {}): readonly SaveSite[] {
  const frontEnd = new ApexFrontEnd();
  frontEnd.setContext({
    settings: { ...defaultSettings, ...settings },
    schema: new ProjectSchema(),
    watchedFields: new Set(),
  });
  texts.forEach((text, index) => {
    frontEnd.setFile(uriOf(index), text);
  });
  return frontEnd.facts(uriOf(0)).sites;
}

function uriOf(index: number): string {
  return `file:///project/classes/C${index}.cls`;
}

/** The code of a method, in a class of its own that has the given further members. */
export function inClass(code: string, members = '', parameters = ''): string {
  return `public class C { Object m(${parameters}) { ${code} } ${members} }`;
}

/** The text at a place in one of the texts. */
export function textAt(place: Place, texts: readonly string[]): string {
  const { uri, start, end } = locate(place);
  const index = texts.findIndex((_, one) => uriOf(one) === uri);
  return texts[index]!.slice(start, end);
}
