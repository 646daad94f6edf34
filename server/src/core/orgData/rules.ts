import { kindOf } from '../files.ts';
import type { OrgRules } from '../metadata/catalog.ts';
import { type ReadDuplicateRule, readDuplicateRule } from '../metadata/duplicateRule.ts';
import { readMatchingRules } from '../metadata/matchingRule.ts';
import type { DuplicateRule, MatchingRule, RuleSource } from '../metadata/model.ts';
import type { OrgRuleReading } from './model.ts';
import { uiApiRules } from './uiApiRules.ts';

/** The rules of an org for the catalogue, read as the files of a workspace are. Never throws. */
export function orgRules(reading: OrgRuleReading, username: string): OrgRules {
  const source: RuleSource = { kind: 'org', username, readAt: reading.readAt };
  const files = readFiles(reading, source);
  const fromUiApi = uiApiRules(reading.uiApi, { ...source, partial: true });
  return {
    duplicateRules: firstOfEach([...files.duplicateRules, ...fromUiApi.duplicateRules]),
    matchingRules: firstOfEach([...files.matchingRules, ...fromUiApi.matchingRules]),
    objects: reading.by === 'metadata' ? reading.objects : [],
    activeOnly: fromUiApi.objects,
    unreadable: files.unreadable,
    leadConversionValidation: reading.leadConversionValidation,
  };
}

interface FileRules {
  readonly duplicateRules: readonly DuplicateRule[];
  readonly matchingRules: readonly MatchingRule[];
  /** Objects with a rule that could not be read. */
  readonly unreadable: readonly string[];
}

function readFiles({ files }: OrgRuleReading, source: RuleSource): FileRules {
  const duplicateRules: DuplicateRule[] = [];
  const matchingRules: MatchingRule[] = [];
  const unreadable = new Set<string>();
  for (const { path, text } of files) {
    const kind = kindOf(path);
    if (kind === 'duplicate-rule') {
      const read = orgDuplicateRule(path, text);
      if (read.rule) duplicateRules.push({ ...read.rule, source });
      else if (read.object !== null) unreadable.add(read.object);
    } else if (kind === 'matching-rule') {
      for (const { rule } of readMatchingRules(path, text).rules) matchingRules.push({ ...rule, source });
    }
  }
  for (const { object } of duplicateRules.filter(({ matchRules }) => matchRules.length === 0)) {
    unreadable.add(object);
  }
  return { duplicateRules, matchingRules, unreadable: [...unreadable] };
}

/** An org may list a rule for person accounts as `Account.…`; such a rule compares with person accounts. */
export function orgDuplicateRule(path: string, text: string): ReadDuplicateRule {
  const read = readDuplicateRule(path, text);
  const { rule } = read;
  const isForPersons =
    rule !== null &&
    rule.object.toLowerCase() === 'account' &&
    rule.matchRules.some(
      ({ objectType, mapping }) => mapping === null && objectType.toLowerCase() === 'personaccount',
    );
  return isForPersons ? { ...read, rule: { ...rule, object: 'PersonAccount' } } : read;
}

/** A rule of person accounts may be listed under either name. */
function firstOfEach<R extends { readonly object: string; readonly name: string }>(rules: readonly R[]): R[] {
  const byKey = new Map<string, R>();
  for (const rule of rules) {
    const key = `${rule.object}.${rule.name}`.toLowerCase();
    if (rule.name !== '' && !byKey.has(key)) byKey.set(key, rule);
  }
  return [...byKey.values()];
}
