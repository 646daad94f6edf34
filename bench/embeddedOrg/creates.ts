import { Random } from '../../server/src/sandbox/data/random.ts';
import { Client } from './client.ts';
import { type OrgPlan, startOrg } from './orgProcess.ts';

export interface CreateFigures {
  readonly saved: number;
  readonly refused: number;
  /** The first create makes the index. */
  readonly firstSeconds: number;
  readonly wallSeconds: number;
  /** Of the org alone. */
  readonly cpuSeconds: number;
  readonly heap: number;
  readonly rss: number;
}

/** Creates records one after the other on one connection; one in ten repeats one that is there. */
export async function creates(plan: OrgPlan, object: string, count: number): Promise<CreateFigures> {
  const org = await startOrg(plan);
  const client = new Client(org.url, org.token);
  const path = `/services/data/v66.0/sobjects/${object}`;
  const random = new Random(11);
  const first = await timed(() => client.call('POST', path, person(random, object, -1)));
  const before = await org.figures();
  const start = performance.now();
  let [saved, refused] = [0, 0];
  let last: object = {};
  for (let at = 0; at < count; at++) {
    const isRepeated = at % 10 === 9;
    const record = isRepeated ? last : person(random, object, at);
    const { status, body } = await client.call('POST', path, record);
    if (status === 201) saved++;
    else if (body[0]?.errorCode === 'DUPLICATES_DETECTED') refused++;
    else throw new Error(`${status} ${JSON.stringify(body)}`);
    if (isRepeated && status === 201) throw new Error('A duplicate was saved.');
    if (status === 201) last = record;
  }
  const wallSeconds = (performance.now() - start) / 1000;
  const after = await org.figures();
  client.close();
  await org.stop();
  const { heap, rss } = after;
  return { saved, refused, firstSeconds: first, wallSeconds, cpuSeconds: after.cpu - before.cpu, heap, rss };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

const syllables = 'ba co da fe gi ho ju ka le mi no pu ra se ti vo wa xe yu za'.split(' ');

function word(random: Random, length: number): string {
  const text = Array.from({ length }, () => random.pick(syllables)).join('');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A person whom nobody resembles, but for the few that the numbers of syllables let meet. */
export function person(random: Random, object: string, number: number): object {
  const [first, last, company] = [word(random, 2), word(random, 3), word(random, 3)];
  const own = object === 'Lead' ? { Company: `${company} Works` } : {};
  return {
    FirstName: first,
    LastName: last,
    Title: 'Engineer',
    Email: `${first}.${last}.${number}@${company}.example`.toLowerCase(),
    Phone: `+1 ${200 + random.below(700)} ${200 + random.below(700)} ${1000 + random.below(9000)}`,
    ...own,
  };
}
