import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../../../server/src/core/text.ts';
import { alertOnLeads, codeFixProject, uriOf } from '../../../support/codeFixes.ts';
import { samples } from './samples.ts';

/** The text with a piece taken out, or cut off, at some sixteen places: code as it is while somebody types. */
function* unfinished(text: string): Generator<string> {
  const step = Math.max(41, Math.ceil(text.length / 16));
  for (let at = 7; at < text.length; at += step) {
    yield text.slice(0, at) + text.slice(at + 3);
    yield text.slice(0, at);
  }
  yield text.replaceAll('\n', '\r\n');
  yield `\uFEFF${text}`;
}

describe('code as it is while somebody types', () => {
  it.each(Object.entries(samples))('%s: fixes are given, and can be applied', async (_, { name, text }) => {
    const project = await codeFixProject(alertOnLeads, { [name]: text });
    const uri = uriOf(name);
    for (const one of unfinished(text)) {
      project.setFile(uri, one);
      for (const fix of project.fixes(uri, { start: 0, end: one.length })) {
        for (const { edits } of fix.edits) expect(() => applyEdits(one, edits)).not.toThrow();
        const inserted = fix.edits.flatMap(({ edits }) => edits.map(({ newText }) => newText)).join('');
        expect(inserted.replace('| undefined', '')).not.toMatch(/undefined|\[object/);
      }
    }
  });
});
