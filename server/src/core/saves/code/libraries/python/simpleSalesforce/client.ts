import type { Place } from '../../../../../text.ts';
import type { LibraryValue, Value } from '../../../values.ts';
import type { ModelCall } from '../../model.ts';
import { joined, text } from '../../shared/reading.ts';
import { argument } from '../arguments.ts';
import { requestsSession } from '../http/sessions.ts';
import { emptyRecord, made } from '../made.ts';
import { types } from './types.ts';

/** `DEFAULT_API_VERSION` of simple_salesforce/api.py, since 1.12.6; it was 52.0, before 2022 42.0. */
export const defaultVersion = '59.0';

/** `Salesforce(username=…, version='58.0', session=…)`. */
export function newClient(call: ModelCall): LibraryValue {
  const { syntax } = call;
  const version = argument(call, 7, 'version') ?? text(syntax, defaultVersion);
  return client(version, argument(call, 9, 'session'), syntax);
}

/** A client that is handed in: how it was made is not known. */
export function someClient(at: Place): LibraryValue {
  return client({ kind: 'unknown', why: 'that of a client that is made elsewhere' }, null, at);
}

function client(version: Value, session: Value | null, at: Place): LibraryValue {
  const base = joined(at, '/services/data/v', version, '/');
  return made(
    types.client,
    {
      version,
      sf_version: version,
      headers: emptyRecord(at),
      session: session ?? requestsSession(at),
      base_url: base,
      tooling_url: joined(at, base, 'tooling/'),
      bulk2_url: joined(at, base, 'jobs/'),
      bulk_url: joined(at, '/services/async/', version, '/'),
      apex_url: text(at, '/services/apexrest/'),
    },
    at,
  );
}

const own = new Set(
  (
    'query query_all query_all_iter query_more search quick_search describe limits set_password is_sandbox deploy ' +
    'checkDeployStatus oauth2 mdapi parse_result_to_json parse_api_usage api_usage auth_site auth_type domain ' +
    'session_id sf_instance proxies metadata_url oauth2_url restful toolingexecute apexecute request'
  ).split(' '),
);

/** `sf.Lead`, `sf.bulk`; undefined for the client's own members. */
export function memberOfClient(sf: LibraryValue, name: string, at: Place): Value | undefined {
  if (sf.state.has(name) || own.has(name) || name.startsWith('_')) return undefined;
  if (name === 'bulk' || name === 'bulk2') return made(types[name], { client: sf }, at);
  return objectOf(sf, text(at, name), at);
}

export function objectOf(sf: LibraryValue, object: Value, at: Place): LibraryValue {
  return made(types.object, { object, client: sf }, at);
}

/** `SFType('Lead', session_id, instance, '58.0')`: without a client, with a session of its own. */
export function newObject(call: ModelCall): LibraryValue {
  const { syntax } = call;
  const given = argument(call, 6, 'salesforce');
  const version = argument(call, 3, 'sf_version') ?? text(syntax, defaultVersion);
  const own = client(version, argument(call, 5, 'session'), syntax);
  const object = argument(call, 0, 'object_name') ?? { kind: 'unknown', why: 'not named here' };
  return objectOf(
    given?.kind === 'library' ? { ...given, state: new Map([...given.state, ['version', version]]) } : own,
    object,
    syntax,
  );
}
