import type { DuplicateRule, MatchRuleReference } from '../../metadata/model.ts';
import { isRunning } from '../../outcome/matchingFields.ts';
import { type Certainty, isAsSure, stronger, weaker, weakest } from '../certainty.ts';
import { compileReference, isCompiled } from '../compile.ts';
import { RunnableRule } from '../compiledRule.ts';
import { type Meeting, SampleKeys } from '../keys/meeting.ts';
import type { CompiledRule, PreparedRecord, RecordValues } from '../model.ts';
import { textOf } from '../record.ts';
import { isStandardRule, standardAccountFields } from '../standard/rules.ts';
import { isAccount, isPersonAccount, kindOfAccount } from './applies.ts';
import type { Candidate, CandidateSource, OfflineMatch, OfflineSave, RulePartRun } from './model.ts';
import { whyOpen } from './open.ts';

/** What one matching rule finds, and how sure that is. */
export interface PartResult {
  readonly run: RulePartRun;
  readonly finds: boolean | null;
  readonly certainty: Certainty;
}

/** Salesforce compares only the most likely candidates (facts, section 5.3). */
const mostCandidates = 100;

/** How many records one save is compared with here, and how many of those that keys bring up. */
const mostCompared = 10_000;
const mostOfKeys = 1_000;

/**
 * Whether a match that a rule sees settles what is asked, which is then whether the rule finds something and no more:
 * the search ends there, and how many match and how sure that is remains open.
 */
export type Enough = (match: OfflineMatch) => boolean;

/** @param values of the sample; of an insert, what is not given is blank */
export function runPart(
  rule: DuplicateRule,
  reference: MatchRuleReference,
  save: OfflineSave,
  values: RecordValues,
  source: CandidateSource,
  enough?: Enough,
): PartResult {
  const compiled = compileReference(reference, save.catalog);
  const answer = (
    matches: readonly OfflineMatch[] | null,
    finds: boolean | null,
    certainty: Certainty,
    ...notes: string[]
  ): PartResult => ({
    run: { reference, compiled, matches, finds, certainty, compared: 0, notes },
    finds,
    certainty,
  });

  if (!isCompiled(compiled)) {
    const missing = missingForStandardAccount(reference, values);
    return missing === null
      ? answer(null, null, 'unknown', compiled.why)
      : answer([], false, 'documented', missing);
  }
  const { name, status } = compiled.rule;
  if (!isRunning(compiled.rule)) {
    return answer([], false, 'documented', `The matching rule ${name} is ${status}: it finds nothing.`);
  }
  const across = !sameObject(reference.objectType, save.object);
  if (across && (reference.mapping === null || reference.mapping.length === 0)) {
    return answer(
      null,
      null,
      'unknown',
      `Which fields of ${save.object} are mapped to ${reference.objectType} is not known.`,
    );
  }
  if (!source.has(compiled.object)) {
    return answer(null, null, 'unknown', `There are no records of ${compiled.object} to compare with.`);
  }
  const sample = sampleOf(save, compiled, values, across ? reference.mapping : null);
  const search = new Search(rule, compiled, save, sample, enough);
  search.look(source);
  const { finds, certainty } = search.conclude(source);
  const { run } = answer(search.matches, finds, certainty, ...search.notes);
  return { run: { ...run, compared: search.compared }, finds, certainty };
}

/** A save is judged against one source after the other: what its rules see of it is made once. */
const samples = new WeakMap<OfflineSave, Map<CompiledRule, PreparedRecord>>();

function sampleOf(
  save: OfflineSave,
  rule: CompiledRule,
  values: RecordValues,
  mapping: MatchRuleReference['mapping'],
): PreparedRecord {
  let known = samples.get(save);
  if (known === undefined) {
    known = new Map();
    samples.set(save, known);
  }
  let sample = known.get(rule);
  if (sample === undefined || sample.mapping !== mapping) {
    sample = rule.prepare(values, mapping);
    known.set(rule, sample);
  }
  return sample;
}

class Search {
  readonly matches: OfflineMatch[] = [];
  readonly notes: string[] = [];
  readonly #rule: DuplicateRule;
  readonly #compiled: CompiledRule;
  readonly #save: OfflineSave;
  readonly #sample: PreparedRecord;
  readonly #keys: SampleKeys;
  readonly #amongLeads: boolean;
  readonly #amongAccounts: boolean;
  readonly #enough: Enough | undefined;
  #isEnough = false;
  compared = 0;
  #behindKeys = 0;
  #all = false;
  #mayHide: () => boolean = () => false;
  #cutShort = false;
  /** Of those that match: seen by the rule for sure, perhaps, hidden by keys, hidden by sharing. */
  readonly #counts = { seen: 0, perhaps: 0, keys: 0, sharing: 0 };
  #surest: Certainty = 'unknown';
  #undecided = 0;
  /** Of which a verdict can be computed, but not what Salesforce makes of such values. */
  #doubtful = 0;
  #failure: Certainty;

  constructor(
    rule: DuplicateRule,
    compiled: CompiledRule,
    save: OfflineSave,
    sample: PreparedRecord,
    enough: Enough | undefined,
  ) {
    this.#rule = rule;
    this.#compiled = compiled;
    this.#save = save;
    this.#sample = sample;
    this.#keys = new SampleKeys(compiled, sample);
    this.#amongLeads = /^lead$/i.test(compiled.object);
    this.#amongAccounts = isAccount(compiled.object);
    this.#enough = enough;
    this.#failure = compiled instanceof RunnableRule ? compiled.plan.equationCertainty : 'exact';
  }

  look(source: CandidateSource): void {
    const {
      records,
      behindKeys,
      all = false,
      mayHide = () => false,
    } = source.candidates(this.#compiled, this.#sample);
    this.#all = all;
    this.#mayHide = mayHide;
    const sum = behindKeys.reduce<number>((before, count) => before + (count ?? 0), 0);
    // A record may stand behind several keys.
    const isMany = sum > mostCandidates;
    const most = all ? mostCompared : mostOfKeys;
    for (const candidate of records) {
      if (this.#isLeftOut(candidate)) continue;
      const times = candidate.alike?.count ?? 1;
      if (!all || (isMany && this.#keys.meets(candidate.prepared))) this.#behindKeys += times;
      if (this.compared === most) {
        this.#cutShort = true;
        return;
      }
      this.#compare(candidate, times);
      if (this.#isEnough) return;
    }
  }

  #isLeftOut(candidate: Candidate): boolean {
    const { id } = this.#save;
    if (id !== null && candidate.id !== null && candidate.id.slice(0, 15) === id.slice(0, 15)) return true;
    // Converted leads are never compared (knowledge article 000204497).
    if (this.#amongLeads) {
      const converted = candidate.value('IsConverted') ?? null;
      return converted !== null && /^(?:true|1)$/i.test(textOf(converted));
    }
    if (!this.#amongAccounts) return false;
    const kind = kindOfAccount((field) => candidate.value(field));
    return kind === (isPersonAccount(this.#compiled.rule.object) ? 'business' : 'person');
  }

  #compare(candidate: Candidate, times: number): void {
    this.compared++;
    const { matches, certainty, confidence } = this.#compiled.compare(this.#sample, candidate.prepared);
    if (matches === null) this.#undecided += isHidden(this.#keys.meet(candidate.prepared)) ? 0 : times;
    else if (matches === false) this.#failed(candidate, certainty, times);
    else this.#found(candidate, certainty, confidence, times);
  }

  /** What keys do not bring together is no match, as surely as the keys are known. */
  #failed(candidate: Candidate, certainty: Certainty, times: number): void {
    if (certainty !== 'unknown') {
      this.#failure = weaker(this.#failure, certainty);
      return;
    }
    const meeting = this.#keys.meet(candidate.prepared);
    if (meeting.value === false) this.#failure = weaker(this.#failure, meeting.certainty);
    else this.#doubtful += times;
  }

  #found(candidate: Candidate, certainty: Certainty, confidence: number, times: number): void {
    const meeting = this.#keys.meet(candidate.prepared);
    if (meeting.value !== true) {
      // Keys that are made up here hide nothing for certain.
      const visible = isHidden(meeting) ? false : null;
      this.#counts[visible === false ? 'keys' : 'perhaps'] += times;
      this.#keep({ candidate, certainty, confidence, visible, hiddenBy: 'keys' });
      return;
    }
    if (certainty === 'unknown') {
      this.#doubtful += times;
      this.#keep({ candidate, certainty, confidence, visible: null, hiddenBy: null });
      return;
    }
    const { user } = this.#save;
    const enforced = this.#rule.security !== 'BypassSharingRules' && user !== null;
    const visible = enforced ? user.sees(candidate) : true;
    this.#counts[visible === true ? 'seen' : visible === null ? 'perhaps' : 'sharing'] += times;
    const sure = weaker(certainty, meeting.certainty);
    if (visible === true) this.#surest = stronger(this.#surest, sure);
    this.#keep({
      candidate,
      certainty: sure,
      confidence,
      visible,
      hiddenBy: visible === true ? null : 'sharing',
    });
  }

  #keep(match: OfflineMatch): void {
    for (const candidate of match.candidate.alike?.members() ?? [match.candidate]) {
      if (this.matches.length === mostCandidates) return;
      const kept = candidate === match.candidate ? match : { ...match, candidate };
      this.matches.push(kept);
      if (kept.visible === true && this.#enough?.(kept)) {
        this.#isEnough = true;
        return;
      }
    }
  }

  conclude(source: CandidateSource): { readonly finds: boolean | null; readonly certainty: Certainty } {
    const { seen, perhaps, keys } = this.#counts;
    const behind = this.#behindKeys;
    if (behind > mostCandidates) {
      this.notes.push(
        `${behind} records stand behind the match keys. Salesforce compares the ${mostCandidates} most likely ones; which those are is not known.`,
      );
      // Unless so many match that some of them are among any hundred.
      if (seen <= behind - mostCandidates) {
        this.#surest = weaker(this.#surest, 'approximate');
        for (const [index, match] of this.matches.entries()) {
          this.matches[index] = { ...match, certainty: weaker(match.certainty, 'approximate') };
        }
      }
    }
    if (this.#cutShort) this.notes.push(`Only ${this.compared.toLocaleString('en')} records were compared.`);
    this.#noteSharing();
    if (seen > 0) return { finds: true, certainty: this.#surest };
    if (perhaps > 0 || this.#isOpen(source) || this.#cutShort) return { finds: null, certainty: 'unknown' };
    const hidden = keys > 0 ? 'documented' : 'exact';
    return { finds: false, certainty: weakest(this.#failure, this.#certaintyOfKeys(), hidden) };
  }

  #noteSharing(): void {
    const hidden = this.#counts.sharing;
    if (hidden > 0) {
      this.notes.push(
        `${hidden} matching record${hidden === 1 ? ' is' : 's are'} not shared with the user, and the rule enforces sharing.`,
      );
    }
    const assumes = this.#rule.security !== 'BypassSharingRules' && this.#save.user === null;
    if (assumes && this.matches.length > 0) {
      this.notes.push(
        'The rule enforces sharing: a match counts only if the user who saves may see the record.',
      );
    }
  }

  /** Whether fields that are not in the data leave it open. */
  #isOpen(source: CandidateSource): boolean {
    if (this.#doubtful > 0) {
      const many = this.#doubtful === 1 ? 'a record matches' : `${this.#doubtful} records match`;
      this.notes.push(
        `Whether ${many} is not known, as what Salesforce makes of such values is not: a test in the org tells.`,
      );
      return true;
    }
    if (this.#undecided > 0) {
      const many = this.#undecided === 1 ? 'record lacks' : 'records lack';
      this.notes.push(`${this.#undecided} ${many} a field that decides.`);
      return true;
    }
    if (this.#all) return false;
    const why = whyOpen(this.#compiled, this.#sample, source.lacks?.(this.#compiled) ?? []);
    if (why !== null) this.notes.push(why);
    return why !== null;
  }

  /** Of what no key brought up: different keys prove as much as is known of how they are made. */
  #certaintyOfKeys(): Certainty {
    if (this.#all) return 'exact';
    const { keys } = this.#compiled;
    let certainty: Certainty = this.#mayHide() ? 'approximate' : 'exact';
    for (const [index, key] of this.#keys.own.entries()) {
      if (key !== null) certainty = weaker(certainty, keys[index]!.certaintyOf(this.#sample));
    }
    return certainty;
  }
}

/** Whether Salesforce does not compare two records, for sure. */
function isHidden({ value, certainty }: Meeting): boolean {
  return value === false && isAsSure(certainty, 'documented');
}

export function sameObject(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase() || (isAccount(one) && isAccount(other));
}

/** Of the standard account rule all that is known is what it needs. */
function missingForStandardAccount(reference: MatchRuleReference, values: RecordValues): string | null {
  if (!isStandardRule(reference.matchingRule) || !/^account$/i.test(reference.objectType)) return null;
  const isBlank = (field: string): boolean => {
    const value = values(field.toLowerCase());
    return value !== undefined && textOf(value) === '';
  };
  const { all, oneOf } = standardAccountFields;
  if (!all.some(isBlank) && !oneOf.every(isBlank)) return null;
  return 'The standard account matching rule needs Account Name, and Billing City or Billing ZIP/Postal Code.';
}
