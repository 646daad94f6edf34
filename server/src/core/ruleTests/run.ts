import { isCompiled } from '../matching/compile.ts';
import { wholeRecord } from '../matching/run/candidates.ts';
import type { OfflineSave, RuleRun } from '../matching/run/model.ts';
import { sameObject } from '../matching/run/part.ts';
import { runRules } from '../matching/run/run.ts';
import type { Schema } from '../metadata/objects.ts';
import type { RuleCatalog } from '../outcome/model.ts';
import { reactionOn } from '../outcome/reaction.ts';
import type { TableChannel } from '../outcome/tableModel.ts';
import { list } from '../outcome/words.ts';
import { certaintyOfFate, type FateOfRule, fateOf, isRefused, resultOf, worst } from '../preflight/fates.ts';
import type { RowFate } from '../preflight/model.ts';
import { withActive } from './activated.ts';
import type { DataFiles } from './existing.ts';
import { madeUpId, worldOf } from './existing.ts';
import { failuresOf } from './expectations.ts';
import type {
  ObservedSave,
  PairResult,
  RuleFinding,
  RuleResult,
  RuleTest,
  RuleTestFailure,
  RuleTestFile,
  RuleTestResult,
  RuleTestSave,
  SavedRecord,
  SaveResult,
} from './model.ts';
import { differences, outcomeSeen } from './observed.ts';
import { pairsOf } from './pairs.ts';
import { type Sample, sampleFor } from './sample.ts';
import { Touches } from './touches.ts';
import { type KnownCandidate, World, type WorldRecord } from './world.ts';

export interface RuleTestProject {
  readonly catalog: RuleCatalog;
  readonly schema: Schema;
}

/** Channels on which one refused record takes all of its save with it. */
const allOrNothing: ReadonlySet<TableChannel> = new Set<TableChannel>([
  'apex-statement',
  'flow',
  'rest-tree',
]);

/**
 * Runs one test of a file that was checked (`checkRuleTests`). Each test has a world of its own.
 * @param observed what an org did with the records of each save: it counts, and where the rules say otherwise the test
 *   fails; null: nobody has asked one
 */
export function runRuleTest(
  file: RuleTestFile,
  test: RuleTest,
  project: RuleTestProject,
  files: DataFiles,
  observed: readonly (readonly ObservedSave[])[] | null = null,
): RuleTestResult {
  const nothing = { id: test.id, messages: [], failures: [], saves: [], touched: {} };
  if (test.skip !== null) return { ...nothing, status: 'skipped', messages: [test.skip] };
  if (test.isBroken) return { ...nothing, status: 'error', messages: problemsBearingOn(test, file) };
  const world = worldOf(test, files, project.schema);
  if (!('records' in world)) return { ...nothing, status: 'error', messages: world };
  const touches = new Touches();
  const catalog = withActive(project.catalog, file.activate);
  const run = new Run(test, world, { schema: project.schema, catalog }, touches, observed);
  const messages = run.all();
  const { saves, failures } = run;
  const status = messages.length > 0 ? 'error' : failures.length > 0 ? 'failed' : 'passed';
  return { id: test.id, status, messages, failures, saves, touched: touches.counts() };
}

/** Errors in the test, and those outside of all tests. */
function problemsBearingOn(test: RuleTest, { problems, tests }: RuleTestFile): readonly string[] {
  const isIn = (one: RuleTest, start: number) => start >= one.start && start < one.end;
  return problems
    .filter(
      ({ severity, start }) =>
        severity === 'error' && (isIn(test, start) || !tests.some((one) => isIn(one, start))),
    )
    .map(({ message }) => message);
}

class Run {
  readonly saves: SaveResult[] = [];
  readonly failures: RuleTestFailure[] = [];
  readonly #test: RuleTest;
  readonly #project: RuleTestProject;
  readonly #touches: Touches;
  #world: World;
  readonly #observed: readonly (readonly ObservedSave[])[] | null;
  #added = 0;

  constructor(
    test: RuleTest,
    world: World,
    project: RuleTestProject,
    touches: Touches,
    observed: readonly (readonly ObservedSave[])[] | null,
  ) {
    this.#observed = observed;
    this.#test = test;
    this.#world = world;
    this.#project = project;
    this.#touches = touches;
  }

  /** Gives sentences where it cannot go on. */
  all(): readonly string[] {
    const { saves } = this.#test;
    for (const [index, save] of saves.entries()) {
      const label = saves.length === 1 ? '' : `save ${index + 1}`;
      const problem = this.#save(save, label, this.#observed?.[index] ?? null);
      if (problem !== null) return [problem];
    }
    return [];
  }

  /** Records of one save do not see each other: they become existing ones together. */
  #save(save: RuleTestSave, label: string, observed: readonly ObservedSave[] | null): string | null {
    const judged: { readonly record: SavedRecord; readonly sample: Sample; readonly result: SaveResult }[] =
      [];
    for (const [index, record] of save.records.entries()) {
      const sample = sampleFor(record, save.user, this.#world, this.#project.catalog);
      if (typeof sample === 'string') return sample;
      const name = labelOf(record, label, index, save.records.length);
      judged.push({ record, sample, result: this.#judge(save, record, sample, name) });
    }
    const foreseen = together(
      save.channel,
      judged.map(({ result }) => result),
    );
    const reported = foreseen.map((result, at) =>
      isRefused(result.outcome) ? result : this.#reportedTogether(judged, at, foreseen),
    );
    const results = reported.map((result, at) => {
      const seen = observed?.[at];
      if (seen === undefined) return result;
      this.failures.push(...differences(result, seen));
      return { ...result, outcome: outcomeSeen(result.outcome, seen) };
    });
    for (const [at, result] of results.entries()) {
      const { failures, problem } = failuresOf(judged[at]!.record.expected, {
        result,
        index: this.saves.length,
        save,
        world: this.#world,
        catalog: this.#project.catalog,
      });
      this.saves.push(result);
      this.failures.push(...failures);
      if (problem !== null) return problem;
    }
    const added: WorldRecord[] = [];
    const replaced = new Map<WorldRecord, WorldRecord>();
    for (const [at, { record, sample }] of judged.entries()) {
      if (isRefused(results[at]!.outcome)) continue;
      const isOpen = results[at]!.outcome === 'unknown';
      const after = { ...this.#savedAs(record, sample, save), isOpen };
      if (sample.existing === null) added.push(after);
      else replaced.set(sample.existing, after);
    }
    if (added.length + replaced.size > 0) this.#world = this.#world.with(added, replaced);
    return null;
  }

  #judge(save: RuleTestSave, record: SavedRecord, sample: Sample, label: string): SaveResult {
    const runs = runRules(sample.save, this.#world);
    const pairs: PairResult[] = [];
    for (const run of runs) {
      this.#touches.run(run, sample.save);
      if (run.runs !== false && run.rule.active) pairs.push(...this.#pairs(run, record, sample));
    }
    const rules = runs.map((run) => ruleResult(run, sample, save));
    const active = rules.filter((_, at) => runs[at]!.rule.active);
    const activeRuns = runs.filter(({ rule }) => rule.active);
    const outcome = worst(
      active
        .filter(({ finding }) => finding === 'finds' || finding === 'unknown')
        .map((rule) => rule.outcome),
    );
    const fates = active.map(({ finding, certainty }, at): FateOfRule => {
      const finds = finding === 'unknown' ? null : finding === 'finds';
      return { finds, certainty, ifFound: fateIfFound(activeRuns[at]!, sample.save, save) };
    });
    return {
      label,
      span: { start: record.start, end: record.end },
      object: sample.save.object,
      operation: sample.save.operation,
      outcome,
      certainty: certaintyOfFate(fates, outcome),
      along: null,
      rules,
      pairs,
    };
  }

  /**
   * Records of one save are not compared with each other for Block and Alert; reports hold them (facts, section 1.1).
   */
  #reportedTogether(
    judged: readonly { readonly record: SavedRecord; readonly sample: Sample }[],
    at: number,
    results: readonly SaveResult[],
  ): SaveResult {
    const result = results[at]!;
    const { sample } = judged[at]!;
    const others = judged
      .filter((_, index) => index !== at && !isRefused(results[index]!.outcome))
      .map(({ record, sample: other }, index) => ({
        ...(other.existing ?? madeUpRecord(record, other, index)),
        values: other.values,
      }));
    if (others.length === 0) return result;
    const world = new World([], others);
    const runs = runRules(sample.save, world);
    const rules = result.rules.map((rule, index) => {
      const run = runs[index]!;
      const { action, report } = reactionOn(run.rule, sample.save.operation);
      if (!report || action === 'Block' || !run.rule.active || findingOf(run) !== 'finds') return rule;
      const names = foundBy(run).map(({ name }) => name);
      return {
        ...rule,
        result: 'saved-and-reported' as const,
        outcome: worst([rule.outcome, 'saved-and-reported']),
        notes: [...rule.notes, `${list(names, 'and')} of the same save: not refused for, but reported.`],
      };
    });
    const outcome = worst([result.outcome, ...rules.map((rule) => rule.outcome)]);
    return { ...result, rules, outcome };
  }

  #pairs({ rule, parts }: RuleRun, record: SavedRecord, { save }: Sample): readonly PairResult[] {
    const values = save.operation === 'insert' ? wholeRecord(save.values) : save.values;
    return parts.flatMap((part) => {
      const { compiled, reference } = part;
      if (!isCompiled(compiled) || part.matches === null) return [];
      const isAcross = !sameObject(reference.objectType, save.object);
      const prepared = compiled.prepare(values, isAcross ? reference.mapping : null);
      return pairsOf({
        rule: rule.fullName,
        part,
        compiled,
        sample: prepared,
        id: save.id,
        candidates: this.#world.candidates(compiled, prepared).records as Iterable<KnownCandidate>,
        wanted: wantedIn(record, this.#world),
        touches: this.#touches,
      });
    });
  }

  #savedAs(
    record: SavedRecord,
    { existing, values, save: { object } }: Sample,
    { user }: RuleTestSave,
  ): WorldRecord {
    if (existing !== null) return { ...existing, values };
    return { ...madeUpRecord(record, { values, save: { object } }, this.#added++), savedBy: user };
  }
}

/** @param index of the records that the test has added */
function madeUpRecord(
  record: SavedRecord,
  { values, save: { object } }: Pick<Sample, 'values'> & { readonly save: Pick<OfflineSave, 'object'> },
  index: number,
): WorldRecord {
  const id = values.get('id');
  return {
    name: record.name ?? `record ${index + 1} of the test`,
    aliases: [],
    object,
    id: typeof id === 'string' && id !== '' ? id : madeUpId('saved', index),
    isIdGiven: false,
    values,
    isInline: true,
    span: { start: record.start, end: record.end },
    savedBy: null,
    isOpen: false,
  };
}

/** Where a save is all or nothing, the record that fares worst takes the others along. */
function together(channel: TableChannel, results: readonly SaveResult[]): readonly SaveResult[] {
  const outcome = worst(results.map((result) => result.outcome));
  const first = results.find((result) => result.outcome === outcome);
  const takes = isRefused(outcome) || outcome === 'unknown';
  if (!allOrNothing.has(channel) || first === undefined || !takes) return results;
  return results.map((result) =>
    isRefused(result.outcome) || result.outcome === outcome
      ? result
      : { ...result, outcome, certainty: first.certainty, along: first.label },
  );
}

function labelOf({ name }: SavedRecord, label: string, index: number, count: number): string {
  if (name !== null) return name;
  const parts = [label, count === 1 ? '' : `record ${index + 1}`].filter((part) => part !== '');
  return parts.join(', ') || 'the record';
}

/** Records whose comparison an expectation asks about. */
function wantedIn({ expected }: SavedRecord, world: World): ReadonlySet<WorldRecord> {
  const names = expected.flatMap((one) => {
    if (one.kind === 'no-match') return [one.record.value];
    return one.kind === 'matches' ? one.records.map(({ value }) => value) : [];
  });
  return new Set(names.map((name) => world.find(name)).filter((found) => typeof found !== 'string'));
}

function ruleResult(run: RuleRun, { save }: Sample, { channel, options }: RuleTestSave): RuleResult {
  const { rule, why, certainty, parts } = run;
  const finding = findingOf(run);
  const reaction = reactionOn(rule, save.operation);
  const finds = finding === 'finds' || finding === 'unknown';
  const result = finds ? resultOf(rule, save.operation, { channel, ...options }) : 'saved';
  return {
    rule: rule.fullName,
    finding,
    why,
    certainty: finding === 'unknown' ? 'unknown' : certainty,
    result,
    outcome: finds ? fateOf(result, finding === 'finds', reaction.report) : 'saved',
    matches: [...new Set(foundBy(run).map(({ name }) => name))],
    mayFindMore: parts.some((part) => part.finds === null),
    notes: [
      ...parts.flatMap(({ notes }) => notes),
      ...openMatches(run).map((name) => `Whether ${name} was saved is not known.`),
    ],
  };
}

/** A rule that does not run lets every save through. */
function fateIfFound(
  { rule, runs }: RuleRun,
  save: OfflineSave,
  { channel, options }: RuleTestSave,
): RowFate {
  if (runs === false) return 'saved';
  const reaction = reactionOn(rule, save.operation);
  return fateOf(resultOf(rule, save.operation, { channel, ...options }), true, reaction.report);
}

function findingOf(run: RuleRun): RuleFinding {
  const { runs, finds } = run;
  if (runs === false) return 'not-run';
  if (finds === false) return 'finds-nothing';
  return runs === true && finds === true && openMatches(run).length === 0 ? 'finds' : 'unknown';
}

/** Names of the records that it finds, if none of them is there for sure. */
function openMatches(run: RuleRun): readonly string[] {
  const found = foundBy(run);
  return found.every(({ isOpen }) => isOpen) ? found.map(({ name }) => name) : [];
}

function foundBy({ parts }: RuleRun): readonly WorldRecord[] {
  return parts
    .flatMap(({ matches }) => matches ?? [])
    .filter(({ visible }) => visible === true)
    .map(({ candidate }) => (candidate as KnownCandidate).known);
}
