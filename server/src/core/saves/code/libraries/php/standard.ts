import type { Value } from '../../values.ts';
import type { LibraryModel, ModelCall } from '../model.ts';
import { mergedHeaders } from '../shared/combine.ts';
import { joined, textOf, unknown } from '../shared/reading.ts';

/** Functions that give what they are given, as far as addresses, headers and records go. */
const transparent: ReadonlySet<string> = new Set([
  'json_encode',
  'wp_json_encode',
  'esc_url_raw',
  'untrailingslashit',
  'strval',
  'trim',
  'rtrim',
  'ltrim',
  'array_filter',
  'array_values',
  'collect',
  'urlencode',
  'rawurlencode',
]);

/** PHP's own functions between a record and its request. */
export const standardFunctions: LibraryModel = {
  name: 'standard functions',
  marker: null,
  call(call) {
    const [first] = call.arguments;
    if (call.receiver !== null || call.isNew || first === undefined) return undefined;
    if (transparent.has(call.method)) return copied(first);
    if (call.method === 'array_merge' || call.method === 'array_replace') return merged(call);
    if (call.method === 'sprintf') return formatted(first, call);
    return /^(?:getenv|env|config)$/.test(call.method)
      ? unknown('it is read from the environment')
      : undefined;
  },
};

/** Arrays are values: what is made of one is another. */
function copied(value: Value): Value {
  if (value.kind === 'record') return { ...value, entries: [...value.entries] };
  return value.kind === 'list' ? { ...value, items: [...value.items] } : value;
}

function merged({ arguments: passed, syntax }: ModelCall): Value {
  const isListed = passed.some(({ kind }) => kind === 'list');
  if (!isListed) return copied(mergedHeaders(syntax, ...passed) ?? passed[0]!);
  const items = passed.flatMap((one) => (one.kind === 'list' ? one.items : []));
  const open = passed.some((one) => (one.kind === 'list' ? one.open : one.kind !== 'record'));
  return { kind: 'list', items, open, place: syntax };
}

/** `sprintf('%s/services/data/v%s/sobjects/%s', $url, $version, $object)`, also with `%1$s`. */
function formatted(format: Value, { arguments: passed, syntax }: ModelCall): Value {
  const written = textOf(format);
  if (written === null) return unknown('a text that is put together');
  let next = 1;
  const parts = written.split(/(%(?:\d+\$)?[-+0]*\d*(?:\.\d+)?[bcdeEfFgGosuxX]|%%)/);
  return joined(
    syntax,
    ...parts.map((part, index): string | Value => {
      if (index % 2 === 0) return part;
      if (part === '%%') return '%';
      const numbered = /^%(\d+)\$/.exec(part);
      const value = passed[numbered ? Number(numbered[1]) : next++];
      return value ? (textOf(value) ?? value) : unknown('a text that is put together');
    }),
  );
}
