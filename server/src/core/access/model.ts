/** What gives permissions to people. */
export type HolderKind = 'profile' | 'permission-set' | 'permission-set-group';

/** Where something stands in a file. */
export interface AccessPlace {
  readonly uri: string;
  /** One-based; null: the file as a whole. */
  readonly line: number | null;
}

/** What a profile or permission set lets its users do with the records of an object. */
export interface ObjectAccess {
  readonly create: boolean;
  readonly edit: boolean;
  readonly viewAll: boolean;
  readonly modifyAll: boolean;
}

/**
 * A profile or permission set as its file has it: user permissions that are on, and of those on objects and fields what
 * was retrieved with it. What is not here is not known to be off. Source: Metadata API Developer Guide, Profile ("the
 * content of a profile returned depends on the content requested").
 */
export interface AccessHolder {
  readonly kind: HolderKind | 'muting-permission-set';
  /** The name in Setup: `System Administrator`, `API Only`. */
  readonly name: string;
  /** The name that metadata uses: `Admin`, `API_Only`. */
  readonly fullName: string;
  /** The user licence; null where the file names none. */
  readonly license: string | null;
  /** False for Salesforce's own profiles; null where the file does not say. */
  readonly custom: boolean | null;
  readonly description: string | null;
  /** User permissions that are on, by name: `CustomizeApplication`. */
  readonly userPermissions: ReadonlyMap<string, AccessPlace>;
  /** Custom permissions that are on, by name in small letters. */
  readonly customPermissions: ReadonlyMap<string, AccessPlace>;
  /** By object, in small letters. */
  readonly objects: ReadonlyMap<string, ObjectAccess>;
  /** Fields that users may edit: `lead.allow_duplicate__c`. */
  readonly editableFields: ReadonlyMap<string, AccessPlace>;
  readonly place: AccessPlace;
}

export interface PermissionSetGroup {
  readonly name: string;
  readonly fullName: string;
  /** Full names of its permission sets. */
  readonly permissionSets: readonly string[];
  /** Of what it turns off. */
  readonly mutingPermissionSets: readonly string[];
  readonly place: AccessPlace;
}

export interface CustomPermission {
  /** API name. */
  readonly name: string;
  readonly label: string | null;
  readonly description: string | null;
  readonly place: AccessPlace;
}

/** Who sees the records of an object without being their owner, by the org-wide default. */
export interface SharingDefault {
  readonly object: string;
  /** Private, Read, ReadWrite, ReadWriteTransfer, FullAccess, ControlledByParent, as the metadata says. */
  readonly internal: string;
  readonly place: AccessPlace;
}

/** A place that reads a custom permission. */
export interface PermissionReader {
  /** As it is written there. */
  readonly permission: string;
  readonly place: AccessPlace;
  /** What reads it: "Apex", "a validation rule of Lead". */
  readonly what: string;
  /** `User.Exempt__c`, where it is the formula of that field; null for all others. */
  readonly field: string | null;
  /** The file is code of tests. */
  readonly isTest: boolean;
  /** The file sets `allowSave`, or a bypass of lead conversion. */
  readonly bypassesRules: boolean;
}

/** A field of the project that is named like a switch for duplicate rules: `Skip_Duplicate_Check__c`. */
export interface SwitchField {
  readonly object: string;
  readonly name: string;
  readonly place: AccessPlace;
  /** Files that mention it, beside its own and those of permissions. */
  readonly mentions: readonly AccessPlace[];
}

/** All that the files of a project say of who may do what. */
export interface Access {
  readonly holders: readonly AccessHolder[];
  readonly groups: readonly PermissionSetGroup[];
  readonly muting: readonly AccessHolder[];
  readonly customPermissions: readonly CustomPermission[];
  readonly sharing: readonly SharingDefault[];
  readonly readers: readonly PermissionReader[];
  readonly switchFields: readonly SwitchField[];
  /** Files of the kinds that are read and that hold nothing of them: not well-formed, or something else. */
  readonly unread: readonly string[];
}
