import { valuesIn } from '../../server/src/core/matching/index/tableIndex.ts';
import { type IndexedTable, tableSource } from '../../server/src/core/matching/index/tableSource.ts';
import type { CompiledRule, RecordValues } from '../../server/src/core/matching/model.ts';
import { compileStandardRule } from '../../server/src/core/matching/standard/rules.ts';
import type { FieldMapping } from '../../server/src/core/metadata/model.ts';
import { standardRules } from '../../server/src/core/metadata/standardRules.ts';
import { tableBuilder } from '../../server/src/core/recordSets/table.ts';
import { readDataFile } from '../../server/src/data/readDataFile.ts';
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

/** As a preflight reads them. */
export async function leadValues({ leads }: BenchData): Promise<readonly RecordValues[]> {
  const builder = tableBuilder({ object: 'Lead' });
  await readDataFile(leads, builder);
  const table = builder.build();
  const valuesOf = valuesIn(table);
  return Array.from({ length: table.size }, (_, ordinal) => valuesOf(ordinal));
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
export async function pairsOf(
  existing: IndexedTable,
  data: BenchData,
): Promise<readonly ReadonlySet<string>[]> {
  const { rule, mapping } = contactRule();
  const source = tableSource([existing]);
  return (await leadValues(data)).map((values) => {
    const sample = rule.prepare(values, mapping);
    const { records } = source.candidates(rule, sample);
    const matching = [...records].filter(({ prepared }) => rule.compare(sample, prepared).matches);
    return new Set(matching.map(({ id }) => id!));
  });
}

/** Looks for each lead, one after the other: keys made, candidates found and compared by the whole rule. */
export async function lookUps(existing: IndexedTable, data: BenchData): Promise<LookUps> {
  const { rule, mapping } = contactRule();
  const source = tableSource([existing]);
  const leads = await leadValues(data);
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
