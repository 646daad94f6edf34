import { describe, expect, it } from 'vitest';
import { Phrases } from '../../../server/src/lsp/l10n/phrases.ts';

const phrases = new Phrases({
  and: 'と',
  or: 'または',
  Block: 'ブロック',
  Report: 'レポート',
  '{0} on create': '作成時は{0}',
  "rule '{0}'": 'ルール「{0}」',
  '{0} is refused by {1}.': '{1}により{0}は拒否されます。',
  'Insert of {0}': '{0} の挿入',
  'Nothing handles it.': '処理されません。',
  'It costs {0}.': '{0} かかります。',
  ', ': '、',
  '{0} saves': '{0} 件の保存',
  'Refuses {0}': '{0}を拒否',
  'may refuse {0}': '{0} 件を拒否する可能性あり',
});

describe('a composed text', () => {
  it.each([
    ['Block', 'ブロック'],
    ['Block on create', '作成時はブロック'],
    ["Insert of Lead is refused by rule 'Strict'.", 'ルール「Strict」によりLead の挿入は拒否されます。'],
    [
      "Insert of Lead is refused by rule 'A', rule 'B' and rule 'C'. Nothing handles it.",
      'ルール「A」とルール「B」とルール「C」によりLead の挿入は拒否されます。処理されません。',
    ],
    ['Refuses 3 saves, may refuse 1', '3 件の保存を拒否、1 件を拒否する可能性あり'],
    ['Nothing handles it.\n\nBlock on create', '処理されません。\n\n作成時はブロック'],
  ])('%s', (english, japanese) => {
    expect(phrases.translate(english)).toBe(japanese);
  });

  it.each([
    ['a sentence without a template leaves all of it English', 'Nothing handles it. What is this?'],
    ['part of a phrase is no phrase', 'Blocked'],
    ['names stay names', 'Strict'],
  ])('%s', (_, english) => {
    expect(phrases.translate(english)).toBe(english);
  });

  it('leaves quoted names alone, whatever they are', () => {
    expect(phrases.translate("rule 'Report'")).toBe('ルール「Report」');
    expect(phrases.translate("rule '$& {0} $1'")).toBe('ルール「$& {0} $1」');
  });

  it('takes hostile texts in no time, and gives them back', () => {
    const long = 'It costs '.repeat(60);
    expect(phrases.translate(long)).toBe(long);
    expect(phrases.translate('x'.repeat(100_000))).toHaveLength(100_000);
  });
});
