import { readDataFile } from './readDataFile.ts';

/**
 * The names of the fields of a file's records, of which only the first row is taken. Empty where it has none.
 *
 * @throws DataFileProblem where it cannot be read
 */
export async function headerOf(path: string): Promise<readonly string[]> {
  const stop = new AbortController();
  let columns: readonly string[] = [];
  const end = () => stop.abort(enough);
  const sink = {
    fields(names: readonly string[]) {
      columns = [...names];
    },
    record: end,
    problem() {},
  };
  try {
    await readDataFile(path, sink, { signal: stop.signal });
  } catch (error) {
    if (error !== enough) throw error;
  }
  return columns;
}

const enough = new Error('The first row is read.');
