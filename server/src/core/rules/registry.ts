import { allowSaveBypass } from './allow-save-bypass/index.ts';
import { asymmetricActions } from './asymmetric-actions/index.ts';
import { bypassConditionRule } from './bypass-condition/index.ts';
import { conditionFieldBypass } from './condition-field-bypass/index.ts';
import { dedupeCheckBypass } from './dedupe-check-bypass/index.ts';
import { duplicateSortOrder } from './duplicate-sort-order/index.ts';
import { duplicateValueConfusion } from './duplicate-value-confusion/index.ts';
import { expiredBypass } from './expired-bypass/index.ts';
import { externalIdUpsertDuplicates } from './external-id-upsert-duplicates/index.ts';
import { findDuplicatesMisread } from './find-duplicates-misread/index.ts';
import { flowSaveWithoutFaultPath } from './flow-save-without-fault-path/index.ts';
import { fuzzyFieldInOr } from './fuzzy-field-in-or/index.ts';
import { inactiveMatchingRule } from './inactive-matching-rule/index.ts';
import { ineffectiveDuplicateHeader } from './ineffective-duplicate-header/index.ts';
import { invalidRuleMetadata } from './invalid-rule-metadata/index.ts';
import { malformedDuplicateHeader } from './malformed-duplicate-header/index.ts';
import { missingDuplicateRuleHeader } from './missing-duplicate-rule-header/index.ts';
import { missingObjectMapping } from './missing-object-mapping/index.ts';
import { partialSaveByOptions } from './partial-save-by-options/index.ts';
import { reportOnlyRule } from './report-only-rule/index.ts';
import type { Rule } from './rule.ts';
import { ruleDeactivatedByCode } from './rule-deactivated-by-code/index.ts';
import { ruleLimitExceeded } from './rule-limit-exceeded/index.ts';
import { sharingBlindSpotRule } from './sharing-blind-spot/index.ts';
import { sharingHidesDuplicates } from './sharing-hides-duplicates/index.ts';
import { silentRule } from './silent-rule/index.ts';
import { suppressionWithoutReason } from './suppression-without-reason/index.ts';
import { systemContextBypass } from './system-context-bypass/index.ts';
import { unhandledDuplicates } from './unhandled-duplicates/index.ts';
import { unknownField } from './unknown-field/index.ts';
import { unusedSuppression } from './unused-suppression/index.ts';

/** Of these a save gets at most one, the first that applies. */
export const exclusiveOnSave: readonly Rule[] = [
  flowSaveWithoutFaultPath,
  unhandledDuplicates,
  externalIdUpsertDuplicates,
  missingDuplicateRuleHeader,
];

/** Of these an option setting gets at most one, the first that applies. */
export const exclusiveOnOption: readonly Rule[] = [ineffectiveDuplicateHeader, allowSaveBypass];

/** All rules, in the order in which documentation lists them. */
export const rules: readonly Rule[] = [
  missingDuplicateRuleHeader,
  unhandledDuplicates,
  externalIdUpsertDuplicates,
  flowSaveWithoutFaultPath,
  allowSaveBypass,
  systemContextBypass,
  sharingHidesDuplicates,
  dedupeCheckBypass,
  conditionFieldBypass,
  ruleDeactivatedByCode,
  ineffectiveDuplicateHeader,
  malformedDuplicateHeader,
  partialSaveByOptions,
  findDuplicatesMisread,
  duplicateValueConfusion,
  unusedSuppression,
  suppressionWithoutReason,
  expiredBypass,
  invalidRuleMetadata,
  inactiveMatchingRule,
  silentRule,
  asymmetricActions,
  duplicateSortOrder,
  ruleLimitExceeded,
  fuzzyFieldInOr,
  missingObjectMapping,
  unknownField,
  bypassConditionRule,
  reportOnlyRule,
  sharingBlindSpotRule,
];

export const ruleIds: ReadonlySet<string> = new Set(rules.map(({ id }) => id));

/** Rules that the settings must give a severity before anything is reported. */
export const offByDefault: ReadonlySet<string> = new Set(
  rules.filter((rule) => rule.offByDefault).map(({ id }) => id),
);
