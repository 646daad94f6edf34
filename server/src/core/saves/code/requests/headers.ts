import type { Place } from '../../../text.ts';
import type { OptionsDraft } from '../libraries/model.ts';
import { spreadKey, type Value } from '../values.ts';
import { effective, type FoundField } from './fields.ts';
import { type HeaderProblem, readHeader } from './header.ts';
import { headerName, isHeader, isMisspeltHeader } from './names.ts';
import { combinedOptions } from './options.ts';
import { conditionOf, flatTexts, pieceValue, variants } from './variants.ts';

export interface ReadHeaders {
  /** Null where the header is not set. */
  readonly options: OptionsDraft | null;
  readonly problems: readonly HeaderProblem[];
}

const none: ReadHeaders = { options: null, problems: [] };

export { spreadKey };

/**
 * Finds the header about duplicates among the headers of a request: an object, a list of `Name: value`, a list of
 * pairs. Headers that are a parameter are left to the callers; a record that may hold more than is seen is taken
 * for what is seen.
 *
 * @param at the call, for what is written nowhere
 */
export function readHeaders(headers: Value | null, at: Place): ReadHeaders {
  if (headers === null) return none;
  const read = variants(headers).map(({ value, picks }) => ({
    ...readOne(value, at),
    when: conditionOf(picks),
  }));
  return { options: combinedOptions(read, at), problems: read.flatMap(({ problems }) => problems) };
}

/** Whether the header itself is among them, whatever it says: headers that come from elsewhere may not have it. */
export function namesHeader(headers: Value | null, at: Place): boolean {
  switch (headers?.kind) {
    case 'record':
      return headers.entries.some(
        ({ key, value }) => isHeader(key) || (key === spreadKey && namesHeader(value, at)),
      );
    case 'list':
      return linesOf(headers.items, at).some(({ key }) => isHeader(key));
    case 'choice':
      return headers.options.some(({ value }) => namesHeader(value, at));
    case 'instance':
      return namesHeader(headers.fields, at);
    case 'library':
      return namesHeader(headers.state.get('headers') ?? null, at);
    default:
      return false;
  }
}

function readOne(headers: Value, at: Place): ReadHeaders {
  switch (headers.kind) {
    case 'record': {
      const own = readFields(effective(headers.entries, isHeader), at);
      const misspelt = headers.entries.filter(({ key }) => isMisspeltHeader(key)).map(asProblem);
      if (own.options !== null) return { options: own.options, problems: [...own.problems, ...misspelt] };
      const spread = headers.entries.filter(({ key }) => key === spreadKey).map(({ value }) => value);
      const inner = spread.map((value) => readHeaders(value, at));
      return {
        options: inner.findLast(({ options }) => options !== null)?.options ?? null,
        problems: [...own.problems, ...misspelt, ...inner.flatMap(({ problems }) => problems)],
      };
    }
    case 'list':
      return readLines(linesOf(headers.items, at), at);
    case 'instance':
      return readOne(headers.fields, at);
    case 'library':
      return readHeaders(headers.state.get('headers') ?? null, at);
    case 'parameter':
    case 'unknown':
      return readHeader(
        headers.kind === 'parameter' ? { ...headers, path: [...headers.path, headerName] } : headers,
        at,
      );
    default:
      return none;
  }
}

function readFields(found: readonly FoundField[], at: Place): ReadHeaders {
  const read = found.map(({ value, place, when }) => ({ ...readHeader(value, place), when }));
  const problems = read.flatMap(({ problems }) => problems);
  const [first] = read;
  const isAlwaysSet = first !== undefined && first.when === null;
  const all = isAlwaysSet ? read : [{ options: null, when: null }, ...read];
  return { options: combinedOptions(all, at), problems };
}

function readLines(lines: readonly Line[], at: Place): ReadHeaders {
  const own = readFields(
    lines.filter(({ key }) => isHeader(key)),
    at,
  );
  const misspelt = lines.filter(({ key }) => isMisspeltHeader(key)).map(asProblem);
  return { options: own.options, problems: [...own.problems, ...misspelt] };
}

interface Line extends FoundField {
  readonly key: string;
}

function asProblem(entry: { readonly key: string; readonly place: Place }): HeaderProblem {
  return { problem: { what: 'header-name', written: entry.key, meant: headerName }, place: entry.place };
}

/** `Sforce-Duplicate-Rule-Header: allowSave=true`, as curl and PHP have it, and pairs of name and value. */
function linesOf(items: readonly Value[], at: Place): readonly Line[] {
  return items.flatMap((item): readonly Line[] => {
    if (item.kind === 'list' && item.items.length === 2) {
      const [name, value] = item.items;
      const [flat] = flatTexts(name!, at);
      return [{ key: flat!.text, value: value!, place: item.place, when: null }];
    }
    return flatTexts(item, at).flatMap((flat): readonly Line[] => {
      const colon = flat.text.indexOf(':');
      if (colon < 0) return [];
      const key = flat.text.slice(0, colon).trim();
      const value = pieceValue(flat.text.slice(colon + 1), flat);
      return [{ key, value, place: flat.place, when: conditionOf(flat.picks) }];
    });
  });
}
