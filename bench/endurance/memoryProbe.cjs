// Loaded before the server: on SIGUSR2 it collects garbage and tells what is left, in a line of the file that is named.
const { appendFileSync } = require('node:fs');
const { getHeapCodeStatistics } = require('node:v8');

process.on('SIGUSR2', () => {
  global.gc();
  global.gc();
  const { code_and_metadata_size: code } = getHeapCodeStatistics();
  appendFileSync(process.env.MEMORY_PROBE, `${JSON.stringify({ ...process.memoryUsage(), code })}\n`);
});
