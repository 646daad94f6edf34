import type { RuleFileReading } from '../metadata/ruleIndex.ts';
import type { Observation } from '../saves/facts.ts';
import { exclusiveOnOption, exclusiveOnSave, rules } from './registry.ts';
import type {
  JudgedSite,
  OptionSetting,
  Report,
  Rule,
  RuleContext,
  RuleFileContext,
  RuleReport,
} from './rule.ts';

type RuleOn<Kind extends Rule['on']> = Extract<Rule, { on: Kind }>;

/** The findings on saves: of those that say what becomes of a refusal, one at most for each save. */
export function checkSaves(saves: readonly JudgedSite[], context: RuleContext): readonly RuleReport[] {
  const reported = saves.filter(({ site }) => context.settings.includeTests || !site.inTest);
  return reported.flatMap((judged) =>
    reportsOf('save', exclusiveOnSave, (rule) => rule.check(judged, context)),
  );
}

/** The findings on options, each with all saves that it reaches: one at most on what allowSave does. */
export function checkOptions(
  settings: readonly OptionSetting[],
  context: RuleContext,
): readonly RuleReport[] {
  return settings.flatMap((setting) => {
    const reaches = setting.reaches.filter(
      ({ judged }) => context.settings.includeTests || !judged.site.inTest,
    );
    if (reaches.length === 0) return [];
    return reportsOf('option', exclusiveOnOption, (rule) => rule.check({ ...setting, reaches }, context));
  });
}

/** The findings on what is neither a save nor an option. */
export function checkObservations(
  observations: readonly Observation[],
  context: RuleContext,
): readonly RuleReport[] {
  const reported = observations.filter(({ inTest }) => context.settings.includeTests || !inTest);
  return reported.flatMap((observation) =>
    reportsOf('observation', [], (rule) => rule.check(observation, context)),
  );
}

const onRuleFiles = rules.filter((rule): rule is RuleOn<'rule-file'> => rule.on === 'rule-file');

/** The findings on a file of rule metadata; rules that are off are not asked. */
export function checkRuleFile(file: RuleFileReading, context: RuleFileContext): readonly RuleReport[] {
  const { severities } = context.settings;
  return onRuleFiles.flatMap((rule) => {
    const set = severities[rule.id] ?? (rule.offByDefault ? 'off' : null);
    if (set === 'off') return [];
    return rule.check(file, context).map((report) => ({ ...report, ruleId: rule.id }));
  });
}

/** Asks the rules of a kind; of the exclusive ones only the first that reports counts. */
function reportsOf<Kind extends Rule['on']>(
  kind: Kind,
  exclusive: readonly Rule[],
  check: (rule: RuleOn<Kind>) => Report | null,
): readonly RuleReport[] {
  const ofKind = (some: readonly Rule[]) => some.filter((rule): rule is RuleOn<Kind> => rule.on === kind);
  const reports: RuleReport[] = [];
  for (const rule of ofKind(exclusive)) {
    const report = check(rule);
    if (!report) continue;
    reports.push({ ...report, ruleId: rule.id });
    break;
  }
  for (const rule of ofKind(rules)) {
    if (exclusive.includes(rule)) continue;
    const report = check(rule);
    if (report) reports.push({ ...report, ruleId: rule.id });
  }
  return reports;
}
