import type { Observation } from '../../facts.ts';
import type { RefusalKind, SaveOptions, SaveSite } from '../../site.ts';
import type { Codebase, CodeContext, CodeFacts, CodeFile } from '../codeFile.ts';
import { keepOrigin, originOf } from '../origins.ts';
import type { RecordInCode } from '../savedRecords.ts';
import type { FunctionSyntax } from '../tree.ts';
import { type RootReport, reportsOf } from './memory/memory.ts';
import type { RootResult, Roots } from './roots.ts';
import { isReportedWithin, isSameWay, siteOf } from './sites/assemble.ts';
import type { EncounteredFact, EncounteredSave } from './sites/encounter.ts';
import { recordsInFile } from './sites/recordsInFile.ts';

/** What a file saves, and what else a rule may look at. See {@link FactsOf}. */
export function factsOf(file: CodeFile, codebase: Codebase, context: CodeContext): CodeFacts {
  const reports = reportsOf(file, codebase, context.isTest, (root, roots) =>
    reportOf(root, file, roots, context),
  );
  const calledWith = new Map<EncounteredSave, SaveOptions[]>();
  for (const { to, options } of reports.flatMap(({ passed }) => passed)) {
    const known = calledWith.get(to);
    if (known) known.push(options);
    else calledWith.set(to, [options]);
  }
  const sites = reports.flatMap((report) =>
    report.sites.map(({ save, site }) => {
      const passed = calledWith.get(save);
      return passed ? withCalls(site, passed) : site;
    }),
  );
  let records: readonly RecordInCode[] | null = null;
  return {
    get records() {
      records ??= recordsInFile(
        file.uri,
        reports.map(({ root, result: { saves } }) => ({ root, saves })),
        context.isTest,
      );
      return records;
    },
    sites: inOrder(sites),
    observations: observationsOf(
      reports.map(({ result }) => result),
      file,
      context,
    ),
  };
}

/** The saves of a root, each where it is to be reported. */
function reportOf(
  root: FunctionSyntax | null,
  file: CodeFile,
  roots: Roots,
  context: CodeContext,
): RootReport {
  const result = roots.result(file, root);
  const reported: EncounteredSave[] = [];
  const passed: { to: EncounteredSave; options: SaveOptions }[] = [];
  for (const save of result.saves) {
    // A function of another file that is handed on stands for itself there.
    if ((save.way[0]?.from ?? save.spot).uri !== file.uri) continue;
    const inner = save.way.length > 0 ? isReportedWithin(save, roots) : null;
    if (inner) {
      if (inner.target.kind === 'objects' && dependsOnCaller(inner.options)) {
        passed.push({ to: inner, options: save.options });
      }
    } else if (!reported.some((other) => isSame(other, save))) reported.push(save);
  }
  const sites = onceEach(reported.map((save) => ({ save, site: siteOf(save, file, roots, context) })));
  return { root, result, sites, passed };
}

type Reported = RootReport['sites'][number];

/** From least to most that is known to go wrong. */
const kinds: readonly RefusalKind[] = [
  'handles-duplicates',
  'handles-errors',
  'unknown',
  'propagates',
  'logs',
  'drops',
];

/** A wrapper that sends again once the session is renewed makes one save of the call that enters it. */
function onceEach(sites: readonly Reported[]): readonly Reported[] {
  const byKey = new Map<string, Reported>();
  for (const one of sites) {
    const { save, site } = one;
    const { anchor, start, end } = site.options.place ?? { anchor: null, start: 0, end: 0 };
    const key = [
      save.way.length === 0 ? byKey.size : site.place.anchor.offset + site.place.start,
      site.operation,
      site.channel,
      targetKey(save),
      site.externalId,
      anchor && `${anchor.uri} ${anchor.offset + start} ${end}`,
    ].join('\n');
    const known = byKey.get(key);
    const isBetter = !known || kinds.indexOf(site.refusal.kind) < kinds.indexOf(known.site.refusal.kind);
    if (isBetter) byKey.set(key, one);
  }
  return [...byKey.values()];
}

function dependsOnCaller(options: SaveOptions): boolean {
  return [options.allowSave, options.runAsCurrentUser, options.includeRecordDetails].some(
    ({ kind }) => kind === 'parameter',
  );
}

function withCalls(site: SaveSite, calledWith: readonly SaveOptions[]): SaveSite {
  const origin = originOf(site);
  const whole = { ...site, calledWith };
  return origin ? keepOrigin(whole, origin) : whole;
}

/** Code may be gone through more than once: behind `finally`, for each of the values that something may be. */
function isSame(a: EncounteredSave, b: EncounteredSave): boolean {
  return (
    a.operation === b.operation &&
    a.call === b.call &&
    a.channel === b.channel &&
    isSameWay(a.way, b.way) &&
    a.externalId === b.externalId &&
    // Subrequests of one call have headers of their own.
    a.options.place === b.options.place &&
    targetKey(a) === targetKey(b)
  );
}

function targetKey({ target }: EncounteredSave): string {
  return target.kind === 'objects' ? target.names.join() : target.kind;
}

function inOrder(sites: readonly SaveSite[]): readonly SaveSite[] {
  const offset = ({ place }: SaveSite): number => place.anchor.offset + place.start;
  return [...sites].sort((a, b) => offset(a) - offset(b));
}

function observationsOf(
  results: readonly RootResult[],
  file: CodeFile,
  context: CodeContext,
): readonly Observation[] {
  const seen = new Set<string>();
  return results.flatMap(({ facts }) =>
    facts.flatMap((fact): Observation[] => {
      const observation = toObservation(fact, context);
      if (observation.place.anchor.uri !== file.uri) return [];
      const { start, anchor } = observation.place;
      const key = `${observation.kind} ${anchor.offset + start}`;
      if (seen.has(key)) return [];
      seen.add(key);
      return [observation];
    }),
  );
}

function toObservation({ observation, spot }: EncounteredFact, context: CodeContext): Observation {
  const common = {
    place: observation.place,
    inTest: context.isTest || spot.inTest,
    enclosing: spot.label,
  };
  return observation.kind === 'malformed-header'
    ? { ...common, kind: 'malformed-header', problem: observation.problem }
    : {
        ...common,
        kind: 'rule-deactivation',
        ruleKind: observation.ruleKind,
        ruleName: observation.ruleName,
        reactivated: false,
      };
}
