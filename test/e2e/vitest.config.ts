import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/e2e/**/*.test.ts'],
    // A window costs ten seconds: one file opens it, all scenarios share it, in their order.
    testTimeout: 120_000,
    // A person presses a key again when the window was busy. The report marks what needed it.
    retry: 2,
    hookTimeout: 180_000,
    fileParallelism: false,
  },
});
