import type { Finding } from '../findings.ts';
import { compileReference, compileRule, isCompiled } from '../matching/compile.ts';
import { methodOf } from '../matching/methods/registry.ts';
import { standardAccountFields } from '../matching/standard/rules.ts';
import type { MatchingRuleElements } from '../metadata/matchingRule.ts';
import type { DuplicateRule, MatchingRule, MatchRuleReference } from '../metadata/model.ts';
import { escapeMarkdown } from '../outcome/hover.ts';
import { sentence } from '../outcome/words.ts';
import type { Location, Span } from '../text.ts';
import type { RuleTreeInput } from './input.ts';
import { type Node, node } from './node.ts';
import { problemNodes, problemsOf } from './problems.ts';

/**
 * A matching rule under the duplicate rule that refers to it.
 *
 * @param at where it is referred to, for a rule without a file
 */
export function referenceNode(
  reference: MatchRuleReference,
  id: string,
  { object }: DuplicateRule,
  at: Location | null,
  input: RuleTreeInput,
): Node {
  const { objectType, matchingRule, mapping } = reference;
  const rule = input.catalog.matchingRule(objectType, matchingRule);
  const across = objectType.toLowerCase() === object.toLowerCase() ? [] : [`with ${objectType}`];
  const mapped = mapping === null ? [] : [mappingNode(reference, `${id}/mapping`, at)];
  if (rule === null) return missingNode(reference, id, across, at, mapped, input);
  return matchingRuleNode(rule, id, across, at, mapped, input);
}

/** Matching rules that no duplicate rule refers to. */
export function unusedMatchingRules(
  input: RuleTreeInput,
): readonly { readonly object: string; readonly node: Node }[] {
  const { duplicateRules, matchingRules } = input.catalog;
  const used = new Set(
    duplicateRules.flatMap(({ matchRules }) =>
      matchRules.map(({ objectType, matchingRule }) => `${objectType}.${matchingRule}`.toLowerCase()),
    ),
  );
  return matchingRules
    .filter(
      ({ object, name, source }) => source.kind === 'file' && !used.has(`${object}.${name}`.toLowerCase()),
    )
    .map((rule) => {
      const id = `${rule.object}/matching/${rule.name}`.toLowerCase();
      const { object } = rule;
      return { object, node: matchingRuleNode(rule, id, ['no duplicate rule uses it'], null, [], input) };
    });
}

function matchingRuleNode(
  rule: MatchingRule,
  id: string,
  said: readonly string[],
  at: Location | null,
  mapped: readonly Node[],
  input: RuleTreeInput,
): Node {
  const { source } = rule;
  const file = source.kind === 'file' ? input.matchingRuleFile(source.location.uri) : null;
  const read = file?.rules.find((one) => one.rule === rule) ?? null;
  const findings = read === null ? [] : findingsWithin(input.findings(file!.uri), read.elements.element);
  const isActive = /^active$/i.test(rule.status);
  const place = source.kind === 'file' ? source.location : at;
  const description = [
    ...said,
    ...(isActive || rule.status === '' ? [] : [rule.status.toLowerCase()]),
    ...(source.kind === 'org' ? ['of the org'] : []),
  ].join(' · ');
  const label = rule.label || rule.name;
  return node({
    kind: 'matching-rule',
    id,
    label,
    description,
    spoken: [label, 'matching rule', ...(description === '' ? [] : [description])].join(', '),
    tooltip: `**${escapeMarkdown(label)}**, matching rule ${escapeMarkdown(rule.fullName)}`,
    place,
    active: isActive,
    origin: source.kind,
    problems: problemsOf(findings),
    children: [
      ...problemNodes(id, findings),
      ...bodyNodes(rule, id, file?.uri ?? null, read?.elements ?? null, at),
      ...mapped,
    ],
  });
}

/** A rule that is in no catalogue: one of Salesforce's own, of which is shown what is documented, or one not read. */
function missingNode(
  reference: MatchRuleReference,
  id: string,
  across: readonly string[],
  at: Location | null,
  mapped: readonly Node[],
  { catalog }: RuleTreeInput,
): Node {
  const compiled = compileReference(reference, catalog);
  const isStandard = isCompiled(compiled) || compiled.rule !== null;
  const label = isStandard ? reference.matchingRule.replaceAll('_', ' ') : reference.matchingRule;
  const said = [...across, isStandard ? "Salesforce's own" : 'not in the project'];
  return node({
    kind: 'matching-rule',
    id,
    label,
    description: said.join(' · '),
    spoken: [label, 'matching rule', ...said].join(', '),
    tooltip: isStandard
      ? "Salesforce's own matching rule. Its fields are those that are documented; the rule itself is in no file."
      : escapeMarkdown(compiled && 'why' in compiled ? compiled.why : ''),
    place: at,
    children: [...standardBody(reference.matchingRule, compiled, id, at), ...mapped],
  });
}

function bodyNodes(
  rule: MatchingRule,
  id: string,
  uri: string | null,
  elements: MatchingRuleElements | null,
  at: Location | null,
): readonly Node[] {
  if (rule.items.length === 0) return standardBody(rule.name, compileRule(rule), id, at);
  const placeOf = (span: Span | null | undefined): Location | null =>
    uri === null || !span ? null : { uri, start: span.start, end: span.end };
  const logic = rule.booleanFilter
    ? [logicNode(id, rule.booleanFilter, placeOf(elements?.booleanFilter))]
    : [];
  return [
    ...logic,
    ...rule.items.map(({ field, method, matchBlanks }, index) => {
      const item = elements?.items[index];
      return fieldNode(id, {
        number: rule.booleanFilter ? index + 1 : null,
        field,
        method,
        matchBlanks,
        place: placeOf(item?.field ?? item?.element),
      });
    }),
  ];
}

/** The fields of one of Salesforce's rules, whose order means nothing, and what is to be known of it. */
function standardBody(
  name: string,
  compiled: ReturnType<typeof compileRule>,
  id: string,
  at: Location | null,
): readonly Node[] {
  if (!isCompiled(compiled)) {
    const note = noteNode(`${id}/note`, compiled.why, at);
    return standardAccount.test(name) ? [...accountFields(id, at), note] : [note];
  }
  return [
    ...compiled.items.map(({ field, method }) =>
      fieldNode(id, { number: null, field, method: method.method, matchBlanks: false, place: at }),
    ),
    ...compiled.notes.map((text, index) => noteNode(`${id}/note/${index}`, text, at)),
  ];
}

const standardAccount = /^Standard_Account_Match(?:ing)?_Rule/i;

/** All that is published of the standard account rule is which fields it needs. */
function accountFields(parent: string, place: Location | null): readonly Node[] {
  const { all, oneOf } = standardAccountFields;
  const entry = (field: string, description: string) =>
    node({ kind: 'field', id: `${parent}/field/${field.toLowerCase()}`, label: field, description, place });
  return [
    ...all.map((field) => entry(field, 'needed')),
    ...oneOf.map((field) => entry(field, 'one of these needed')),
  ];
}

interface FieldEntry {
  /** By which the filter logic names it; null where there is none. */
  readonly number: number | null;
  readonly field: string;
  readonly method: string;
  readonly matchBlanks: boolean;
  readonly place: Location | null;
}

function fieldNode(parent: string, { number, field, method, matchBlanks, place }: FieldEntry): Node {
  const label = number === null ? field : `${number}. ${field}`;
  const inSetup = methodOf(method)?.label ?? method;
  const blanks = matchBlanks ? 'blanks match' : '';
  const description = [inSetup, blanks].filter((part) => part !== '').join(' · ');
  const blankSentence = matchBlanks
    ? 'Two blank values match; a blank and a value do not.'
    : 'A blank value matches nothing, not even another blank one.';
  return node({
    kind: 'field',
    id: `${parent}/field/${number ?? ''}${field.toLowerCase()}/${method.toLowerCase()}`,
    label,
    description,
    spoken: `${label}, field, compared by ${inSetup}, ${matchBlanks ? 'blanks match' : 'blanks do not match'}`,
    tooltip: `**${escapeMarkdown(field)}** is compared by *${escapeMarkdown(inSetup)}*. ${blankSentence}`,
    place,
  });
}

function logicNode(parent: string, text: string, place: Location | null): Node {
  return node({
    kind: 'filter-logic',
    id: `${parent}/logic`,
    label: 'Matches where',
    description: text,
    place,
  });
}

function mappingNode({ mapping }: MatchRuleReference, id: string, at: Location | null): Node {
  const fields = mapping ?? [];
  const lines = fields.map(
    ({ inputField, outputField }) => `- ${escapeMarkdown(inputField)} → ${escapeMarkdown(outputField)}`,
  );
  return node({
    kind: 'mapping',
    id,
    label: 'Field mapping',
    description: fields.length === 1 ? '1 field' : `${fields.length} fields`,
    tooltip: lines.join('\n'),
    place: at,
    children: fields.map(({ inputField, outputField }) =>
      node({
        kind: 'mapping',
        id: `${id}/${inputField}/${outputField}`.toLowerCase(),
        label: inputField,
        description: `→ ${outputField}`,
        spoken: `${inputField} is compared with ${outputField}`,
        place: at,
      }),
    ),
  });
}

function noteNode(id: string, text: string, place: Location | null): Node {
  const tooltip = escapeMarkdown(sentence(text));
  return node({ kind: 'note', id, label: 'Note', description: text, tooltip, place });
}

function findingsWithin(findings: readonly Finding[], span: Span): readonly Finding[] {
  return findings.filter(({ location }) => location.start >= span.start && location.end <= span.end);
}
