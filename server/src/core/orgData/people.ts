import type { FieldScalar } from '../records/model.ts';

/** What is asked of an org about its people. Everything is read, nothing changed. */
export interface PeopleRequest {
  /** Fields of users that conditions of rules go by, as queries name them: `Alias`, `Profile.Name`. */
  readonly userFields: readonly string[];
  /** User permissions by their names in metadata: `CustomizeApplication`. */
  readonly permissions: readonly string[];
}

/** Who may do what in an org. What could not be read is null or left out, and named in the problems. */
export interface OrgPeople {
  /** ISO 8601 */
  readonly readAt: string;
  /** Active users; null where they could not be read. */
  readonly users: OrgUsers | null;
  /** Null where permission sets could not be read; a permission that the org does not know is left out. */
  readonly permissions: readonly OrgPermission[] | null;
  readonly customPermissions: readonly OrgCustomPermission[] | null;
  /** What could not be read, and what to do: sentences. */
  readonly problems: readonly string[];
}

export interface OrgUsers {
  readonly read: readonly OrgUser[];
  /** There are more active users than are read. */
  readonly more: boolean;
  /** Fields that the org does not have or that cannot be read, in small letters. */
  readonly unreadable: readonly string[];
}

export interface OrgUser {
  readonly id: string;
  readonly username: string;
  /** Standard, PowerPartner, Guest, AutomatedProcess, … */
  readonly userType: string;
  readonly profile: string | null;
  readonly license: string | null;
  /** By the names asked for, in small letters. */
  readonly fields: Readonly<Record<string, FieldScalar>>;
}

export interface OrgPermission {
  readonly name: string;
  readonly givers: readonly OrgGiver[];
  /** Ids of active users who have it. */
  readonly users: readonly string[];
  /** There are more assignments than are read. */
  readonly more: boolean;
}

/** What gives a permission. */
export interface OrgGiver {
  readonly kind: 'profile' | 'permission-set' | 'permission-set-group';
  readonly name: string;
}

export interface OrgCustomPermission extends OrgPermission {
  readonly label: string | null;
  readonly description: string | null;
}
