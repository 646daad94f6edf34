import { fullNameOf, kindOf } from '../files.ts';
import type { DuplicateRule, MatchingRule } from '../metadata/model.ts';
import { lacksMapping } from '../outcome/objectMapping.ts';
import { actionsOfRule, list, shortPath } from '../outcome/words.ts';
import { effectSentences } from './effects.ts';
import { duplicateRuleFile } from './files/duplicateRuleFile.ts';
import { addedMatchingRule, type MatchingRuleText, matchingRuleFile } from './files/matchingRuleFile.ts';
import { ruleTestFile } from './files/ruleTestFile.ts';
import { type RuleFolders, ruleFolders } from './folders.ts';
import { duplicateRuleLimit, matchingRuleLimit } from './limits.ts';
import {
  type PackageFolder,
  type PlannedFile,
  type RuleDesign,
  type RuleTemplate,
  refusal,
  type TemplateAnswers,
  type TemplatePlan,
  type TemplateProject,
  type TemplateRefusal,
  type TemplateResult,
} from './model.ts';
import { duplicateRuleNames, freeName, matchingRuleNames, rulesOf } from './names.ts';
import { nextSteps, notesOf } from './notes.ts';
import { activeQuestion, nameQuestion, packageQuestion } from './questions.ts';
import { type RuleThatUses, rulesThatUse, sameMatchingRules } from './sameEffect.ts';
import { nextSortOrder } from './sortOrder.ts';

export interface PlanOptions {
  /** What has a default is asked for too. */
  readonly isInteractive?: boolean;
}

/**
 * The files of a new rule, fitted to what is there; or what has to be answered before, or why the rule cannot be had.
 * Questions come one by one, in the order in which a person is best asked.
 */
export function planNewRule(
  template: RuleTemplate,
  answers: TemplateAnswers,
  project: TemplateProject,
  { isInteractive = false }: PlanOptions = {},
): TemplateResult {
  const design = template.design(answers, project);
  if (design.kind !== 'design') return design;
  const compared = matchingRuleFor(design, project);
  if ('kind' in compared) return compared;

  const limit = duplicateRuleLimit(design.object, project.catalog);
  if (answers.active === null && isInteractive) return activeQuestion(template, limit);
  const active = answers.active ?? !template.refuses;
  if (active && limit !== null) return limit;

  const folder = packageFolder(answers, project, isInteractive);
  if ('kind' in folder) return folder;

  const taken = duplicateRuleNames(design.object, project);
  const proposed = freeName(design.name, taken);
  const asked = nameQuestion(answers.name, proposed, taken, design.object, isInteractive);
  if (asked !== null) return asked;
  return planOf(
    template,
    design,
    compared,
    { name: answers.name ?? proposed, active, folder, answers },
    project,
  );
}

/** The matching rule that is used; `text` of one that is made. */
interface Compared {
  readonly name: string;
  readonly text: MatchingRuleText | null;
  /** What it compares; null: not known. */
  readonly rule: Pick<MatchingRule, 'items' | 'booleanFilter'> | null;
  readonly mapping: readonly (readonly [input: string, output: string])[] | null;
}

function matchingRuleFor(design: RuleDesign, project: TemplateProject): Compared | TemplateRefusal {
  const { compares, against, object } = design;
  const { catalog } = project;
  if (compares.kind === 'rule') {
    const rule = catalog.matchingRule(against, compares.name);
    const others = withSameEffect(design, rulesThatUse(object, against, [compares.name], null, catalog));
    return others ?? { name: rule?.name ?? compares.name, text: null, rule, mapping: null };
  }
  const { items, mappedFrom } = compares;
  const same = sameMatchingRules(against, items, catalog);
  const names = same.map(({ name }) => name);
  const mapping =
    mappedFrom === null ? null : mappedFrom.map((input, index) => [input, items[index]!.field] as const);
  const others = withSameEffect(design, rulesThatUse(object, against, names, mapping, catalog));
  if (others !== null) return others;
  const rule = { items, booleanFilter: null };
  const there = same.find(({ status }) => status === 'Active');
  if (there) return { name: there.name, text: null, rule, mapping };
  const limit = matchingRuleLimit(against, catalog);
  if (limit !== null) return limit;
  const name = freeName(compares.name, matchingRuleNames(against, project));
  const labels = new Set(rulesOf(against, catalog.matchingRules).map(({ label }) => label.toLowerCase()));
  const text = { name, label: freeName(compares.label, labels, ' '), items };
  return { name, text, rule, mapping };
}

/** A rule that compares the same on all saves leaves nothing for a new one; one with conditions may. */
function withSameEffect(design: RuleDesign, others: readonly RuleThatUses[]): TemplateRefusal | null {
  const found = others.find(({ rule }) => rule.filter === null || design.condition !== null);
  if (!found) return null;
  const { rule: other, by } = found;
  const { source, label, fullName, active } = other;
  const place = source.kind === 'file' ? `, ${shortPath(source.location.uri)}` : ', in the org';
  const state = active ? '' : ' It is inactive.';
  const called = `Rule '${label || fullName}' (${fullName}${place})`;
  if (lacksMapping(other, by)) {
    return refusal(
      `${called} compares by the same matching rule, and has no objectMapping from ${design.object} to ${design.against}: what it finds is not known.${state}`,
      'Add the objectMapping to that rule: its finding missing-object-mapping has a fix that writes it.',
    );
  }
  return refusal(
    `${called} compares the same already: ${actionsOfRule(other)}.${state}`,
    ...(active ? [] : ['Activate that rule.']),
    'Change the actions or the alert text of that rule, if they should be others.',
    ...(design.condition === null ? [] : [`Give that rule the condition: ${conditionWords(design)}.`]),
  );
}

function conditionWords({ condition }: RuleDesign): string {
  return `${condition?.table}.${condition?.field} ${condition?.operation} ${condition?.value}`;
}

/** The package directory that is named, else the default one; interactively it is asked for where there are several. */
export function packageFolder(
  { packageDirectory }: Pick<TemplateAnswers, 'packageDirectory'>,
  { packageDirectories }: Pick<TemplateProject, 'packageDirectories'>,
  isInteractive: boolean,
): PackageFolder | Extract<TemplateResult, { kind: 'question' }> {
  const byDefault = packageDirectories.find(({ isDefault }) => isDefault) ?? packageDirectories[0]!;
  if (packageDirectory === null) {
    return isInteractive && packageDirectories.length > 1
      ? packageQuestion(packageDirectories, byDefault, null)
      : byDefault;
  }
  const named = packageDirectories.find(({ uri, path }) => [uri, path].includes(packageDirectory));
  return named ?? packageQuestion(packageDirectories, byDefault, packageDirectory);
}

interface Settled {
  readonly name: string;
  readonly active: boolean;
  readonly folder: PackageFolder;
  readonly answers: TemplateAnswers;
}

function planOf(
  template: RuleTemplate,
  design: RuleDesign,
  compared: Compared,
  { name, active, folder, answers }: Settled,
  project: TemplateProject,
): TemplatePlan | TemplateRefusal {
  const { object, against } = design;
  const folders = ruleFolders(folder.uri, project);
  const labels = new Set(
    rulesOf(object, project.catalog.duplicateRules).map(({ label }) => label.toLowerCase()),
  );
  const wanted =
    answers.name === null || answers.name === design.name ? design.label : name.replaceAll('_', ' ');
  const label = freeName(wanted, labels, ' ');
  const order = nextSortOrder(object, project.catalog);
  const text = duplicateRuleFile({
    ...design,
    label,
    active,
    matchingRule: compared.name,
    mapping: compared.mapping,
    sortOrder: order.sortOrder,
  });
  const uri = `${folders.duplicateRules}/${object}.${name}.duplicateRule${folders.ending}`;
  const matching = matchingFile(against, compared.text, folders, folder, project);
  if (matching !== null && 'message' in matching) return matching;
  const test = ruleTestFile({ design, name, matchingRule: compared.name, active });
  const files: PlannedFile[] = [
    { kind: 'create', what: 'duplicate-rule', uri, text },
    ...(matching === null ? [] : [matching]),
    { kind: 'create', what: 'rule-test', uri: testUri(name, project), text: test },
  ];
  const rule = ruleOf(design, {
    name,
    label,
    active,
    uri,
    sortOrder: order.sortOrder,
    matchingRule: compared.name,
    mapping: compared.mapping,
  });
  return {
    kind: 'plan',
    template: template.id,
    fullName: rule.fullName,
    label,
    active,
    actions: actionsOfRule(rule),
    compares: comparesWords(design, compared),
    files,
    effect: { sentences: effectSentences(rule, project.catalog.leadConversionValidation) },
    notes: notesOf({
      template,
      design,
      uri,
      active,
      isActiveSaid: answers.active !== null,
      order,
      matching,
      folder,
      compared: compared.name,
      project,
    }),
    next: nextSteps({
      active,
      refuses: template.refuses,
      files,
      matchingFile: matching?.uri ?? fileOfMatchingRule(against, compared.name, project),
    }),
  };
}

function fileOfMatchingRule(object: string, name: string, { catalog }: TemplateProject): string | null {
  const source = catalog.matchingRule(object, name)?.source;
  return source?.kind === 'file' ? source.location.uri : null;
}

function matchingFile(
  object: string,
  rule: MatchingRuleText | null,
  { matchingRules, ending }: RuleFolders,
  { uri: folder }: PackageFolder,
  project: TemplateProject,
): PlannedFile | TemplateRefusal | null {
  if (rule === null) return null;
  const there = project.files
    .filter(
      (uri) => kindOf(uri) === 'matching-rule' && fullNameOf(uri).toLowerCase() === object.toLowerCase(),
    )
    .sort(
      (a, b) => Number(b.startsWith(`${folder}/`)) - Number(a.startsWith(`${folder}/`)) || (a < b ? -1 : 1),
    );
  const [uri] = there;
  if (uri === undefined) {
    const text = matchingRuleFile(rule);
    return {
      kind: 'create',
      what: 'matching-rule',
      uri: `${matchingRules}/${object}.matchingRule${ending}`,
      text,
    };
  }
  const before = project.text(uri);
  const edit = before === null ? null : addedMatchingRule(before, rule);
  if (before === null || edit === null) {
    return refusal(
      `A matching rule has to be added to ${shortPath(uri)}, which is not well-formed XML.`,
      'Mend that file first.',
    );
  }
  return { kind: 'edit', what: 'matching-rule', uri, before, edit };
}

function testUri(name: string, { root, files }: TemplateProject): string {
  const stem = name.replaceAll('_', '-').toLowerCase();
  const ending = '.duptest.yaml';
  const folder = `${root}/tests`;
  const taken = new Set(
    files
      .filter((uri) => uri.startsWith(`${folder}/`))
      .map((uri) => uri.slice(folder.length + 1).toLowerCase())
      .filter((file) => file.endsWith(ending))
      .map((file) => file.slice(0, -ending.length)),
  );
  return `${folder}/${freeName(stem, taken, '-')}${ending}`;
}

function comparesWords({ object, against }: RuleDesign, { name, rule }: Compared): string {
  const fields = (rule?.items ?? []).map(({ field, method }) => `${field} (${method})`);
  const what = fields.length === 0 ? `by matching rule ${name}` : list(fields, 'and');
  return object === against ? `${against}: ${what}` : `${object} with ${against}: ${what}`;
}

interface Named {
  readonly name: string;
  readonly label: string;
  readonly active: boolean;
  readonly uri: string;
  readonly sortOrder: number;
  readonly matchingRule: string;
  readonly mapping: Compared['mapping'];
}

/** The rule as reading its file would give it, as far as the outcome table asks. */
function ruleOf(design: RuleDesign, named: Named): DuplicateRule {
  const { object, against, onInsert, onUpdate, alertText, security, condition } = design;
  const { name, label, active, uri, sortOrder, matchingRule } = named;
  const mapping = named.mapping?.map(([inputField, outputField]) => ({ inputField, outputField })) ?? null;
  return {
    fullName: `${object}.${name}`,
    object,
    name,
    label,
    active,
    onInsert,
    onUpdate,
    alertText,
    security,
    sortOrder,
    filter: condition === null ? null : { booleanFilter: null, conditions: [condition] },
    matchRules: [{ objectType: against, matchingRule, mapping }],
    source: { kind: 'file', location: { uri, start: 0, end: 0 } },
  };
}
