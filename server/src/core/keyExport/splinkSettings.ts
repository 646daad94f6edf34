import type { RunnableRule } from '../matching/compiledRule.ts';
import type { CompiledItem } from '../matching/model.ts';
import { columnName } from './columns.ts';
import { Conditions, duckDb, spark } from './conditions.ts';

/** Settings of Splink 4 (moj-analytical-services/splink), in the form of its saved models. */
export interface SplinkSettings {
  readonly link_type: 'dedupe_only';
  readonly sql_dialect: 'duckdb' | 'spark';
  readonly unique_id_column_name: 'id';
  readonly blocking_rules_to_generate_predictions: readonly {
    readonly blocking_rule: string;
    readonly sql_dialect: string;
  }[];
  readonly comparisons: readonly SplinkComparison[];
  readonly retain_matching_columns: false;
}

interface SplinkComparison {
  readonly output_column_name: string;
  readonly comparison_description: string;
  readonly comparison_levels: readonly {
    readonly sql_condition: string;
    readonly label_for_charts: string;
    readonly is_null_level?: true;
  }[];
}

/** Blocks by the match keys and compares by the methods of a rule. Weights are left for Splink to estimate. */
export function splinkSettings(rule: RunnableRule, dialect: 'duckdb' | 'spark'): SplinkSettings {
  const conditions = new Conditions(
    rule,
    dialect === 'duckdb' ? duckDb : spark,
    (column) => `${column}_l`,
    (column) => `${column}_r`,
  );
  return {
    link_type: 'dedupe_only',
    sql_dialect: dialect,
    unique_id_column_name: 'id',
    blocking_rules_to_generate_predictions: rule.keys.map((_, index) => ({
      blocking_rule: `l.${keyColumn(index)} = r.${keyColumn(index)}`,
      sql_dialect: dialect,
    })),
    comparisons: rule.items.map((item) => comparison(item, conditions)),
    retain_matching_columns: false,
  };
}

/** Column of the records' file that holds a key. @param index from 0 */
export function keyColumn(index: number): string {
  return `key_${index + 1}`;
}

function comparison(item: CompiledItem, conditions: Conditions): SplinkComparison {
  const [one, other] = [`${columnName(item.number)}_l`, `${columnName(item.number)}_r`];
  const { field, method } = item;
  const isMissing = `${one} IS NULL OR ${other} IS NULL OR ${one} = '' OR ${other} = ''`;
  return {
    output_column_name: columnName(item.number),
    comparison_description: `${field}, ${method.label}`,
    comparison_levels: [
      { sql_condition: isMissing, label_for_charts: `${field} is blank`, is_null_level: true },
      { sql_condition: `${one} = ${other}`, label_for_charts: `${field} is equal` },
      ...(method.method === 'Exact'
        ? []
        : [
            {
              sql_condition: conditions.matching(item),
              label_for_charts: `${field} matches, ${method.label}`,
            },
          ]),
      { sql_condition: 'ELSE', label_for_charts: 'All other comparisons' },
    ],
  };
}
