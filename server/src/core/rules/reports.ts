import type { Related, Severity } from '../findings.ts';
import { objectsOf } from '../outcome/decide.ts';
import { asNamed, byRule, ruleName, saveWords } from '../outcome/describe.ts';
import type { RuleOutcome } from '../outcome/model.ts';
import { capitalize } from '../outcome/words.ts';
import type { SaveSite } from '../saves/site.ts';
import { locate } from '../text.ts';
import type { JudgedSite, OptionSetting, Report } from './rule.ts';

type Sentences = readonly (string | null)[];

/** A report on a save: stands at the DML keyword or the called method. */
export function onSave(
  { site }: JudgedSite,
  severity: Severity,
  sentences: Sentences,
  outcomes: readonly RuleOutcome[],
): Report {
  return {
    place: site.place,
    severity,
    message: join(sentences),
    related: [
      ...ruleFiles(asNamed(outcomes)),
      ...site.refusal.evidence.map((place) => ({
        location: locate(place),
        message: 'What becomes of the refusal',
      })),
      ...(site.refusal.callers?.deciding ?? []).map(({ place }) => ({
        location: locate(place),
        message: 'The caller that decides what becomes of it',
      })),
      ...(site.refusal.callers?.losing ?? []).map(({ place }) => ({
        location: locate(place),
        message: 'A caller that loses it',
      })),
      ...site.via.map((place) => ({ location: locate(place), message: 'The way to the save itself' })),
    ],
    fingerprint: fingerprintOf(site),
  };
}

/**
 * A report on an option: stands where the option is set, with the saves that it reaches.
 * @param outcomes in the order in which the message names their rules
 */
export function onOption(
  setting: OptionSetting,
  severity: Severity,
  sentences: Sentences,
  outcomes: readonly RuleOutcome[],
): Report {
  const sites = setting.reaches.map(({ judged }) => judged.site);
  const first = sites.map(fingerprintOf).sort()[0] ?? '';
  return {
    place: setting.place,
    severity,
    message: join(sentences),
    related: [
      ...sites.map((site) => ({
        location: locate(site.place),
        message: `${saveWords(site)} that the option reaches`,
      })),
      ...ruleFiles(outcomes),
    ],
    fingerprint: `${setting.option}|${first}`,
  };
}

/** The files of the rules, each once. */
export function ruleFiles(outcomes: readonly RuleOutcome[]): readonly Related[] {
  return byRule(outcomes).flatMap(([outcome]) => {
    const { source } = outcome!.rule;
    if (source.kind !== 'file') return [];
    return [{ location: source.location, message: capitalize(ruleName(outcome!.rule)) }];
  });
}

/** Sentences of one paragraph, but for those that begin or end a line. */
export function join(sentences: Sentences): string {
  const text = sentences.filter((one) => one !== null && one !== '').join(' ');
  return text.replace(/ *\n */g, '\n').trim();
}

function fingerprintOf(site: SaveSite): string {
  const objects = objectsOf(site).map((name) => name.toLowerCase());
  return [site.enclosing, site.operation, objects.sort().join('+')].join('|');
}
