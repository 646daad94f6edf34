import { readFileSync } from 'node:fs';
import Papa from 'papaparse';
import { type IndexedTable, tableSource } from '../../server/src/core/matching/index/tableSource.ts';
import type { CompiledRule, RecordValues } from '../../server/src/core/matching/model.ts';
import { compileStandardRule } from '../../server/src/core/matching/standard/rules.ts';
import type { FieldMapping } from '../../server/src/core/metadata/model.ts';
import { standardRules } from '../../server/src/core/metadata/standardRules.ts';
import { fieldKey } from '../../server/src/core/outcome/fieldNames.ts';
import type { BenchData } from './data.ts';
import { processorTime, type Spread, spread } from './measure.ts';

/** How leads are compared with contacts: the standard contact rule with its four match keys. */
export function contactRule(): { readonly rule: CompiledRule; readonly mapping: readonly FieldMapping[] } {
  const reference = standardRules
    .find(({ object }) => object === 'Lead')!
    .matchRules.find(({ objectType }) => objectType === 'Contact')!;
  const rule = compileStandardRule('Contact', reference.matchingRule, null);
  if (!('segments' in rule)) throw new Error(rule.why);
  return { rule, mapping: reference.mapping! };
}

export function leadValues({ leads }: BenchData): readonly RecordValues[] {
  const { data } = Papa.parse<Record<string, string>>(readFileSync(leads, 'utf8'), {
    header: true,
    skipEmptyLines: true,
  });
  return data.map((row) => {
    const values = new Map(Object.entries(row).map(([field, value]) => [fieldKey(field), value]));
    return (key: string) => values.get(key);
  });
}

export interface LookUps {
  readonly wall: Spread;
  readonly cpu: Spread;
  /** Per lead the Ids of the contacts that match. */
  readonly found: readonly ReadonlySet<string>[];
  /** Candidates that were compared, in all. */
  readonly compared: number;
}

/** Per lead the Ids of the contacts that match. */
export function pairsOf(existing: IndexedTable, data: BenchData): readonly ReadonlySet<string>[] {
  const { rule, mapping } = contactRule();
  const source = tableSource([existing]);
  return leadValues(data).map((values) => {
    const sample = rule.prepare(values, mapping);
    const { records } = source.candidates(rule, sample);
    const matching = [...records].filter(({ prepared }) => rule.compare(sample, prepared).matches);
    return new Set(matching.map(({ id }) => id!));
  });
}

/** Looks for each lead, one after the other: keys made, candidates found and compared by the whole rule. */
export function lookUps(existing: IndexedTable, data: BenchData): LookUps {
  const { rule, mapping } = contactRule();
  const source = tableSource([existing]);
  const leads = leadValues(data);
  let compared = 0;
  const lookUp = (values: RecordValues): Set<string> => {
    const sample = rule.prepare(values, mapping);
    const found = new Set<string>();
    for (const candidate of source.candidates(rule, sample).records) {
      compared++;
      if (rule.compare(sample, candidate.prepared).matches) found.add(candidate.id!);
    }
    return found;
  };
  // Warm: the code is compiled, the index has been touched.
  for (const values of leads) lookUp(values);
  compared = 0;
  const wall: number[] = [];
  const cpu: number[] = [];
  const found: Set<string>[] = [];
  for (const values of leads) {
    const used = processorTime();
    const start = performance.now();
    found.push(lookUp(values));
    wall.push(performance.now() - start);
    cpu.push((processorTime() - used) / 1000);
  }
  return { wall: spread(wall), cpu: spread(cpu), found, compared };
}
