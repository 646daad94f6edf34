import { metadataNamespace, type XmlPart, xmlDocument } from '../../templates/files/xml.ts';
import type { ScaffoldNames } from '../names.ts';

/** A field of the audit object. */
interface AuditField {
  readonly name: string;
  /** Elements of its metadata in the order in which Salesforce retrieves them, without the full name. */
  readonly elements: readonly XmlPart[];
  /** What people with the permission set may do: those required are seen by all who see the object. */
  readonly access: 'read' | 'edit' | 'required';
}

/** Also in the name of its layout. */
export const auditLabel = 'Duplicate Finding';
const plural = 'Duplicate Findings';

function text(length: number, fieldLabel: string, description: string): readonly XmlPart[] {
  return [
    ['description', description],
    ['externalId', 'false'],
    ['label', fieldLabel],
    ['length', String(length)],
    ['required', 'false'],
    ['trackTrending', 'false'],
    ['type', 'Text'],
    ['unique', 'false'],
  ];
}

function picklist(
  fieldLabel: string,
  description: string,
  required: boolean,
  values: readonly string[],
): readonly XmlPart[] {
  return [
    ['description', description],
    ['externalId', 'false'],
    ['label', fieldLabel],
    ['required', String(required)],
    ['trackTrending', 'false'],
    ['type', 'Picklist'],
    [
      'valueSet',
      [
        ['restricted', 'true'],
        [
          'valueSetDefinition',
          [
            ['sorted', 'false'],
            ...values.map(
              (value, index): XmlPart => [
                'value',
                [
                  ['fullName', value],
                  ['default', String(index === 0)],
                  ['label', value],
                ],
              ],
            ),
          ],
        ],
      ],
    ],
  ];
}

function link(fieldLabel: string, id: string): readonly XmlPart[] {
  return [
    ['externalId', 'false'],
    ['formula', `IF(ISBLANK(${id}), "", HYPERLINK("/" & ${id}, ${id}))`],
    ['formulaTreatBlanksAs', 'BlankAsZero'],
    ['label', fieldLabel],
    ['required', 'false'],
    ['trackTrending', 'false'],
    ['type', 'Text'],
    ['unique', 'false'],
  ];
}

const fields: readonly AuditField[] = [
  {
    name: 'Confidence__c',
    access: 'read',
    elements: [
      [
        'description',
        'How alike the two are to the matching rule, from 0 to 100; blank where it does not say.',
      ],
      ['externalId', 'false'],
      ['label', 'Confidence'],
      ['precision', '5'],
      ['required', 'false'],
      ['scale', '2'],
      ['trackTrending', 'false'],
      ['type', 'Number'],
      ['unique', 'false'],
    ],
  },
  {
    name: 'Detail__c',
    access: 'read',
    elements: [
      ['description', 'Of records that were not checked: how many, and why.'],
      ['externalId', 'false'],
      ['label', 'Detail'],
      ['length', '32768'],
      ['trackTrending', 'false'],
      ['type', 'LongTextArea'],
      ['visibleLines', '3'],
    ],
  },
  {
    name: 'Duplicate_Id__c',
    access: 'read',
    elements: text(18, 'Duplicate Id', 'Id of the other record, in 18 characters.'),
  },
  {
    name: 'Duplicate_Object__c',
    access: 'read',
    elements: text(80, 'Duplicate Object', 'API name of the object of the other record.'),
  },
  {
    name: 'Duplicate_Rule__c',
    access: 'read',
    elements: text(80, 'Duplicate Rule', 'Developer name of the duplicate rule that finds the pair.'),
  },
  { name: 'Duplicate__c', access: 'read', elements: link('Duplicate', 'Duplicate_Id__c') },
  {
    name: 'Key__c',
    access: 'required',
    elements: [
      ['caseSensitive', 'true'],
      ['description', 'Both ids and the rule: a pair is recorded once, however often it is found.'],
      ['externalId', 'true'],
      ['label', 'Key'],
      ['length', '255'],
      ['required', 'true'],
      ['trackTrending', 'false'],
      ['type', 'Text'],
      ['unique', 'true'],
    ],
  },
  {
    name: 'Kind__c',
    access: 'required',
    elements: picklist('Kind', 'A pair of records, or records that could not be looked at.', true, [
      'Duplicate',
      'Not checked',
    ]),
  },
  {
    name: 'Last_Seen__c',
    access: 'read',
    elements: [
      [
        'description',
        'When the backstop last found it. One that is older than its last run is there no more.',
      ],
      ['externalId', 'false'],
      ['label', 'Last Seen'],
      ['required', 'false'],
      ['trackTrending', 'false'],
      ['type', 'DateTime'],
    ],
  },
  {
    name: 'Matching_Rule__c',
    access: 'read',
    elements: text(80, 'Matching Rule', 'Developer name of the matching rule that finds the pair.'),
  },
  {
    name: 'Object__c',
    access: 'read',
    elements: text(80, 'Object', 'API name of the object of the record.'),
  },
  {
    name: 'Record_Id__c',
    access: 'read',
    elements: text(18, 'Record Id', 'Id of the record, in 18 characters.'),
  },
  { name: 'Record__c', access: 'read', elements: link('Record', 'Record_Id__c') },
  {
    name: 'Status__c',
    access: 'edit',
    elements: picklist('Status', 'What people say of the pair. The backstop leaves it alone.', false, [
      'New',
      'Not a duplicate',
      'Merged',
    ]),
  },
];

const columns = [
  'NAME',
  'Kind__c',
  'Object__c',
  'Record__c',
  'Duplicate__c',
  'Duplicate_Rule__c',
  'Status__c',
  'Last_Seen__c',
];

/** A file of the audit object. */
export interface AuditFile {
  /** Below the folder of `objects`, without `-meta.xml`. */
  readonly path: string;
  readonly text: string;
}

/** The audit object and what belongs to it. @param isSourceFormat fields and list views in files of their own */
export function auditFiles(names: ScaffoldNames, isSourceFormat: boolean): readonly AuditFile[] {
  const { finding } = names;
  const own = `objects/${finding}`;
  const inner: readonly (readonly [
    folder: string,
    suffix: string,
    root: string,
    element: string,
    parts: readonly (readonly [string, readonly XmlPart[]])[],
  ])[] = [
    [
      'fields',
      'field',
      'CustomField',
      'fields',
      fields.map(({ name, elements }) => [name, elements] as const),
    ],
    ['listViews', 'listView', 'ListView', 'listViews', [['All', listView]]],
  ];
  const withName = ([name, elements]: readonly [string, readonly XmlPart[]]): readonly XmlPart[] => [
    ['fullName', name],
    ...elements,
  ];
  const object = isSourceFormat
    ? [
        file(`${own}/${finding}.object`, 'CustomObject', objectElements),
        ...inner.flatMap(([folder, suffix, root, , parts]) =>
          parts.map((part) => file(`${own}/${folder}/${part[0]}.${suffix}`, root, withName(part))),
        ),
      ]
    : [
        file(
          `${own}.object`,
          'CustomObject',
          [
            ...objectElements,
            ...inner.flatMap(([, , , element, parts]) =>
              parts.map((part): XmlPart => [element, withName(part)]),
            ),
          ].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)),
        ),
      ];
  return [
    ...object,
    file(`permissionsets/${names.permissionSet}.permissionset`, 'PermissionSet', permissions(finding)),
    file(`layouts/${finding}-${auditLabel} Layout.layout`, 'Layout', layout),
    file(`tabs/${finding}.tab`, 'CustomTab', [
      ['customObject', 'true'],
      ['motif', 'Custom13: Box'],
    ]),
  ];
}

function file(path: string, root: string, elements: readonly XmlPart[]): AuditFile {
  return { path, text: xmlDocument(root, metadataNamespace, elements) };
}

/** Private: whoever may not see the records need not learn that there are duplicates of them. It holds ids, no values. */
const objectElements: readonly XmlPart[] = [
  ['deploymentStatus', 'Deployed'],
  [
    'description',
    'Duplicates among saved records, found by a scheduled job. It holds ids, and no values of the records.',
  ],
  ['enableActivities', 'false'],
  ['enableBulkApi', 'true'],
  ['enableFeeds', 'false'],
  ['enableHistory', 'false'],
  ['enableReports', 'true'],
  ['enableSearch', 'false'],
  ['enableSharing', 'true'],
  ['enableStreamingApi', 'true'],
  ['label', auditLabel],
  [
    'nameField',
    [
      ['displayFormat', 'DF-{0000000}'],
      ['label', 'Finding'],
      ['type', 'AutoNumber'],
    ],
  ],
  ['pluralLabel', plural],
  ['sharingModel', 'Private'],
  ['visibility', 'Public'],
];

const listView: readonly XmlPart[] = [
  ...columns.map((column): XmlPart => ['columns', column]),
  ['filterScope', 'Everything'],
  ['label', 'All'],
];

function permissions(finding: string): readonly XmlPart[] {
  return [
    ['description', 'Sees what the backstop found, and says what becomes of it.'],
    ...fields
      .filter(({ access }) => access !== 'required')
      .map(
        ({ name, access }): XmlPart => [
          'fieldPermissions',
          [
            ['editable', String(access === 'edit')],
            ['field', `${finding}.${name}`],
            ['readable', 'true'],
          ],
        ],
      ),
    ['hasActivationRequired', 'false'],
    ['label', plural],
    [
      'objectPermissions',
      [
        ['allowCreate', 'false'],
        ['allowDelete', 'false'],
        ['allowEdit', 'true'],
        ['allowRead', 'true'],
        ['modifyAllRecords', 'false'],
        ['object', finding],
        ['viewAllRecords', 'true'],
      ],
    ],
    [
      'tabSettings',
      [
        ['tab', finding],
        ['visibility', 'Visible'],
      ],
    ],
  ];
}

function items(behavior: (name: string) => string, names: readonly string[]): XmlPart {
  return [
    'layoutColumns',
    names.map(
      (name): XmlPart => [
        'layoutItems',
        [
          ['behavior', behavior(name)],
          ['field', name],
        ],
      ],
    ),
  ];
}

const behaviorOf = (name: string): string =>
  name === 'Kind__c' || name === 'Key__c' ? 'Required' : name === 'Status__c' ? 'Edit' : 'Readonly';

const layout: readonly XmlPart[] = [
  [
    'layoutSections',
    [
      ['customLabel', 'false'],
      ['detailHeading', 'false'],
      ['editHeading', 'true'],
      ['label', 'Information'],
      items(behaviorOf, ['Name', 'Kind__c', 'Record__c', 'Duplicate__c', 'Object__c', 'Duplicate_Object__c']),
      items(behaviorOf, [
        'Status__c',
        'Duplicate_Rule__c',
        'Matching_Rule__c',
        'Confidence__c',
        'Last_Seen__c',
        'Detail__c',
      ]),
      ['style', 'TwoColumnsTopToBottom'],
    ],
  ],
  [
    'layoutSections',
    [
      ['customLabel', 'true'],
      ['detailHeading', 'true'],
      ['editHeading', 'false'],
      ['label', 'Key'],
      items(behaviorOf, ['Key__c']),
      ['style', 'OneColumn'],
    ],
  ],
];
