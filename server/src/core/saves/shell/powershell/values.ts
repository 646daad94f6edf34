import { type Anchor, place } from '../../../text.ts';
import type { RecordFieldValue, TextValue, Value } from '../../code/values.ts';
import { unknown } from '../../requests/written.ts';
import type { PsBlock, PsPipeline, PsWord } from './syntax.ts';
import type { Spot, Variables } from './variables.ts';

/** What an expression of PowerShell stands for, as far as requests need it. */
export class Values {
  readonly #variables: Variables;
  readonly #anchor: Anchor;
  readonly #base: number;
  readonly #given: ReadonlyMap<PsBlock, ReadonlyMap<string, Value>>;

  constructor(
    variables: Variables,
    anchor: Anchor,
    base: number,
    given: ReadonlyMap<PsBlock, ReadonlyMap<string, Value>> = new Map(),
  ) {
    this.#variables = variables;
    this.#anchor = anchor;
    this.#base = base;
    this.#given = given;
  }

  /** The same, where parameters of a function are known: of one call. */
  with(body: PsBlock, given: ReadonlyMap<string, Value>): Values {
    return new Values(
      this.#variables,
      this.#anchor,
      this.#base,
      new Map([...this.#given, [body, given] as const]),
    );
  }

  of(words: readonly PsWord[], spot: Spot, depth = 0): Value {
    const own = words.filter(({ raw }) => !/^\[[\w.[\]]+\]$/.test(raw));
    const [first] = own;
    if (!first || depth > 8) return unknown(why);
    if (own.length === 1) return this.#word(first, spot, depth);
    if (/^-f$/i.test(own[1]!.raw)) return this.#formatted(first);
    if (/^New-Object$/i.test(first.raw)) return this.#record([], false, first);
    if (/^ConvertTo-Json$/i.test(first.raw)) {
      const given = own.slice(1).filter(({ raw }) => !/^-(?:InputObject|Compress)$/i.test(raw));
      return given[0] && !given[0].raw.startsWith('-') ? this.of([given[0]], spot, depth + 1) : unknown(why);
    }
    const isJoined = own.every(({ raw }, index) => (raw === '+') === (index % 2 === 1));
    if (!isJoined || own.length % 2 === 0) return unknown(why);
    const parts = own
      .filter((_, index) => index % 2 === 0)
      .flatMap((word) => partsOf(this.#word(word, spot, depth)));
    return this.#text(parts, first, own.at(-1)!);
  }

  pipeline(pipeline: PsPipeline, spot: Spot, depth = 0): Value {
    const [first, ...more] = pipeline.elements;
    const isPlain = more.every(([name]) => /^(?:ConvertTo-Json|Out-String)$/i.test(name?.raw ?? ''));
    return first && isPlain ? this.of(first, spot, depth) : unknown(why);
  }

  #word(word: PsWord, spot: Spot, depth: number): Value {
    if (depth > 8) return unknown(why);
    const { block, parts } = word;
    if (block?.opener === '@{') return this.#table(block, spot, depth);
    if (block?.opener === '@(') return this.#list(block, spot, depth);
    if (block) {
      const [only, ...more] = block.pipelines;
      return only && more.length === 0 ? this.pipeline(only, spot, depth + 1) : unknown(why);
    }
    const [first] = parts;
    if (parts.length === 1 && typeof first === 'object') {
      const constant = { true: true, false: false, null: null }[first.variable ?? ''];
      if (constant !== undefined) return { kind: 'scalar', value: constant, place: this.#place(word) };
      return this.#variable(first.variable, spot, depth);
    }
    const isRead = /^(?:\[[\w.[\]]+\])?\$\w+(?:[.[]|::)/.test(word.raw);
    if (isRead) return unknown(why);
    return this.#text(
      parts.flatMap((part) =>
        typeof part === 'string' ? [part] : partsOf(this.#variable(part.variable, spot, depth)),
      ),
      word,
      word,
    );
  }

  #variable(name: string | null, spot: Spot, depth: number): Value {
    const found = name === null ? null : this.#variables.at(name, spot);
    if (!found) return unknown(why);
    const { whole } = found;
    const passed = whole.isParameter && whole.scope ? this.#given.get(whole.scope)?.get(whole.name) : null;
    if (passed && found.parts.length === 0) return passed;
    if (!whole.value) return unknown(why);
    const value = this.pipeline(whole.value, whole, depth + 1);
    if (found.parts.length === 0) return value;
    if (value.kind !== 'record') return unknown(why);
    const added = found.parts.map((one): RecordFieldValue => {
      const given = one.value ? this.pipeline(one.value, one, depth + 1) : unknown(why);
      return {
        key: one.key!,
        value: given,
        place: 'place' in given && given.place ? given.place : value.place,
        when: one.isSure ? null : 'a condition of the script',
      };
    });
    return { ...value, entries: [...value.entries, ...added] };
  }

  #table(block: PsBlock, spot: Spot, depth: number): Value {
    let isOpen = false;
    const entries = block.pipelines.flatMap((pipeline): RecordFieldValue[] => {
      const [[key, operator, ...value] = [], ...more] = pipeline.elements;
      const [name, ...others] = key?.parts ?? [];
      if (typeof name !== 'string' || others.length > 0 || operator?.raw !== '=') {
        isOpen = true;
        return [];
      }
      const given = this.pipeline({ ...pipeline, elements: [value, ...more] }, spot, depth + 1);
      return [{ key: name, value: given, place: this.#place(key!), when: null }];
    });
    return this.#record(entries, isOpen, block);
  }

  #list(block: PsBlock, spot: Spot, depth: number): Value {
    const items = block.pipelines.flatMap(({ elements }) =>
      (elements[0] ?? []).filter(({ raw }) => raw !== ',').map((word) => this.#word(word, spot, depth + 1)),
    );
    return { kind: 'list', items, open: false, place: this.#place(block) };
  }

  /** `'{0}/sobjects/{1}' -f $base, $object` */
  #formatted(template: PsWord): Value {
    const parts = template.parts.flatMap((part) =>
      typeof part === 'string'
        ? part.split(/(\{\d+[^}]*\})/).map((one) => (/^\{\d/.test(one) ? unknown(why) : one))
        : [unknown(why)],
    );
    return this.#text(parts, template, template);
  }

  #record(entries: RecordFieldValue[], open: boolean, at: { start: number; end: number }): Value {
    return { kind: 'record', entries, open, place: this.#place(at), type: null };
  }

  #text(parts: readonly (string | Value)[], first: PsWord, last: PsWord): TextValue {
    const whole: (string | Value)[] = [];
    for (const part of parts) {
      const before = whole.at(-1);
      if (part === '') continue;
      if (typeof part === 'string' && typeof before === 'string') whole[whole.length - 1] = before + part;
      else whole.push(part);
    }
    return { kind: 'text', parts: whole, place: this.#place({ start: first.start, end: last.end }) };
  }

  #place({ start, end }: { start: number; end: number }) {
    return place(this.#anchor, { start: start + this.#base, end: end + this.#base });
  }
}

const why = 'a variable of the script';

function partsOf(value: Value): readonly (string | Value)[] {
  if (value.kind === 'text') return value.parts;
  return [value];
}
