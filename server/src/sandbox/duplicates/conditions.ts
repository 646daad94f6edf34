import type { DuplicateRule, RuleCondition, RuleFilter } from '../../core/metadata/model.ts';
import { bareField, isOnUser, judgeFilterWith } from '../../core/outcome/condition.ts';
import { fieldKey } from '../../core/outcome/fieldNames.ts';
import type { FieldScalar } from '../../core/records/model.ts';
import type { RecordStore } from '../data/store.ts';
import type { StoredRecord } from '../data/storedRecord.ts';
import type { SandboxField, SandboxObject, SandboxSchema } from '../schema/model.ts';
import type { Session } from '../session.ts';
import { fieldNamesOf } from './recordReader.ts';

/** The record that a condition is about, as it is to be saved. */
export interface Subject {
  readonly object: SandboxObject;
  readonly values: ReadonlyMap<string, FieldScalar>;
  readonly session: Session;
}

type Found = { readonly value: FieldScalar } | null;

/** Decides the conditions of duplicate rules; all is known here of record and user, but for some kinds of comparison. */
export class Conditions {
  readonly #store: RecordStore;
  readonly #schema: SandboxSchema;

  constructor(store: RecordStore, schema: SandboxSchema) {
    this.#store = store;
    this.#schema = schema;
  }

  /** Whether the condition lets the rule run; null: it cannot be decided. */
  hold({ filter, object }: DuplicateRule, subject: Subject): boolean | null {
    if (filter === null) return true;
    const own = withPaths(filter, object);
    if (own.conditions.some((condition) => this.#isSilenced(condition, subject))) return false;
    const user = this.#store.record(subject.session.user.id);
    if (own.conditions.some(isOnUser) && portals.has(String(user?.values.get('UserType')))) return false;
    return judgeFilterWith(
      own,
      (field) => this.#valueAt(subject, field),
      (field) => user && this.#valueAt(user, field),
    ).runs;
  }

  /** A blank lookup silences a rule with a condition on it, or on a field behind it (facts, section 1.4). */
  #isSilenced(condition: RuleCondition, { object, values }: Subject): boolean {
    if (isOnUser(condition)) return false;
    const [first = '', behind] = bareField(condition).split('.');
    const field = this.#field(object, first);
    if (field?.type !== 'reference' || isRecordType(field)) return false;
    const asksForBlank = behind === undefined && (condition.value ?? '').trim() === '';
    return (values.get(field.name) ?? null) === null && !asksForBlank;
  }

  /** @param path in lower case: `email`, `account.industry` */
  #valueAt({ object, values }: Pick<Subject, 'object' | 'values'>, path: string): Found {
    const [first = '', ...rest] = path.split('.');
    const field = this.#field(object, first);
    // What a formula gives is not known here.
    if (field === null || field.calculated === true) return null;
    const value = values.get(field.name) ?? (field.type === 'boolean' ? false : null);
    if (field.type !== 'reference') return rest.length === 0 ? { value } : null;
    // Which record types there are, and which one a record gets, is not known.
    if (value === null && isRecordType(field)) return null;
    const parent = this.#recordOf(value);
    if (rest.length > 0) return parent ? this.#valueAt(parent, rest.join('.')) : { value: null };
    // A condition on a lookup names the record.
    return { value: parent?.values.get(parent.object.nameField) ?? value };
  }

  /** Rules call a lookup `Profile` or `CreatedBy`, not by its field. */
  #field(object: SandboxObject, name: string): SandboxField | null {
    const [own] = fieldNamesOf(object).of(fieldKey(name));
    return this.#schema.field(object.name, name) ?? (own ? this.#schema.field(object.name, own) : null);
  }

  #recordOf(id: FieldScalar | undefined): StoredRecord | null {
    return typeof id === 'string' ? this.#store.record(id) : null;
  }
}

function isRecordType({ referenceTo }: SandboxField): boolean {
  return referenceTo.includes('RecordType');
}

/** Of such users a rule with a condition on the user never runs (facts, section 1.4). */
const portals = new Set([
  'PowerPartner',
  'PowerCustomerSuccess',
  'CustomerSuccess',
  'CspLitePortal',
  'SelfService',
]);

/** A condition on another object than the rule's is on the record behind the lookup of that name. */
function withPaths(filter: RuleFilter, object: string): RuleFilter {
  const isElsewhere = (condition: RuleCondition): boolean => {
    const table = condition.table.toLowerCase();
    return (
      table !== '' && !isOnUser(condition) && table !== object.toLowerCase() && !isAccountOf(table, object)
    );
  };
  if (!filter.conditions.some(isElsewhere)) return filter;
  const conditions = filter.conditions.map((condition) =>
    isElsewhere(condition)
      ? { ...condition, table: object, field: `${condition.table}.${bareField(condition)}` }
      : condition,
  );
  return { ...filter, conditions };
}

function isAccountOf(table: string, object: string): boolean {
  return /^(person)?account$/.test(table) && /^(person)?account$/i.test(object);
}
