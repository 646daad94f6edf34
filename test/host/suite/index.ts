import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { format } from 'node:util';
import Mocha from 'mocha';

/** What the runner outside learns of a run: JSON in the file that HOST_TEST_REPORT names. */
export interface HostTestReport {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** What the spec reporter printed. */
  readonly text: string;
}

/**
 * The entry that VS Code calls inside its extension host. The build puts the test files beside it and their
 * names into HOST_TEST_FILES.
 * @throws when a test failed, as VS Code expects
 */
export async function run(): Promise<void> {
  process.setSourceMapsEnabled(true);
  const printed: string[] = [];
  Mocha.reporters.Base.consoleLog = (...parts: unknown[]) => void printed.push(format(...parts));

  const mocha = new Mocha({ ui: 'tdd', timeout: 30_000, reporter: 'spec', color: false });
  for (const name of HOST_TEST_FILES) mocha.addFile(path.join(__dirname, name));
  const stats = await finished(mocha);

  const text = printed.join('\n');
  const report: HostTestReport = {
    passed: stats?.passes ?? 0,
    failed: stats?.failures ?? 0,
    skipped: stats?.pending ?? 0,
    text,
  };
  const reportFile = process.env.HOST_TEST_REPORT;
  if (reportFile) writeFileSync(reportFile, JSON.stringify(report));
  else console.log(text);
  if (report.failed > 0) throw new Error(`${report.failed} failed in the extension host`);
}

function finished(mocha: Mocha): Promise<Mocha.Stats | undefined> {
  return new Promise((resolve) => {
    const runner = mocha.run(() => resolve(runner.stats));
  });
}

/** Set by the build (test/host/build.mjs). */
declare const HOST_TEST_FILES: readonly string[];
