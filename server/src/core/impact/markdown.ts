import type { Finding } from '../findings.ts';
import { escapeMarkdown } from '../outcome/describe.ts';
import type { Location } from '../text.ts';
import { counted } from '../textPage.ts';
import type { Impact, SaveChange } from './model.ts';
import { changeOfTest, shownTests, testLines } from './testWords.ts';
import {
  commonConditions,
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
}

/** An impact for a pull request, or a page in the editor. */
export function impactMarkdown(impact: Impact, page: ImpactPage): string {
  const { title, compared, link } = page;
  const heading = '#'.repeat(page.level);
  const blocks: string[] = [`${heading} ${escapeMarkdown(title)}`];
  if (!hasChanges(impact)) {
    return (
      [
        ...blocks,
        `No duplicate rule, matching rule or lead conversion setting differs. ${escapeMarkdown(compared)}`,
        ...notes(impact),
      ].join('\n\n') + '\n'
    );
  }
  const first = headline(impact);
  blocks.push(first === null ? '**No save changes outcome.**' : `**${escapeMarkdown(first)}.**`);
  blocks.push(escapeMarkdown(compared));
  for (const rule of impact.rules) {
    const uri = fileOf(rule);
    const file = uri === null ? null : link({ uri, start: 0, end: 0 });
    blocks.push(
      `${heading}# ${file === null ? escapeMarkdown(ruleTitle(rule)) : `[${escapeMarkdown(ruleTitle(rule))}](${file.target})`}`,
    );
    blocks.push(bullets(ruleLines(rule)));
    blocks.push(...saveBlocks(rule.saves, page, shownConditions(rule)));
  }
  if (impact.leadConversion !== null) {
    blocks.push(`${heading}# ${escapeMarkdown(leadConversionLine(impact.leadConversion))}`);
    blocks.push(...saveBlocks(impact.leadConversion.saves, page, new Set(), true));
  }
  if (impact.unusedMatchingRules.length > 0) {
    blocks.push(`${heading}# Matching rules that no duplicate rule here uses`);
    blocks.push(bullets(impact.unusedMatchingRules.flatMap(matchingRuleLines)));
  }
  if (impact.tests.changes.length > 0) blocks.push(`${heading}# Rule tests`, testList(impact, page));
  blocks.push(...findingBlocks(impact, page));
  const forecast = rulesToForecast(impact);
  if (forecast.length > 0) {
    blocks.push(
      `How many existing records a changed matching rule hits: \`${page.forecastCommand(forecast)}\`.`,
    );
  }
  blocks.push(...restLines(impact).map(escapeMarkdown), ...notes(impact));
  return blocks.join('\n\n') + '\n';
}

function notes({ notes }: Impact): readonly string[] {
  return notes.length === 0 ? [] : [bullets(notes)];
}

function bullets(lines: readonly string[]): string {
  return lines.map((line) => `- ${escapeMarkdown(line)}`).join('\n');
}

function saveBlocks(
  saves: readonly SaveChange[],
  page: ImpactPage,
  shown: ReadonlySet<string> = new Set(),
  ofSeveralRules = false,
): readonly string[] {
  const common = commonConditions(saves).filter((text) => !shown.has(text));
  const known = new Set([...shown, ...common]);
  const groups = groupsOf(saves).map(({ title, saves: some }) => {
    const table = saveTable(some, page, known, ofSeveralRules);
    return title === ''
      ? table
      : `<details><summary>${escapeMarkdown(title)}</summary>\n\n${table}\n\n</details>`;
  });
  return [...common.map((text) => escapeMarkdown(`All of it only where ${text}.`)), ...groups];
}

function saveTable(
  saves: readonly SaveChange[],
  page: ImpactPage,
  known: ReadonlySet<string>,
  ofSeveralRules: boolean,
): string {
  const shown = saves.slice(0, page.mostRows);
  const rows = shown.map((change) => {
    const { save, before, after, refusal } = wordsOf(change, known);
    const called = change.calledAt === null ? '' : `, called at ${linkTo(change.calledAt, page)}`;
    const by = ofSeveralRules ? escapeMarkdown(`, by ${ruleOf(change)}`) : '';
    const cells = [`${linkTo(change.location, page)} ${escapeMarkdown(save)}${by}${called}`];
    return [...cells, ...[before, after, refusal].map(escapeMarkdown)];
  });
  const head = ['Save', 'Before, on a match', 'After, on a match', 'A refusal there'];
  const withRefusals = rows.some((row) => row[3] !== '');
  const lines = [head, head.map(() => '---'), ...rows].map(
    (row) => `| ${(withRefusals ? row : row.slice(0, 3)).join(' | ')} |`,
  );
  const more = saves.length - shown.length;
  return lines.join('\n') + (more > 0 ? `\n\n… and ${counted(more, 'more save')}.` : '');
}

function linkTo(location: Location, { link }: ImpactPage): string {
  const { text, target } = link(location);
  return `[${escapeMarkdown(text)}](${target})`;
}

function testList(impact: Impact, page: ImpactPage): string {
  const { changes, ofNewRules } = shownTests(impact);
  const entries = changes.map((change) => {
    const lines = testLines(change).map((line) => `  - ${escapeMarkdown(line)}`);
    const title = `${linkTo(change.location, page)} ${escapeMarkdown(change.name)}`;
    return [`- ${title}: ${changeOfTest(change)}`, ...lines].join('\n');
  });
  return [...entries, ...(ofNewRules === null ? [] : [`- ${ofNewRules}`])].join('\n');
}

function findingBlocks({ findings: { fresh, gone } }: Impact, page: ImpactPage): readonly string[] {
  const block = (what: 'new' | 'gone', findings: readonly Finding[]) => {
    if (findings.length === 0) return [];
    const shown = findings.slice(0, page.mostRows);
    const lines = shown.map(
      ({ location, ruleId }) => `- ${linkTo(location, page)} ${escapeMarkdown(ruleId)}`,
    );
    const more = findings.length > shown.length ? [`- … and ${findings.length - shown.length} more`] : [];
    return [
      `<details><summary>${findingsTitle(findings.length, what)}</summary>\n\n${[...lines, ...more].join('\n')}\n\n</details>`,
    ];
  };
  return [...block('new', fresh), ...block('gone', gone)];
}
