// Loaded before the server: on SIGUSR2 it collects garbage and tells what is left, in a line of the file that is named.
const { appendFileSync } = require('node:fs');

process.on('SIGUSR2', () => {
  global.gc();
  global.gc();
  appendFileSync(process.env.MEMORY_PROBE, `${JSON.stringify(process.memoryUsage())}\n`);
});
