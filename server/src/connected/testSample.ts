import type { RuleCatalog } from '../core/outcome/model.ts';
import { buildPreview } from '../core/preview/build.ts';
import { fieldsToRead } from '../core/preview/fieldsToRead.ts';
import type { Preview } from '../core/preview/model.ts';
import { checkRecord } from '../core/records/check.ts';
import { coerceRecord } from '../core/records/coerce.ts';
import type { SampleRecord } from '../core/records/model.ts';
import type { OrgSession } from '../org/gateway.ts';
import { describeAll, describeIfAllowed } from './describe.ts';
import { readMatchedFields } from './matchedFields.ts';
import { previewOrg } from './previewOrg.ts';
import { RequestProblem } from './problem.ts';

export interface SampleTest {
  readonly session: OrgSession;
  readonly record: SampleRecord;
  readonly catalog: RuleCatalog;
  readonly signal: AbortSignal;
  /** Gets short texts for a reader. */
  progress(text: string): void;
  /** Now, in ISO 8601. */
  now(): string;
}

/**
 * Asks the org about a record, reads what its answer leaves out, and joins it with the rules. The record is not
 * saved.
 * @throws OrgProblem
 */
export async function testSample(test: SampleTest): Promise<Preview> {
  const { session, catalog, signal, progress } = test;
  progress(`Reading the fields of ${test.record.object} …`);
  const description = await describeIfAllowed(session, test.record.object, signal);
  const record = coerceRecord(test.record, description);
  const problems = checkRecord(record, description);
  if (problems.length > 0) throw new RequestProblem('bad-record', problems.join(' '));
  if (record.id === null && record.fields.length === 0) {
    throw new RequestProblem(
      'bad-record',
      'The record sets no field. Give at least one, or the id of a record.',
    );
  }

  progress(`Asking the duplicate rules of ${session.org.alias ?? session.org.username} …`);
  const { by, answer, notes } = await session.testRecord(record, signal);
  const requests = fieldsToRead(answer, catalog, record);
  if (requests.length > 0) progress('Reading the matched records …');
  const { readings, problems: unread } = await readMatchedFields(session, requests, signal);
  const descriptions = await describeAll(
    session,
    [record.object, ...requests.map(({ type }) => type)],
    signal,
  );
  return buildPreview({
    sample: record,
    operation: record.id === null ? 'insert' : 'update',
    by,
    answer,
    testedAt: test.now(),
    catalog,
    org: previewOrg(session),
    readings,
    descriptions,
    notes: [...notes, ...unread],
  });
}
