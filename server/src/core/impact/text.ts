import type { Location } from '../text.ts';
import { TextPage } from '../textPage.ts';
import type { ImpactPage } from './markdown.ts';
import type { Impact, SaveChange } from './model.ts';
import { changeOfTest, shownTests, testLines } from './testWords.ts';
import {
  commonConditions,
  differenceOf,
  findingsTitle,
  groupsOf,
  hasChanges,
  headline,
  leadConversionLine,
  matchingRuleLines,
  restLines,
  ruleLines,
  ruleOf,
  rulesToForecast,
  ruleTitle,
  shownConditions,
  wordsOf,
} from './words.ts';

export interface ImpactTextPage extends Omit<ImpactPage, 'link' | 'level'> {
  /** `force-app/main/default/classes/LeadCapture.cls:7` */
  readonly place: (location: Location) => string;
}

/** An impact for a terminal. @param width columns */
export function impactText(impact: Impact, options: ImpactTextPage, width: number): string {
  const page = new TextPage(Math.max(width, 60));
  const { title, compared, forecastCommand } = options;
  page.add(0, title);
  if (!hasChanges(impact)) {
    page.add(0, `No duplicate rule, matching rule or lead conversion setting differs. ${compared}`);
    for (const note of impact.notes) page.add(2, note);
    return page.text();
  }
  page.add(0, `${differenceOf(impact)}; ${headline(impact) ?? 'no save changes outcome'}.`);
  page.add(0, compared);
  for (const rule of impact.rules) {
    page.blank();
    page.add(0, ruleTitle(rule));
    for (const line of ruleLines(rule)) page.add(2, line);
    addSaves(page, rule.saves, options, shownConditions(rule));
  }
  if (impact.leadConversion !== null) {
    page.blank();
    page.add(0, leadConversionLine(impact.leadConversion));
    addSaves(page, impact.leadConversion.saves, options, new Set(), true);
  }
  if (impact.unusedMatchingRules.length > 0) {
    page.blank();
    page.add(0, 'Matching rules that no duplicate rule here uses');
    for (const line of impact.unusedMatchingRules.flatMap(matchingRuleLines)) page.add(2, line);
  }
  if (impact.tests.changes.length > 0) {
    page.blank();
    page.add(0, 'Rule tests');
    const { changes, ofNewRules } = shownTests(impact);
    for (const change of changes) {
      page.add(2, `${options.place(change.location)} ${change.name}: ${changeOfTest(change)}`);
      for (const line of testLines(change)) page.add(4, line);
    }
    if (ofNewRules !== null) page.add(2, ofNewRules);
  }
  page.blank();
  const { fresh, gone } = impact.findings;
  for (const [what, findings] of [['new', fresh] as const, ['gone', gone] as const]) {
    if (findings.length === 0) continue;
    page.add(0, `${findingsTitle(findings.length, what)}:`);
    for (const { location, ruleId } of findings) page.add(2, `${options.place(location)} ${ruleId}`);
  }
  const forecast = rulesToForecast(impact);
  if (forecast.length > 0) {
    page.add(0, `How many existing records a changed matching rule hits: ${forecastCommand(forecast)}`);
  }
  for (const line of [...restLines(impact), ...impact.notes]) page.add(0, line);
  return page.text();
}

function addSaves(
  page: TextPage,
  saves: readonly SaveChange[],
  { place }: ImpactTextPage,
  shown: ReadonlySet<string> = new Set(),
  ofSeveralRules = false,
): void {
  const common = commonConditions(saves).filter((text) => !shown.has(text));
  for (const text of common) page.add(2, `All of it only where ${text}.`);
  const known = new Set([...shown, ...common]);
  for (const { title, saves: some } of groupsOf(saves)) {
    if (title !== '') page.add(2, `${title}:`);
    for (const change of some) {
      const { save, before, after, refusal } = wordsOf(change, known);
      page.add(2, `${place(change.location)} ${save}${ofSeveralRules ? `, by ${ruleOf(change)}` : ''}`);
      if (change.calledAt !== null) page.add(6, `called at ${place(change.calledAt)}`);
      page.add(6, `on a match: ${before} → ${after}`);
      if (refusal !== '') page.add(6, `a refusal there: ${refusal}`);
    }
  }
}
