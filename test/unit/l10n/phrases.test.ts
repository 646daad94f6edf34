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
  '{0} [setting only reports|settings only report] them': '設定 {0} 件はレポートのみ',
  '{0} [rule|rules] [finds|find] nothing': '何も検出しないルール {0} 件',
  '{0} [blocks|block] on create and edit': '{0} 件はブロック',
  'Duplicates get past: {0}.': '通過: {0}。',
  '{0} and {1} more': '{0}、ほか {1} 件',
  'Profiles: {0+}.': 'プロファイル: {0}。',
  'Rules of {0}.': '{0} のルール。',
  'Stated reason: {0}': '理由: {0}',
  'Insert of {0} in {1}': '{1} での {0} の挿入',
  '{0} would save it.': '{0} で保存されます。',
  'a number is expected': '数値が必要です',
  '.': '。',
  'They match: {0}.': '一致: {0}。',
  '{0&} matches': '{0}が一致',
  '{0&} match': '{0}が一致',
  '{0&} is blank, which never matches': '{0}は空白',
  '{0&} scores {1#} of {2#}': '{0}は{1}/{2}',
  'Initials {0#}': '頭文字 {0}',
  'Sound {0#} ({1})': '音 {0} ({1})',
  '{0} has a problem in row {1}: {2}': '{0} の {1} 行目の問題: {2}',
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
    ['Nothing handles it.\n\n*Guide, Page; Help*', '処理されません。\n\n*Guide, Page; Help*'],
    [
      'Duplicates get past: 2 blocks on create and edit, 1 setting only reports them and 3 rules find nothing.',
      '通過: 2 件はブロック、設定 1 件はレポートのみ、何も検出しないルール 3 件。',
    ],
    ['Profiles: Sales User, Service and Support.', 'プロファイル: Sales User, Service, Support。'],
    ['Profiles: Sales User, A B and 3 more.', 'プロファイル: Sales User, A B、ほか 3 件。'],
    ['Profiles: Sales and Marketing.', 'プロファイル: Sales and Marketing。'],
    ['Rules of Account, Contact and Lead.', 'Account、Contact、Lead のルール。'],
    ['Stated reason: we merge weekly. Ask Ada.', '理由: we merge weekly. Ask Ada.'],
    [
      'Insert of Lead in A.b: nothing handles it. It costs 3.',
      'A.b での Lead の挿入: 処理されません。3 かかります。',
    ],
    ['Amount: a number is expected.', 'Amount: 数値が必要です。'],
    ['They match: Email and Account.Name match.', '一致: Email、Account.Nameが一致。'],
    [
      'They match: LastName scores 63 of 90, Phone and Fax match and Email is blank, which never matches.',
      '一致: LastNameは63/90、Phone、Faxが一致、Emailは空白。',
    ],
    ['Initials 0, Sound 88 (jon, jan). Nothing handles it.', '頭文字 0、音 88 (jon, jan)。処理されません。'],
    ['Lead.Strict: Nothing handles it.', 'Lead.Strict: 処理されません。'],
    ['a.json:1: Nothing handles it.', 'a.json:1: 処理されません。'],
    [
      'a.csv has a problem in row 3: Nothing handles it. It costs 3.',
      'a.csv の 3 行目の問題: 処理されません。3 かかります。',
    ],
  ])('%s', (english, japanese) => {
    expect(phrases.translate(english)).toBe(japanese);
  });

  it.each([
    ['a sentence without a template leaves all of it English', 'Nothing handles it. What is this?'],
    ['part of a phrase is no phrase', 'Blocked'],
    ['a template takes no end of a sentence before', 'What is this? Nothing else would save it.'],
    ['names stay names', 'Strict'],
    ['a placeholder for fields takes no other words', 'what nobody knows matches'],
    ['one for numbers takes nothing else', 'Initials none'],
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
