import { describe, expect, it } from 'vitest';
import { seenOfRefusal, seenWhereAsked } from '../../../server/src/core/outcome/callerSees.ts';
import { cellOn, cellWithAllowSave, channelOutcomes } from '../../../server/src/core/outcome/channels.ts';
import { concerns, everyChannel } from '../../../server/src/core/outcome/everyChannel.ts';
import { sources } from '../../../server/src/core/outcome/sources.ts';
import { standingFacts } from '../../../server/src/core/outcome/standingFacts.ts';
import { outcomeTable, rowOf } from '../../../server/src/core/outcome/table.ts';
import { catalogOf } from '../../support/catalog.ts';

function ruleOf(text: string) {
  return catalogOf(text).duplicateRules[0]!;
}

describe('every channel', () => {
  it('of the outcome table is there once', () => {
    expect(everyChannel.map(({ channel }) => channel).sort()).toEqual(
      outcomeTable.map(({ channel }) => channel).sort(),
    );
  });

  it.each(['Lead', 'Account', 'PersonAccount', 'Contact', 'Invoice__c'])(
    'that %s has nothing to do with says why',
    (object) => {
      for (const scope of everyChannel) {
        if (!concerns(scope, object)) expect(scope.saves).toMatch(/^It .*\.$/);
      }
    },
  );

  it('on which a save can be refused says what is seen of it', () => {
    for (const { channel, block, alert, quiet } of outcomeTable) {
      const refuses = [block, alert, quiet].some(({ result }) => result.startsWith('refused'));
      expect(seenOfRefusal(channel) !== null, channel).toBe(refuses);
    }
  });

  it('that neither creates nor edits is left out of what a rule does on create and edit', () => {
    const channels = channelOutcomes(ruleOf('Lead: Block/Block'), ['insert', 'update'], null);
    const listed = new Set(channels.map(({ channel }) => channel));
    for (const channel of ['merge-ui', 'merge-apex', 'soap-merge', 'undelete'] as const) {
      expect(listed).not.toContain(channel);
    }
  });
});

it('each statement has a source that is listed', () => {
  const seen = outcomeTable.flatMap(({ channel }) => seenOfRefusal(channel) ?? []);
  for (const { text, sources: keys } of [...seen, ...standingFacts, seenWhereAsked]) {
    expect(text).toMatch(/\.$/);
    expect(keys.length).toBeGreaterThan(0);
    for (const key of keys) expect(sources[key]).toBeTruthy();
  }
});

describe('allowSave=true', () => {
  it.each([
    ['Lead: Block/Block', 'rest-record', 'refused', 'well-founded'],
    ['Lead: Alert/Alert', 'rest-record', 'saved-by-allow-save', 'documented'],
    ['Lead: Report/Report', 'rest-record', 'saved-and-reported', 'documented'],
    ['Lead: Block/Block', 'rest-tree', 'refused', 'weak'],
    ['Lead: Alert/Alert', 'soap-convert-lead', 'refused', 'well-founded'],
  ] as const)('with %s on %s: %s, %s', (text, channel, result, confidence) => {
    expect(cellWithAllowSave(rowOf(channel), ruleOf(text), 'insert', null)).toMatchObject({
      result,
      confidence,
    });
  });

  it.each(['bulk-2', 'flow', 'apex-statement', 'undelete'] as const)('has no place on %s', (channel) => {
    expect(cellWithAllowSave(rowOf(channel), ruleOf('Lead: Alert/Alert'), 'insert', null)).toBeNull();
  });
});

it.each([
  ['Lead: Block/Block', 'unknown'],
  ['Lead: Report/Report', 'saved-and-reported'],
  ['Lead: Allow/Report', 'unknown'],
] as const)('a merge is told only as far as create and edit agree: %s', (text, result) => {
  expect(cellOn(rowOf('merge-apex'), ruleOf(text), null, null).result).toBe(result);
});
