import type { Finding } from '../findings.ts';
import { escapeMarkdown } from '../outcome/describe.ts';
import type { Location } from '../text.ts';
import { counted } from '../textPage.ts';
import type { Impact, SaveChange } from './model.ts';
import { changeOfTest, shownTests, testLines } from './testWords.ts';
import {
  commonConditions,
  differenceOf,
  fileOf,
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

export interface ImpactPage {
  /** Of the first heading. */
  readonly title: string;
  /** Of that heading; rules get one of the next level. */
  readonly level: 1 | 2;
  /** What is compared: a sentence. */
  readonly compared: string;
  /** How `forecast` is asked about matching rules: with their names. */
  readonly forecastCommand: (rules: readonly string[]) => string;
  /** Text and target of a link to a place. */
  readonly link: (location: Location) => { readonly text: string; readonly target: string };
  /** Of saves that are listed for a rule; the others are counted. */
  readonly mostRows: number;
  /** Our texts in another language; English, if it is left out. */
  readonly say?: (text: string) => string;
}

const asItIs = (text: string): string => text;

/** An impact for a pull request, or a page in the editor. */
export function impactMarkdown(impact: Impact, page: ImpactPage): string {
  const { title, link, say = asItIs } = page;
  const told = (text: string) => escapeMarkdown(say(text));
  const compared = told(page.compared);
  const heading = '#'.repeat(page.level);
  const blocks: string[] = [`${heading} ${escapeMarkdown(title)}`];
  if (!hasChanges(impact)) {
    return (
      [
        ...blocks,
        `${say('No duplicate rule, matching rule or lead conversion setting differs.')} ${compared}`,
        ...notes(impact, say),
      ].join('\n\n') + '\n'
    );
  }
  const first = headline(impact);
  blocks.push(
    `**${told(differenceOf(impact))}${say('; ')}${told(first ?? 'no save changes outcome')}${say('.')}**`,
    compared,
  );
  for (const rule of impact.rules) {
    const uri = fileOf(rule);
    const file = uri === null ? null : link({ uri, start: 0, end: 0 });
    blocks.push(
      `${heading}# ${file === null ? told(ruleTitle(rule)) : `[${told(ruleTitle(rule))}](${file.target})`}`,
    );
    blocks.push(bullets(ruleLines(rule), say));
    blocks.push(...saveBlocks(rule.saves, page, shownConditions(rule)));
  }
  if (impact.leadConversion !== null) {
    blocks.push(`${heading}# ${told(leadConversionLine(impact.leadConversion))}`);
    blocks.push(...saveBlocks(impact.leadConversion.saves, page, new Set(), true));
  }
  if (impact.unusedMatchingRules.length > 0) {
    blocks.push(`${heading}# ${say('Matching rules that no duplicate rule here uses')}`);
    blocks.push(bullets(impact.unusedMatchingRules.flatMap(matchingRuleLines), say));
  }
  if (impact.tests.changes.length > 0) {
    blocks.push(`${heading}# ${say('Rule tests')}`, testList(impact, page));
  }
  blocks.push(...findingBlocks(impact, page));
  const forecast = rulesToForecast(impact);
  if (forecast.length > 0) {
    blocks.push(
      say(`How many existing records a changed matching rule hits: \`${page.forecastCommand(forecast)}\`.`),
    );
  }
  blocks.push(...restLines(impact).map(told), ...notes(impact, say));
  return blocks.join('\n\n') + '\n';
}

function notes({ notes }: Impact, say: (text: string) => string): readonly string[] {
  return notes.length === 0 ? [] : [bullets(notes, say)];
}

function bullets(lines: readonly string[], say: (text: string) => string): string {
  return lines.map((line) => `- ${escapeMarkdown(say(line))}`).join('\n');
}

function saveBlocks(
  saves: readonly SaveChange[],
  page: ImpactPage,
  shown: ReadonlySet<string> = new Set(),
  ofSeveralRules = false,
): readonly string[] {
  const { say = asItIs } = page;
  const common = commonConditions(saves).filter((text) => !shown.has(text));
  const known = new Set([...shown, ...common]);
  const groups = groupsOf(saves).map(({ title, saves: some }) => {
    const table = saveTable(some, page, known, ofSeveralRules);
    return title === ''
      ? table
      : `<details><summary>${escapeMarkdown(say(title))}</summary>\n\n${table}\n\n</details>`;
  });
  return [...common.map((text) => escapeMarkdown(say(`All of it only where ${text}.`))), ...groups];
}

function saveTable(
  saves: readonly SaveChange[],
  page: ImpactPage,
  known: ReadonlySet<string>,
  ofSeveralRules: boolean,
): string {
  const { say = asItIs } = page;
  const shown = saves.slice(0, page.mostRows);
  const rows = shown.map((change) => {
    const { save, before, after, refusal } = wordsOf(change, known);
    const called = change.calledAt === null ? '' : `, ${say(`called at ${linkTo(change.calledAt, page)}`)}`;
    const by = ofSeveralRules ? escapeMarkdown(`, ${say(`by ${ruleOf(change)}`)}`) : '';
    const cells = [`${linkTo(change.location, page)} ${escapeMarkdown(say(save))}${by}${called}`];
    return [...cells, ...[before, after, refusal].map((text) => escapeMarkdown(say(text)))];
  });
  const head = ['Save', 'Before, on a match', 'After, on a match', 'A refusal there'].map(say);
  const withRefusals = rows.some((row) => row[3] !== '');
  const lines = [head, head.map(() => '---'), ...rows].map(
    (row) => `| ${(withRefusals ? row : row.slice(0, 3)).join(' | ')} |`,
  );
  const more = saves.length - shown.length;
  return lines.join('\n') + (more > 0 ? `\n\n${say(`… and ${counted(more, 'more save')}.`)}` : '');
}

function linkTo(location: Location, { link }: ImpactPage): string {
  const { text, target } = link(location);
  return `[${escapeMarkdown(text)}](${target})`;
}

function testList(impact: Impact, page: ImpactPage): string {
  const { say = asItIs } = page;
  const { changes, ofNewRules } = shownTests(impact);
  const entries = changes.map((change) => {
    const lines = testLines(change).map((line) => `  - ${escapeMarkdown(say(line))}`);
    const title = `${linkTo(change.location, page)} ${escapeMarkdown(change.name)}`;
    return [`- ${title}: ${say(changeOfTest(change))}`, ...lines].join('\n');
  });
  return [...entries, ...(ofNewRules === null ? [] : [`- ${say(ofNewRules)}`])].join('\n');
}

function findingBlocks({ findings: { fresh, gone } }: Impact, page: ImpactPage): readonly string[] {
  const { say = asItIs } = page;
  const block = (what: 'new' | 'gone', findings: readonly Finding[]) => {
    if (findings.length === 0) return [];
    const shown = findings.slice(0, page.mostRows);
    const lines = shown.map(
      ({ location, ruleId }) => `- ${linkTo(location, page)} ${escapeMarkdown(ruleId)}`,
    );
    const more =
      findings.length > shown.length ? [`- ${say(`… and ${findings.length - shown.length} more`)}`] : [];
    return [
      `<details><summary>${say(findingsTitle(findings.length, what))}</summary>\n\n${[...lines, ...more].join('\n')}\n\n</details>`,
    ];
  };
  return [...block('new', fresh), ...block('gone', gone)];
}
