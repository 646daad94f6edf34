import { traceText } from '../../core/matchReport/traceText.ts';
import { capitalize } from '../../core/outcome/words.ts';
import type { PairResult, RuleTest, RuleTestResult, SaveResult } from '../../core/ruleTests/model.ts';
import { TextPage } from '../../core/textPage.ts';
import { localised } from '../l10n/language.ts';

const width = 110;
const mostPairs = 10;

/**
 * How the records of a test fared, what each rule said, and how the pairs that matter compare. Values are shown of
 * records that the test itself holds, not of those from files.
 */
export function ruleTestTrace(test: RuleTest, { failures, saves, messages }: RuleTestResult): string {
  const page = new TextPage(width);
  page.add(0, test.name);
  for (const message of messages) page.add(2, localised(message));
  for (const { message, why } of failures) {
    page.blank();
    page.add(0, localised(message));
    for (const sentence of why) page.add(2, localised(sentence));
  }
  const telling = new Set(
    failures.flatMap(({ pairs }) => pairs.map(({ save, pair }) => saves[save]?.pairs[pair])),
  );
  for (const save of saves) saveText(page, save, telling);
  return page.text();
}

function saveText(page: TextPage, save: SaveResult, telling: ReadonlySet<PairResult | undefined>): void {
  page.blank();
  const what = localised(`${capitalize(save.operation)} of ${save.object}`);
  page.add(0, `${what}, ${localised(save.label)}: ${localised(`${save.outcome} (${save.certainty})`)}`);
  for (const { rule, finding, why, outcome, certainty, matches, notes } of save.rules) {
    const found = matches.length === 0 ? '' : `: ${matches.join(', ')}`;
    const verdict = `${localised(finding)}${found}; ${localised(`${outcome} (${certainty})`)}`;
    page.add(2, `${rule} ${verdict}`);
    for (const sentence of [why, ...notes]) page.add(4, localised(sentence));
  }
  const pairs = [...save.pairs].sort((a, b) => Number(telling.has(b)) - Number(telling.has(a)));
  for (const { record, matchingRule, isInline, trace, hiddenBy, visible } of pairs.slice(0, mostPairs)) {
    page.blank();
    const hidden = hiddenBy === null || visible === true ? '' : `, hidden by ${hiddenBy}`;
    page.add(2, localised(`Compared with ${record} by ${matchingRule}${hidden}:`));
    if (isInline) traceText(page, 4, trace, localised);
    else page.add(4, localised(trace.summary));
  }
  const left = pairs.length - mostPairs;
  if (left > 0) page.add(2, localised(`… and ${left} more pairs.`));
}
