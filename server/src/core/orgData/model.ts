import type { LeadConversionValidation } from '../metadata/model.ts';
import type { FieldScalar } from '../records/model.ts';

export interface FieldRequest {
  readonly type: string;
  readonly ids: readonly string[];
  readonly fields: readonly string[];
}

export interface FieldReading {
  readonly type: string;
  readonly records: readonly {
    readonly id: string;
    readonly fields: Readonly<Record<string, FieldScalar>>;
  }[];
  /** Fields that the user cannot read, or that do not exist. */
  readonly unreadable: readonly string[];
  /** Records that the user cannot see. */
  readonly missing: readonly string[];
}

export interface ObjectDescription {
  readonly name: string;
  readonly label: string;
  readonly keyPrefix: string | null;
  readonly fields: readonly FieldDescription[];
}

export interface FieldDescription {
  readonly name: string;
  readonly label: string;
  /** As describe says: string, email, phone, picklist, reference, boolean, date, datetime, double, … */
  readonly type: string;
  readonly length: number;
  readonly picklistValues: readonly string[];
  readonly createable: boolean;
  readonly updateable: boolean;
}

/** The org's rules as metadata files, to be read by the same readers as those of the workspace. */
export interface OrgRuleReading {
  /** ISO 8601 */
  readonly readAt: string;
  /** `ui-api`: active rules and their actions only, where the setup permission is missing. */
  readonly by: 'metadata' | 'ui-api';
  /** Source-format files, elements in the order of a retrieve: `duplicateRules/Lead.X.duplicateRule-meta.xml`. */
  readonly files: readonly OrgFile[];
  /** Answers of `GET /ui-api/duplicates/{object}`, by object, where `by` is `ui-api`. */
  readonly uiApi: Readonly<Record<string, unknown>>;
  /** Objects all of whose rules were read, those without rules too; `all`: whatever object there is. */
  readonly objects: 'all' | readonly string[];
  readonly leadConversionValidation: LeadConversionValidation;
  /** What could not be read, and what to do. */
  readonly problems: readonly string[];
}

export interface OrgFile {
  readonly path: string;
  readonly text: string;
}
