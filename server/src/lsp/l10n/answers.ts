import type { RecordReading } from '../../core/records/model.ts';
import type {
  CodeSuggestion,
  Explanation,
  NewRuleStep,
  Preview,
  RecordForm,
  RuleNode,
  SaveTable,
  ScaffoldStep,
} from '../../protocol.ts';
import { localised, localisedFields } from './language.ts';

/** Fields of answers that hold our own words; others hold names, values and texts of a project or an org. */
const fields = {
  table: new Set([
    ...['reading', 'text', 'note', 'changes', 'step', 'actions', 'compares', 'words', 'by', 'provisos'],
    ...['condition', 'unknown', 'source'],
  ]),
  preview: new Set(['heading', 'testedBy', 'problems', 'what', 'why', 'actions', 'condition', 'security']),
  verdict: new Set(['text']),
  rule: new Set(['source', 'criteria', 'certainty', 'summary', 'how', 'why', 'method']),
  channels: new Set(['title', 'text', 'source']),
  newRule: new Set([
    ...['title', 'explanation', 'problem', 'description', 'detail', 'compares', 'actions', 'effect'],
    ...['impact', 'notes', 'next', 'message', 'offers'],
  ]),
} as const;

/** What a sentence is put together of must be translated too: the list of sources holds what cells refer to. */
export function localisedTable(table: SaveTable): SaveTable {
  const translated = localisedFields(table, fields.table);
  const parts = translated.parts.map((part) => ({
    ...part,
    title: localised(part.title),
    groups: part.groups.map(({ name, rows }) => ({
      name: localised(name),
      rows: rows.map((row) => ({ ...row, title: localised(row.title) })),
    })),
    elsewhere: part.elsewhere.map((one) => ({ ...one, title: localised(one.title) })),
  }));
  return { ...translated, parts };
}

export function localisedPreview(preview: Preview): Preview {
  const translated = localisedFields(preview, fields.preview);
  return {
    ...translated,
    verdict: localisedFields(translated.verdict, fields.verdict),
    rules: translated.rules.map((rule) => ({
      ...localisedFields(rule, fields.rule),
      channels: localisedFields(rule.channels, fields.channels),
    })),
  };
}

export function localisedSuggestions(suggestions: readonly CodeSuggestion[]): readonly CodeSuggestion[] {
  return suggestions.map((one) => ({ ...one, title: localised(one.title) }));
}

export function localisedExplanation(explanation: Explanation): Explanation {
  return {
    ...explanation,
    heading: localised(explanation.heading),
    problems: explanation.problems.map(localised),
    refusals: explanation.refusals.map((refusal) => ({
      ...refusal,
      title: localised(refusal.title),
      advice: refusal.advice.map(localised),
      preview: localisedPreview(refusal.preview),
      suggestions: localisedSuggestions(refusal.suggestions),
    })),
    others: explanation.others.map((one) => ({
      ...one,
      explanation: one.explanation === null ? null : localised(one.explanation),
    })),
  };
}

export function localisedForm(form: RecordForm): RecordForm {
  return {
    ...form,
    rules: form.rules.map(localised),
    problems: form.problems.map(localised),
    fields: form.fields.map((field) => ({ ...field, usedBy: field.usedBy.map(localised) })),
  };
}

export function localisedReading(reading: RecordReading): RecordReading {
  return {
    ...reading,
    drafts: reading.drafts.map((draft) => ({ ...draft, origin: localised(draft.origin) })),
    problems: reading.problems.map(localised),
  };
}

/** Names of objects, rules and fields are what they are. */
const named: readonly RuleNode['kind'][] = [
  'object',
  'duplicate-rule',
  'matching-rule',
  'field',
  'mapping',
  'save',
];

/** One entry, without those below it. */
export function localisedNode(node: RuleNode): RuleNode {
  // It is shown to users of the org, in the words of whoever wrote the rule.
  if (node.kind === 'alert-text')
    return { ...node, label: localised(node.label), spoken: localised(node.spoken) };
  return {
    ...node,
    label: named.includes(node.kind) ? node.label : localised(node.label),
    description: localised(node.description),
    tooltip: localised(node.tooltip),
    spoken: localised(node.spoken),
  };
}

/** A step of an interview: of a new rule, or of a scaffold. */
export function localisedStep<Step extends NewRuleStep | ScaffoldStep>(step: Step): Step {
  const translated = localisedFields(step, fields.newRule);
  if (translated.kind !== 'question') return translated;
  // What is chosen among may be a name or words of ours.
  const choices = translated.choices.map((choice) => ({ ...choice, label: localised(choice.label) }));
  return { ...translated, choices };
}
