import { fileNameOf } from '../files.ts';
import type { Schema } from '../metadata/objects.ts';
import { fieldKey } from '../outcome/fieldNames.ts';
import { objectOfFileName, objectSpelling } from '../records/objects.ts';
import type { FileRecords } from './dataRecords.ts';
import type { DataFileReference, NamedRecord, RuleTest } from './model.ts';
import { dataFileKey } from './parse.ts';
import { type Layer, layerOf, World, type WorldRecord } from './world.ts';

/**
 * Files of records for the tests of one file; what is made of each is kept.
 * `read` gives the records of a file, or a sentence that says why it cannot be read.
 */
export class DataFiles {
  readonly #read: (reference: DataFileReference) => FileRecords | string;
  readonly #layers = new Map<string, Layer | string>();

  constructor(read: (reference: DataFileReference) => FileRecords | string) {
    this.#read = read;
  }

  layer(reference: DataFileReference, schema: Schema): Layer | string {
    const key = dataFileKey(reference);
    let layer = this.#layers.get(key);
    if (layer === undefined) {
      layer = this.#make(reference, schema);
      this.#layers.set(key, layer);
    }
    return layer;
  }

  #make(reference: DataFileReference, schema: Schema): Layer | string {
    const read = this.#read(reference);
    if (typeof read === 'string') return read;
    const { path, object } = reference;
    const name = fileNameOf(path);
    const named = object ?? objectOfFileName(path, schema);
    const records = read.records.flatMap((record): WorldRecord[] => {
      const own = record.object ?? named;
      // Of a tree with several objects only those that are asked for.
      if (own === '' || (object !== null && own.toLowerCase() !== object.toLowerCase())) return [];
      const place = `${name}:${record.row}`;
      return [
        {
          name: record.id ?? place,
          aliases: [place, `${path}:${record.row}`],
          object: objectSpelling(own, schema),
          id: record.id ?? madeUpId(`f${this.#layers.size}`, record.row),
          isIdGiven: record.id !== null,
          values: record.values,
          isInline: false,
          span: null,
          savedBy: null,
          isOpen: false,
        },
      ];
    });
    if (records.length > 0) return layerOf(records, false);
    if (read.records.length > 0 && named === '')
      return 'Neither its records nor its name tell their object: write it as a key, such as Lead: followed by the file.';
    const error = read.problems.find(({ severity }) => severity === 'error');
    return error?.message ?? 'It holds no record of the object.';
  }
}

/** The world before a test's first save; sentences where a file of it cannot be read. */
export function worldOf(test: RuleTest, files: DataFiles, schema: Schema): World | readonly string[] {
  const layers: Layer[] = [];
  const inline: WorldRecord[] = [];
  const problems: string[] = [];
  for (const source of test.records) {
    if (source.kind === 'record') inline.push(inlineRecord(source.record, inline.length));
    else {
      const layer = files.layer(source.file, schema);
      if (typeof layer === 'string') problems.push(`${source.file.path} cannot be used: ${layer}`);
      else layers.push(layer);
    }
  }
  return problems.length > 0 ? problems : new World(layers, inline);
}

function inlineRecord({ name, object, fields, start, end }: NamedRecord, index: number): WorldRecord {
  const id = fields.find((field) => /^id$/i.test(field.name))?.value;
  const isIdGiven = typeof id === 'string' && id !== '';
  return {
    name,
    aliases: [],
    object: object.value,
    id: isIdGiven ? id : madeUpId('record', index),
    isIdGiven,
    values: new Map(fields.map((field) => [fieldKey(field.name), field.value])),
    isInline: true,
    span: { start, end },
    savedBy: null,
    isOpen: false,
  };
}

/** No Id of Salesforce's: different in the first 15 characters, by which Ids are compared. */
export function madeUpId(kind: string, index: number): string {
  return `${index}#${kind}`;
}
