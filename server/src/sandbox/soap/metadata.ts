import { SoapFault } from '../errors.ts';
import type { Org } from '../org.ts';
import type { Session } from '../session.ts';
import { deployOperations } from './deploy.ts';
import { children, type SoapCall, textIn } from './envelope.ts';
import { type Component, componentsOf } from './metadataTypes.ts';
import { writeOperations } from './metadataWrites.ts';
import { element, leaf } from './xml.ts';

/** Operations of `/services/Soap/m/NN.N`, by name. Each gives the content of its response. */
export const metadataOperations: Readonly<
  Record<string, (org: Org, session: Session, call: SoapCall) => string>
> = {
  describeMetadata: () => describeMetadata(),
  listMetadata: (org, session, call) =>
    children(call.body, 'queries')
      .flatMap((query) => componentsOf(org, textIn(query, 'type') ?? ''))
      .map((component) => element('result', fileProperties(org, session, component)))
      .join(''),
  readMetadata: (org, _session, call) => readMetadata(org, call),
  ...deployOperations,
  ...writeOperations,
};

const types = [
  ['duplicateRules', 'duplicateRule', 'DuplicateRule'],
  ['matchingRules', 'matchingRule', 'MatchingRules', 'MatchingRule'],
  ['objects', 'object', 'CustomObject', 'CustomField'],
  ['settings', 'settings', 'Settings'],
] as const;

function describeMetadata(): string {
  const objects = types.map(([folder, suffix, name, childName]) =>
    element('metadataObjects', [
      ...(childName ? [leaf('childXmlNames', childName)] : []),
      leaf('directoryName', folder),
      leaf('inFolder', false),
      leaf('metaFile', false),
      leaf('suffix', suffix),
      leaf('xmlName', name),
    ]),
  );
  return element('result', [
    ...objects,
    leaf('organizationNamespace', ''),
    leaf('partialSaveAllowed', true),
    leaf('testRequired', false),
  ]);
}

const mostNames = 10;

function readMetadata(org: Org, call: SoapCall): string {
  const type = textIn(call.body, 'type') ?? '';
  const names = children(call.body, 'fullNames').map(({ text }) => text);
  if (names.length > mostNames) {
    throw new SoapFault(
      'EXCEEDED_ID_LIMIT',
      'record limit reached. cannot submit more than 10 records in this operation',
    );
  }
  const components = componentsOf(org, type);
  const records = names.map((name) => {
    const component = components.find(
      ({ fullName, alias }) => same(fullName, name) || (alias !== null && same(alias, name)),
    );
    if (!component) return leaf('records', null);
    const { fullName, content, root } = component;
    return element(
      'records',
      [leaf('fullName', fullName), content],
      `xsi:type="${type === 'MatchingRule' ? type : root}"`,
    );
  });
  return element('result', records);
}

function same(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** What a list and a retrieve say of a component. */
export function fileProperties(org: Org, { user }: Session, component: Component): string[] {
  const time = org.now().toISOString();
  return [
    leaf('createdById', user.id),
    leaf('createdByName', user.name),
    leaf('createdDate', time),
    leaf('fileName', component.fileName),
    leaf('fullName', component.fullName),
    leaf('id', component.id),
    leaf('lastModifiedById', user.id),
    leaf('lastModifiedByName', user.name),
    leaf('lastModifiedDate', time),
    leaf('manageableState', 'unmanaged'),
    leaf('type', component.type),
  ];
}
