import type {
  FieldWrite,
  OptionValue,
  Refusal,
  RefusalKind,
  SaveOptions,
  SaveSite,
} from '../../server/src/core/saves/site.ts';
import type { Anchor, Place } from '../../server/src/core/text.ts';

const anchor: Anchor = { uri: 'file:///project/force-app/main/default/classes/A.cls', offset: 0 };

/** A place in the one file that hand-made sites stand in. */
export function at(start: number, length = 6): Place {
  return { anchor, start, end: start + length };
}

export const unset: OptionValue = { kind: 'unset' };

export function known(value: boolean, place: Place = at(50)): OptionValue {
  return { kind: 'known', value, place };
}

export function conditional(value: boolean, when: string, place: Place = at(50)): OptionValue {
  return { kind: 'conditional', value, when, place };
}

export function parameter(name: string, place: Place = at(50)): OptionValue {
  return { kind: 'parameter', name, place };
}

export interface SiteDraft extends Partial<Omit<SaveSite, 'options' | 'refusal' | 'fields' | 'target'>> {
  readonly objects?: readonly string[];
  readonly target?: SaveSite['target'];
  readonly options?: Partial<SaveOptions>;
  readonly refusal?: RefusalKind | Partial<Refusal>;
  /** All fields that the code writes, with their literals; undefined stands for a value that is not known. */
  readonly fields?: Readonly<Record<string, string | number | boolean | null | undefined>>;
  /** Fields that are written, in a record that may hold others. */
  readonly someFields?: SiteDraft['fields'];
}

/** `insert leads;` in the open, uncaught, unless the draft says otherwise. */
export function site(draft: SiteDraft = {}): SaveSite {
  const {
    objects = draft.operation === 'convertLead' ? ['Account', 'Contact'] : ['Lead'],
    target,
    options = {},
    refusal = 'propagates',
    fields,
    someFields,
    ...rest
  } = draft;
  const passes = Object.values(options).some(
    (value) => typeof value === 'object' && value !== null && 'kind' in value && value.kind !== 'unset',
  );
  const form = options.form ?? (passes ? 'passed' : 'none');
  return {
    language: 'apex',
    operation: 'insert',
    channel: form === 'passed' ? 'apex-database' : 'apex-statement',
    place: at(100),
    extent: at(100, 20),
    target: target ?? { kind: 'objects', names: objects, evidence: 'declared so' },
    apiVersion: 66,
    externalId: null,
    inTest: false,
    enclosing: 'A.run',
    via: [],
    calledWith: [],
    dedupeChecksBypassed: [],
    ...rest,
    options: {
      allowSave: unset,
      runAsCurrentUser: unset,
      includeRecordDetails: unset,
      optAllOrNone: unset,
      atomicity: form === 'passed' ? 'partial' : 'all-or-none',
      place: form === 'none' ? null : at(80),
      ...options,
      form,
    },
    refusal: refusalOf(refusal),
    fields: { complete: fields !== undefined, writes: writesOf(fields ?? someFields ?? {}) },
  };
}

const hows: Record<RefusalKind, string> = {
  'handles-duplicates': 'is handled by a branch on DUPLICATES_DETECTED',
  propagates: 'reaches the caller',
  'handles-errors': 'is rethrown as an AuraHandledException',
  logs: 'is only logged by System.debug',
  drops: 'is dropped by an empty catch',
  unknown: 'goes to code that is not in the workspace',
};

function refusalOf(draft: RefusalKind | Partial<Refusal>): Refusal {
  const given = typeof draft === 'string' ? { kind: draft } : draft;
  const kind = given.kind ?? 'propagates';
  return {
    how: hows[kind],
    evidence: [],
    insideHandling: false,
    duplicateValueBranch: null,
    resultsRead: kind !== 'drops',
    ...given,
    kind,
  };
}

function writesOf(fields: NonNullable<SiteDraft['fields']>): readonly FieldWrite[] {
  return Object.entries(fields).map(([name, value]) => ({
    name,
    value: value === undefined ? { kind: 'unknown' } : { kind: 'literal', value },
    place: at(10),
    always: true,
  }));
}
