import type { CandidateSource, OfflineSave } from '../../server/src/core/matching/run/model.ts';
import { runRules } from '../../server/src/core/matching/run/run.ts';
import type { DuplicateRule, FieldMapping } from '../../server/src/core/metadata/model.ts';
import { fieldKey } from '../../server/src/core/outcome/fieldNames.ts';
import type { RuleCatalog } from '../../server/src/core/outcome/model.ts';
import type { SampleRecord } from '../../server/src/core/records/model.ts';
import { catalogWith } from './catalog.ts';
import { type Fields, matchingRule } from './matchingRules.ts';

const reaction = { action: 'Block', alert: false, report: false } as const;

export function duplicateRule(
  object: string,
  matchRules: readonly (readonly [object: string, name: string, mapping?: readonly FieldMapping[]])[],
  more: Partial<DuplicateRule> = {},
): DuplicateRule {
  return {
    fullName: `${object}.D`,
    object,
    name: 'D',
    label: 'D',
    active: true,
    onInsert: reaction,
    onUpdate: reaction,
    alertText: null,
    security: 'BypassSharingRules',
    sortOrder: 1,
    filter: null,
    matchRules: matchRules.map(([objectType, name, mapping = null]) => ({
      objectType,
      matchingRule: name,
      mapping,
    })),
    source: { kind: 'assumed' },
    ...more,
  };
}

/** The catalogue of one duplicate rule over one matching rule. */
export function ruleOver(text: string, more: Partial<DuplicateRule> = {}, status = 'Active'): RuleCatalog {
  const matching = matchingRule(text, status);
  return catalogWith([duplicateRule(matching.object, [[matching.object, 'R']], more)], [matching]);
}

let numbers = 0;
export function recordOf(
  object: string,
  fields: Fields,
  id = `00Q${String(++numbers).padStart(15, '0')}`,
): SampleRecord {
  const held = Object.entries(fields).filter(([, value]) => value !== undefined);
  return { object, id, fields: held.map(([name, value]) => ({ name, value: value! })) };
}

export const leads = (...all: Fields[]): SampleRecord[] => all.map((fields) => recordOf('Lead', fields));

export function save(catalog: RuleCatalog, fields: Fields, more: Partial<OfflineSave> = {}): OfflineSave {
  const values = new Map(Object.entries(fields).map(([name, value]) => [fieldKey(name), value]));
  return {
    object: 'Lead',
    operation: 'insert',
    id: null,
    values: (key) => values.get(key),
    changed: null,
    user: null,
    catalog,
    ...more,
  };
}

/** The first rule's run in a line: whether it runs, finds, and how sure; matches by their marks; notes. */
export function runOf(input: OfflineSave, source: CandidateSource) {
  const [run] = runRules(input, source);
  const [part] = run!.parts;
  return {
    runs: run!.runs,
    why: run!.why,
    finds: run!.finds,
    certainty: run!.certainty,
    found: part?.matches?.map(({ candidate, visible, hiddenBy }) => {
      const mark = candidate.value('Mark__c') ?? candidate.value('LastName');
      return visible === true ? mark : `${mark} (${visible}, ${hiddenBy})`;
    }),
    notes: part?.notes ?? [],
  };
}

export const byron = { LastName: 'Byron', Email: 'ada@byron.example' };
