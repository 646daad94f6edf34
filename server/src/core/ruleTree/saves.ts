import { fileNameOf } from '../files.ts';
import { objectsOf } from '../outcome/decide.ts';
import { escapeMarkdown } from '../outcome/hover.ts';
import { list, plural } from '../outcome/words.ts';
import type { JudgedSite } from '../rules/rule.ts';
import { type Location, locate } from '../text.ts';
import { type GovernedSave, saveEffects } from '../usage/model.ts';
import { countEffects, refusable, type Usage } from '../usage/usage.ts';
import {
  channelWords,
  countsText,
  effectSentence,
  effectWords,
  operationText,
  saveText,
  shortCounts,
} from '../usage/words.ts';
import type { SavesOf } from './model.ts';
import { distinct, type Node, node } from './node.ts';

/** Of a rule, the saves on which it bears; of an object, all that save it. @param saves null: not known yet */
export function savesNode(id: string, of: SavesOf, saves: readonly GovernedSave[] | null): Node {
  const label = of.rule === null ? 'All saves' : 'Saves';
  const { description, sentence: text } = saves === null ? notKnown : told(of, saves);
  return node({
    kind: 'saves',
    id,
    label,
    description,
    spoken: `${of.rule === null ? `All saves of ${of.object}` : label}: ${text}`,
    tooltip: `${capital(text)}.\n\n${
      of.rule === null
        ? 'Saves of the object in the workspace, those that its rules can refuse first.'
        : 'Saves in the workspace on which the rule bears, those that it can refuse first.'
    }`,
    saves: of,
  });
}

const notKnown = { description: '', sentence: 'not looked for yet' };

function told({ rule }: SavesOf, saves: readonly GovernedSave[]) {
  const none = { description: 'none', sentence: 'none in this workspace' };
  if (rule !== null) {
    const counts = countEffects(saves);
    const [short, whole] = [shortCounts(counts), countsText(counts)];
    return short === null || whole === null ? none : { description: short, sentence: whole };
  }
  if (saves.length === 0) return none;
  const refused = refusable(saves).length;
  const total = String(saves.length);
  if (refused === 0) return { description: total, sentence: `${plural(saves.length, 'save')}, none refused` };
  return {
    description: `${total}, ${refused} refusable`,
    sentence: `${plural(saves.length, 'save')}, ${refused} can be refused`,
  };
}

/** The entries of such a node. @param where a place in few words: `LeadCapture.cls:7` */
export function saveNodes(
  { object, rule }: SavesOf,
  usage: Usage,
  where: (location: Location) => string,
): readonly Node[] {
  if (object === null) return distinct(usage.withoutObject.map((judged) => unknownNode(judged, where)));
  const saves = rule === null ? usage.ofObject(object) : usage.ofRule({ object, name: rule });
  const of = rule === null ? object : `${object}.${rule}`;
  // A rule that does not run for a save does nothing to it; among the saves of an object it counts.
  const shown = rule === null ? saves : saves.filter(({ effect }) => effect !== 'not-checked');
  return distinct(shown.map((save) => saveNode(of.toLowerCase(), save, where)));
}

function saveNode(of: string, save: GovernedSave, where: (location: Location) => string): Node {
  const { judged, effect } = save;
  const { site } = judged;
  const location = locate(site.place);
  const at = where(location);
  return node({
    kind: 'save',
    id: `${of}/save/${location.uri}/${site.enclosing}/${site.operation}`.toLowerCase(),
    label: memberName(site.enclosing, location) || at,
    description: [
      // Most are refused, and their icon says so.
      ...(effect === 'refused' ? [] : [effectWords[effect]]),
      ...(site.enclosing ? [at] : []),
      operationText(site),
    ].join(' · '),
    tooltip: [
      escapeMarkdown(
        [
          `${capital(operationText(site))} of ${list(objectsOf(site), 'or')}`,
          ...(site.enclosing ? [site.enclosing] : []),
          channelWords[site.channel],
          at,
        ].join(', '),
      ),
      escapeMarkdown(effectSentence(save)),
    ].join('\n\n'),
    spoken: saveText(save, at),
    place: location,
    effect,
    active: effect !== saveEffects.at(-1),
  });
}

function unknownNode({ site }: JudgedSite, where: (location: Location) => string): Node {
  const location = locate(site.place);
  const at = where(location);
  const why = site.target.kind === 'objects' ? '' : site.target.why;
  return node({
    kind: 'save',
    id: `?/save/${location.uri}/${site.enclosing}`.toLowerCase(),
    label: memberName(site.enclosing, location) || at,
    description: [...(site.enclosing ? [at] : []), operationText(site)].join(' · '),
    tooltip: `${channelWords[site.channel]}, ${escapeMarkdown(at)}: ${escapeMarkdown(why)}`,
    spoken: `${operationText(site)}, ${site.enclosing}, ${channelWords[site.channel]}, ${at}: the object is not known: ${why}`,
    place: location,
    effect: 'unknown',
  });
}

/** The file's name, which the place says, is not said of its class or of a script's function again. */
function memberName(enclosing: string, { uri }: Location): string {
  const script = fileNameOf(uri);
  if (enclosing === script) return script;
  if (enclosing.startsWith(`${script}.`)) return enclosing.slice(script.length + 1);
  const [type, ...members] = enclosing.split('.');
  const file = fileNameOf(uri).split('.')[0];
  return members.length > 0 && type === file ? members.join('.') : enclosing;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
