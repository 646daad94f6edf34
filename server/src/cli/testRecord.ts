import { testSample } from '../connected/testSample.ts';
import type { Preview } from '../core/preview/model.ts';
import { previewText } from '../core/preview/text.ts';
import { EXIT_FINDINGS, EXIT_OK, EXIT_PROBLEM } from './exitCodes.ts';
import { formatJson } from './formats/json.ts';
import { readInput } from './inputText.ts';
import type { OrgRun } from './orgRun.ts';
import { outputWidth, writeError, writeOut } from './output.ts';
import { isCode, recordInFile } from './recordInFile.ts';
import { connectProject, openRuleProject } from './ruleProject.ts';
import { type RecordOptions, sampleRecord } from './sampleRecord.ts';

/** The options of `test-record`, as the command line gives them. */
export interface TestRecordOptions extends RecordOptions {
  readonly file?: string;
  readonly row?: number;
  readonly line?: number;
  readonly org?: string;
  readonly project?: string;
  readonly format: 'text' | 'json';
}

/**
 * The `test-record` command: asks an org's duplicate rules about a record, which is not saved.
 *
 * @returns the exit code
 * @throws Problem, OrgProblem where it cannot be tested
 */
export async function testRecord(options: TestRecordOptions, run: OrgRun): Promise<number> {
  const input = options.file === undefined ? null : await readInput(options.file, 'the record', run);
  const opened = openRuleProject(options, run, input !== null && isCode(input));
  const { project } = opened;
  const draft = input && (await recordInFile(input, options, project, run.warn));
  const record = sampleRecord(options, draft, run.warn);

  run.endInOrder();
  const { session, reading } = await connectProject(opened, options.org ?? null, run);
  const tested = await testSample({
    session,
    record,
    catalog: project.catalog,
    signal: run.signal,
    progress: run.progress,
    now: () => new Date().toISOString(),
  });
  const preview: Preview = { ...tested, problems: [...tested.problems, ...reading.problems] };
  run.settle();
  writeOut(options.format === 'json' ? formatJson(preview) : previewText(preview, { width: outputWidth() }));
  if (preview.verdict.kind === 'unknown') {
    writeError('duplicate-rules: what the rules would do is not known; the output says why.\n');
  }
  return exitCodes[preview.verdict.kind];
}

const exitCodes: Readonly<Record<Preview['verdict']['kind'], number>> = {
  clean: EXIT_OK,
  saved: EXIT_OK,
  refused: EXIT_FINDINGS,
  'refused-unless-allow-save': EXIT_FINDINGS,
  unknown: EXIT_PROBLEM,
};
