import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { auditHtml } from '../../../server/src/core/audit/html.ts';
import { auditMarkdown } from '../../../server/src/core/audit/markdown.ts';
import { sentencesOf } from '../../../server/src/core/audit/sentences.ts';
import { auditText } from '../../../server/src/core/audit/text.ts';
import { pageText } from '../../../server/src/core/markdownPage.ts';
import { auditOf, bypass, statements } from './auditOf.ts';

const alert = 'Lead: Alert/Alert matching Email';

describe('formats', () => {
  const audit = auditOf({
    rules: alert,
    code: bypass('// duplicate-rules: allow-save-bypass -- <b>|x|</b> `merged` (owner: Ada <a@b>)'),
  });
  const one = { audit, compared: null };

  it('answers first', () => {
    const first = 'Yes, duplicates can get past the rules: 1 bypass has a stated reason';
    expect(auditText(one, 100).split('\n')[2]).toContain(first);
    expect(auditMarkdown(one).split('\n\n')[2]).toContain(first);
    expect(auditHtml([one]).replace(/<[^>]+>/g, '')).toContain(first);
  });

  it('escapes what files hold', () => {
    expect(auditHtml([one])).not.toContain('<b>');
    expect(auditMarkdown(one)).not.toContain('<b>');
    expect(auditMarkdown(one)).toContain('&lt;b\\>\\|x\\|');
  });

  it('names the ways of the editor and of the command line in files, whoever reads them', () => {
    const one = {
      audit: auditOf({ rules: 'Lead: Alert/Report matching Email', code: bypass() }),
      compared: null,
    };
    const markdown = auditMarkdown(one).replaceAll('\\', '');
    const html = auditHtml([one]).replace(/<[^>]+>/g, ' ');
    const ways = [
      ...markdown.matchAll(/ {3}- (.+) in VS Code, or (duplicate-rules .+) on the command line, /g),
    ];
    expect(ways.map(([, inEditor, run]) => [inEditor, run])).toEqual(
      expect.arrayContaining([
        ['Scaffold Duplicate Protection', 'duplicate-rules scaffold save-class'],
        ['Scaffold Duplicate Protection', 'duplicate-rules scaffold backstop'],
        ['Compare Impact with Git Commit or Branch', 'duplicate-rules impact --base HEAD'],
      ]),
    );
    const titles = Object.values(JSON.parse(readFileSync('package.nls.json', 'utf8')));
    for (const [way, inEditor] of ways) {
      expect(titles.map((title) => String(title).replace(/\.\.\.$/, ''))).toContain(inEditor);
      expect(html).toContain(way.trim().slice(2));
    }
    expect(auditText(one, 200)).toContain('duplicate-rules scaffold save-class makes a class');
  });

  it('gives every statement, its places and what it rests on in Markdown and HTML', () => {
    const html = auditHtml([one]);
    expect(statements(audit).length).toBeGreaterThan(5);
    for (const { places } of statements(audit)) {
      for (const { path, line } of places) expect(html).toContain(`${path}:${line}`);
    }
    expect(html).toContain('Apex Reference Guide, DMLOptions.DuplicateRuleHeader');
  });
});

it.each([
  ['A. B.', ['A.', 'B.']],
  ["Rule 'St. Mary. X' finds it. Then.", ["Rule 'St. Mary. X' finds it.", 'Then.']],
  ["The user's save. Next.", ["The user's save.", 'Next.']],
  ['Version 52.0 of v. Next', ['Version 52.0 of v.', 'Next']],
  ['', []],
])('sentences of %s', (text, sentences) => {
  expect(sentencesOf(text)).toEqual(sentences);
});

/** What GitHub and GitLab look for references in: text as it is shown. */
function shown(markdown: string): string {
  return markdown
    .replace(/\\([!-/:-@[-`{-~])/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&#8203;', '\u200b')
    .replaceAll('&amp;', '&');
}

describe('text on a page of Markdown', () => {
  it.each([
    '@ada',
    'asked by @org/team, (@ada)',
    'a.@ada and _@ada',
    'see #12, org/repository#12 and GH-12',
    'org/repository@1a2b3c4d',
    '!12 $12 %3 ~4 &12',
    '~bug ~"in work" %"next one" %backlog',
    '[vulnerability:12] [work_item:3] *iteration:12',
  ])('%s calls nobody and refers to nothing', (text) => {
    const read = shown(pageText(text));
    expect(read.replaceAll('\u200b', '')).toBe(text);
    expect(read).not.toMatch(/(?<!\w)@[\w"]|@[0-9a-f]{7}|[#!$%~&]\d|GH-\d|[~%]["\w]|\[\w+:|\*iteration/);
  });

  it.each([
    ['ada@example.com has 50% of A & B', 'ada@example.com has 50% of A &amp; B'],
    ['https://example.com/x#top', 'https://example.com/x#top'],
    ['![x](https://example.com/x.png) <img src=x>', '!\\[x\\](https://example.com/x.png) &lt;img src=x\\>'],
    ['# x', '\\# x'],
    ['- x', '\\- x'],
    ['12. x', '12\\. x'],
    ['/close', '&#8203;/close'],
    ['two\nlines', 'two\\\\nlines'],
  ])('%s', (text, expected) => {
    expect(pageText(text)).toBe(expected);
  });
});
