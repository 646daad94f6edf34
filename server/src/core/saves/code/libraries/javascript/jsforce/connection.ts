import type { LibraryValue, Value } from '../../../values.ts';
import type { ModelCall } from '../../model.ts';
import type { Makes } from '../../shared/made.ts';
import { fieldOf, isNothing, text } from '../../shared/reading.ts';

/** Of jsforce 2 and 3; jsforce 1 has 42.0. */
const defaultVersion = '50.0';

/** `new jsforce.Connection({ version })`. */
export function newConnection(call: ModelCall, evaluation: Makes): LibraryValue {
  const [config] = call.arguments;
  const version = fieldOf(config, 'version');
  if (!isNothing(version)) return connection(version, evaluation);
  // What comes from elsewhere may hold a version.
  const isKnown = isNothing(config) || config!.kind === 'record';
  return connection(isKnown ? text(call.syntax, defaultVersion) : null, evaluation);
}

/** @param version null for one that is not known: that of a configuration, or the org's newest. */
export function connection(version: Value | null, makes: Makes): LibraryValue {
  return makes.library('jsforce.Connection', isNothing(version) ? {} : { version: version! });
}

/** The version of the connection that something was made with. */
export function versionOf(value: Value | null | undefined): Value | null {
  if (value?.kind !== 'library') return null;
  return value.state.get('version') ?? versionOf(value.state.get('connection'));
}
