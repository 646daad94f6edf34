import path from 'node:path';
import { type EarlierAudit, readAudit } from '../core/audit/compare.ts';
import { reasonOf } from '../workspace/problem.ts';
import { Problem } from './problem.ts';
import { readWhole } from './readWhole.ts';

/** @throws Problem where there is no such file, or it is no audit */
export function readEarlierAudit(typed: string, cwd: string): EarlierAudit {
  let text: string | undefined;
  try {
    text = readWhole(path.resolve(cwd, typed))?.toString('utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') {
      throw new Problem(
        `there is no earlier audit "${typed}". duplicate-rules audit --format json > ${typed} writes one.`,
      );
    }
    throw new Problem(`the earlier audit "${typed}" cannot be read: ${reasonOf(error)}.`);
  }
  if (text === undefined)
    throw new Problem(`the earlier audit "${typed}" cannot be read: it is larger than 200 MB.`);
  const reading = readAudit(text);
  if ('problem' in reading)
    throw new Problem(
      `"${typed}" is no audit to compare with: ${reading.problem}. duplicate-rules audit --format json > FILE writes one.`,
    );
  return reading.audit;
}
