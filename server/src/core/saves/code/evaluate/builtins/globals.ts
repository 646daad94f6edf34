import type { ListValue, RecordValue, TextValue, Value } from '../../values.ts';
import { setMember } from '../assignments.ts';
import { invoke } from '../calls.ts';
import { spreadInto } from '../expressions.ts';
import type { Interpreter } from '../interpreter.ts';
import type { Called } from '../libraryCalls.ts';
import { keyOf, memberOf } from '../members.ts';
import { setEntry } from '../state/mutate.ts';
import type { Scope } from '../state/scope.ts';
import { choiceOf, plainText, textOf, unknown } from '../values/build.ts';
import { entriesOf, valuesOf } from './records.ts';
import { formatted } from './texts.ts';

/** Functions and classes of the languages themselves, by the name that the code calls. */
export function globalFunction(called: Called, scope: Scope, interpreter: Interpreter): Value | null {
  const { syntax, passed, method } = called;
  const object = syntax.callee.kind === 'member' ? nameOf(syntax.callee.object) : '';
  const path = object ? `${object}.${method}` : syntax.callee.kind === 'member' ? '' : method;
  const { positional, keywords } = passed;
  const [first, second] = positional;
  if (syntax.isNew) return created(path, called, interpreter);
  switch (path) {
    // The text of a record counts as the record.
    case 'JSON.stringify':
    case 'json.dumps':
    case 'JsonConvert.SerializeObject':
    case 'JsonSerializer.Serialize':
    case 'structuredClone':
    case 'copy.deepcopy':
    case 'copy.copy':
    case 'deepcopy':
    case 'Object.freeze':
    case 'Object.seal':
    case 'cloneDeep':
    case 'Promise.resolve':
    case 'Task.FromResult':
    case 'encodeURIComponent':
    case 'encodeURI':
    case 'escape':
    case 'quote':
    case 'quote_plus':
    case 'parse.quote':
    case 'Uri.EscapeDataString':
    case 'HttpUtility.UrlEncode':
    case 'URLEncoder.encode':
    case 'URI.create':
    case 'String':
    case 'str':
    case 'String.valueOf':
    case 'StringContent':
    case 'Boolean':
    case 'bool':
    case 'iter':
    case 'sorted':
    case 'reversed':
    case 'list':
    case 'tuple':
    case 'set':
    case 'Array.from':
    case 'List.copyOf':
    case 'Collections.unmodifiableList':
    case 'Collections.unmodifiableMap':
      if (path === 'list' && !first) return emptyList(called, interpreter);
      return first ? copied(first, interpreter) : null;
    case 'JSON.parse':
    case 'json.loads':
      return first && (first.kind === 'record' || first.kind === 'list') ? copied(first, interpreter) : null;
    case 'Object.assign': {
      if (!first) return null;
      for (const more of positional.slice(1)) {
        if (first.kind === 'record') spreadInto(first, more, interpreter);
        else if (more.kind === 'record') {
          for (const entry of more.entries) {
            setMember(first, entry.key, entry.value, syntax, scope, interpreter);
          }
        }
      }
      return first;
    }
    case 'Object.entries':
      return first?.kind === 'record' ? entriesOf(first, syntax) : null;
    case 'Object.fromEntries':
      return fromEntries(first ?? null, called, interpreter);
    case 'Object.values':
      return first?.kind === 'record' ? valuesOf(first, syntax) : null;
    case 'dict': {
      const record = emptyRecord(called, interpreter);
      if (first?.kind === 'list') return fromEntries(first, called, interpreter);
      if (first) spreadInto(record, first, interpreter);
      for (const [name, value] of keywords) setEntry(record, name, value, syntax, interpreter);
      return record;
    }
    case 'Promise.all':
    case 'Promise.allSettled':
    case 'Promise.race':
    case 'Promise.any':
    case 'asyncio.gather':
    case 'Task.WhenAll':
      return path === 'asyncio.gather'
        ? { kind: 'list', items: [...positional], open: passed.isOpen, place: syntax }
        : (first ?? null);
    case 'List.of':
    case 'Arrays.asList':
    case 'Set.of':
    case 'Collections.singletonList':
    case 'Stream.of':
    case 'ImmutableList.of':
      if (positional.length === 1 && first!.kind === 'list') return first!;
      return { kind: 'list', items: [...positional], open: passed.isOpen, place: syntax };
    case 'Map.of':
    case 'ImmutableMap.of':
    case 'Collections.singletonMap': {
      const record = emptyRecord(called, interpreter);
      for (let index = 0; index + 1 < positional.length; index += 2) {
        const key = keyOf(positional[index]!);
        if (key === null) record.open = true;
        else setEntry(record, key, positional[index + 1]!, syntax, interpreter);
      }
      return record;
    }
    case 'String.format':
    case 'string.Format':
      return first?.kind === 'text' ? formatted(first, positional.slice(1), keywords, syntax) : null;
    case 'util.format':
      return first?.kind === 'text' ? formatted(first, positional.slice(1), keywords, syntax) : null;
    case 'string.Concat':
    case 'String.Concat':
      return textOf(positional, syntax);
    case 'String.join':
    case 'string.Join':
    case 'String.Join': {
      const separator = first ? plainText(first) : null;
      if (separator === null) return null;
      const items = positional.length === 2 && second!.kind === 'list' ? second!.items : positional.slice(1);
      return textOf(
        items.flatMap((item, index) => (index === 0 ? [item] : [separator, item])),
        syntax,
      );
    }
    case 'urljoin':
    case 'urllib.parse.urljoin':
    case 'parse.urljoin':
    case 'url.resolve':
      return first && second ? resolvedUrl(second, first, syntax) : null;
    case 'getattr': {
      const name = second ? plainText(second) : null;
      if (!first || name === null) return null;
      return memberOf(first, name, syntax, scope, interpreter);
    }
    case 'setattr': {
      const name = second ? plainText(second) : null;
      if (first && name !== null && positional[2]) {
        setMember(first, name, positional[2], syntax, scope, interpreter);
      }
      return null;
    }
    case 'asyncio.run':
    case 'asyncio.create_task':
    case 'asyncio.wait_for':
      return first ?? null;
    case 'setTimeout':
    case 'setImmediate':
    case 'setInterval':
    case 'queueMicrotask':
    case 'process.nextTick':
    case 'Task.Run':
      return first?.kind === 'function' ? invoke(first, [], interpreter, false) : null;
    case 'map':
      if (first?.kind === 'function' && second?.kind === 'list') {
        const items = second.items.map((item) => invoke(first, [item], interpreter, false));
        return { kind: 'list', items, open: second.open, place: syntax };
      }
      return null;
    default:
      break;
  }
  if (/(?:^|\.)(?:[oO]bject)?[mM]apper\.writeValueAs(?:String|Bytes)$|^gson\.toJson$/.test(path))
    return first ?? null;
  return null;
}

function nameOf(object: Called['syntax']['callee']): string {
  if (object.kind === 'name') return object.name;
  return object.kind === 'member' ? `${nameOf(object.object)}.${object.name}`.replace(/^\./, '') : '';
}

function created(path: string, called: Called, interpreter: Interpreter): Value | null {
  const { passed, syntax } = called;
  const [first, second] = passed.positional;
  const name = path.split('.').at(-1)!;
  if (/^(?:URL|Uri|URI)$/.test(name)) {
    if (!first) return null;
    if (!second) return first;
    // `new URL(path, base)` of JavaScript, `new Uri(base, path)` of .NET.
    return name === 'URL' ? resolvedUrl(first, second, syntax) : resolvedUrl(second, first, syntax);
  }
  if (/^(?:StringBuilder|StringBuffer)$/.test(name)) {
    return textBuilder(first, syntax);
  }
  if (/^(?:StringContent|ByteArrayContent|StringEntity|String|JSONObject)$/.test(name) && first) return first;
  if (/^(?:Array|List|ArrayList|LinkedList|Set|HashSet)$/.test(name)) {
    const list = interpreter.journal.made<ListValue>({ kind: 'list', items: [], open: false, place: syntax });
    if (first?.kind === 'list') {
      list.items.push(...first.items);
      list.open = first.open;
    } else if (first && first.kind !== 'scalar') list.open = true;
    return list;
  }
  if (/(?:Map|Dictionary|Headers|Hashtable|JObject|JSONObject|ExpandoObject|Object)$/.test(name)) {
    if (first?.kind === 'list') return fromEntries(first, called, interpreter);
    const record = emptyRecord(called, interpreter);
    if (first && first.kind !== 'scalar') spreadInto(record, first, interpreter);
    return record;
  }
  if (name === 'Promise' && first?.kind === 'function') return promised(first, interpreter);
  if (name === 'Proxy') return first ?? null;
  return null;
}

/** What a text builder holds is changed in place: a record with one entry stands for it. */
function textBuilder(first: Value | undefined, at: Called['syntax']): Value {
  const text: Value = first?.kind === 'text' ? first : textOf([], at);
  return {
    kind: 'record',
    entries: [{ key: '', value: text, place: at, when: null }],
    open: true,
    place: at,
    type: 'StringBuilder',
  };
}

/** `new Promise((resolve, reject) => …)`: what `resolve` is given is not followed. */
function promised(executor: Value, interpreter: Interpreter): Value {
  invoke(executor, null, interpreter, false);
  return unknown('what a promise resolves to');
}

function emptyRecord({ syntax }: Called, interpreter: Interpreter): RecordValue {
  return interpreter.journal.made<RecordValue>({
    kind: 'record',
    entries: [],
    open: false,
    place: syntax,
    type: null,
  });
}

function fromEntries(list: Value | null, called: Called, interpreter: Interpreter): Value {
  const record = emptyRecord(called, interpreter);
  if (list?.kind !== 'list') record.open = true;
  else {
    if (list.open) record.open = true;
    for (const item of list.items) {
      const [key, value] = item.kind === 'list' ? item.items : [];
      const name = key ? keyOf(key) : null;
      if (name === null || !value) record.open = true;
      else setEntry(record, name, value, called.syntax, interpreter);
    }
  }
  return record;
}

function emptyList({ syntax }: Called, { journal }: Interpreter): ListValue {
  return journal.made<ListValue>({ kind: 'list', items: [], open: false, place: syntax });
}

function copied(value: Value, { journal }: Interpreter): Value {
  if (value.kind === 'record') return journal.made<RecordValue>({ ...value, entries: [...value.entries] });
  if (value.kind === 'list') return journal.made<ListValue>({ ...value, items: [...value.items] });
  return value;
}

/** A path resolved against an address: a path from the root takes the place of the address's own. */
function resolvedUrl(path: Value, base: Value, at: Called['syntax']): Value {
  if (path.kind === 'choice') {
    return choiceOf(path.options.map(({ when, value }) => ({ when, value: resolvedUrl(value, base, at) })));
  }
  const start = path.kind === 'text' ? path.parts[0] : null;
  if (typeof start === 'string' && /^[a-z]+:\/\//i.test(start)) return path;
  if (base.kind !== 'text') return textOf([base, ...(startsWithSlash(start) ? [] : ['/']), path], at);
  return textOf([startsWithSlash(start) ? originOf(base) : folderOf(base), path], at);
}

function startsWithSlash(start: string | Value | null | undefined): boolean {
  return typeof start === 'string' && start.startsWith('/');
}

function originOf(base: TextValue): Value {
  const [start] = base.parts;
  if (typeof start === 'string') {
    const origin = /^[a-z]+:\/\/[^/]*/i.exec(start)?.[0];
    if (origin !== undefined && (origin.length < start.length || base.parts.length === 1)) {
      return textOf([origin], base.place);
    }
    return base;
  }
  return start ?? base;
}

function folderOf(base: TextValue): Value {
  const last = base.parts.at(-1);
  if (typeof last !== 'string') return textOf([...base.parts, '/'], base.place);
  const slash = last.lastIndexOf('/');
  return slash < 0 || last.endsWith('://')
    ? textOf([...base.parts, '/'], base.place)
    : textOf([...base.parts.slice(0, -1), last.slice(0, slash + 1)], base.place);
}
