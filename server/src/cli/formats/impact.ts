import type { Impact, MatchingRuleChange, SaveChange } from '../../core/impact/model.ts';
import { fateOfTest, testLines } from '../../core/impact/testWords.ts';
import { headline, restLines, ruleLines, wordsOf } from '../../core/impact/words.ts';
import { operationWord } from '../../core/outcome/words.ts';
import type { Location } from '../../core/text.ts';
import { displayPath } from '../paths.ts';
import type { Locator } from '../report.ts';

export interface ImpactJsonContext {
  readonly project: string;
  readonly compared: string;
  readonly locate: Locator;
  readonly cwd: string;
}

/** Fields may be added; none is renamed or removed. */
export function impactJson(impact: Impact, { project, compared, locate, cwd }: ImpactJsonContext): unknown {
  const place = (location: Location) => {
    const { file, start } = locate(location);
    return { path: displayPath(file, cwd), line: start.line + 1, column: start.character + 1 };
  };
  const save = (change: SaveChange) => ({
    kind: change.kind,
    rule: (change.after ?? change.before)!.rule.fullName,
    ...place(change.location),
    ...(change.calledAt && { calledAt: place(change.calledAt) }),
    operation: change.site.operation,
    on: change.operations.map(operationWord),
    channel: change.site.channel,
    enclosing: change.site.enclosing,
    before: change.before?.result ?? null,
    after: change.after?.result ?? null,
    words: wordsOf(change),
    improbable: change.improbable,
    refusal: change.site.refusal.kind,
    alsoRefusedBy: change.alsoRefusedBy.map(({ fullName }) => fullName),
  });
  const matchingRule = ({ state, before, after, changes, direction }: MatchingRuleChange) => ({
    fullName: (after ?? before)!.fullName,
    state,
    changes,
    finds: direction,
  });
  const finding = ({ location, ruleId, severity, message }: Impact['findings']['fresh'][number]) => ({
    ...place(location),
    rule: ruleId,
    severity,
    message,
  });
  const { leadConversion, saves, tests, findings } = impact;
  return {
    project,
    compared,
    headline: headline(impact),
    rules: impact.rules.map((rule) => ({
      fullName: (rule.after ?? rule.before)!.fullName,
      label: (rule.after ?? rule.before)!.label,
      state: rule.state,
      ...(rule.state === 'renamed' && { formerName: rule.before!.fullName }),
      changes: rule.changes,
      matchingRules: rule.matchingRules.map(matchingRule),
      finds: { matching: rule.matching, condition: rule.condition, sharing: rule.sharing },
      lines: ruleLines(rule),
      saves: rule.saves.map(save),
    })),
    leadConversion: leadConversion && { ...leadConversion, saves: leadConversion.saves.map(save) },
    unusedMatchingRules: impact.unusedMatchingRules.map(matchingRule),
    saves,
    tests: {
      run: tests.run,
      changes: tests.changes.map((change) => ({
        ...place(change.location),
        name: change.name,
        fate: fateOfTest(change),
        before: change.before.status,
        after: change.after.status,
        lines: testLines(change),
      })),
    },
    findings: { new: findings.fresh.map(finding), gone: findings.gone.map(finding) },
    notes: [...restLines(impact), ...impact.notes],
  };
}
