import type { DuplicateRule } from '../metadata/model.ts';
import type { RuleCatalog } from '../outcome/model.ts';
import type { Statement } from '../outcome/tableModel.ts';
import { list } from '../outcome/words.ts';
import type { Sourced } from './model.ts';
import { runs } from './rules.ts';
import { sourced } from './sourced.ts';

/** What is assumed of an object's rules, and what is not known of them. */
export function notesOf(
  object: string,
  rules: readonly DuplicateRule[],
  catalog: RuleCatalog,
): readonly Sourced[] {
  return [...assumed(object, rules), ...others(object, rules, catalog), ...personAccounts(object, rules)].map(
    sourced,
  );
}

/**
 * That no rule runs; null where one does.
 *
 * @param what the object, or the kind of its records: `person accounts`
 */
export function quietOf(
  what: string,
  object: string,
  rules: readonly DuplicateRule[],
  catalog: RuleCatalog,
): Sourced | null {
  if (rules.some((rule) => runs(rule, catalog))) return null;
  const none = rules.length === 0;
  if (catalog.isComplete(object)) {
    const text = `${none ? 'There is no duplicate rule' : 'No duplicate rule runs'} for ${what}: none refuses a save, on any channel.`;
    return sourced({ text, confidence: 'documented', sources: ['MetaDup'] });
  }
  const text = `${none ? 'No duplicate rule is known' : 'No duplicate rule that runs is known'} for ${what}: what is known refuses no save, on any channel.`;
  return sourced({ text, confidence: 'open', sources: ['MetaDup'] });
}

function assumed(object: string, rules: readonly DuplicateRule[]): readonly Statement[] {
  if (!rules.some(({ source }) => source.kind === 'assumed')) return [];
  const isAccount = object.toLowerCase() === 'account';
  return [
    {
      text: `No file says which rules ${object} has: Salesforce's standard rule is assumed as a new org has it, Allow + Alert on create and Allow + Report on edit.`,
      confidence: 'well-founded',
      sources: [isAccount ? 'StdAcctRule' : 'StdLeadContactRule'],
    },
  ];
}

function others(object: string, rules: readonly DuplicateRule[], catalog: RuleCatalog): readonly Statement[] {
  if (catalog.isComplete(object)) return [];
  const other = rules.length === 0 ? 'rules' : 'other rules';
  return [
    {
      text: `The org may have ${other} for ${object} that are not known here. Reading the rules of the org tells, as does naming ${object} in the setting completeObjects.`,
      confidence: 'open',
      sources: ['MetaDup'],
    },
  ];
}

function personAccounts(object: string, rules: readonly DuplicateRule[]): readonly Statement[] {
  if (object.toLowerCase() !== 'account') return [];
  const person = rules.filter((rule) => rule.object === 'PersonAccount').map(({ label }) => label);
  if (person.length > 0) {
    return [
      {
        text: `Person accounts have rules of their own (${list(person, 'and')}): only those run on them, and none of them runs on business accounts.`,
        confidence: 'documented',
        sources: ['MetaDup'],
      },
    ];
  }
  return [
    {
      text: 'No rule for person accounts is known. The standard one must be switched on by hand.',
      confidence: 'documented',
      sources: ['StdLeadContactRule'],
    },
  ];
}
