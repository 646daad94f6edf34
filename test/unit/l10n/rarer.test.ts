import { expect, test } from 'vitest';
import { writtenText } from '../../../server/src/core/audit/words.ts';
import { readConfigText } from '../../../server/src/core/config/configFile.ts';
import type { ReasonTerms, StatedDate } from '../../../server/src/core/config/reasonTerms.ts';
import {
  expiredReason,
  missingReason,
  unreadableDate,
  unusedSuppression,
} from '../../../server/src/core/config/suppressionFindings.ts';
import { Phrases } from '../../../server/src/lsp/l10n/phrases.ts';
import { alertOnLeads, codeFixProject, uriOf } from '../../support/codeFixes.ts';
import { fixesOf } from '../../support/fixes.ts';
import { samples } from '../fixes/code/samples.ts';
import { readTexts } from './coverage.ts';

const japanese = new Phrases(readTexts('l10n/phrases.l10n.ja.json'));
const english = (texts: Iterable<string>) =>
  [...new Set(texts)].filter((text) => japanese.translate(text) === text);

test('titles of all fixes of integration code are translated as they are put together', async () => {
  const titles: string[] = [];
  for (const { name, text } of Object.values(samples)) {
    const project = await codeFixProject(alertOnLeads, { [name]: text });
    titles.push(...fixesOf(project, uriOf(name)).map((fix) => fix.title));
  }
  expect(new Set(titles).size).toBeGreaterThan(25);
  expect(english(titles)).toEqual([]);
});

test('what is wrong in a configuration is translated', () => {
  const texts = [
    ...['[', '[1] 2', '{ a: 1 }', '{ "a" 1 }', '{ "a": 1 "b": 2 }', '{ "a": }', '{ "a": nul }', '3'],
    `${'['.repeat(300)}`,
    '{ "severitys": {}, "nothing-alike": 1 }',
    '{ "severities": { "no-such": "off", "allow-save-bypas": "off" } }',
    '{ "suppressions": [{ "path": "a", "rule": "allow-save-bypas", "reason": "b" }] }',
    '{ "suppressions": [{ "path": "a", "rule": "nothing-alike", "reason": "b" }] }',
  ];
  const told = texts.flatMap((text) => readConfigText(text).problems.map(({ message }) => message));
  expect(told.length).toBeGreaterThan(texts.length);
  expect(english(told)).toEqual([]);
});

test('what is said of suppressions is translated', () => {
  const location = { uri: 'file:///p/A.cls', start: 0, end: 1 };
  const ruleId = 'allow-save-bypass';
  const either = [true, false];
  const missing = either.flatMap((inSettings) =>
    either.flatMap((needsReason) =>
      [
        { placeholder: null, strayText: '' },
        { placeholder: null, strayText: 'because' },
        { placeholder: 'TODO', strayText: '' },
      ].map((how) => missingReason(location, { ruleId, needsReason, inSettings, ...how })),
    ),
  );
  const dated = either.flatMap((inSettings) =>
    [null, 'Ada'].flatMap((owner) =>
      [null, 'known'].flatMap((reason) =>
        ['', '1/2/2030'].flatMap((written) => {
          const until = { date: '2020-01-01', written } as StatedDate;
          const one = { ruleId, reason, terms: { owner, until } as ReasonTerms, until, inSettings };
          return [expiredReason(location, one), unreadableDate(location, one)];
        }),
      ),
    ),
  );
  const unused = [
    ...either.map((known) => unusedSuppression(location, ruleId, known, [])),
    unusedSuppression(location, ruleId, true, [missing[0]!]),
  ];
  expect(english([...missing, ...dated, ...unused].map(({ message }) => message))).toEqual([]);
});

test('why an author is not known is translated', () => {
  const reasons = [
    'git was not found',
    'the clone is shallow, and the line is older than its history',
    'git does not read a repository of another user, unless safe.directory names it',
  ];
  const told = reasons.map((why) => writtenText({ kind: 'unknown', why }));
  expect(english(told)).toEqual([]);
  for (const text of told) expect(japanese.translate(text)).not.toMatch(/[a-z]{4,} [a-z]{3,}/);
});
