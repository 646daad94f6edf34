import { kindOf } from '../files.ts';
import { readDuplicateRule } from '../metadata/duplicateRule.ts';
import type { DuplicateRule } from '../metadata/model.ts';
import type { RuleCatalog } from '../outcome/model.ts';
import { applyEdits } from '../text.ts';
import type { At } from './model.ts';

/** The catalogue with these rules active, by full name or without the object: what `activate` of a file says. */
export function withActive(catalog: RuleCatalog, names: readonly At<string>[]): RuleCatalog {
  if (names.length === 0) return catalog;
  const activated = (rules: readonly DuplicateRule[]): readonly DuplicateRule[] =>
    rules.map((rule) => (!rule.active && isNamed(rule, names) ? { ...rule, active: true } : rule));
  return {
    rulesFor: (object) => activated(catalog.rulesFor(object)),
    matchingRule: (object, name) => catalog.matchingRule(object, name),
    isComplete: (object) => catalog.isComplete(object),
    leadConversionValidation: catalog.leadConversionValidation,
    duplicateRules: activated(catalog.duplicateRules),
    matchingRules: catalog.matchingRules,
  };
}

/** The same in the texts of metadata files, by path: for an org that is made of them. */
export function activatedFiles(
  files: ReadonlyMap<string, string>,
  names: readonly At<string>[],
): ReadonlyMap<string, string> {
  if (names.length === 0) return files;
  return new Map([...files].map(([path, text]) => [path, activatedText(path, text, names)]));
}

function activatedText(path: string, text: string, names: readonly At<string>[]): string {
  if (kindOf(path) !== 'duplicate-rule') return text;
  const { rule, elements } = readDuplicateRule(path, text);
  const span = elements?.isActive;
  if (!rule || rule.active || !span || !isNamed(rule, names)) return text;
  return applyEdits(text, [{ span, newText: 'true' }]);
}

function isNamed({ fullName, name }: DuplicateRule, names: readonly At<string>[]): boolean {
  const own = [fullName.toLowerCase(), name.toLowerCase()];
  return names.some(({ value }) => own.includes(value.toLowerCase()));
}
