/** A standard field: its label and its type, as Salesforce's field list shows them. */
export interface StandardFieldInfo {
  readonly name: string;
  readonly label: string;
  /** `Text(80)`, `Lookup(Account)`, `Picklist` */
  readonly type: string;
}

/** The fields of an object, taken apart when somebody first asks for them. */
export type FieldList = () => readonly StandardFieldInfo[];

/** @param parts a field a line: `Name|Label|Type` */
export function listed(...parts: readonly string[]): FieldList {
  let fields: readonly StandardFieldInfo[] | null = null;
  return () => {
    fields ??= [...parts, audited]
      .flatMap((part) => part.split('\n'))
      .filter((line) => line !== '')
      .map((line) => {
        const [name = '', label = '', type = ''] = line.split('|');
        return { name, label, type };
      });
    return fields;
  };
}

const audited = `
CreatedById|Created By ID|Lookup(User)
CreatedDate|Created Date|Date/Time
LastModifiedById|Last Modified By ID|Lookup(User)
LastModifiedDate|Last Modified Date|Date/Time`;

/** @param owners who may own a record: `User,Group` */
export function owned(owners: string): string {
  return `
OwnerId|Owner ID|Lookup(${owners})
RecordTypeId|Record Type ID|Record Type`;
}

/** Of a compound address; the codes are there where State and Country/Territory Picklists are switched on. */
export function address(prefix: string, label: string): string {
  const named = (part: string): string => (label === '' ? part : `${label} ${part}`);
  return `
${prefix}Street|${named('Street')}|Text Area(255)
${prefix}City|${named('City')}|Text(40)
${prefix}State|${named('State/Province')}|Text(80)
${prefix}StateCode|${named('State/Province Code')}|Picklist
${prefix}PostalCode|${named('Zip/Postal Code')}|Text(20)
${prefix}Country|${named('Country')}|Text(80)
${prefix}CountryCode|${named('Country Code')}|Picklist`;
}
