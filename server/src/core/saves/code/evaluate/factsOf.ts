import type { Observation } from '../../facts.ts';
import type { SaveOptions, SaveSite } from '../../site.ts';
import type { Codebase, CodeContext, CodeFacts, CodeFile } from '../codeFile.ts';
import { type RootResult, Roots } from './roots.ts';
import { isReportedWithin, siteOf } from './sites/assemble.ts';
import type { EncounteredFact, EncounteredSave } from './sites/encounter.ts';

/** What a file saves, and what else a rule may look at. See {@link FactsOf}. */
export function factsOf(file: CodeFile, codebase: Codebase, context: CodeContext): CodeFacts {
  const roots = new Roots(codebase);
  const results = roots.rootsOf(file).map((root) => roots.result(file, root));
  const { reported, calledWith } = sortOut(results, file, roots);
  const sites = reported.map((save) => siteOf(save, calledWith.get(save) ?? [], roots, context));
  return { sites: inOrder(sites), observations: observationsOf(results, file, context) };
}

/** Each save once, where it is to be reported. */
function sortOut(results: readonly RootResult[], file: CodeFile, roots: Roots) {
  const reported: EncounteredSave[] = [];
  const calledWith = new Map<EncounteredSave, SaveOptions[]>();
  const byKey = new Map<unknown, EncounteredSave[]>();
  for (const { saves } of results) {
    for (const save of saves) {
      const inner = save.way.length > 0 ? isReportedWithin(save, roots) : null;
      if (inner) {
        if (inner.target.kind === 'objects' && dependsOnCaller(inner.options)) {
          const known = calledWith.get(inner);
          if (known) known.push(save.options);
          else calledWith.set(inner, [save.options]);
        }
        continue;
      }
      const same = byKey.get(save.call) ?? [];
      if (same.some((other) => isSame(other, save))) continue;
      byKey.set(save.call, [...same, save]);
      if ((save.way[0]?.from ?? save.frame).file === file) reported.push(save);
    }
  }
  return { reported, calledWith };
}

function dependsOnCaller(options: SaveOptions): boolean {
  return [options.allowSave, options.runAsCurrentUser, options.includeRecordDetails].some(
    ({ kind }) => kind === 'parameter',
  );
}

/** Code may be gone through more than once: behind `finally`, for each of the values that something may be. */
function isSame(a: EncounteredSave, b: EncounteredSave): boolean {
  return (
    a.operation === b.operation &&
    a.channel === b.channel &&
    a.way.length === b.way.length &&
    a.way.every(({ call }, index) => call === b.way[index]!.call) &&
    a.externalId === b.externalId &&
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

function toObservation({ observation, frame }: EncounteredFact, context: CodeContext): Observation {
  const common = {
    place: observation.place,
    inTest: context.isTest || frame.inTest,
    enclosing: frame.label,
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
