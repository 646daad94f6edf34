import type {
  Evaluation,
  ObservationDraft,
  SaveDraft,
} from '../../../../server/src/core/saves/code/libraries/model.ts';
import type { CallExpression } from '../../../../server/src/core/saves/code/tree.ts';
import type { ParameterValue, RecordValue, Value } from '../../../../server/src/core/saves/code/values.ts';
import type { Place } from '../../../../server/src/core/text.ts';

const anchor = { uri: 'file:///a.ts', offset: 0 };
let offset = 0;

/** A place that no other value has. */
export function somewhere(): Place {
  offset += 10;
  return { anchor, start: offset, end: offset + 5 };
}

/** A value as code would write it: plain data, or a value as it is. */
export function value(from: unknown): Value {
  if (isValue(from)) return from;
  if (typeof from === 'string') return { kind: 'text', parts: from === '' ? [] : [from], place: somewhere() };
  if (Array.isArray(from)) return { kind: 'list', items: from.map(value), open: false, place: somewhere() };
  if (typeof from === 'object' && from !== null) return record(Object.entries(from));
  return { kind: 'scalar', value: from as number | boolean | null, place: somewhere() };
}

function isValue(from: unknown): from is Value {
  return typeof from === 'object' && from !== null && 'kind' in from;
}

export function record(
  entries: readonly (readonly [string, unknown] | readonly [string, unknown, string])[],
): RecordValue {
  return {
    kind: 'record',
    entries: entries.map(([key, each, when]) => ({
      key,
      value: value(each),
      place: somewhere(),
      when: when ?? null,
    })),
    open: false,
    place: somewhere(),
    type: null,
  };
}

/** t`/sobjects/${object}`. */
export function t(strings: TemplateStringsArray, ...holes: readonly unknown[]): Value {
  const parts: (string | Value)[] = [];
  strings.forEach((each, index) => {
    if (each !== '') parts.push(each);
    if (index < holes.length) parts.push(value(holes[index]));
  });
  return { kind: 'text', parts, place: somewhere() };
}

export function unknown(why = 'computed'): Value {
  return { kind: 'unknown', why };
}

export function parameter(name: string): ParameterValue {
  const definition = {} as ParameterValue['definition'];
  return { kind: 'parameter', definition, index: 0, name, path: [], type: null };
}

export function choice(...options: readonly (readonly [string | null, unknown])[]): Value {
  return { kind: 'choice', options: options.map(([when, each]) => ({ when, value: value(each) })) };
}

export const call = { kind: 'call', ...somewhere() } as unknown as CallExpression;

/** An evaluation that keeps what it is told. */
export function listening(): {
  readonly evaluation: Evaluation;
  readonly saves: SaveDraft[];
  readonly observations: ObservationDraft[];
} {
  const saves: SaveDraft[] = [];
  const observations: ObservationDraft[] = [];
  const evaluation: Evaluation = {
    save: (draft) => {
      saves.push(draft);
      return draft.returns;
    },
    observe: (observation) => void observations.push(observation),
    invoke: () => unknown(),
    unknown,
    library: (type, state = {}) => ({
      kind: 'library',
      type,
      state: new Map(Object.entries(state)),
      place: null,
    }),
  };
  return { evaluation, saves, observations };
}

/** `Lead`, `Lead|Contact`, `<object>` for a parameter, `?` for what is not known, `a<b>c` for a mixture. */
export function inWords(of: Value | null | undefined): string | null {
  if (of === null || of === undefined) return null;
  switch (of.kind) {
    case 'text':
      return of.parts.map((part) => (typeof part === 'string' ? part : inWords(part))).join('');
    case 'scalar':
      return String(of.value);
    case 'parameter':
      return `<${[of.name, ...of.path].join('.')}>`;
    case 'choice':
      return of.options.map((option) => inWords(option.value)).join('|');
    case 'unknown':
      return '?';
    default:
      return of.kind;
  }
}
