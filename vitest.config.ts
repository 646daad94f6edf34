import { defineConfig } from 'vitest/config';

const all = ['test/unit/**/*.test.ts', 'test/corpus/*.test.ts'];

/**
 * Files that replace modules, change the environment or keep something in it, or whose modules remember what they
 * found at their first use. The others share what they import, which takes two minutes off their five.
 */
const alone = [
  'test/unit/{cli,client}/**/*.test.ts',
  'test/unit/workspace/readProject.test.ts',
  'test/unit/code/grammarFailures.test.ts',
  'test/unit/fixes/code/{clients,embeddedOrg,run}.test.ts',
  'test/unit/sandbox/{login,deploy,conformance}.test.ts',
];

export default defineConfig({
  test: {
    testTimeout: 60_000,
    globalSetup: 'test/support/builtOnce.ts',
    maxWorkers: 2,
    projects: [
      { extends: true, test: { name: 'together', include: all, exclude: alone, isolate: false } },
      { extends: true, test: { name: 'alone', include: alone } },
    ],
  },
});
