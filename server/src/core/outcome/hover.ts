import type { DuplicateRule, MatchingRule, MatchRuleReference } from '../metadata/model.ts';
import type { JudgedSite } from '../rules/rule.ts';
import { conditionText } from './condition.ts';
import type { Confidence, Result, RuleCatalog, RuleOutcome } from './model.ts';
import { lacksEveryMapping, unmappedWords } from './objectMapping.ts';
import { reactionOf } from './reading.ts';
import { actionsText, byRule, ruleName, saveWords, sourceWords } from './sentences.ts';
import { actionWords, capitalize, operationWord, sentence } from './words.ts';

const results: Record<Result, string> = {
  refused: 'refused with DUPLICATES_DETECTED on a match; no option of this call changes that',
  'refused-unless-allow-save': 'refused with DUPLICATES_DETECTED on a match, unless allowSave=true is passed',
  'saved-by-allow-save': 'saved on a match: allowSave=true passes over the alert',
  'saved-and-reported': 'saved on a match, and a duplicate record set is written',
  saved: 'saved on a match, without a trace',
  'not-evaluated': 'the rule does not bear on this save',
  unknown: 'not known what happens on a match',
};

const confidences: Record<Confidence, string> = {
  documented: 'documented',
  'well-founded': 'well founded',
  weak: 'weakly supported',
  open: 'an open question',
};

/** What each rule does with the save, per operation, what it compares, known from where: Markdown. */
export function hoverMarkdown(judged: JudgedSite, catalog: RuleCatalog): string {
  const { site, outcomes } = judged;
  const title = `**Duplicate rules: ${escapeMarkdown(saveWords(site))}**`;
  return (
    [title, ...body(judged, catalog), ...(outcomes.length > 0 ? [sourcesOf(outcomes)] : [])].join('\n\n') +
    '\n'
  );
}

function body({ site, outcomes }: JudgedSite, catalog: RuleCatalog): readonly string[] {
  if (outcomes.length > 0) return byRule(outcomes).map((ofRule) => rule(ofRule, catalog));
  if (site.operation !== 'convertLead' && site.target.kind !== 'objects') {
    return [escapeMarkdown(sentence(`the object is not known here: ${site.target.why}`))];
  }
  return ['No active duplicate rule is known for it.'];
}

function rule(outcomes: readonly RuleOutcome[], catalog: RuleCatalog): string {
  const { rule: duplicateRule } = outcomes[0]!;
  const lines = outcomes.flatMap((outcome) => [
    `- on ${operationWord(outcome.operation)} *${escapeMarkdown(actionWords(reactionOf(outcome)))}*: ` +
      `${results[outcome.result]} (${confidences[outcome.confidence]})`,
    ...outcome.provisos
      .filter(({ kind }) => kind !== 'upsert-branch')
      .map(
        ({ kind, text }) =>
          `  - ${escapeMarkdown(kind === 'rule-condition' && outcome.result !== 'not-evaluated' ? `only where ${text}` : text)}`,
      ),
  ]);
  const compared = duplicateRule.matchRules.map((reference) => comparison(reference, catalog));
  const differences = catalog.orgDifferences?.(duplicateRule) ?? [];
  const drift =
    differences.length > 0 ? [`- the org's copy differs: ${differences.map(escapeMarkdown).join('; ')}`] : [];
  return [heading(duplicateRule), '', ...lines, ...compared, ...sharing(duplicateRule), ...drift].join('\n');
}

function sharing({ security }: DuplicateRule): readonly string[] {
  return security === 'EnforceSharingRules'
    ? ['- it finds only records that are shared with the running user']
    : [];
}

/** A rule by itself: what it does, where it runs, what it compares, known from where: Markdown. */
export function ruleMarkdown(duplicateRule: DuplicateRule, catalog: RuleCatalog): string {
  const { active, filter, matchRules } = duplicateRule;
  const conditions = (filter?.conditions ?? []).map(conditionText);
  return [
    heading(duplicateRule),
    '',
    active ? `- ${escapeMarkdown(actionsText(duplicateRule))}` : '- inactive: it never runs',
    ...(conditions.length === 0
      ? []
      : [
          `- only where ${escapeMarkdown(conditions.join(', ') + (filter?.booleanFilter ? `, as ${filter.booleanFilter}` : ''))}`,
        ]),
    ...matchRules.map((reference) => comparison(reference, catalog)),
    ...(lacksEveryMapping(duplicateRule) ? [`- ${escapeMarkdown(unmappedWords(duplicateRule))}`] : []),
    ...sharing(duplicateRule),
  ].join('\n');
}

/** The rule's name, with a link to its file. */
function heading(duplicateRule: DuplicateRule): string {
  const name = `**${escapeMarkdown(capitalize(ruleName(duplicateRule)))}**`;
  const known = escapeMarkdown(sourceWords(duplicateRule));
  const { source } = duplicateRule;
  return source.kind === 'file'
    ? `${name}, [${known}](${linkTarget(source.location.uri)})`
    : `${name}, ${known}`;
}

/** A URI as the target of a link: what would end the target, or the line, is encoded. */
function linkTarget(uri: string): string {
  return uri.replace(/[\s()<>\\"'`]/g, (character) => encodeURIComponent(character).replace(/[()']/g, hex));
}

function hex(character: string): string {
  return `%${character.charCodeAt(0).toString(16)}`;
}

/** `- compares with Lead: Email (Exact)` */
function comparison({ objectType, matchingRule }: MatchRuleReference, catalog: RuleCatalog): string {
  const found = catalog.matchingRule(objectType, matchingRule);
  const others = escapeMarkdown(objectType);
  if (!found || found.items.length === 0) {
    return `- compares with ${others} by matching rule ${escapeMarkdown(matchingRule)}`;
  }
  return `- compares with ${others}: ${escapeMarkdown(comparedText(found))}`;
}

/** `Email (Exact), Phone (Phone), as 1 OR 2` */
export function comparedText({ items, booleanFilter }: MatchingRule): string {
  const fields = items.map(({ field, method }) => `${field} (${method})`).join(', ');
  return booleanFilter ? `${fields}, as ${booleanFilter}` : fields;
}

function sourcesOf(outcomes: readonly RuleOutcome[]): string {
  const titles = new Set(outcomes.flatMap(({ source }) => source.split('; ')));
  return `Known from: ${escapeMarkdown([...titles].join('; '))}.`;
}

/** Makes text stand for itself within a line of Markdown: rule labels and conditions hold anything. */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/[\\`*_[\]|~>]/g, '\\$&');
}
