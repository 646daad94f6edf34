import { fileNameOf, kindOf } from '../files.ts';
import { readMatchingRules } from '../metadata/matchingRule.ts';
import type { DuplicateRule, MatchingRule } from '../metadata/model.ts';
import type { OrgFile, OrgRuleReading } from '../orgData/model.ts';
import { orgDuplicateRule, orgRules } from '../orgData/rules.ts';
import {
  type Difference,
  differenceText,
  duplicateRuleDifferences,
  matchingRuleDifferences,
} from './differences.ts';
import type { RuleDrift } from './model.ts';

/** Rules of the workspace: those that have no file there (assumed, an org's) are left out. */
export interface LocalRules {
  readonly duplicateRules: readonly DuplicateRule[];
  readonly matchingRules: readonly MatchingRule[];
}

/**
 * Compares the rules of the workspace with those of the org: differing ones first, then those that one side
 * alone has, then the same ones. Where only the active rules of some objects were read, a rule that is not among
 * them is no drift, unless its object was read and it is active here.
 */
export function compareRules(
  local: LocalRules,
  reading: OrgRuleReading,
  username = '',
): readonly RuleDrift[] {
  const org = orgRules(reading, username);
  const copies = copiesIn(reading.files);
  const wasRead = (object: string): boolean =>
    reading.objects === 'all' ||
    [...reading.objects, ...(org.activeOnly ?? [])].some((name) => isObject(name, object));
  const ofObjects = ({ object }: { readonly object: string }) =>
    wasRead(object) && !(org.unreadable ?? []).some((name) => name.toLowerCase() === object.toLowerCase());

  const duplicateRules = compareKind(
    'DuplicateRule',
    local.duplicateRules.filter(isFile),
    org.duplicateRules,
    duplicateRuleDifferences,
    copies,
    // The UI API tells of active rules only.
    (rule) => ofObjects(rule) && (reading.by === 'metadata' || rule.active),
  );
  const matchingRules = compareKind(
    'MatchingRule',
    local.matchingRules.filter(isFile),
    // Salesforce's own are in every org, and never in a project.
    org.matchingRules.filter(({ name }) => !/^standard_/i.test(name)),
    matchingRuleDifferences,
    copies,
    (rule) => ofObjects(rule) && reading.by === 'metadata',
  );
  const rank = { different: 0, 'only-local': 1, 'only-org': 2, same: 3 } as const;
  return [...duplicateRules, ...matchingRules].sort(
    (a, b) =>
      rank[a.state] - rank[b.state] ||
      (a.kind < b.kind
        ? -1
        : a.kind > b.kind
          ? 1
          : a.fullName.toLowerCase() < b.fullName.toLowerCase()
            ? -1
            : 1),
  );
}

function isFile({ source }: { readonly source: DuplicateRule['source'] }): boolean {
  return source.kind === 'file';
}

/** Reading an account's rules reads those of person accounts. */
function isObject(read: string, object: string): boolean {
  const [a, b] = [read.toLowerCase(), object.toLowerCase()];
  return a === b || (a === 'account' && b === 'personaccount');
}

type Rule = DuplicateRule | MatchingRule;

function compareKind<R extends Rule>(
  kind: RuleDrift['kind'],
  local: readonly R[],
  org: readonly R[],
  differences: (here: R, there: R) => readonly Difference[],
  copies: ReadonlyMap<string, OrgFile>,
  isMissingInOrg: (rule: R) => boolean,
): RuleDrift[] {
  const theirs = new Map(org.map((rule) => [keyOf(rule), rule]));
  const mine = new Map<string, R>();
  for (const rule of local) if (!mine.has(keyOf(rule))) mine.set(keyOf(rule), rule);
  const drift = (rule: R, state: RuleDrift['state'], texts: readonly string[]): RuleDrift => {
    const copy = state === 'only-local' ? undefined : copies.get(`${kind} ${keyOf(rule)}`);
    const here = mine.get(keyOf(rule));
    return {
      kind,
      fullName: rule.fullName,
      label: rule.label,
      state,
      differences: texts,
      file: here?.source.kind === 'file' ? here.source.location.uri : null,
      orgText: copy?.text ?? null,
      orgPath: copy?.path ?? null,
    };
  };
  return [
    ...[...mine].flatMap(([key, here]): RuleDrift[] => {
      const there = theirs.get(key);
      if (!there) return isMissingInOrg(here) ? [drift(here, 'only-local', [])] : [];
      const texts = differences(here, there).map(differenceText);
      return [drift(here, texts.length === 0 ? 'same' : 'different', texts)];
    }),
    ...[...theirs].filter(([key]) => !mine.has(key)).map(([, rule]) => drift(rule, 'only-org', [])),
  ];
}

function keyOf({ object, name }: Rule): string {
  return `${object}.${name}`.toLowerCase();
}

/** The files of the org's rules by kind and name; a matching rule's holds all of its object. */
function copiesIn(files: readonly OrgFile[]): ReadonlyMap<string, OrgFile> {
  const copies = new Map<string, OrgFile>();
  const add = (key: string, file: OrgFile) => {
    if (!copies.has(key)) copies.set(key, file);
  };
  for (const file of files) {
    const kind = kindOf(fileNameOf(file.path));
    if (kind === 'duplicate-rule') {
      const { rule } = orgDuplicateRule(file.path, file.text);
      if (rule) add(`DuplicateRule ${keyOf(rule)}`, file);
    } else if (kind === 'matching-rule') {
      for (const { rule } of readMatchingRules(file.path, file.text).rules) {
        add(`MatchingRule ${keyOf(rule)}`, file);
      }
    }
  }
  return copies;
}
