import { beforeAll, describe, expect, it } from 'vitest';
import { readCorpus } from './files.ts';
import { render } from './render.ts';
import { type Score, score } from './score.ts';

describe('the analysis, judged by the labelled corpus', () => {
  let result: Score;
  beforeAll(async () => {
    result = await score(readCorpus());
  }, 120_000);

  it('says nothing that the labels do not say', () => {
    expect(result.precision, render(result)).toBeGreaterThanOrEqual(0.95);
  });

  it('finds what the labels say', () => {
    expect(result.recall, render(result)).toBeGreaterThanOrEqual(0.95);
  });

  it('sees the saves with their objects', () => {
    expect(result.siteRecall, render(result)).toBeGreaterThanOrEqual(0.95);
  });
});
