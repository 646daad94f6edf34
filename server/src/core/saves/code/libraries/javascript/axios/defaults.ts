import type { Place } from '../../../../../text.ts';
import type { LibraryValue, RecordValue, Value } from '../../../values.ts';
import { mergedHeaders, recordOf } from '../../shared/combine.ts';
import { fieldOf } from '../../shared/reading.ts';

const groups = ['common', 'delete', 'get', 'head', 'post', 'put', 'patch'];

/** `instance.defaults`: a record that the code changes as it likes. */
export function defaultsOf(client: LibraryValue, at: Place): RecordValue {
  const known = client.state.get('defaults');
  if (known?.kind === 'record') return known;
  const empty = Object.fromEntries(groups.map((group) => [group, recordOf(at, {})]));
  const defaults = recordOf(at, { headers: recordOf(at, empty) });
  client.state.set('defaults', defaults);
  return defaults;
}

/** A member of the client's configuration: what was set on `defaults` later counts. */
export function configured(client: LibraryValue, name: string): Value | null {
  const own = fieldOf(client.state.get('defaults'), name) ?? fieldOf(client.state.get('config'), name);
  if (own !== null) return own;
  const parent = client.state.get('parent');
  return parent?.kind === 'library' ? configured(parent, name) : null;
}

/** Headers that go with each request of a method, those of the client that it was made from first. */
export function clientHeaders(client: LibraryValue, verb: string, at: Place): Value | null {
  const parent = client.state.get('parent');
  const defaults = fieldOf(client.state.get('defaults'), 'headers');
  const config = fieldOf(client.state.get('config'), 'headers');
  return mergedHeaders(
    at,
    parent?.kind === 'library' ? clientHeaders(parent, verb, at) : null,
    ...grouped(config, verb),
    ...grouped(defaults, verb),
  );
}

function grouped(headers: Value | null, verb: string): readonly (Value | null)[] {
  if (headers?.kind !== 'record') return [headers];
  const own = headers.entries.filter(({ key }) => !groups.includes(key));
  return [fieldOf(headers, 'common'), fieldOf(headers, verb.toLowerCase()), { ...headers, entries: own }];
}
