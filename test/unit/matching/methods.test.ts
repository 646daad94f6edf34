import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { MethodTrace } from '../../../server/src/core/matching/methods/model.ts';
import {
  methodOf,
  methodOfStandardRules,
  methods,
} from '../../../server/src/core/matching/methods/registry.ts';
import type { MatchingMethod } from '../../../server/src/core/metadata/model.ts';
import { golden, sources } from './golden.ts';

function traced(method: MatchingMethod, [one, other]: readonly [string, string]): MethodTrace {
  const engine = methodOf(method)!;
  return engine.trace(engine.prepare(one), engine.prepare(other));
}

describe('examples that Salesforce publishes', () => {
  it.each(golden.filter((row) => row.kind === 'method'))('$method: $values', (row) => {
    const trace = traced(row.method, row.values);
    const { score = trace.score, matches = trace.matches } = row;
    const agrees = trace.score === score && trace.matches === matches;
    expect(agrees, `${sources[row.source]}: ${JSON.stringify(trace)}`).toBe(row.differs === undefined);
  });

  it.each(golden.filter((row) => row.kind === 'algorithm'))('$method, $algorithm: $values', (row) => {
    const step = traced(row.method, row.values).steps.find(({ name }) => name === row.algorithm)!;
    expect(step.score === row.score, `${sources[row.source]}: ${step.score}`).toBe(row.differs === undefined);
  });
});

/** "method: one | other" to "score certainty". */
const comparisons: readonly [MatchingMethod, string, string, string][] = [
  ['Exact', 'Acme', ' ACME ', '100 exact'],
  ['Exact', 'Acme Inc', 'Acme', '0 exact'],
  ['Exact', 'José', 'Jose', '0 unknown'],
  ['Exact', 'Jose\u0301', 'José', '0 unknown'],
  ['Exact', 'Иван', 'иван', '100 exact'],
  ['Exact', 'İzmir', 'izmir', '0 documented'],
  ['Exact', 'x'.repeat(99), 'X'.repeat(99), '100 exact'],
  ['Exact', 'x'.repeat(100), 'x'.repeat(100), '100 approximate'],
  ['Exact', `${'x'.repeat(99)}a`, `${'x'.repeat(99)}b`, '0 unknown'],
  ['Exact', `a${'x'.repeat(99)}`, `b${'x'.repeat(99)}`, '0 exact'],
  ['Exact', 'x'.repeat(99), 'x'.repeat(100), '0 unknown'],
  ['Exact', 'x'.repeat(98), 'x'.repeat(100), '0 exact'],
  // What matches depends on the type of the field.
  ['Exact', '5', '5.0', '0 unknown'],
  ['Exact', '12345678901234567', '12345678901234568', '0 exact'],
  ['Exact', '007', '7', '0 exact'],
  ['Exact', '0015000000Gv7qJ', '0015000000Gv7qJAAR', '100 documented'],
  ['Exact', '0015000000Gv7qJ', '0015000000gv7qJAAR', '0 exact'],
  ['Exact', '0015000000Gv7qJ', '0015000000gv7qJ', '100 unknown'],
  ['Exact', '1 Main St\r\nLondon', '1 Main St\nLondon', '0 unknown'],
  ['Exact', 'Straße', 'STRASSE', '0 unknown'],
  ['FirstName', 'jonathan', 'JONATHAN', '100 exact'],
  ['FirstName', '.', '.', '100 approximate'],
  ['CompanyName', 'Inc.', 'Inc.', '100 approximate'],
  ['City', '-', '-', '100 approximate'],
  ['City', 'N.Y.', 'NY', '50 approximate'],
  ['City', 'La Paz', 'Lapaz', '83 approximate'],
  // 84.6 without rounding.
  ['City', 'San Francisco', 'San Fransico', '85 approximate'],
  ['City', 'San Jose', 'San-Jose', '88 documented'],
  ['Phone', 'n/a', 'n/a', '100 approximate'],
  ['Phone', '+44 20 7946 0958', '+44 20 7946 0958', '100 approximate'],
  ['Phone', '0144556677', '01 44 55 66 78', '89 approximate'],
  ['Street', 'PO Box 12', 'PO Box 12', '100 approximate'],
  ['Street', '12 1st Ave', '12 First Ave', '65 approximate'],
  ['Street', '1 Market St\n#3', '1 Market St #3', '100 approximate'],
  ['FirstName', 'Bob', 'Robert', '100 approximate'],
  ['FirstName', 'Bob', 'Rob', '100 approximate'],
  ['FirstName', 'Bob', 'Bill', '53 approximate'],
  ['FirstName', 'J. R.', 'John Robert', '100 documented'],
  ['FirstName', 'J', 'John Robert', '50 approximate'],
  ['FirstName', 'K', 'Jonathan', '0 approximate'],
  ['FirstName', 'Jonathan', 'Jonathon', '95 approximate'],
  ['FirstName', 'Zoë', 'Zoe', '100 approximate'],
  ['FirstName', 'Иван', 'Иван', '100 unknown'],
  ['FirstName', 'Иван', 'Ivan', '0 unknown'],
  ['FirstName', 'x'.repeat(300), 'x'.repeat(301), '100 unknown'],
  ['LastName', 'Smith', 'Smyth', '100 approximate'],
  ['LastName', "O'Neil", 'ONeil', '100 approximate'],
  ['LastName', 'Rodriguez', 'Rodrigues', '100 approximate'],
  // g and h are neighbours: half an edit of six letters.
  ['LastName', 'Wagner', 'Wahner', '92 approximate'],
  ['LastName', 'Wagner', 'Walner', '83 approximate'],
  ['CompanyName', 'Acme Inc.', 'Acme, Corp', '100 documented'],
  ['CompanyName', 'Acme GmbH', 'ACME', '100 approximate'],
  ['CompanyName', 'IBM', 'International Business Machines Corp.', '100 documented'],
  ['CompanyName', 'HP', 'Hewlett-Packard', '100 approximate'],
  ['CompanyName', 'HP', 'Hewlett Packard', '100 approximate'],
  ['CompanyName', 'Elite Sport', 'Elite Sports', '94 approximate'],
  ['CompanyName', 'Department of Energy', 'DOE', '100 approximate'],
  ['CompanyName', 'United Airlines', 'United Bank', '54 approximate'],
  ['CompanyName', 'Inc.', 'Corp.', '0 approximate'],
  ['Phone', '(415) 555-1234', '415.555.1234', '100 documented'],
  ['Phone', '415-555-1234 ext. 12', '415-555-1234', '100 approximate'],
  ['Phone', '1-415-555-1234', '415-555-5678', '80 documented'],
  ['Phone', '415-555-1234', '212-555-1234', '44 documented'],
  ['Phone', '555-1234', '415-555-1234', '44 approximate'],
  ['Phone', '+44 20 7946 0958', '0044 (0)20 79460958', '100 approximate'],
  ['Phone', '1-800-FLOWERS', '1-800-356-9377', '0 approximate'],
  ['City', 'San Francisco', 'San Fransisco', '92 documented'],
  ['City', 'Paris', 'Parma', '60 documented'],
  ['City', 'Zürich', 'Zurich', '100 approximate'],
  ['Street', '123 Market St', '123 Market Street', '100 documented'],
  ['Street', '123 Market St #4', '123 Market Street Apt 4', '100 documented'],
  ['Street', '123 Market St', '123 Market St Apt 4', '85 documented'],
  // Both lack a suite: 80 if that counts as equal, 76 if it is left out.
  ['Street', '123 Market St', '125 Market St', '76 approximate'],
  ['Street', '123 Market St', '123 Markt St', '90 documented'],
  ['Street', '123 Market St NW', '123 Market Street Northwest', '74 approximate'],
  ['Street', 'Hauptstr. 12', 'Hauptstraße 12', '76 approximate'],
  ['Zip', '94105-1234', '941051234', '100 documented'],
  ['Zip', '94105', '94105-1234', '90 approximate'],
  ['Zip', '94105', '94106', '0 documented'],
  ['Zip', '94105', '94105', '100 exact'],
  ['Zip', 'WT15 7TB', 'WT15 7TB', '0 documented'],
  ['Zip', '8001', '8001', '0 unknown'],
  ['Title', 'CEO', 'Chief Executive Officer', '100 approximate'],
  ['Title', 'Engineering Director', 'Director, Engineering', '100 approximate'],
  ['Title', 'VP Sales', 'VP Marketing', '50 approximate'],
  ['Title', 'Buyer', 'Clerk', '0 approximate'],
];

describe('a comparison says how sure it is', () => {
  it.each(comparisons)('%s: %s | %s', (method, one, other, expected) => {
    const { score, certainty } = traced(method, [one, other]);
    expect(`${score} ${certainty}`).toBe(expected);
  });
});

describe('registry', () => {
  it('knows all methods in any spelling, and no others', () => {
    expect(methods.map(({ method }) => method)).toHaveLength(9);
    for (const engine of methods) expect(methodOf(engine.method.toUpperCase())).toBe(engine);
    expect(methodOf('Soundex')).toBeNull();
  });

  it('compares first names by sound in standard rules alone', () => {
    const values = ['Geoff', 'Joff'] as const;
    const standard = methodOfStandardRules('FirstName');
    const [one, other] = values.map((value) => standard.prepare(value)) as [never, never];
    expect(standard.trace(one, other).steps.map(({ name }) => name)).toContain('Metaphone 3');
    expect(traced('FirstName', values).steps.map(({ name }) => name)).not.toContain('Metaphone 3');
    expect(methodOfStandardRules('City')).toBe(methodOf('City'));
  });
});

describe('a trace tells the way', () => {
  it('of a short form whose score passes', () => {
    const { matches, steps, notes } = traced('FirstName', ['Raj', 'Rajesh']);
    const step = steps.find(({ name }) => name === 'Jaro-Winkler')!;
    expect([matches, step.score, step.detail]).toEqual([
      false,
      88,
      'not counted: a short form matches only as a known variant',
    ]);
    expect(notes).toHaveLength(1);
  });

  it('of sections with their weights', () => {
    const { normalised, steps } = traced('Street', ['123 Market St, Ste 100', '123 Market Dr']);
    expect(normalised).toEqual(['123 market street suite 100', '123 market drive']);
    expect(steps.map(({ name, score, weight, detail }) => `${name} ${score} ${weight}: ${detail}`)).toEqual([
      'Street name 100 50: market and market',
      'Street number 100 20: 123 and 123',
      'Street suffix 0 15: street and drive',
      'Suite number 0 15: 100 and none',
    ]);
  });
});

describe('docs/matching-engine.md', () => {
  it('tells scoring, threshold and algorithms of every method as they are', () => {
    const page = readFileSync('docs/matching-engine.md', 'utf8');
    const cells = page.split('\n').map((line) => line.split('|').map((cell) => cell.trim()));
    const told = new Map<string, string[]>();
    let rows: string[] = [];
    for (const [, label = '', scoring, threshold, step = ''] of cells) {
      if (methods.some((engine) => engine.label === label)) {
        rows = [`${scoring} ${threshold}`];
        told.set(label, rows);
      } else if (label !== '') rows = [];
      if (step !== '') rows.push(step.replace(/, .*/, ''));
    }
    for (const { method, label, scoring, threshold } of methods) {
      const values = method === 'Phone' || method === 'Zip' ? ['94105', '94106-1234'] : ['Elm', 'Oak'];
      const engine = method === 'FirstName' ? methodOfStandardRules(method) : methodOf(method)!;
      const [one, other] = values.map((value) => engine.prepare(value!)) as [never, never];
      const steps = engine.trace(one, other).steps.map(({ name }) => name);
      const [first, ...named] = told.get(label)!;
      expect([label, first]).toEqual([label, `${scoring} ${threshold}`]);
      expect(new Set(named), label).toEqual(new Set(steps));
    }
  });
});
