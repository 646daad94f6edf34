import type { DuplicateRule } from '../metadata/model.ts';
import { seenOfRefusal, seenWhereAsked } from '../outcome/callerSees.ts';
import { noteOn } from '../outcome/channels.ts';
import { type ChannelScope, concerns, everyChannel } from '../outcome/everyChannel.ts';
import type { RuleCatalog } from '../outcome/model.ts';
import { stepOn } from '../outcome/nextStep.ts';
import { silentCase } from '../outcome/silentCases.ts';
import { standingFacts } from '../outcome/standingFacts.ts';
import { rowOf } from '../outcome/table.ts';
import type { TableChannel } from '../outcome/tableModel.ts';
import { changesOf, refuses, saveCell } from './cells.ts';
import { channelGroups } from './groups.ts';
import type { Elsewhere, SavePart, SaveRow, SaveTable, Sourced } from './model.ts';
import { notesOf, quietOf } from './notes.ts';
import { runs, saveRule } from './rules.ts';
import { silencesOf } from './silences.ts';
import { sourced, titles } from './sourced.ts';
import { sourcesOf } from './words.ts';

const reading =
  'Each cell says what becomes of a record for which the rules find a match, by all rules together: the strictest decides. Where no rule finds a match, none refuses it.';

/**
 * What becomes of records of an object that are saved, on every channel, by the rules of the catalogue.
 *
 * @param object API name as Salesforce or the project spells it; `PersonAccount` is `Account`
 */
export function saveTable(object: string, catalog: RuleCatalog): SaveTable {
  const name = /^personaccount$/i.test(object) ? 'Account' : object;
  const rules = catalog.rulesFor(name);
  const running = rules.filter((rule) => runs(rule, catalog));
  const table = {
    object: name,
    reading,
    parts: partsOf(name, rules).map((draft) => part(draft, catalog)),
    notes: notesOf(name, rules, catalog),
    silences: silencesOf(running, catalog),
    facts: running.length === 0 ? [] : standingFacts.map(sourced),
  };
  return { ...table, sources: sourcesOf(table) };
}

interface PartDraft {
  readonly title: string;
  /** What its records are: the object, or `person accounts`. */
  readonly what: string;
  readonly ruleObject: string;
  readonly rules: readonly DuplicateRule[];
}

/** A record is a business account or a person account, and only the rules of its kind run. */
function partsOf(object: string, rules: readonly DuplicateRule[]): readonly PartDraft[] {
  const ofPersons = rules.filter((rule) => rule.object === 'PersonAccount');
  if (ofPersons.length === 0) return [{ title: object, what: object, ruleObject: object, rules }];
  const ofBusinesses = rules.filter((rule) => rule.object !== 'PersonAccount');
  return [
    {
      title: `${object}, business accounts`,
      what: 'business accounts',
      ruleObject: object,
      rules: ofBusinesses,
    },
    {
      title: `${object}, person accounts`,
      what: 'person accounts',
      ruleObject: 'PersonAccount',
      rules: ofPersons,
    },
  ];
}

function part({ title, what, ruleObject, rules }: PartDraft, catalog: RuleCatalog): SavePart {
  const running = rules.filter((rule) => runs(rule, catalog));
  const scopes = new Map(everyChannel.map((scope) => [scope.channel, scope]));
  const isShown = (channel: TableChannel) => concerns(scopes.get(channel)!, ruleObject);
  const groupsOf = () =>
    channelGroups.map(({ name, channels }) => ({
      name,
      rows: channels.filter(isShown).map((channel) => saveRow(scopes.get(channel)!, running, catalog)),
    }));
  return {
    title,
    quiet: quietOf(what, ruleObject, rules, catalog),
    rules: rules.map((rule) => saveRule(rule, catalog)),
    onEdit: running.length === 0 ? null : onEdit(),
    groups: running.length === 0 ? [] : groupsOf(),
    elsewhere: everyChannel.filter(({ channel }) => !isShown(channel)).map(elsewhere),
  };
}

function onEdit(): Sourced {
  const { confidence, sources } = silentCase('no-matching-field-written');
  const text =
    'On edit a rule probably runs only where a field that it compares is changed; tools that write other fields have reported refusals all the same.';
  return sourced({ text, confidence, sources });
}

function elsewhere({ channel, saves }: ChannelScope): Elsewhere {
  const { title, block } = rowOf(channel);
  return {
    channel,
    title,
    why: { text: saves, confidence: block.confidence, sources: titles(block.sources) },
  };
}

function saveRow(scope: ChannelScope, rules: readonly DuplicateRule[], catalog: RuleCatalog): SaveRow {
  const row = rowOf(scope.channel);
  const operations = scope.operations.length === 0 ? [null] : scope.operations;
  const cells = operations.flatMap((operation) =>
    [false, true].flatMap((allowSave) => saveCell({ row, operation, allowSave }, rules, catalog) ?? []),
  );
  const isRefused = cells.some(refuses);
  const seen = cells.some(({ result }) => result === 'asked') && !isRefused ? seenWhereAsked : null;
  const refusal = isRefused ? seenOfRefusal(row.channel) : seen;
  return {
    channel: row.channel,
    title: row.title,
    note: noteOn(
      row,
      cells.map(({ result }) => result),
      catalog.leadConversionValidation,
    ),
    carriesAllowSave: row.alertAllowSave !== null,
    cells,
    seen: refusal && sourced(refusal),
    changes: changesOf(row, cells, rules),
    step: isRefused ? (stepOn(row.channel) ?? '') : '',
  };
}
