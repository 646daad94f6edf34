import { saveWords } from '../outcome/describe.ts';
import type { RuleOutcome } from '../outcome/model.ts';
import { isAlert } from '../outcome/reading.ts';
import { list } from '../outcome/words.ts';
import { locate, type Place } from '../text.ts';
import type { JudgedSite, OptionSetting } from './rule.ts';

export type Reach = OptionSetting['reaches'][number];

/** Saves that the option reaches with this value, for certain or on some path. */
export function reachesWith(setting: OptionSetting, value: boolean): readonly Reach[] {
  return withoutRepresented(setting.reaches).filter(
    (reach) =>
      (reach.value.kind === 'known' || reach.value.kind === 'conditional') && reach.value.value === value,
  );
}

/** A generic save in a wrapper says nothing where callers that know the type are among the saves. */
function withoutRepresented(reaches: readonly Reach[]): readonly Reach[] {
  const inner = new Set(reaches.flatMap(({ judged }) => judged.site.via.map(keyOf)));
  return reaches.filter(({ judged }) => !hasUnknownObject(judged) || !inner.has(keyOf(judged.site.place)));
}

function keyOf(place: Place): string {
  const { uri, start } = locate(place);
  return `${start} ${uri}`;
}

export function hasUnknownObject({ site }: JudgedSite): boolean {
  return site.operation !== 'convertLead' && site.target.kind !== 'objects';
}

/** The outcomes of rules that look at the save and alert or refuse: those that an option can bear on. */
export function minding({ outcomes }: JudgedSite): readonly RuleOutcome[] {
  return outcomes.filter(
    (outcome) => outcome.result === 'refused' || (isAlert(outcome) && outcome.result !== 'not-evaluated'),
  );
}

/** `insert of Lead and update of Lead`: the saves within a sentence. */
export function saveList(reaches: readonly Reach[]): string {
  const words = reaches.map(({ judged }) => saveWords(judged.site));
  return list(
    [...new Set(words)].map((one) => one.charAt(0).toLowerCase() + one.slice(1)),
    'and',
  );
}

/** ` when x`, where all saves are reached under the same condition; else ''. */
export function whenWords(reaches: readonly Reach[]): string {
  const conditions = new Set(reaches.map(({ value }) => (value.kind === 'conditional' ? value.when : '')));
  const [only] = conditions;
  return conditions.size === 1 && only ? ` when ${only}` : '';
}

/** runAsCurrentUser=false beside allowSave=true is said inside that finding. */
export function systemContextSentence(reaches: readonly Reach[]): string | null {
  const isFalse = reaches.some(({ judged }) => {
    const { runAsCurrentUser: option } = judged.site.options;
    return (option.kind === 'known' || option.kind === 'conditional') && !option.value;
  });
  return isFalse
    ? "runAsCurrentUser=false switches no rule off: the rule looks with the sharing of the class or the system instead of the user's."
    : null;
}

/** `allowSave=true` as the saves' channel spells it. */
export function allowSaveWords(reaches: readonly Reach[]): string {
  const isInBody = ({ judged }: Reach) => judged.site.channel === 'lwc' || judged.site.channel === 'ui-api';
  return reaches.length > 0 && reaches.every(isInBody) ? 'allowSaveOnDuplicate=true' : 'allowSave=true';
}
