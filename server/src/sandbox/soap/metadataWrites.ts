import type { XmlElement } from '../../core/metadata/xml.ts';
import { applyChanges } from '../deploy/apply.ts';
import { MetadataDraft, split } from '../deploy/draft.ts';
import { childrenNamed, elementText, parsedBody, textIn } from '../deploy/elementText.ts';
import type { Change, ChangeOutcome, ComponentType, NewComponent } from '../deploy/model.ts';
import { SoapFault } from '../errors.ts';
import type { Org } from '../org.ts';
import type { Session } from '../session.ts';
import { child, children, localName, type SoapCall } from './envelope.ts';
import { element, leaf } from './xml.ts';

type Operation = (org: Org, session: Session, call: SoapCall) => string;

/** createMetadata and its like: they take effect at once. Each gives the content of its response. */
export const writeOperations: Readonly<Record<string, Operation>> = {
  createMetadata: (org, session, call) => save(org, session, call, 'create'),
  updateMetadata: (org, session, call) => save(org, session, call, 'update'),
  upsertMetadata: (org, session, call) => save(org, session, call, 'upsert'),
  deleteMetadata: (org, session, call) => {
    const type = textIn(call.body, 'type') ?? '';
    const names = children(call.body, 'fullNames').map(({ text }) => text);
    checkCount(names.length);
    const draft = new MetadataDraft(org.metadata.files);
    const own = typeOf(type);
    const rows = names.map((fullName): Row => {
      if (own === null) return { fullName, changes: [], error: unsupported(type) };
      const parts = type === 'MatchingRules' ? draft.rulesOf(fullName) : [fullName];
      const known = parts.filter((name) => isKnown(org, draft, own, name));
      if (known.length === 0) return { fullName, changes: [], error: lost(type, fullName) };
      const changes = known.map(
        (name): Change => ({ kind: 'delete', type: own, fullName: name, fileName: '' }),
      );
      return { fullName, changes, error: null };
    });
    return resultsOf(org, session, call, rows, false);
  },
  renameMetadata: rename,
};

interface ApiError {
  readonly code: string;
  readonly message: string;
}

/** One of the components of a call. */
interface Row {
  readonly fullName: string;
  /** Several for a type that holds others. */
  readonly changes: readonly Change[];
  /** Why it is not even tried. */
  readonly error: ApiError | null;
}

const mostComponents = 10;

function checkCount(count: number): void {
  if (count <= mostComponents) return;
  const message = 'record limit reached. cannot submit more than 10 records in this operation';
  throw new SoapFault('EXCEEDED_ID_LIMIT', message);
}

function save(org: Org, session: Session, call: SoapCall, operation: 'create' | 'update' | 'upsert'): string {
  const given = children(call.body, 'metadata');
  checkCount(given.length);
  const draft = new MetadataDraft(org.metadata.files);
  const rows = given.map((node): Row => {
    const type = typeName(node);
    const fullName = textIn(node, 'fullName') ?? '';
    if (fullName === '') {
      const message = 'Required fields are missing: [fullName]';
      return { fullName, changes: [], error: { code: 'REQUIRED_FIELD_MISSING', message } };
    }
    const changes = changesOf(type, fullName, node);
    if (changes === null) return { fullName, changes: [], error: unsupported(type) };
    const known = changes.filter((change) => isKnown(org, draft, change.type, change.fullName));
    if (operation === 'create' && known.length > 0) {
      const message = `There is already a component of type ${type} with the name ${known[0]!.fullName}.`;
      return { fullName, changes: [], error: { code: 'DUPLICATE_DEVELOPER_NAME', message } };
    }
    if (operation === 'update' && known.length < changes.length) {
      return { fullName, changes: [], error: lost(type, fullName) };
    }
    return { fullName, changes, error: null };
  });
  return resultsOf(org, session, call, rows, operation === 'upsert');
}

/** `xsi:type`, without its prefix. */
function typeName(node: XmlElement): string {
  const [, type = ''] = [...node.attributes].find(([name]) => /(?:^|:)type$/.test(name)) ?? [];
  return type.slice(type.indexOf(':') + 1);
}

/** The type of this org's components that a type of the API is; null for one that it does not hold. */
function typeOf(type: string): ComponentType | null {
  switch (type) {
    case 'DuplicateRule':
    case 'MatchingRule':
    case 'CustomObject':
    case 'CustomField':
    case 'LeadConfigSettings':
      return type;
    case 'MatchingRules':
      return 'MatchingRule';
    default:
      return null;
  }
}

function changesOf(type: string, fullName: string, node: XmlElement): readonly NewComponent[] | null {
  const own = typeOf(type);
  if (own === null) return null;
  const part = (partType: ComponentType, element: XmlElement, object: string): NewComponent => ({
    kind: 'put',
    type: partType,
    fullName: `${object}.${textIn(element, 'fullName') ?? ''}`,
    element,
    text: '',
    fileName: '',
  });
  if (type === 'MatchingRules') {
    return childrenNamed(node, 'matchingRules').map((rule) => part('MatchingRule', rule, fullName));
  }
  const fields = type === 'CustomObject' ? childrenNamed(node, 'fields') : [];
  return [
    { kind: 'put', type: own, fullName, element: node, text: '', fileName: '' },
    ...fields.map((field) => part('CustomField', field, fullName)),
  ];
}

function isKnown(org: Org, draft: MetadataDraft, type: ComponentType, fullName: string): boolean {
  if (type === 'LeadConfigSettings' || draft.has(type, fullName)) return true;
  if (type === 'CustomObject') return org.schema.object(fullName) !== null;
  return type === 'DuplicateRule' && org.deployments.ids.idOf(type, fullName) !== '';
}

function unsupported(type: string): ApiError {
  return { code: 'INVALID_TYPE', message: `The embedded org holds no components of type ${type}.` };
}

function lost(type: string, fullName: string): ApiError {
  const message = `In field: fullName - no ${type} named ${fullName} found`;
  return { code: 'INVALID_CROSS_REFERENCE_KEY', message };
}

/** Tries all rows that can be tried, together, and says what became of each. */
function resultsOf(
  org: Org,
  session: Session,
  call: SoapCall,
  rows: readonly Row[],
  isUpsert: boolean,
): string {
  const allOrNone = isAllOrNone(call);
  const isDoomed = allOrNone && rows.some(({ error }) => error !== null);
  const outcomes = applyChanges(
    org,
    rows.flatMap(({ changes }) => changes),
    { allOrNone, checkOnly: isDoomed, userId: session.user.id },
  );
  const byChange = new Map(outcomes.map((outcome) => [outcome.change, outcome]));
  const isRolledBack = isDoomed || (allOrNone && outcomes.some(({ problems }) => problems.length > 0));
  return rows
    .map((row) => {
      const own = row.changes.map((change) => byChange.get(change)!);
      const errors = row.error ? [row.error] : errorsOf(own);
      const said = errors.length === 0 && isRolledBack ? [rolledBack] : errors;
      return resultOf(row.fullName, said, isUpsert ? own.some(({ created }) => created) : null);
    })
    .join('');
}

const rolledBack: ApiError = {
  code: 'ALL_OR_NONE_OPERATION_ROLLED_BACK',
  message: 'Record rolled back because not all records were valid and the request was using AllOrNone header',
};

function errorsOf(outcomes: readonly ChangeOutcome[]): readonly ApiError[] {
  return outcomes.flatMap(({ problems }) => problems.map(({ code, message }) => ({ code, message })));
}

function resultOf(fullName: string, errors: readonly ApiError[], created: boolean | null): string {
  return element('result', [
    ...(created === null ? [] : [leaf('created', created && errors.length === 0)]),
    ...errors.map(({ code, message }) =>
      element('errors', [leaf('message', message), leaf('statusCode', code)]),
    ),
    leaf('fullName', fullName),
    leaf('success', errors.length === 0),
  ]);
}

function isAllOrNone({ headers }: SoapCall): boolean {
  const header = headers.find((one) => localName(one) === 'AllOrNoneHeader');
  return header !== undefined && /^(?:true|1)$/.test(child(header, 'allOrNone')?.text ?? '');
}

/** A rule gets another name; duplicate rules go on with a matching rule under its new one. */
function rename(org: Org, _session: Session, { body }: SoapCall): string {
  const type = textIn(body, 'type') ?? '';
  const from = textIn(body, 'oldFullName') ?? '';
  const to = textIn(body, 'newFullName') ?? '';
  const fail = (error: ApiError): string => resultOf(from, [error], null);
  if (type !== 'DuplicateRule' && type !== 'MatchingRule') return fail(unsupported(type));
  const draft = new MetadataDraft(org.metadata.files);
  const text = draft.textOf(type, from);
  if (text === null) return fail(lost(type, from));
  const [object, name] = split(to);
  const isSameObject = object.toLowerCase() === split(from)[0].toLowerCase();
  if (!isSameObject || !/^[a-z]\w*$/i.test(name)) {
    return fail({ code: 'INVALID_FULL_NAME', message: `The name ${to} is invalid.` });
  }
  if (draft.has(type, to)) {
    const message = `There is already a component of type ${type} with the name ${to}.`;
    return fail({ code: 'DUPLICATE_DEVELOPER_NAME', message });
  }
  draft.remove(type, from);
  draft.restore(type, to, text);
  if (type === 'MatchingRule') renameReferences(draft, from, to);
  org.metadata.replace(draft.files);
  return resultOf(to, [], null);
}

function renameReferences(draft: MetadataDraft, from: string, to: string): void {
  const [object, oldName] = split(from);
  for (const fullName of draft.names('DuplicateRule')) {
    const text = draft.textOf('DuplicateRule', fullName);
    if (text === null) continue;
    const children = parsedBody(text).children.map((node) => {
      const isOwn =
        localName(node) === 'duplicateRuleMatchRules' &&
        textIn(node, 'matchRuleSObjectType')?.toLowerCase() === object.toLowerCase() &&
        textIn(node, 'matchingRule')?.toLowerCase() === oldName.toLowerCase();
      if (!isOwn) return elementText(node);
      const parts = node.children.map((part) =>
        localName(part) === 'matchingRule' ? leaf('matchingRule', split(to)[1]) : elementText(part),
      );
      return element('duplicateRuleMatchRules', parts);
    });
    if (children.join('') !== text) draft.restore('DuplicateRule', fullName, children.join(''));
  }
}
