import { readFileSync } from 'node:fs';
import { h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { describe, expect, it } from 'vitest';
import { askedFor } from '../../../client/src/onSave/asked.ts';
import type { OnSaveState } from '../../../client/src/onSave/messages.ts';
import { App } from '../../../client/webview/onSave/app.tsx';
import { type Choices, everything, readChoices } from '../../../client/webview/onSave/choices.ts';
import { sourceLink } from '../../../client/webview/sources.ts';
import { sources } from '../../../server/src/core/outcome/sources.ts';
import { saveTable } from '../../../server/src/core/saveTable/build.ts';
import type { SaveTableAnswer } from '../../../server/src/protocol.ts';
import { catalogOf } from '../../support/catalog.ts';

function answerOf(rules: string, object = 'Lead'): SaveTableAnswer {
  return {
    uri: 'file:///p/',
    project: 'p',
    table: saveTable(object, catalogOf(rules)),
    markdown: '',
    objects: [
      { name: object, rules: 1 },
      { name: 'Invoice__c', rules: 0 },
    ],
    rules: [],
    projects: [],
  };
}

function page(state: Partial<OnSaveState>, choices: Choices = everything): string {
  const whole: OnSaveState = { answer: null, failure: null, news: '', ...state };
  return renderToString(h(App, { state: whole, choices, keep: () => {}, send: () => {} }));
}

/** The texts of elements, without the markup in them. */
function texts(html: string, element: string): readonly string[] {
  const found = html.matchAll(new RegExp(`<${element}\\b[^>]*>(.*?)</${element}>`, 'gs'));
  return [...found].map(([, inner]) => inner!.replace(/<[^>]*>/g, ''));
}

describe('the page', () => {
  const lead = answerOf('Lead.Mail: Alert/Report\nLead.Strict: Block/Allow when Country equals "<US>"');
  const html = page({ answer: lead });

  it('is a table with caption, heads of rows and columns, and a button for the details of each row', () => {
    expect(texts(html, 'caption')).toEqual(['Lead: what becomes of a match on each channel']);
    expect(html.match(/<th scope="col(group)?"/g)).toHaveLength(7);
    const rows = html.match(/<th scope="row">/g)!.length;
    expect(rows).toBe(lead.table!.parts[0]!.groups.flatMap((group) => group.rows).length);
    expect(html.match(/<button[^>]*aria-expanded="false"/g)).toHaveLength(rows);
    for (const [, id] of html.matchAll(/aria-controls="([^"]+)"/g)) expect(html).toContain(`<tr id="${id}"`);
    const heads = texts(html, 'h[12]');
    expect(heads).toEqual([
      'What happens on save: Lead',
      'Rules',
      'When rules find nothing',
      'What holds for all rules',
      'Sources',
    ]);
  });

  it('says in words what icons and colours show, and hides these from screen readers', () => {
    const icons = [...html.matchAll(/<span[^>]*class="icon[^>]*>/g)].map(([tag]) => tag);
    expect(icons.length).toBeGreaterThan(30);
    for (const tag of icons) expect(tag).toContain('aria-hidden="true"');
    for (const decision of texts(html, 'div class="decision')) expect(decision).toMatch(/[A-Z]\w+/);
  });

  it('has the rules folded away and named, and what explains the table below it', () => {
    expect(html).toMatch(/<details class="rule-list"><summary><h2>Rules<.h2> <span>Mail, Strict<.span>/);
    expect(html.indexOf('Each cell says')).toBeGreaterThan(html.indexOf('</table>'));
  });

  it('leads from each source to the list of them, and from there to where it is known to be', () => {
    const ids = new Set([...html.matchAll(/ id="(source-[^"]+)"/g)].map(([, id]) => id));
    expect(ids.size).toBe(lead.table!.sources.length);
    for (const [, id] of html.matchAll(/ href="#([^"]+)"/g)) expect(ids).toContain(id);
    const page = readFileSync('docs/what-circulates.md', 'utf8');
    const links = Object.values(sources).flatMap((title) => sourceLink(title) ?? []);
    expect(links.length).toBeGreaterThan(12);
    for (const link of links.filter((one) => /type=5|developer/.test(one)))
      expect(page).toContain(`(${link})`);
    expect(html).toContain('href="https://help.salesforce.com/s/articleView?id=005237351&amp;type=1"');
  });

  it('offers what tells of further rules where not all are known', () => {
    const offers = ['Refresh Rules from Org', 'All Rules of Lead Are in the Project'];
    expect(texts(page({ answer: { ...lead, incomplete: true } }), 'button')).toEqual(
      expect.arrayContaining(offers),
    );
    for (const offer of offers) expect(html).not.toContain(offer);
  });

  it('puts what rules hold into the page as text', () => {
    expect(html).toContain('&lt;US>');
    expect(html).not.toContain('<US>');
  });

  it('shows only what can refuse, and no channel that is left out', () => {
    const shown = page({ answer: lead }, { onlyRefusals: true, hidden: ['flow'] });
    expect(shown).toContain('Apex upsert statement');
    expect(texts(shown, 'th')).not.toContain('Undelete');
    expect(texts(shown, 'p')[0]).toMatch(/^2\d of 31 channels shown\.$/);
    const none = page({ answer: answerOf('Lead: Report/Report') }, { onlyRefusals: true, hidden: [] });
    expect(none).toContain('No channel is left to show');
    expect(none).not.toContain('<table');
  });

  it('tells of news, of failures, and of objects without rules', () => {
    expect(texts(page({ answer: lead, news: 'The rules have changed.' }), 'p')[0]).toBe(
      'The rules have changed.',
    );
    const failed = page({ answer: lead, failure: 'The server does not run.' });
    expect(failed).toMatch(/role="alert"><p>The server does not run\./);
    const invoice = page({ answer: answerOf('', 'Invoice__c') });
    expect(invoice).toContain('No duplicate rule is known for Invoice__c');
    expect(invoice).not.toContain('<table');
    expect(page({})).toContain('Reading');
  });

  it('has a table for business accounts and one for person accounts', () => {
    const accounts = page({
      answer: answerOf('Account: Alert/Report\nPersonAccount: Block/Block', 'Account'),
    });
    expect(texts(accounts, 'caption').map((caption) => caption.split(':')[0])).toEqual([
      'Account, business accounts',
      'Account, person accounts',
    ]);
    const ids = [...accounts.matchAll(/\bid="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('what is asked for', () => {
  const file = { scheme: 'file', toString: () => 'file:///p/Lead.X.duplicateRule-meta.xml' };
  const node = (kind: string, name: string | null) => ({
    kind: 'node',
    root: 'file:///p',
    node: { kind, name, place: null },
  });

  it.each<[string, unknown, unknown]>([
    ['nothing', undefined, undefined],
    ['an empty argument', {}, undefined],
    ['a text', 'Lead', undefined],
    ['a file of a menu', file, { uri: 'file:///p/Lead.X.duplicateRule-meta.xml', object: null }],
    ['an object', { object: 'Lead' }, { uri: null, object: 'Lead' }],
    ['a file and an object', { uri: 'file:///p/', object: 'Lead' }, { uri: 'file:///p/', object: 'Lead' }],
    ['an object of the view', node('object', 'Lead'), { uri: 'file:///p/', object: 'Lead' }],
    ['a rule of the view', node('duplicate-rule', 'Lead.X'), { uri: 'file:///p/', object: 'Lead' }],
    ['something else of the view', node('field', 'Email'), { uri: 'file:///p/', object: null }],
  ])('by %s', (_, argument, asked) => {
    expect(askedFor(argument)).toEqual(asked);
  });

  it.each([
    [undefined, everything],
    [{ onlyRefusals: 'yes', hidden: [] }, everything],
    [
      { onlyRefusals: true, hidden: ['flow', 3] },
      { onlyRefusals: true, hidden: ['flow'] },
    ],
  ])('what was kept as %j is read as %j', (kept, choices) => {
    expect(readChoices(kept)).toEqual(choices);
  });
});
