import type {
  Evaluation,
  LibraryModel,
  ModelCall,
  ObservationDraft,
  SaveDraft,
} from '../../../../../server/src/core/saves/code/libraries/model.ts';
import type { CallExpression, FunctionSyntax } from '../../../../../server/src/core/saves/code/tree.ts';
import type { LibraryValue, Value } from '../../../../../server/src/core/saves/code/values.ts';

const anchor = { uri: 'file:///call.js', offset: 0 };
export const at = { anchor, start: 0, end: 1 };

type Plain =
  | string
  | number
  | boolean
  | null
  | undefined
  | Plain[]
  | { [key: string]: Plain | Value }
  | Value;

/** Values as code would write them; what has a `kind` is one already. */
export function value(plain: Plain): Value {
  if (plain === null || plain === undefined) return { kind: 'scalar', value: null, place: at };
  if (typeof plain === 'string') return { kind: 'text', parts: plain === '' ? [] : [plain], place: at };
  if (typeof plain !== 'object') return { kind: 'scalar', value: plain, place: at };
  if (Array.isArray(plain)) return { kind: 'list', items: plain.map(value), open: false, place: at };
  if ('kind' in plain && typeof plain.kind === 'string') return plain as Value;
  const entries = Object.entries(plain as { [key: string]: Plain }).map(([key, inner]) => ({
    key,
    value: value(inner),
    place: at,
    when: null,
  }));
  return { kind: 'record', entries, open: false, place: at, type: null };
}

export const somewhere: Value = { kind: 'unknown', why: 'from somewhere' };

export function parameter(name: string): Value {
  return { kind: 'parameter', definition: {} as FunctionSyntax, index: 0, name, path: [], type: null };
}

export const callback: Value = {
  kind: 'function',
  definition: {} as FunctionSyntax,
  scope: null,
  self: null,
};

export interface Recorder extends Evaluation {
  readonly saves: SaveDraft[];
  readonly observed: ObservationDraft[];
  readonly invoked: (readonly Value[])[];
}

export function recorder(): Recorder {
  const saves: SaveDraft[] = [];
  const observed: ObservationDraft[] = [];
  const invoked: (readonly Value[])[] = [];
  return {
    saves,
    observed,
    invoked,
    save(draft) {
      saves.push(draft);
      return draft.returns;
    },
    observe: (observation) => void observed.push(observation),
    invoke(_callback, args) {
      invoked.push(args);
      return { kind: 'unknown', why: 'what a callback gives' };
    },
    unknown: (why) => ({ kind: 'unknown', why }),
    library: (type, state = {}) => ({
      kind: 'library',
      type,
      state: new Map(Object.entries(state)),
      place: at,
    }),
  };
}

interface Asked {
  readonly receiver?: Value | null;
  readonly callee?: Value | null;
  readonly isNew?: boolean;
  readonly path?: readonly string[];
  readonly imports?: readonly string[];
  readonly text?: string;
}

export function modelCall(method: string, args: readonly Plain[], asked: Asked = {}): ModelCall {
  const syntax: CallExpression = {
    ...at,
    kind: 'call',
    callee: { ...at, kind: 'name', name: method },
    isNew: asked.isNew ?? false,
    arguments: [],
    nameAt: at,
    initializer: null,
  };
  return {
    syntax,
    receiver: asked.receiver ?? null,
    method,
    callee: asked.callee ?? null,
    isNew: asked.isNew ?? false,
    arguments: args.map(value),
    keywords: new Map(),
    path: asked.path ?? [method],
    imports: asked.imports ?? [],
    mentions: (pattern) => pattern.test(asked.text ?? ''),
    written: () => asked.text ?? '',
  };
}

/** The first model that answers. */
export function ask(
  models: readonly LibraryModel[],
  call: ModelCall,
  evaluation: Evaluation,
): Value | undefined {
  for (const model of models) {
    const answer = model.call?.(call, evaluation);
    if (answer !== undefined) return answer;
  }
  return undefined;
}

/** What an import of a package gives. */
export function imported(models: readonly LibraryModel[], specifier: string): LibraryValue {
  const found = models.map((model) => model.module?.(specifier) ?? null).find((one) => one !== null);
  if (!found) throw new Error(`no model of ${specifier}`);
  return found;
}

/** A member of a library's value: `jsforce.Connection`, `conn.bulk`. */
export function memberOf(models: readonly LibraryModel[], receiver: Value, name: string): Value {
  if (receiver.kind !== 'library') throw new Error('not of a library');
  const found = models
    .map((model) => model.member?.(receiver, name, { ...at, kind: 'member' }))
    .find(Boolean);
  if (!found) throw new Error(`no member ${name} of ${receiver.type}`);
  return found;
}

/** What is known of a value in a line: for tables of expectations. */
export function shown(one: Value | null): string {
  switch (one?.kind) {
    case undefined:
      return 'none';
    case 'text':
      return one.parts.map((part) => (typeof part === 'string' ? part : `{${shown(part)}}`)).join('');
    case 'scalar':
      return String(one.value);
    case 'parameter':
      return [one.name, ...one.path].join('.');
    case 'choice':
      return one.options.map((option) => `${option.when ?? 'else'}: ${shown(option.value)}`).join(' | ');
    case 'record':
      return `{${one.entries.map((entry) => `${entry.key}: ${shown(entry.value)}`).join(', ')}}`;
    case 'list':
      return `[${one.items.map(shown).join(', ')}]`;
    default:
      return one!.kind;
  }
}
