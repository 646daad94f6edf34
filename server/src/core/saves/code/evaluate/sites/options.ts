import type { Place } from '../../../../text.ts';
import type { OptionValue, SaveOptions } from '../../../site.ts';
import type { OptionDraft, SaveDraft } from '../../libraries/model.ts';
import { withoutSecrets } from '../../quotation.ts';
import type { Value } from '../../values.ts';
import { alternatives, plainText } from '../values/build.ts';
import { parameterIn } from './target.ts';

const unset: OptionValue = { kind: 'unset' };

/** The options that reach a save. */
export function optionsOf(draft: SaveDraft): SaveOptions {
  const { options } = draft;
  const atomicity = atomicityOf(draft);
  if (!options) {
    return {
      form: 'none',
      allowSave: unset,
      runAsCurrentUser: unset,
      includeRecordDetails: unset,
      optAllOrNone: unset,
      atomicity,
      place: null,
    };
  }
  return {
    form: 'passed',
    allowSave: optionOf(options.allowSave),
    runAsCurrentUser: optionOf(options.runAsCurrentUser),
    includeRecordDetails: optionOf(options.includeRecordDetails),
    optAllOrNone: unset,
    atomicity,
    place: options.place,
    ...(options.ineffective === null ? {} : { ineffective: options.ineffective }),
  };
}

function optionOf(draft: OptionDraft): OptionValue {
  const option = draft.kind === 'value' ? fromValue(draft.value, draft.place) : draft;
  if (option.kind === 'conditional') return { ...option, when: withoutSecrets(option.when) };
  return option.kind === 'unknown' ? { ...option, why: withoutSecrets(option.why) } : option;
}

/** A boolean option from the value that stands for it. */
function fromValue(value: Value, place: Place): OptionValue {
  const parameter = parameterIn(value);
  if (parameter !== null) return { kind: 'parameter', name: parameter, place };
  const options = alternatives(value).map((option) => ({ ...option, is: booleanOf(option.value) }));
  const open = options.find(({ is }) => is === null);
  if (open) {
    const why = open.value.kind === 'unknown' ? open.value.why : 'it is no boolean';
    return { kind: 'unknown', why, place };
  }
  const given = options.filter(({ is }) => is !== 'nothing');
  if (given.length === 0) return unset;
  const isAlways = given.length === options.length && given.every(({ is }) => is === given[0]!.is);
  if (isAlways) return { kind: 'known', value: given[0]!.is === true, place };
  const set = given.find(({ is }) => is === true) ?? given[0]!;
  const others = options.flatMap((one) => (one === set ? [] : (one.when ?? [])));
  const when = set.when ?? (others.length > 0 ? `!(${others.join(' || ')})` : 'on some path');
  return { kind: 'conditional', value: set.is === true, when, place };
}

function booleanOf(value: Value): boolean | 'nothing' | null {
  if (value.kind === 'scalar') {
    if (value.value === null) return 'nothing';
    return typeof value.value === 'boolean' ? value.value : null;
  }
  const text = plainText(value)?.trim().toLowerCase();
  return text === 'true' || text === 'false' ? text === 'true' : null;
}

/** What becomes of the other rows when one is refused. */
function atomicityOf({ allOrNone, reports, records }: SaveDraft): SaveOptions['atomicity'] {
  if (allOrNone !== null) {
    const known = alternatives(allOrNone).map(({ value }) => booleanOf(value));
    if (known.every((one) => one === true)) return 'all-or-none';
    return known.every((one) => one === false || one === 'nothing') ? 'partial' : 'unknown';
  }
  if (/^(rows|answer|job|job-answer)$/.test(reports)) return 'partial';
  return records?.kind === 'list' ? 'unknown' : 'all-or-none';
}
