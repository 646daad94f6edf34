import { DataFileProblem, readDataFile } from './readDataFile.ts';

/**
 * The names of the fields of a file's records, of which only the first row is taken.
 *
 * @throws DataFileProblem where it cannot be read, or holds no record
 */
export async function headerOf(path: string): Promise<readonly string[]> {
  const stop = new AbortController();
  let columns: readonly string[] = [];
  let hasRecords = false;
  const sink = {
    fields(names: readonly string[]) {
      columns = [...names];
    },
    record() {
      hasRecords = true;
      stop.abort(enough);
    },
    problem() {},
  };
  try {
    await readDataFile(path, sink, { signal: stop.signal });
  } catch (error) {
    if (error !== enough) throw error;
  }
  if (!hasRecords) throw new DataFileProblem('it holds no records');
  return columns;
}

const enough = new Error('The first row is read.');
