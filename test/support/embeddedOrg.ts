import { addUser, createOrg, type OrgOptions } from '../../server/src/sandbox/create.ts';
import type { OpenPoints } from '../../server/src/sandbox/duplicates/openPoints.ts';
import type { Org } from '../../server/src/sandbox/org.ts';
import type { RowDraft, RowOutcome, RowTarget, SaveOptions } from '../../server/src/sandbox/saves/model.ts';
import { DuplicateRefusal } from '../../server/src/sandbox/saves/refusal.ts';
import { saveRows } from '../../server/src/sandbox/saves/saveRows.ts';
import type { Permissions, Session } from '../../server/src/sandbox/session.ts';

export type Fields = Readonly<Record<string, unknown>>;

/** An org without a door, for what is decided behind all of them. */
export class BareOrg {
  readonly org: Org;
  session: Session;

  constructor(
    files: readonly (readonly [path: string, text: string])[],
    openPoints: Partial<OpenPoints> = {},
    options: Partial<OrgOptions> = {},
  ) {
    const now = () => new Date('2026-03-01T09:00:00Z');
    const { admin, ...org } = createOrg({ files: new Map(files), data: null, now, openPoints, ...options });
    this.org = { ...org, url: 'http://127.0.0.1:0' };
    this.session = org.sessions.open(admin);
  }

  /** From now on saves are those of this user. */
  logIn(permissions: Permissions): void {
    const { store, schema, sessions } = this.org;
    this.session = sessions.open(
      addUser(store, schema, { name: 'Other User', username: 'other@x.example', permissions }),
    );
  }

  /** Puts a record there, whatever rules say. Gives its id. */
  have(object: string, fields: Fields): string {
    const values = Object.entries(fields) as [string, string][];
    return this.org.store.insert(this.org.schema.object(object)!, values, this.session.user.id).id;
  }

  draft(object: string, fields: Fields, target: RowTarget = { kind: 'new' }): RowDraft {
    return { object: this.org.schema.object(object)!, target, fields: Object.entries(fields) };
  }

  save(rows: readonly RowDraft[], options: Partial<SaveOptions> = {}): readonly RowOutcome[] {
    const header = { allowSave: false, includeRecordDetails: false };
    return saveRows(this.org, this.session, rows, {
      channel: 'rest-record',
      version: 66,
      header,
      allOrNone: false,
      ...options,
    });
  }

  /** Per row `created`, `updated`, the rule that refuses it, or code and message of the error. */
  outcomes(rows: readonly RowDraft[], options: Partial<SaveOptions> = {}): readonly string[] {
    return this.save(rows, options).map((outcome) => {
      if (outcome.success) return outcome.created ? 'created' : 'updated';
      const { error } = outcome;
      if (error instanceof DuplicateRefusal) return `refused by ${error.hit.rule.name}`;
      const fields = error.fields && error.fields.length > 0 ? ` [${error.fields.join(', ')}]` : '';
      return `${error.code} ${error.message}${fields}`;
    });
  }

  /** The duplicate record sets: rule, and ids of the records in the order of the items. */
  reports(): readonly {
    readonly rule: unknown;
    readonly count: unknown;
    readonly records: readonly unknown[];
  }[] {
    const { store } = this.org;
    return [...store.records('DuplicateRecordSet')].map(({ id, values }) => ({
      rule: store.record(String(values.get('DuplicateRuleId')))?.values.get('DeveloperName'),
      count: values.get('RecordCount'),
      records: store
        .withValue('DuplicateRecordItem', 'DuplicateRecordSetId', id)
        .map((item) => item.values.get('RecordId')),
    }));
  }
}
