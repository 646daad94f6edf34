import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { sources } from '../../../server/src/core/outcome/sources.ts';
import { type Cell, outcomeTable } from '../../../server/src/core/outcome/table.ts';
import { findingsIn, samplesOf } from '../../support/pages.ts';

const page = new URL('../../../docs/what-circulates.md', import.meta.url);
const text = readFileSync(page, 'utf8');
const sections = text.split(/^## /m).slice(1);
const claims = sections.filter((section) => /^["“]/.test(section));
const listed = rowsOf(sectionNamed('Sources')).map(([title]) => title!);

const words: Readonly<Record<Cell['result'], string>> = {
  refused: 'refused',
  'refused-unless-allow-save': 'refused',
  'saved-by-allow-save': 'saved',
  'saved-and-reported': 'saved',
  saved: 'saved',
  asked: 'the user is asked',
  'not-evaluated': 'not run',
  unknown: 'open',
};

it('says of each way to save what the outcome table says', () => {
  const rows = rowsOf(sectionNamed('What a rule does to a save, in one table'));
  const expected = rows.map(([title]) => {
    const row = outcomeTable.find((one) => one.title === title);
    if (!row) return [title, 'no such row'];
    return [title, inWords(row.block), inWords(row.alert), inWords(row.alertAllowSave), inWords(row.quiet)];
  });
  expect(rows).toEqual(expected);
  expect(rows.length).toBeGreaterThan(15);
});

it('lists each source once, with where it is to be read', () => {
  expect(new Set(listed).size).toBe(listed.length);
  expect(rowsOf(sectionNamed('Sources')).filter(([, where]) => !where)).toEqual([]);
});

it('uses each source that it lists', () => {
  expect(listed.filter((title) => !claims.some((claim) => sourcesOf(claim).includes(title)))).toEqual([]);
});

it('names the sources that the outcome table rests on as the product names them', () => {
  const known = new Set<string>(Object.values(sources));
  const own = new Set([
    'Apex Reference Guide, Database.DMLOptions',
    'Apex Reference Guide, Datacloud.FindDuplicates',
    'Salesforce Help, Matching Algorithms Available with Fuzzy Matching Methods',
    'Tootling, a blog on several duplicate rules for one object',
    'answers of the REST API in the test data of rudder-transformer and other public consumers',
    'Salesforce Knowledge 000389625 on fuzzy name matching',
    'SalesforceFoundation/NPSP, Contact.matchingRule',
    'declarative-lookup-rollup-summaries pull requests 1498 and 1502',
  ]);
  expect(listed.filter((title) => !known.has(title) && !own.has(title))).toEqual([]);
});

it('has the claims that the pages of the rules link to', () => {
  const anchors = claims.map((claim) => anchorOf(claim.slice(0, claim.indexOf('\n'))));
  const folder = new URL('../../../server/src/core/rules/', import.meta.url);
  const pages = readdirSync(folder).filter((name) => existsSync(new URL(`${name}/README.md`, folder)));
  const links = pages.flatMap((name) =>
    [
      ...readFileSync(new URL(`${name}/README.md`, folder), 'utf8').matchAll(/what-circulates\.md#([^)]+)/g),
    ].map(([, anchor]) => anchor!),
  );
  expect(links.filter((anchor) => !anchors.includes(anchor))).toEqual([]);
  expect(links.length).toBeGreaterThan(10);
});

describe.each(claims.map((claim) => [claim.slice(0, claim.indexOf('\n')), claim] as const))(
  '%s',
  (_, claim) => {
    it('has a verdict, its confidence, sources and what to do', () => {
      expect(claim).toMatch(/^\*\*(?:[^*]+: (?:documented|well-founded|weak|open)|Open)\.\*\*/m);
      expect(claim).toContain('**Do this.**');
      const missing = sourcesOf(claim).filter((title) => !listed.includes(title));
      expect(missing).toEqual(claim.includes('**Open.**') ? ['no source'] : []);
    });

    it('links to pages that exist', () => {
      const local = [...claim.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, path]) => path!);
      expect(local.filter((path) => !existsSync(new URL(path, page)))).toEqual([]);
    });
  },
);

it.each(samplesOf(text).map((sample, index) => [index + 1, sample.verdict, sample] as const))(
  'sample %i: %s',
  async (_, verdict, sample) => {
    const ids = (await findingsIn(sample)).map(({ ruleId }) => ruleId);
    expect(ids).toEqual(verdict === 'good' ? [] : [verdict]);
  },
);

function sectionNamed(name: string): string {
  return sections.find((section) => section.startsWith(`${name}\n`)) ?? '';
}

/** The rows of a section's table, without its head. */
function rowsOf(section: string): readonly (readonly string[])[] {
  const lines = section.split('\n').filter((line) => line.startsWith('|'));
  return lines.slice(2).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

/** As GitHub makes it of a heading. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\w\- ]/g, '')
    .replaceAll(' ', '-');
}

function sourcesOf(claim: string): readonly string[] {
  return /^Known from: (.+)$/m.exec(claim)?.[1]?.split('; ') ?? [];
}

function inWords(cell: Cell | null): string {
  if (!cell) return 'no such option';
  return cell.confidence === 'weak' ? `${words[cell.result]} (weak)` : words[cell.result];
}
