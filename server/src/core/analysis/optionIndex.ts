import type { JudgedSite, OptionName, OptionSetting } from '../rules/rule.ts';
import type { OptionValue } from '../saves/site.ts';
import { locate, type Place } from '../text.ts';

const optionNames: readonly OptionName[] = [
  'allowSave',
  'runAsCurrentUser',
  'includeRecordDetails',
  'optAllOrNone',
];

/**
 * Which saves an option setting reaches. Options may be set in one file and reach saves in others, so the
 * saves of every file are filed under the files in which their options stand.
 */
export class OptionIndex {
  readonly #bySource = new Map<string, ReadonlyMap<string, readonly JudgedSite[]>>();
  readonly #sourcesOf = new Map<string, Set<string>>();

  /** Replaces what is known of the saves that stand in `source`. */
  set(source: string, saves: readonly JudgedSite[]): void {
    this.remove(source);
    const byTarget = new Map<string, JudgedSite[]>();
    for (const save of saves) {
      for (const target of targetsOf(save)) {
        const reached = byTarget.get(target);
        if (reached) reached.push(save);
        else byTarget.set(target, [save]);
      }
    }
    if (byTarget.size === 0) return;
    this.#bySource.set(source, byTarget);
    for (const target of byTarget.keys()) {
      const sources = this.#sourcesOf.get(target);
      if (sources) sources.add(source);
      else this.#sourcesOf.set(target, new Set([source]));
    }
  }

  remove(source: string): void {
    for (const target of this.#bySource.get(source)?.keys() ?? [])
      this.#sourcesOf.get(target)?.delete(source);
    this.#bySource.delete(source);
  }

  /** The settings that stand in `target`, each with the saves of all known files that it reaches. */
  settingsIn(target: string): readonly OptionSetting[] {
    const settings = new Map<
      string,
      { option: OptionName; place: Place; reaches: OptionSetting['reaches'][number][] }
    >();
    for (const source of this.#sourcesOf.get(target) ?? []) {
      for (const judged of this.#bySource.get(source)?.get(target) ?? []) {
        for (const { option, place, value } of optionsOf(judged)) {
          const at = locate(place);
          if (at.uri !== target) continue;
          const key = `${at.start} ${option}`;
          const setting = settings.get(key);
          if (setting) setting.reaches.push({ judged, value });
          else settings.set(key, { option, place, reaches: [{ judged, value }] });
        }
      }
    }
    return [...settings.values()];
  }

  /** The files with saves that options in `target` reached when they were last looked at. */
  sourcesOf(target: string): Iterable<string> {
    return [...(this.#sourcesOf.get(target) ?? [])];
  }
}

function optionsOf(judged: JudgedSite): { option: OptionName; place: Place; value: OptionValue }[] {
  return optionNames.flatMap((option) => {
    const value = judged.site.options[option];
    return value.kind === 'unset' ? [] : [{ option, place: value.place, value }];
  });
}

function targetsOf(judged: JudgedSite): readonly string[] {
  return [...new Set(optionsOf(judged).map(({ place }) => place.anchor.uri))];
}
