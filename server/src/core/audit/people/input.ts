import type { Access, AccessPlace } from '../../access/model.ts';
import type { DuplicateRule } from '../../metadata/model.ts';
import type { Schema } from '../../metadata/objects.ts';
import type { OrgPeople } from '../../orgData/people.ts';
import type { RuleCatalog } from '../../outcome/model.ts';
import type { RuleContext } from '../../rules/rule.ts';
import type { AuditPlace } from '../model.ts';

/** What the section about people is made of. */
export interface PeopleInput {
  readonly catalog: RuleCatalog;
  readonly schema: Schema;
  readonly settings: RuleContext['settings'];
  /** What the project's files say; null where none of the kind was found. */
  readonly access: Access | null;
  /** Files of profiles, permission sets and custom permissions that .forceignore names: they are not read. */
  readonly ignored: number;
  /** Null: no org was asked. */
  readonly org: OrgPeople | null;
  /** Whether usernames may be in the report. */
  readonly names: boolean;
  /** Why a rule may exempt whom its condition exempts, where that is stated; null where it is not. */
  reasonFor(rule: DuplicateRule): string | null;
  /** Relative to the project's folder, with forward slashes. */
  pathOf(uri: string): string;
}

export function auditPlace(
  { pathOf }: Pick<PeopleInput, 'pathOf'>,
  { uri, line }: AccessPlace,
  what: string,
): AuditPlace {
  return { uri, path: pathOf(uri), line, column: null, what, written: null };
}

/** Rules that run at all, with those of the org. */
export function activeRules({ catalog }: Pick<PeopleInput, 'catalog'>): readonly DuplicateRule[] {
  return catalog.duplicateRules.filter(({ active }) => active);
}

/** The object by its name in profiles and permission sets. */
export function accessObject(object: string): string {
  return (object === 'PersonAccount' ? 'Account' : object).toLowerCase();
}
