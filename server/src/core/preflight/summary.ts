import { isAsSure } from '../matching/certainty.ts';
import { compileReference, isCompiled } from '../matching/compile.ts';
import type { CandidateSource } from '../matching/run/model.ts';
import { isOnUser } from '../outcome/condition.ts';
import { rowOf } from '../outcome/table.ts';
import type { TableResult } from '../outcome/tableModel.ts';
import { list } from '../outcome/words.ts';
import { takesAllowSave } from './fates.ts';
import type { LoadPlan, PreflightSummary, RowAction, RowFate, RowVerdict, RuleSum } from './model.ts';

/** Stands alone, and in no name. */
const number = /(?<![\w.])\d[\d,]*(?![\w.])/g;

/** Counts verdicts as they come; keeps none of them. */
export class PreflightSum {
  readonly #plan: LoadPlan;
  readonly #source: CandidateSource;
  readonly #fates: Record<RowFate, number> = {
    refused: 0,
    'refused-unless-allow-save': 0,
    unknown: 0,
    'saved-and-reported': 0,
    saved: 0,
  };
  readonly #actions: Record<RowAction['kind'], number> = {
    insert: 0,
    update: 0,
    'update-match': 0,
    review: 0,
  };
  readonly #rules = new Map<string, { results: Partial<Record<TableResult, number>>; unsure: number }>();
  /** By their text without numbers, which would make a note of every row. */
  readonly #notes = new Map<string, string>();
  #rows = 0;
  #escaping = 0;
  #withinFile = 0;
  #hinted = 0;
  #failing = 0;
  #savedUnsure = 0;

  /** @param source of existing records alone */
  constructor(plan: LoadPlan, source: CandidateSource) {
    this.#plan = plan;
    this.#source = source;
    for (const rule of plan.catalog.rulesFor(plan.object)) {
      if (rule.active) this.#rules.set(rule.fullName, { results: {}, unsure: 0 });
    }
  }

  add({ fate, certainty: sure, action, rules, escapes, hints, fails }: RowVerdict): void {
    this.#rows++;
    this.#fates[fate]++;
    this.#actions[action.kind]++;
    if (escapes.length > 0) this.#escaping++;
    if (hints.length > 0) this.#hinted++;
    if (fails !== null) this.#failing++;
    if ((fate === 'saved' || fate === 'saved-and-reported') && !isAsSure(sure, 'documented'))
      this.#savedUnsure++;
    if (rules.some(({ matches }) => matches.some(({ row }) => row !== null))) this.#withinFile++;
    for (const { rule, result, finds, certainty, notes } of rules) {
      const sum = this.#rules.get(rule);
      if (!sum) continue;
      sum.results[result] = (sum.results[result] ?? 0) + 1;
      if (finds === null || certainty === 'approximate' || certainty === 'unknown') sum.unsure++;
      for (const note of notes) {
        const kind = `${rule}: ${note.replace(number, '#')}`;
        if (!this.#notes.has(kind)) this.#notes.set(kind, `${rule}: ${note}`);
      }
    }
  }

  end(): PreflightSummary {
    return {
      rows: this.#rows,
      fates: this.#fates,
      actions: this.#actions,
      rules: this.#ruleSums(),
      escaping: this.#escaping,
      withinFile: this.#withinFile,
      hinted: this.#hinted,
      failing: this.#failing,
      savedUnsure: this.#savedUnsure,
      notes: [...this.#notesOnPlan(), ...this.#notes.values()],
    };
  }

  #ruleSums(): readonly RuleSum[] {
    const { catalog, object } = this.#plan;
    const given = (one: string) => one === object || this.#source.has(one);
    return catalog.rulesFor(object).flatMap(({ fullName: rule, matchRules }) => {
      const sum = this.#rules.get(rule);
      if (sum === undefined) return [];
      const compared = matchRules.flatMap((reference) => {
        const compiled = compileReference(reference, catalog);
        return isCompiled(compiled) ? [compiled.object] : [];
      });
      return [{ rule, ...sum, unasked: compared.some(given) ? [] : [...new Set(compared)] }];
    });
  }

  #notesOnPlan(): string[] {
    const { channel, allowSave, object, operation } = this.#plan;
    const notes: string[] = [];
    const active = this.#plan.catalog.rulesFor(object).filter((rule) => rule.active);
    if (active.length === 0)
      notes.push(
        `No active duplicate rule of ${object} is known here, so that no row is told to be refused. Rules that only the org has are not seen.`,
      );
    for (const { fullName, source } of active) {
      if (source.kind === 'assumed') notes.push(`${fullName} is assumed: no file and no org says otherwise.`);
    }
    if (allowSave && !takesAllowSave(channel)) {
      notes.push(`${rowOf(channel).title} takes no allowSave: it counts as not given.`);
    }
    notes.push(...this.#notesOnData(active));
    if (active.some(({ filter }) => filter?.conditions.some(isOnUser)) && this.#plan.user === null) {
      notes.push(
        'Some rules have conditions on the user who saves, and that is not known: --user tells it on the command line.',
      );
    }
    if (channel === 'rest-tree' && operation === 'insert') {
      notes.push('A tree request is saved as a whole: one refused row refuses all rows of its batch.');
    }
    return notes;
  }

  #notesOnData(rules: ReturnType<LoadPlan['catalog']['rulesFor']>): string[] {
    const { catalog, operation, object } = this.#plan;
    const missing = new Set<string>();
    for (const reference of rules.flatMap(({ matchRules }) => matchRules)) {
      const compiled = compileReference(reference, catalog);
      if (isCompiled(compiled) && !this.#source.has(compiled.object)) missing.add(compiled.object);
    }
    if (missing.size === 0) return [];
    const upserts = operation === 'upsert' && missing.has(object);
    return [
      `No existing records of ${list([...missing], 'or')} were given (on the command line: --against FILE): matches with them are not looked for${upserts ? ', and what the file does not insert itself counts as new' : ''}.`,
    ];
  }
}
