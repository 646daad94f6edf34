import type { DuplicateRule, MatchRuleReference } from '../../metadata/model.ts';
import { isRunning } from '../../outcome/matchingFields.ts';
import { type Certainty, isAsSure, strongest, weaker, weakest } from '../certainty.ts';
import { compileReference, isCompiled } from '../compile.ts';
import { meetingOf } from '../keys/meeting.ts';
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

/** How many records one save is compared with here. */
const mostCompared = 10_000;

/** @param values of the sample; of an insert, what is not given is blank */
export function runPart(
  rule: DuplicateRule,
  reference: MatchRuleReference,
  save: OfflineSave,
  values: RecordValues,
  source: CandidateSource,
): PartResult {
  const compiled = compileReference(reference, save.catalog);
  const answer = (
    matches: readonly OfflineMatch[] | null,
    finds: boolean | null,
    certainty: Certainty,
    ...notes: string[]
  ): PartResult => ({ run: { reference, compiled, matches, finds, certainty, notes }, finds, certainty });

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
  const sample = compiled.prepare(values, across ? reference.mapping : null);
  const search = new Search(rule, compiled, save, sample);
  search.look(source);
  const { finds, certainty } = search.conclude(source);
  return answer(search.matches, finds, certainty, ...search.notes);
}

class Search {
  matches: OfflineMatch[] = [];
  readonly notes: string[] = [];
  readonly #rule: DuplicateRule;
  readonly #compiled: CompiledRule;
  readonly #save: OfflineSave;
  readonly #samples: readonly PreparedRecord[];
  #undecided = 0;
  #compared = 0;
  #behindKeys = 0;
  #cutShort = false;
  #all = false;
  #failure: Certainty = 'exact';

  constructor(rule: DuplicateRule, compiled: CompiledRule, save: OfflineSave, sample: PreparedRecord) {
    this.#rule = rule;
    this.#compiled = compiled;
    this.#save = save;
    const transposed = compiled.transposed(sample);
    this.#samples = transposed === null ? [sample] : [sample, transposed];
  }

  look(source: CandidateSource): void {
    const { records, behindKeys, all = false } = source.candidates(this.#compiled, this.#samples[0]!);
    this.#all = all;
    for (const count of behindKeys) {
      this.#behindKeys += count ?? 0;
    }
    for (const candidate of records) {
      if (this.#isLeftOut(candidate)) continue;
      if (this.#compared === mostCompared) {
        this.#cutShort = true;
        return;
      }
      this.#compare(candidate);
    }
  }

  #isLeftOut(candidate: Candidate): boolean {
    const { id } = this.#save;
    const { object } = this.#compiled;
    if (id !== null && candidate.id !== null && candidate.id.slice(0, 15) === id.slice(0, 15)) return true;
    // Converted leads are never compared (knowledge article 000204497).
    if (/^lead$/i.test(object)) return /^(?:true|1)$/i.test(textOf(candidate.value('IsConverted')));
    if (!isAccount(object)) return false;
    const kind = kindOfAccount((field) => candidate.value(field));
    return kind === (isPersonAccount(this.#compiled.rule.object) ? 'business' : 'person');
  }

  #compare(candidate: Candidate): void {
    this.#compared++;
    const verdict = this.#compiled.compare(this.#samples[0]!, candidate.prepared);
    if (verdict.matches === null) this.#undecided += this.#isHidden(candidate) ? 0 : 1;
    else if (verdict.matches === false) this.#failure = weakest(this.#failure, verdict.certainty);
    else this.#found(candidate, verdict.certainty, verdict.confidence);
  }

  /** Whether Salesforce does not compare the two, for sure. */
  #isHidden(candidate: Candidate): boolean {
    const [sample, transposed = null] = this.#samples;
    const { value, certainty } = meetingOf(this.#compiled, sample!, transposed, candidate.prepared);
    return value === false && isAsSure(certainty, 'documented');
  }

  #found(candidate: Candidate, certainty: Certainty, confidence: number): void {
    const [sample, transposed = null] = this.#samples;
    const meeting = meetingOf(this.#compiled, sample!, transposed, candidate.prepared);
    const match = { candidate, confidence };
    if (meeting.value !== true) {
      // Keys that are made up here hide nothing for certain.
      const visible = meeting.value === false && isAsSure(meeting.certainty, 'documented') ? false : null;
      this.matches.push({ ...match, certainty, visible, hiddenBy: 'keys' });
      return;
    }
    const { user } = this.#save;
    const enforced = this.#rule.security !== 'BypassSharingRules' && user !== null;
    const visible = enforced ? user.sees(candidate) : true;
    this.matches.push({
      ...match,
      certainty: weaker(certainty, meeting.certainty),
      visible,
      hiddenBy: visible === true ? null : 'sharing',
    });
  }

  conclude(source: CandidateSource): { readonly finds: boolean | null; readonly certainty: Certainty } {
    const behind = Math.min(this.#behindKeys, this.#compared);
    const capped = behind > mostCandidates;
    if (capped) {
      this.notes.push(
        `${behind} records stand behind the match keys. Salesforce compares the ${mostCandidates} most likely ones; which those are is not known.`,
      );
      // So many match that some of them are among any hundred.
      if (this.matches.length <= behind - mostCandidates) {
        this.matches = this.matches.map((match) => ({
          ...match,
          certainty: weakest(match.certainty, 'approximate'),
        }));
      }
    }
    if (this.#cutShort) this.notes.push(`Only ${mostCompared} records were compared.`);
    this.#noteSharing();
    const found = this.matches.filter(({ visible }) => visible === true);
    if (found.length > 0)
      return { finds: true, certainty: strongest(...found.map(({ certainty }) => certainty)) };
    const open =
      this.matches.some(({ visible }) => visible === null) || this.#isOpen(source) || this.#cutShort;
    if (open) return { finds: null, certainty: 'unknown' };
    const hidden = this.matches.map(
      ({ hiddenBy }): Certainty => (hiddenBy === 'keys' ? 'documented' : 'exact'),
    );
    return { finds: false, certainty: weakest(this.#failure, this.#certaintyOfKeys(), ...hidden) };
  }

  #noteSharing(): void {
    const hidden = this.matches.filter(
      ({ visible, hiddenBy }) => visible === false && hiddenBy === 'sharing',
    ).length;
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
    if (this.#undecided > 0) {
      const many = this.#undecided === 1 ? 'record lacks' : 'records lack';
      this.notes.push(`${this.#undecided} ${many} a field that decides.`);
      return true;
    }
    if (this.#all) return false;
    const why = whyOpen(this.#compiled, this.#samples[0]!, source.lacks?.(this.#compiled) ?? []);
    if (why !== null) this.notes.push(why);
    return why !== null;
  }

  /** Of what no key brought up: different keys prove as much as is known of how they are made. */
  #certaintyOfKeys(): Certainty {
    if (this.#all) return 'exact';
    const { keys } = this.#compiled;
    const [sample] = this.#samples;
    let certainty: Certainty = 'exact';
    for (const [index, key] of this.#compiled.keysOf(sample!).entries()) {
      if (key === null) continue;
      certainty = weaker(certainty, keys[index]!.certainty);
      // Whether Salesforce takes letters with diacritics for those without is not documented.
      if (!ascii.test(key)) certainty = weaker(certainty, 'approximate');
    }
    return certainty;
  }
}

const ascii = /^[\x20-\x7e]*$/;

function sameObject(one: string, other: string): boolean {
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
