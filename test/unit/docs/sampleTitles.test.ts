import { expect, it } from 'vitest';
import { titleOf } from '../../../site/samples.mjs';

it.each([
  ['apex good', 'Not reported'],
  ['apex bad', 'Reported'],
  ['xml bad force-app/main/default/flows/Sign_Up.flow-meta.xml', 'Reported, Sign_Up.flow-meta.xml'],
  ['xml beside a/Lead.matchingRule-meta.xml', 'Beside the next sample, Lead.matchingRule-meta.xml'],
  ['text file night.log', 'night.log'],
  ['json config', 'duplicate-rules.config.json'],
  ['ts unhandled-duplicates', 'Reported: unhandled-duplicates'],
  ['ts other-words', null],
  ['console', null],
  ['', null],
])('the site says of a sample "%s": %s', (info, words) => {
  const title = titleOf(info, (rule) => rule === 'unhandled-duplicates');
  expect(title && `${title.words}${title.rule ?? ''}`).toBe(words);
});
