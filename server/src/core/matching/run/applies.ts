import type { DuplicateRule } from '../../metadata/model.ts';
import { judgeFilterWith } from '../../outcome/condition.ts';
import { fieldKey } from '../../outcome/fieldNames.ts';
import type { FieldScalar } from '../../records/model.ts';
import { compileReference, isCompiled } from '../compile.ts';
import { textOf } from '../record.ts';
import type { OfflineSave } from './model.ts';

/** Whether a rule runs on a save; `why`: a sentence, '' where it runs. */
export interface Applies {
  readonly runs: boolean | null;
  readonly why: string;
}

/** What silences a rule before it compares anything (facts, section 1.4). */
export function applies(rule: DuplicateRule, save: OfflineSave): Applies {
  if (!rule.active) return { runs: false, why: 'The rule is inactive.' };
  const kind = kindApplies(rule, save);
  if (kind.runs === false) return kind;
  const condition = conditionApplies(rule, save);
  if (condition.runs === false) return condition;
  const change = changeApplies(rule, save);
  return [kind, condition, change].find(({ runs }) => runs === null) ?? { runs: true, why: '' };
}

export type Kind = 'person' | 'business' | null;

/** Which kind of account a record is, as far as its fields show it. @param value by field name */
export function kindOfAccount(value: (field: string) => FieldScalar | undefined): Kind {
  const flag = textOf(value('IsPersonAccount')).toLowerCase();
  if (flag === 'true' || flag === '1') return 'person';
  if (flag === 'false' || flag === '0') return 'business';
  const isFilled = (field: string): boolean => textOf(value(field)) !== '';
  if (isFilled('LastName') || isFilled('PersonEmail')) return 'person';
  return isFilled('Name') ? 'business' : null;
}

export function isAccount(object: string): boolean {
  return /^(person)?account$/i.test(object);
}

export function isPersonAccount(object: string): boolean {
  return /^personaccount$/i.test(object);
}

function kindApplies(rule: DuplicateRule, save: OfflineSave): Applies {
  if (!isAccount(rule.object)) return { runs: true, why: '' };
  const kind: Kind = isPersonAccount(save.object)
    ? 'person'
    : kindOfAccount((field) => save.values(fieldKey(field)));
  const wanted = isPersonAccount(rule.object) ? 'person' : 'business';
  if (kind === wanted) return { runs: true, why: '' };
  const why = `The rule is for ${wanted} accounts`;
  if (kind !== null) return { runs: false, why: `${why}, and the record is a ${kind} account.` };
  // Without a rule for person accounts nothing shows that the org has them.
  const hasBoth = save.catalog.rulesFor('Account').some(({ object }) => isPersonAccount(object));
  return hasBoth
    ? { runs: null, why: `${why}, and which kind the record is its fields do not show.` }
    : { runs: true, why: '' };
}

/** A field that the record does not hold may have a default, so that a condition on it stays open. */
function conditionApplies(rule: DuplicateRule, { values, user }: OfflineSave): Applies {
  const judged = judgeFilterWith(
    rule.filter,
    (field) => found(values(fieldKey(field))),
    // Rules name the profile as a field of the user: `Profile`.
    (field) => found(user?.values.get(field)) ?? found(user?.values.get(`${field}.name`)),
  );
  if (judged.runs === true) return { runs: true, why: '' };
  if (judged.runs === false)
    return { runs: false, why: `Its condition is false for this record: ${judged.text}.` };
  return { runs: null, why: `Whether its condition is true is not known: ${judged.text}.` };
}

function found(value: FieldScalar | undefined): { readonly value: FieldScalar } | null {
  return value === undefined ? null : { value };
}

/** Knowledge article 005237351 says that such an update does not run a rule; users of rollup tools report that it does. */
function changeApplies(rule: DuplicateRule, save: OfflineSave): Applies {
  const { changed, operation, catalog } = save;
  if (operation !== 'update' || changed === null) return { runs: true, why: '' };
  const isChanged = (field: string): boolean =>
    changed.has(fieldKey(field)) || changed.has(fieldKey(field.split('.')[0]!));
  for (const reference of rule.matchRules) {
    const compiled = compileReference(reference, catalog);
    if (!isCompiled(compiled)) return { runs: true, why: '' };
    const fields = reference.mapping?.map(({ inputField }) => inputField);
    if ((fields ?? compiled.items.map(({ field }) => field)).some(isChanged)) return { runs: true, why: '' };
  }
  return {
    runs: null,
    why: 'The update changes no field that the rule compares: then Salesforce probably does not run it, but reports contradict.',
  };
}
