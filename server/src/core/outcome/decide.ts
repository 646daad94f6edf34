import type { DuplicateRule } from '../metadata/model.ts';
import type { JudgedSite } from '../rules/rule.ts';
import type { SaveSite } from '../saves/site.ts';
import { accountKind } from './accountKind.ts';
import { hangsOnMatch, unmappedCell } from './channels.ts';
import { judgeFilter } from './condition.ts';
import { fieldKey } from './fieldNames.ts';
import { bypassConcerns, convertedObjects, convertLeadCell, dedupeBypassCell } from './leadConversion.ts';
import {
  type WrittenFields as FilledFields,
  hasOnlyInactiveMatchingRules,
  missingFields,
  missingForStandardAccountRule,
  touchesNoMatchingField,
} from './matchingFields.ts';
import type { Proviso, Result, RuleCatalog, RuleOperation, RuleOutcome } from './model.ts';
import { lacksEveryMapping, unmappedWords } from './objectMapping.ts';
import { documentedOnlySince } from './optionSemantics.ts';
import { reactionOn } from './reaction.ts';
import { silentCase } from './silentCases.ts';
import { cite } from './sources.ts';
import { cellFor, rowFor } from './table.ts';
import type { Cell } from './tableModel.ts';
import { list } from './words.ts';

/**
 * What each active duplicate rule does with a save when it finds a match: one outcome per rule and operation.
 * A save whose object is not known has no outcomes.
 */
export function judge(site: SaveSite, catalog: RuleCatalog): JudgedSite {
  const outcomes = rulesOf(site, catalog).flatMap((rule) =>
    operationsOf(site).map((operation) => outcomeOf(rule, operation, site, catalog)),
  );
  return { site, outcomes };
}

export function operationsOf(site: SaveSite): readonly RuleOperation[] {
  switch (site.operation) {
    case 'insert':
    case 'convertLead':
      return ['insert'];
    case 'update':
      return ['update'];
    case 'upsert':
      return ['insert', 'update'];
  }
}

/** The objects whose rules bear on a save; empty where they are not known. */
export function objectsOf(site: SaveSite): readonly string[] {
  if (site.target.kind === 'objects') return site.target.names;
  return site.operation === 'convertLead' ? convertedObjects : [];
}

function rulesOf(site: SaveSite, catalog: RuleCatalog): readonly DuplicateRule[] {
  const rules = objectsOf(site).flatMap((object) => catalog.rulesFor(object));
  return [
    ...new Map(rules.map((rule) => [`${rule.object}.${rule.name}`.toLowerCase(), rule])).values(),
  ].filter(({ active }) => active);
}

function outcomeOf(
  rule: DuplicateRule,
  operation: RuleOperation,
  site: SaveSite,
  catalog: RuleCatalog,
): RuleOutcome {
  const base = { rule, known: rule.source.kind !== 'assumed', operation };
  const silence = silenceOf(rule, operation, site, catalog);
  if (silence) {
    const { confidence, sources } = silence;
    const provisos = silence.proviso ? [silence.proviso] : [];
    return { ...base, result: 'not-evaluated', provisos, confidence, source: cite(sources) };
  }
  const { cell, result, provisos } = asMapped(rule, reactionTo(rule, operation, site, catalog));
  return {
    ...base,
    result,
    provisos: [...provisos, ...applicability(rule, operation, site, catalog)],
    confidence: result === 'unknown' ? 'open' : cell.confidence,
    source: cite(cell.sources),
  };
}

type Silence = Pick<Cell, 'confidence' | 'sources'> & { readonly proviso: Proviso | null };

/** Why a rule certainly does not bear on the save; null if it may. */
function silenceOf(
  rule: DuplicateRule,
  operation: RuleOperation,
  site: SaveSite,
  catalog: RuleCatalog,
): Silence | null {
  if (hasOnlyInactiveMatchingRules(rule, catalog)) return { ...silentCase('inactive'), proviso: null };

  const condition = judgeFilter(rule.filter, site.fields);
  if (condition.runs === false) {
    const text = `the code's own values make its condition false: ${condition.text}`;
    return { ...silentCase('condition-false'), proviso: { kind: 'rule-condition', text, onUser: false } };
  }

  const kind = accountKind(site.fields);
  if (isOnAccount(rule) && kind !== null && (rule.object === 'PersonAccount') !== (kind === 'person')) {
    const text = `the fields written here make it a ${kind} account`;
    return { confidence: 'documented', sources: ['MetaDup'], proviso: { kind: 'person-account', text } };
  }

  if (rule.source.kind === 'assumed' && rule.object.toLowerCase() === 'account' && operation === 'insert') {
    const missing = missingForStandardAccountRule(created(site));
    if (missing) {
      return { confidence: 'documented', sources: ['StdAccountMatch'], proviso: needsFields(missing) };
    }
  }
  return null;
}

interface Reaction {
  readonly cell: Pick<Cell, 'confidence' | 'sources'>;
  readonly result: Result;
  readonly provisos: readonly Proviso[];
}

const notSaid: Reaction = {
  cell: { confidence: 'open', sources: ['MetaDup'] },
  result: 'unknown',
  provisos: [],
};

/** What a rule does on a match says little where it is not known what it finds. */
function asMapped(rule: DuplicateRule, reaction: Reaction): Reaction {
  if (reaction.result === 'not-evaluated' || !lacksEveryMapping(rule)) return reaction;
  const provisos: readonly Proviso[] = [{ kind: 'object-mapping', text: unmappedWords(rule) }];
  return hangsOnMatch(reaction.result)
    ? { cell: unmappedCell, result: 'unknown', provisos }
    : { ...reaction, provisos: [...reaction.provisos, ...provisos] };
}

/** What the table says of the rule's action on this channel with these options. */
function reactionTo(
  rule: DuplicateRule,
  operation: RuleOperation,
  site: SaveSite,
  catalog: RuleCatalog,
): Reaction {
  const reaction = reactionOn(rule, operation);
  if (site.operation === 'convertLead') return conversion(rule, site, catalog);

  const row = rowFor(site);
  const cell = cellFor(row, reaction);
  if (!cell) return notSaid;
  const plain: Reaction = { cell, result: toResult(cell), provisos: [] };
  const allowed = row.alertAllowSave;
  if (allowed === null || reaction.action !== 'Allow' || !reaction.alert) return plain;

  const option = site.options.allowSave;
  switch (option.kind) {
    case 'unset':
      return plain;
    case 'known':
      if (option.value && site.options.ineffective !== undefined)
        return lost(plain, site.options.ineffective);
      return option.value ? acknowledged(allowed, site) : plain;
    case 'conditional': {
      if (!option.value) return plain;
      const text = `the code sets allowSave=true only when ${option.when}`;
      return { ...plain, provisos: [{ kind: 'option', text }] };
    }
    case 'parameter':
    case 'unknown': {
      const why = option.kind === 'parameter' ? `passed in as ${option.name}` : option.why;
      const text = `allowSave is not known: ${why}`;
      return { cell, result: 'unknown', provisos: [{ kind: 'option', text }] };
    }
  }
}

/** allowSave=true that the code sets and that does not reach the save. */
function lost(plain: Reaction, why: string): Reaction {
  return { ...plain, provisos: [{ kind: 'option', text: `allowSave=true does not reach the save: ${why}` }] };
}

/** allowSave=true on a channel that takes it, unless the call's version is below the documented one. */
function acknowledged(cell: Cell, site: SaveSite): Reaction {
  const since = documentedOnlySince(site);
  if (since === null) return { cell, result: toResult(cell), provisos: [] };
  const text = `allowSave is documented from API version ${since}.0; below it, it is not known`;
  return { cell, result: 'unknown', provisos: [{ kind: 'option', text }] };
}

function conversion(rule: DuplicateRule, site: SaveSite, catalog: RuleCatalog): Reaction {
  const validation = catalog.leadConversionValidation;
  const cell = convertLeadCell(rule.onInsert, validation);
  const result = toResult(cell);
  if (result === 'not-evaluated') return { cell, result, provisos: [] };
  if (site.dedupeChecksBypassed.some(({ object }) => bypassConcerns(object, rule.object))) {
    return { cell: dedupeBypassCell, result: toResult(dedupeBypassCell), provisos: [] };
  }
  if (validation !== null) return { cell, result, provisos: [] };
  const text = 'only with "Require Validation for Converted Leads" on, which no settings file here says';
  return { cell, result, provisos: [{ kind: 'lead-conversion-setting', text }] };
}

/** Under what conditions the rule bears on the save at all. */
function applicability(
  rule: DuplicateRule,
  operation: RuleOperation,
  site: SaveSite,
  catalog: RuleCatalog,
): readonly Proviso[] {
  const provisos: Proviso[] = [];
  if (site.operation === 'upsert') {
    provisos.push({
      kind: 'upsert-branch',
      text: operation === 'insert' ? 'when it creates' : 'when it updates',
    });
  }
  const condition = judgeFilter(rule.filter, site.fields);
  if (condition.runs === null) {
    provisos.push({ kind: 'rule-condition', text: condition.text, onUser: condition.onUser });
  }
  if (isOnAccount(rule) && accountKind(site.fields) === null && bothKindsExist(catalog)) {
    const kind = rule.object === 'PersonAccount' ? 'person' : 'business';
    provisos.push({ kind: 'person-account', text: `if the record is a ${kind} account` });
  }
  if (site.operation === 'convertLead') return provisos;
  if (operation === 'insert') {
    const missing = missingFields(rule, catalog, created(site));
    if (missing) provisos.push(needsFields(missing));
  } else if (touchesNoMatchingField(rule, catalog, site.fields)) {
    const text = `probably not evaluated: ${writtenWords(site)}`;
    provisos.push({ kind: 'no-matching-field-written', text });
  }
  return provisos;
}

/** What a created record holds: an upsert fills the external id that it goes by, which an address may give. */
function created({ fields, externalId }: SaveSite): FilledFields {
  if (externalId === null) return fields;
  return { ...fields, writes: [...fields.writes, { name: externalId, value: { kind: 'unknown' } }] };
}

/** How many fields, or sets of them, a sentence lists. */
const mostShown = 3;

function writtenWords({ fields }: SaveSite): string {
  const names = new Map(fields.writes.map(({ name }) => [fieldKey(name), name]));
  names.delete(fieldKey('Id'));
  const written = [...names.values()];
  if (written.length === 0) return 'no field that it compares is written here';
  const shown = written.slice(0, mostShown);
  if (written.length > mostShown) shown.push(`${written.length - mostShown} more`);
  return `none of the fields written here (${list(shown, 'and')}) is one that it compares`;
}

function isOnAccount(rule: DuplicateRule): boolean {
  return /^(person)?account$/i.test(rule.object);
}

/** Without a rule for person accounts nothing shows that the org has them, and an Account is taken as it is. */
function bothKindsExist(catalog: RuleCatalog): boolean {
  return catalog.rulesFor('Account').some(({ object }) => object === 'PersonAccount');
}

function needsFields(alternatives: readonly (readonly string[])[]): Proviso {
  const fields = [...new Set(alternatives.flat())];
  const shown = alternatives.slice(0, mostShown).map((set) => list(set, 'and'));
  if (alternatives.length > mostShown) shown.push('others');
  const text = `matches only if a default, trigger or flow fills ${list(shown, 'or')}`;
  return { kind: 'needs-fields', fields, text };
}

/** Only forms ask, and no code is a form. */
function toResult(cell: Cell): Result {
  return cell.result === 'asked' ? 'unknown' : cell.result;
}
