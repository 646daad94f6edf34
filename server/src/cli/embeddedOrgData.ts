import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import picomatch from 'picomatch';
import type { Project } from '../core/project.ts';
import { objectOfFileName, objectSpelling } from '../core/records/objects.ts';
import { nearest, suggestion } from '../core/records/suggest.ts';
import type { Org } from '../sandbox/org.ts';
import type { RecordFile } from '../sandbox/start/readRecords.ts';
import { uriOfPath } from './paths.ts';
import { Problem } from './problem.ts';

/** A file of `--data`; where it was typed as `OBJECT=FILE`, with that object. */
export interface NamedRecordFile extends RecordFile {
  readonly named: string | null;
}

/**
 * The files of one `--data`: `leads.json`, `Lead=export.csv`, or a pattern that no shell has replaced.
 * @throws Problem where there is no such file, or nothing tells the object of a CSV file's records
 */
export function recordFiles(typed: string, { schema }: Project, cwd: string): readonly NamedRecordFile[] {
  const [, object, rest] = /^([A-Za-z]\w*)=(.+)$/.exec(typed) ?? [];
  return filesNamed(rest ?? typed, cwd).map((name) => {
    const file = path.resolve(cwd, name);
    const found =
      object === undefined ? objectOfFileName(uriOfPath(file), schema) : objectSpelling(object, schema);
    // A JSON file may say it with each record.
    if (found === '' && /\.[ct]sv$/i.test(name)) {
      throw new Problem(
        `the name of "${name}" does not tell the object of its records: say it as OBJECT=${name}.`,
      );
    }
    return { path: file, name, object: found, named: object ?? null };
  });
}

/** @throws Problem where an object that was typed is none of the org's */
export function refuseUnknownObjects(
  files: readonly NamedRecordFile[],
  { schema }: Pick<Org, 'schema'>,
): void {
  for (const { named, name } of files) {
    if (named === null || schema.object(named) !== null) continue;
    const meant = nearest(
      named,
      schema.objects.map((object) => object.name),
    );
    throw new Problem(`"${named}=${name}": the org has no object ${named}.${suggestion(meant, [])}`);
  }
}

/** Patterns are read here for cmd.exe, which leaves them to the program, and where they stand in quotes. */
function filesNamed(name: string, cwd: string): readonly string[] {
  if (existsSync(path.resolve(cwd, name))) return [name];
  const pattern = process.platform === 'win32' ? name.replaceAll('\\', '/') : name;
  const { base, glob, isGlob } = picomatch.scan(pattern);
  const folder = path.resolve(cwd, base);
  if (!isGlob || !existsSync(folder)) throw new Problem(`there is no file "${name}".`);
  const isMeant = picomatch(glob);
  const found = readdirSync(folder, { recursive: glob.includes('/'), encoding: 'utf8' })
    .map((one) => one.replaceAll(path.sep, '/'))
    .filter((one) => isMeant(one))
    .sort();
  if (found.length === 0) throw new Problem(`no file fits "${name}".`);
  return found.map((one) => path.posix.join(base, one));
}
