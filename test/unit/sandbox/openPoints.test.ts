import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import {
  defaultOpenPoints,
  isOpenPoint,
  type OpenPoints,
  readOpenPoint,
} from '../../../server/src/sandbox/duplicates/openPoints.ts';

const names = Object.keys(defaultOpenPoints) as (keyof OpenPoints)[];
const docs = new URL('../../../docs/', import.meta.url);
const tables = readdirSync(docs)
  .filter((name) => name.endsWith('.md'))
  .flatMap((name) => readFileSync(new URL(name, docs), 'utf8').split('\n'))
  .filter((line) => line.startsWith('| `'));

it.each(names)('%s: its default can be written, and stands in a table of the docs', (name) => {
  const text = String(defaultOpenPoints[name]);
  expect(readOpenPoint(name, text)).toBe(defaultOpenPoints[name]);
  expect(tables.filter((line) => line.startsWith(`| \`${name}\` | \`${text}\` |`))).toHaveLength(1);
});

it.each([
  ['candidatesOverCap', 'last', 'last'],
  ['candidatesOverCap', 'all', 'all'],
  ['candidatesOverCap', 'true', null],
  ['errorNames', 'block', 'block'],
  ['errorNames', 'false', null],
  ['noMatch', 'absent', 'absent'],
  ['laterRulesRun', 'false', false],
  ['laterRulesRun', 'first', null],
] as const)('%s=%s is read as %s', (name, text, value) => {
  expect(readOpenPoint(name, text)).toBe(value);
});

it.each(['toString', '__proto__', 'nothing'])('%s is no open point', (name) => {
  expect(isOpenPoint(name)).toBe(false);
});
