import { createOrg } from '../../server/src/sandbox/create.ts';
import { Random } from '../../server/src/sandbox/data/random.ts';
import type { Org } from '../../server/src/sandbox/org.ts';
import { readProjectFiles } from '../../server/src/sandbox/rules/project.ts';
import { saveRows } from '../../server/src/sandbox/saves/saveRows.ts';
import { person } from './creates.ts';
import type { OrgPlan } from './orgProcess.ts';

/** Creates a second of processor time, without HTTP; the index is there. */
export function createsInProcess({ project, files, data }: OrgPlan, object: string, count: number): number {
  const texts = project === undefined ? new Map(files ?? []) : readProjectFiles(project);
  const { admin, ...parts } = createOrg({ files: texts, data });
  const org: Org = { ...parts, url: 'http://127.0.0.1:0' };
  const session = org.sessions.open(admin);
  const random = new Random(11);
  const create = (number: number): void => {
    const fields = Object.entries(person(random, object, number));
    const draft = { object: org.schema.object(object)!, target: { kind: 'new' }, fields } as const;
    const header = { allowSave: false, includeRecordDetails: false };
    const options = { channel: 'rest-record', version: 66, header, allOrNone: true } as const;
    saveRows(org, session, [draft], options);
  };
  create(-1);
  const before = process.cpuUsage();
  for (let number = 0; number < count; number++) create(number);
  const { user, system } = process.cpuUsage(before);
  return count / ((user + system) / 1e6);
}
