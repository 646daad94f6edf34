import type { Schema } from '../metadata/objects.ts';
import { standardField } from '../metadata/standardFields.ts';
import { fieldKey } from '../outcome/fieldNames.ts';
import type { RuleCatalog } from '../outcome/model.ts';
import { KnownFields } from '../records/knownFields.ts';
import { objectOfFileName } from '../records/objects.ts';
import { objectsWithRules } from '../saveTable/objects.ts';

interface Known {
  readonly catalog: RuleCatalog;
  readonly schema: Schema;
}

/**
 * The object with rules whose fields the columns of a file are: half of all columns at least, and one that the rules
 * compare. A file that is named after an object with rules holds that one, or none. Null: the columns tell none.
 */
export function objectOfColumns(uri: string, columns: readonly string[], known: Known): string | null {
  const named = objectOfFileName(uri, known.schema).toLowerCase();
  const objects = objectsWithRules(known.catalog);
  const own = objects.filter((object) => object.toLowerCase() === named);
  const fields = new KnownFields(known);
  const fits = (own.length > 0 ? own : objects).flatMap((object) => {
    const compared = columns.filter((column) => fields.used(object).has(fieldKey(column))).length;
    const all = columns.filter((column) => isField(object, column, fields, known.schema)).length;
    return compared === 0 || all * 2 < columns.length ? [] : [{ object, all, compared }];
  });
  return fits.sort((a, b) => b.all - a.all || b.compared - a.compared)[0]?.object ?? null;
}

function isField(object: string, column: string, fields: KnownFields, schema: Schema): boolean {
  return (
    /^id$/i.test(column) ||
    fields.used(object).has(fieldKey(column)) ||
    standardField(object, column) !== null ||
    schema.field(object, column) !== null
  );
}
