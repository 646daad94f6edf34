import { expect, it } from 'vitest';
import { linkedPlaces } from '../../../client/src/impact/linkedPlaces.ts';
import { escapeMarkdown } from '../../../server/src/core/outcome/describe.ts';

it('makes links to files ones that a page can follow, and leaves what looks like one', () => {
  const label = escapeMarkdown('x](file:///evil#L1)');
  const { text, places } = linkedPlaces(
    `[A.cls:2](file:///p/A.cls#L2) ${label} [page](https://a.example) [B\\\\](file:///p/B%20%28c%29.cls)`,
  );
  expect(text).toBe('[A.cls:2](#place-0) x\\](file:///evil#L1) [page](https://a.example) [B\\\\](#place-1)');
  expect(places).toEqual(['file:///p/A.cls#L2', 'file:///p/B%20%28c%29.cls']);
});
