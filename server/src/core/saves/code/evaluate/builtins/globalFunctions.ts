import type { Value } from '../../values.ts';
import { setMember } from '../assignments.ts';
import { invoke } from '../calls.ts';
import { spreadInto } from '../expressions.ts';
import type { Interpreter } from '../interpreter.ts';
import type { Called } from '../libraryCalls.ts';
import { keyOf, memberOf } from '../members.ts';
import { setEntry } from '../state/mutate.ts';
import type { Scope } from '../state/scope.ts';
import { plainText, textOf } from '../values/build.ts';
import { copied, emptyList, emptyRecord, fromEntries } from './made.ts';
import { entriesOf, valuesOf } from './records.ts';
import { formatted } from './texts.ts';
import { resolvedUrl } from './urls.ts';

type GlobalFunction = (called: Called, scope: Scope, interpreter: Interpreter) => Value | null;

const givesFirst: GlobalFunction = ({ passed }) => passed.positional[0] ?? null;

/** The text of a record counts as the record. */
const copiesFirst: GlobalFunction = ({ passed }, _, interpreter) => {
  const [first] = passed.positional;
  return first ? copied(first, interpreter) : null;
};

const parses: GlobalFunction = ({ passed }, _, interpreter) => {
  const [first] = passed.positional;
  return first?.kind === 'record' || first?.kind === 'list' ? copied(first, interpreter) : null;
};

const assigns: GlobalFunction = ({ passed, syntax }, scope, interpreter) => {
  const [first, ...others] = passed.positional;
  if (!first) return null;
  for (const more of others) {
    if (first.kind === 'record') spreadInto(first, more, interpreter);
    else if (more.kind === 'record') {
      for (const entry of more.entries) {
        setMember(first, entry.key, entry.value, syntax, scope, interpreter);
      }
    }
  }
  return first;
};

const makesDict: GlobalFunction = (called, _, interpreter) => {
  const { passed, syntax } = called;
  const [first] = passed.positional;
  const record = emptyRecord(called, interpreter);
  if (first?.kind === 'list') return fromEntries(first, called, interpreter);
  if (first) spreadInto(record, first, interpreter);
  for (const [name, value] of passed.keywords) setEntry(record, name, value, syntax, interpreter);
  return record;
};

const listsAll: GlobalFunction = ({ passed: { positional, isOpen }, syntax }) => ({
  kind: 'list',
  items: [...positional],
  open: isOpen,
  place: syntax,
});

const makesList: GlobalFunction = (called, scope, interpreter) => {
  const [only, ...others] = called.passed.positional;
  return only?.kind === 'list' && others.length === 0 ? only : listsAll(called, scope, interpreter);
};

const makesMap: GlobalFunction = (called, _, interpreter) => {
  const { passed, syntax } = called;
  const { positional } = passed;
  const record = emptyRecord(called, interpreter);
  for (let index = 0; index + 1 < positional.length; index += 2) {
    const key = keyOf(positional[index]!);
    if (key === null) record.open = true;
    else setEntry(record, key, positional[index + 1]!, syntax, interpreter);
  }
  return record;
};

const formats: GlobalFunction = ({ passed: { positional, keywords }, syntax }) => {
  const [first, ...others] = positional;
  return first?.kind === 'text' ? formatted(first, others, keywords, syntax) : null;
};

const joins: GlobalFunction = ({ passed: { positional }, syntax }) => {
  const [first, second, ...others] = positional;
  const separator = first ? plainText(first) : null;
  if (separator === null) return null;
  const isList = second?.kind === 'list' && others.length === 0;
  const items = isList ? second.items : positional.slice(1);
  return textOf(
    items.flatMap((item, index) => (index === 0 ? [item] : [separator, item])),
    syntax,
  );
};

const joinsUrl: GlobalFunction = ({ passed, syntax }) => {
  const [base, path] = passed.positional;
  return base && path ? resolvedUrl(path, base, syntax) : null;
};

const getsAttribute: GlobalFunction = ({ passed, syntax }, scope, interpreter) => {
  const [of, second] = passed.positional;
  const name = second ? plainText(second) : null;
  return of && name !== null ? memberOf(of, name, syntax, scope, interpreter) : null;
};

const setsAttribute: GlobalFunction = ({ passed, syntax }, scope, interpreter) => {
  const [of, second, value] = passed.positional;
  const name = second ? plainText(second) : null;
  if (of && name !== null && value) setMember(of, name, value, syntax, scope, interpreter);
  return null;
};

const runsFirst: GlobalFunction = ({ passed }, _, interpreter) => {
  const [first] = passed.positional;
  return first?.kind === 'function' ? invoke(first, [], interpreter, false) : null;
};

const maps: GlobalFunction = ({ passed, syntax }, _, interpreter) => {
  const [first, second] = passed.positional;
  if (first?.kind !== 'function' || second?.kind !== 'list') return null;
  const items = second.items.map((item) => invoke(first, [item], interpreter, false));
  return { kind: 'list', items, open: second.open, place: syntax };
};

const entriesOfFirst: GlobalFunction = ({ passed, syntax }) => {
  const [first] = passed.positional;
  return first?.kind === 'record' ? entriesOf(first, syntax) : null;
};

const valuesOfFirst: GlobalFunction = ({ passed, syntax }) => {
  const [first] = passed.positional;
  return first?.kind === 'record' ? valuesOf(first, syntax) : null;
};

/** By the names that code calls them by, separated by spaces. */
export const globalFunctions: ReadonlyMap<string, GlobalFunction> = new Map(
  (
    [
      [
        'JSON.stringify json.dumps JsonConvert.SerializeObject JsonSerializer.Serialize structuredClone',
        copiesFirst,
      ],
      ['copy.deepcopy copy.copy deepcopy cloneDeep Object.freeze Object.seal', copiesFirst],
      ['Promise.resolve Task.FromResult', copiesFirst],
      ['encodeURIComponent encodeURI escape quote quote_plus parse.quote', copiesFirst],
      ['Uri.EscapeDataString HttpUtility.UrlEncode URLEncoder.encode URI.create', copiesFirst],
      ['String str String.valueOf StringContent Boolean bool', copiesFirst],
      ['iter sorted reversed tuple set Array.from List.copyOf', copiesFirst],
      ['Collections.unmodifiableList Collections.unmodifiableMap', copiesFirst],
      [
        'list',
        (called, scope, interpreter) =>
          copiesFirst(called, scope, interpreter) ?? emptyList(called, interpreter),
      ],
      ['JSON.parse json.loads', parses],
      ['Object.assign', assigns],
      ['Object.entries', entriesOfFirst],
      ['Object.values', valuesOfFirst],
      [
        'Object.fromEntries',
        (called, _, interpreter) => fromEntries(called.passed.positional[0] ?? null, called, interpreter),
      ],
      ['dict', makesDict],
      ['Promise.all Promise.allSettled Promise.race Promise.any Task.WhenAll', givesFirst],
      ['asyncio.gather', listsAll],
      ['List.of Arrays.asList Set.of Collections.singletonList Stream.of ImmutableList.of', makesList],
      ['Map.of ImmutableMap.of Collections.singletonMap', makesMap],
      ['String.format string.Format util.format', formats],
      ['string.Concat String.Concat', ({ passed, syntax }) => textOf(passed.positional, syntax)],
      ['String.join string.Join String.Join', joins],
      ['urljoin urllib.parse.urljoin parse.urljoin url.resolve', joinsUrl],
      ['getattr', getsAttribute],
      ['setattr', setsAttribute],
      ['asyncio.run asyncio.create_task asyncio.wait_for', givesFirst],
      ['setTimeout setImmediate setInterval queueMicrotask process.nextTick Task.Run', runsFirst],
      ['map', maps],
    ] as const satisfies readonly (readonly [string, GlobalFunction])[]
  ).flatMap(([names, act]) => names.split(' ').map((name): [string, GlobalFunction] => [name, act])),
);

/** Of Java, whatever object holds them. */
export const writers = /(?:^|\.)(?:[oO]bject)?[mM]apper\.writeValueAs(?:String|Bytes)$|^gson\.toJson$/;

/** What the paths above end with. */
export const lastNames: ReadonlySet<string> = new Set([
  ...[...globalFunctions.keys()].map((path) => path.slice(path.lastIndexOf('.') + 1)),
  'writeValueAsString',
  'writeValueAsBytes',
  'toJson',
]);
