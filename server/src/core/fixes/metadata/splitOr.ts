import { compileRule, isCompiled } from '../../matching/compile.ts';
import { type FilterExpression, parseBooleanFilter } from '../../metadata/booleanFilter.ts';
import type { DuplicateRule, MatchingRule } from '../../metadata/model.ts';
import { itemsOf } from '../../outcome/filters.ts';
import { list } from '../../outcome/words.ts';
import { repeatedFuzzyFields } from '../../rules/fuzzyFields.ts';
import { isNamespaced, isStandardRuleName, ownRules } from '../../rules/ruleFileReports.ts';
import type { FileEdits, FixDraft } from '../fix.ts';
import { duplicateRuleCopy } from './duplicateRuleCopy.ts';
import { matchingRuleParts, type RulePart } from './matchingRuleParts.ts';
import { freeName, labelled } from './names.ts';
import type { MetadataFixRequest } from './request.ts';

/** Active ones of an object; see the rule rule-limit-exceeded. */
const mostActive = 5;

/**
 * Gives each part of the OR that Salesforce does not evaluate a matching rule of its own. A duplicate rule may have
 * one active matching rule of each object, so each that uses the rule gets a copy for each new one. Null where that
 * would be more active rules than Salesforce allows, or where a file cannot be read.
 */
export function splitOrSegments(request: MetadataFixRequest): FixDraft | null {
  const { finding, reading, textOf } = request;
  if (reading.kind !== 'matching-rules') return null;
  const { uri, object } = reading.file;
  const read = reading.file.rules.find(({ elements: { booleanFilter } }) => {
    const { start, end } = finding.location;
    return booleanFilter !== null && booleanFilter.start <= start && end <= booleanFilter.end;
  });
  const text = textOf(uri);
  if (!read || text === null) return null;
  const parts = partsOf(read.rule, object, request);
  if (parts === null) return null;
  const matching = matchingRuleParts(text, read, parts);
  const users = usersOf(read.rule, object, request);
  if (matching === null || !leavesRoom(read.rule, object, users, parts.added.length, request)) return null;
  const copies = copiesOf(users, read.rule, object, parts.added, request);
  if (copies === null) return null;
  const what =
    copies.length === 0
      ? 'no duplicate rule of this project uses it'
      : `${copies.length === 1 ? 'a duplicate rule that uses' : `${copies.length} duplicate rules that use`} ${parts.added.length === 1 ? 'the new one' : 'the new ones'}`;
  return {
    id: 'split-or-segments',
    title:
      `Split into ${parts.added.length + 1} matching rules, and add ${what}: what only ${list(parts.written, 'and')} would find is then found too`.replace(
        'and add no',
        'no',
      ),
    edits: [{ uri, edits: matching }, ...copies],
  };
}

interface Parts {
  /** What the rule itself keeps. */
  readonly kept: RulePart;
  readonly added: readonly RulePart[];
  /** The parts as the filter has them. */
  readonly written: readonly string[];
}

function partsOf(rule: MatchingRule, object: string, request: MetadataFixRequest): Parts | null {
  const compiled = compileRule(rule);
  const expression = parseBooleanFilter(rule.booleanFilter ?? '');
  if (!isCompiled(compiled) || expression?.kind !== 'or') return null;
  const { leftOut } = repeatedFuzzyFields(rule, compiled);
  const { operands } = expression;
  const rest = operands.filter((_, index) => !leftOut.includes(index));
  if (leftOut.length === 0 || rest.length === 0) return null;
  const taken = new Set(namesOf(object, request));
  const added = leftOut.map((operand, index): RulePart => {
    const name = freeName(rule.name, index + 2, taken);
    taken.add(name.toLowerCase());
    return { name, number: index + 2, ...filterOf(operands[operand]!) };
  });
  const kept = filterOf(rest.length === 1 ? rest[0]! : { kind: 'or', operands: rest });
  return {
    kept: { name: rule.name, number: 1, ...kept },
    added,
    written: leftOut.map((operand) => wordsOf(operands[operand]!, (number) => number)),
  };
}

function namesOf(object: string, { catalog }: MetadataFixRequest): readonly string[] {
  return catalog.matchingRules
    .filter((one) => one.object.toLowerCase() === object.toLowerCase())
    .map(({ name }) => name.toLowerCase());
}

/** The items of a part, numbered anew; a plain AND of all of them needs no filter. */
function filterOf(expression: FilterExpression): Pick<RulePart, 'items' | 'filter'> {
  const items = [...new Set(itemsOf(expression))].sort((a, b) => a - b);
  const isPlain =
    expression.kind === 'item' ||
    (expression.kind === 'and' && expression.operands.every(({ kind }) => kind === 'item'));
  return { items, filter: isPlain ? null : wordsOf(expression, (number) => items.indexOf(number) + 1) };
}

function wordsOf(expression: FilterExpression, number: (item: number) => number): string {
  const inner = (one: FilterExpression): string =>
    one.kind === 'and' || one.kind === 'or' ? `(${wordsOf(one, number)})` : wordsOf(one, number);
  switch (expression.kind) {
    case 'item':
      return String(number(expression.number));
    case 'not':
      return `NOT ${inner(expression.operand)}`;
    default:
      return expression.operands.map(inner).join(` ${expression.kind.toUpperCase()} `);
  }
}

/** The duplicate rules of the project that use the matching rule. */
function usersOf(
  rule: MatchingRule,
  object: string,
  { catalog }: MetadataFixRequest,
): readonly DuplicateRule[] {
  return catalog.duplicateRules.filter(
    ({ source, matchRules }) =>
      source.kind === 'file' && matchRules.some((one) => isReference(one, rule, object)),
  );
}

export function isReference(
  { objectType, matchingRule }: { readonly objectType: string; readonly matchingRule: string },
  { name }: MatchingRule,
  object: string,
): boolean {
  return (
    objectType.toLowerCase() === object.toLowerCase() && matchingRule.toLowerCase() === name.toLowerCase()
  );
}

function leavesRoom(
  rule: MatchingRule,
  object: string,
  users: readonly DuplicateRule[],
  added: number,
  { catalog }: MetadataFixRequest,
): boolean {
  const isActive = (one: MatchingRule) => /^active$/i.test(one.status);
  const own = (name: string) => !isStandardRuleName(name) && !isNamespaced(name);
  const active = catalog.matchingRules.filter(
    (one) => one.object.toLowerCase() === object.toLowerCase() && isActive(one) && own(one.name),
  ).length;
  if (isActive(rule) && active + added > mostActive) return false;
  return users.every((user) => {
    const rules = ownRules(catalog, user.object).filter((one) => one.active && own(one.name)).length;
    const copies = users.filter((one) => one.active && one.object === user.object).length * added;
    return !user.active || rules + copies <= mostActive;
  });
}

function copiesOf(
  users: readonly DuplicateRule[],
  rule: MatchingRule,
  object: string,
  added: readonly RulePart[],
  { catalog, textOf }: MetadataFixRequest,
): readonly FileEdits[] | null {
  const taken = new Set(catalog.duplicateRules.map(({ fullName }) => fullName.toLowerCase()));
  const lastOrder = new Map<string, number>();
  const files: FileEdits[] = [];
  for (const user of users) {
    if (user.source.kind !== 'file') return null;
    const { uri } = user.source.location;
    const text = textOf(uri);
    for (const part of added) {
      const orders = ownRules(catalog, user.object).map(({ sortOrder }) => sortOrder ?? 0);
      const sortOrder = (lastOrder.get(user.object) ?? Math.max(0, ...orders)) + 1;
      lastOrder.set(user.object, sortOrder);
      const name = freeName(
        user.name,
        part.number,
        new Set([...taken].map((one) => one.slice(one.indexOf('.') + 1))),
      );
      taken.add(`${user.object}.${name}`.toLowerCase());
      const copy =
        text === null
          ? null
          : duplicateRuleCopy(text, {
              label: (label) => labelled(label, part.number),
              name,
              sortOrder,
              isKept: (objectType, matchingRule) => isReference({ objectType, matchingRule }, rule, object),
              matchingRule: part.name,
            });
      const target = copy === null ? null : besides(uri, user, name);
      if (copy === null || target === null) return null;
      files.push({ uri: target, create: true, edits: [{ span: { start: 0, end: 0 }, newText: copy }] });
    }
  }
  return files;
}

/** The address of a file beside another rule's, for a rule of another name. */
function besides(uri: string, rule: DuplicateRule, name: string): string | null {
  const file = /[^/\\]*$/.exec(uri)![0];
  const ending = /\.duplicateRule(?:-meta\.xml)?$/i.exec(file)?.[0];
  const object = file.slice(0, file.indexOf('.'));
  if (ending === undefined || !file.includes(`.${rule.name}.`)) return null;
  return `${uri.slice(0, uri.length - file.length)}${object}.${name}${ending}`;
}
