import { fieldKey } from '../core/outcome/fieldNames.ts';
import { rowOf } from '../core/outcome/table.ts';
import { type DataFiles, worldOf } from '../core/ruleTests/existing.ts';
import type { ObservedSave, RuleTest, SavedRecord, TestUser } from '../core/ruleTests/model.ts';
import type { RuleTestProject } from '../core/ruleTests/run.ts';
import type { World, WorldRecord } from '../core/ruleTests/world.ts';
import { embeddedUsername } from '../org/gateway.ts';
import type { SandboxSchema } from '../sandbox/schema/model.ts';
import { type Sandbox, startSandbox } from '../sandbox/server.ts';
import { type InitialRecord, loadRecords } from '../sandbox/start/records.ts';
import { senderOf } from './senders.ts';
import { type Answered, NotSent, type SentRecord } from './sent.ts';

export interface ObservedTest {
  /** By save, then by record; null where the test could not be run on an org. */
  readonly observed: readonly (readonly ObservedSave[])[] | null;
  /** Why not: sentences. */
  readonly problems: readonly string[];
}

/**
 * Saves the records of a rule test in an embedded org of its own, over the protocols of the channels, and tells what
 * became of them.
 * @param metadata rules, objects and fields by path: those that `project` was made of
 */
export async function observeRuleTest(
  test: RuleTest,
  metadata: ReadonlyMap<string, string>,
  { schema }: RuleTestProject,
  files: DataFiles,
): Promise<ObservedTest> {
  const world = worldOf(test, files, schema);
  // What is wrong with the files is told by the run that follows.
  if (!('records' in world)) return { observed: null, problems: [] };
  const sandbox = await startSandbox({ files: metadata, data: null });
  try {
    return { observed: await new Observation(sandbox, world).all(test), problems: [] };
  } catch (error) {
    if (error instanceof NotSent) return { observed: null, problems: [error.message] };
    throw error;
  } finally {
    await sandbox.close();
  }
}

class Observation {
  readonly #sandbox: Sandbox;
  /** Ids of the org by the names of the test. */
  readonly #ids = new Map<string, string>();
  readonly #names = new Map<string, string>();
  readonly #users = new Map<TestUser, string>();
  #unnamed = 0;

  constructor(sandbox: Sandbox, world: World) {
    this.#sandbox = sandbox;
    this.#load([...world.records()]);
  }

  async all({ saves }: RuleTest): Promise<readonly (readonly ObservedSave[])[]> {
    const all: (readonly ObservedSave[])[] = [];
    for (const { channel, options, user, records } of saves) {
      const send = senderOf(channel, records.length);
      const token = user === null ? this.#sandbox.token : this.#logIn(user);
      const drafts = records.map((record) => this.#draft(record));
      const before = drafts.map(({ id }) => (id === null ? 0 : this.#reports(id)));
      const { url } = this.#sandbox;
      const answers = await send({ url, token, allowSave: options.allowSave }, drafts);
      all.push(answers.map((answer, at) => this.#observed(answer, channel, records[at]!, before[at]!)));
    }
    return all;
  }

  #load(records: readonly WorldRecord[]): void {
    const { org } = this.#sandbox;
    const drafts = records.map((record, index): InitialRecord => {
      const fields = [...record.values].map(
        ([key, value]) => [fieldNamed(org.schema, record.object, key), value] as const,
      );
      const id = record.isIdGiven ? [['Id', record.id] as const] : [];
      return {
        object: record.object,
        fields: [...fields, ...id],
        reference: `record ${index}`,
        parent: null,
        place: record.name,
      };
    });
    const { ids, problems } = loadRecords(org, drafts, adminOf(this.#sandbox));
    if (problems.length > 0) {
      throw new NotSent(`The embedded org does not take the records that exist. ${problems.join(' ')}`);
    }
    for (const [index, { name, aliases }] of records.entries()) {
      const id = ids.get(`@record ${index}`)!;
      for (const one of [name, ...aliases]) this.#ids.set(one, id);
      this.#names.set(id, name);
    }
  }

  #draft({ object, operation, reference, externalId, fields }: SavedRecord): SentRecord {
    const id = reference === null ? null : (this.#ids.get(reference.value) ?? reference.value);
    return {
      object: object.value,
      id,
      externalId: operation === 'upsert' ? (externalId?.value ?? 'Id') : null,
      fields: fields.map(({ name, value }) => [name, value] as const),
    };
  }

  #observed(
    answer: Answered,
    channel: Parameters<typeof rowOf>[0],
    { name, reference }: SavedRecord,
    reportsBefore: number,
  ): ObservedSave {
    if (answer.kind === 'refused') {
      const { rule, allowSave, matches } = answer;
      const asks = allowSave === true && rowOf(channel).alertAllowSave !== null;
      return {
        outcome: asks ? 'refused-unless-allow-save' : 'refused',
        isTold: allowSave !== null,
        rule,
        matches: matches?.map((id) => this.#names.get(id) ?? id) ?? null,
      };
    }
    // As the run names records that nothing else names.
    if (reference === null && !this.#names.has(answer.id)) {
      this.#unnamed++;
      const called = name ?? `record ${this.#unnamed} of the test`;
      this.#ids.set(called, answer.id);
      this.#names.set(answer.id, called);
    }
    const isReported = this.#reports(answer.id) > reportsBefore;
    return { outcome: isReported ? 'saved-and-reported' : 'saved', isTold: true, rule: null, matches: null };
  }

  /** In how many duplicate record sets a record is. */
  #reports(id: string): number {
    return this.#sandbox.org.store.withValue('DuplicateRecordItem', 'RecordId', id).length;
  }

  /** One user for all saves of the same one: who saves a record owns it. */
  #logIn(user: TestUser): string {
    const known = this.#users.get(user);
    if (known !== undefined) return known;
    const { org } = this.#sandbox;
    const { fields, sees } = user;
    const profile = fields.get('profile.name');
    const seen = sees === 'all' ? null : new Set(sees.map(({ value }) => this.#ids.get(value)));
    let userId = '';
    const { token, username } = this.#sandbox.logIn(
      `Tester ${this.#users.size + 1}`,
      seen === null
        ? {}
        : { hiddenRecords: ({ id, values }) => !seen.has(id) && values.get('CreatedById') !== userId },
      typeof profile === 'string' ? profile : undefined,
    );
    const [record] = org.store.withValue('User', 'Username', username);
    userId = record!.id;
    for (const [key, value] of fields) {
      if (key === 'profile.name') continue;
      const field = org.schema.objects
        .find(({ name }) => name === 'User')!
        .fields.find(({ name }) => name.toLowerCase() === key);
      if (field === undefined)
        throw new NotSent(`The embedded org's users have no field ${key}: run this test offline.`);
      org.store.update(record!, [[field.name, value]], userId);
    }
    this.#users.set(user, token);
    return token;
  }
}

function adminOf({ org }: Sandbox): string {
  return org.store.withValue('User', 'Username', embeddedUsername)[0]!.id;
}

/** Records of a world are held by `fieldKey`. */
function fieldNamed(schema: SandboxSchema, object: string, key: string): string {
  return schema.object(object)?.fields.find(({ name }) => fieldKey(name) === key)?.name ?? key;
}
