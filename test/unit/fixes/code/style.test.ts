import { describe, expect, it } from 'vitest';
import { alertOnLeads, mendedCode } from '../../../support/codeFixes.ts';

const example = `/**
 * {
 *   "FirstName": "Ada", "LastName": "Byron", "Company": "Engines", "Email": "ada@example.com"
 * }
 */`;

/** The comment above the code, how the code writes texts, what the fix writes. */
const cases: readonly (readonly [string, string, string])[] = [
  ['', "'", "=== 'DUPLICATES_DETECTED'"],
  ['', '"', '=== "DUPLICATES_DETECTED"'],
  [example, "'", "=== 'DUPLICATES_DETECTED'"],
];

describe('texts that fixes write', () => {
  it.each(cases)('as the code has them: %# %s', async (comment, quote, expected) => {
    const text = `import jsforce from ${quote}jsforce${quote};
const conn = new jsforce.Connection({});
${comment}
export async function add(record) {
  return conn.sobject(${quote}Lead${quote}).create(record);
}
`;
    expect(await mendedCode(alertOnLeads, 'queue-duplicate', 'sync.js', text)).toContain(expected);
  });
});
