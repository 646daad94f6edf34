import { OptionIndex } from '../../server/src/core/analysis/optionIndex.ts';
import { defaultSettings, type Settings } from '../../server/src/core/config/settings.ts';
import type { FieldInfo } from '../../server/src/core/metadata/objects.ts';
import { judge } from '../../server/src/core/outcome/decide.ts';
import type { RuleCatalog } from '../../server/src/core/outcome/model.ts';
import { checkObservations, checkOptions, checkSaves } from '../../server/src/core/rules/evaluate.ts';
import type { RuleContext, RuleReport } from '../../server/src/core/rules/rule.ts';
import type { Observation } from '../../server/src/core/saves/facts.ts';
import { at, type SiteDraft, site } from './sites.ts';

/** Fields that the project's metadata describes, by `Object.Field`. */
export type Fields = Readonly<Record<string, Partial<FieldInfo>>>;

export function contextOf(
  catalog: RuleCatalog,
  { settings = {}, fields = {} }: { readonly settings?: Partial<Settings>; readonly fields?: Fields } = {},
): RuleContext {
  const field = (object: string, name: string): FieldInfo | null => {
    const given = fields[`${object}.${name}`];
    if (!given) return null;
    const location = { uri: 'file:///project/field', start: 0, end: 0 };
    return {
      name,
      label: null,
      type: null,
      referenceTo: [],
      relationshipName: null,
      externalId: false,
      unique: false,
      location,
      ...given,
    };
  };
  const schema = {
    isObject: () => true,
    object: () => null,
    field,
    objects: () => [],
    fields: () => [],
    relationship: () => null,
  };
  return { catalog, settings: { ...defaultSettings, ...settings }, schema };
}

/** Everything that is reported on hand-made saves that stand in one file, and on the options that reach them. */
export function reportsOn(drafts: readonly SiteDraft[], context: RuleContext): readonly RuleReport[] {
  const saves = drafts.map((draft) => judge(site(draft), context.catalog));
  const { uri } = at(0).anchor;
  const index = new OptionIndex();
  index.set(uri, saves);
  return [...checkSaves(saves, context), ...checkOptions(index.settingsIn(uri), context)];
}

/** An observation without its place. */
type Seen = Observation extends infer One
  ? One extends Observation
    ? Omit<One, 'place' | 'inTest' | 'enclosing'>
    : never
  : never;

export function observed(seen: Seen, inTest = false): Observation {
  return { ...seen, place: at(100), inTest, enclosing: 'A.run' } as Observation;
}

export function reportsOnObservation(seen: Seen, context: RuleContext): readonly RuleReport[] {
  return checkObservations([observed(seen)], context);
}

/** `warning missing-duplicate-rule-header`. */
export function inShort(reports: readonly RuleReport[]): readonly string[] {
  return reports.map(({ severity, ruleId }) => `${severity} ${ruleId}`);
}
