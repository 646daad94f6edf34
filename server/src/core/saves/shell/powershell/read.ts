import type { Anchor } from '../../../text.ts';
import type { Command, Output, Script, ThrownAt, Word } from '../script.ts';
import { type PsBlock, type PsPipeline, type PsWord, readSyntax } from './syntax.ts';
import { Values } from './values.ts';
import { additionIn, assignmentIn, type Spot, Variables } from './variables.ts';
import { readWebRequest } from './webRequest.ts';
import { type Run, Wrappers } from './wrappers.ts';

/**
 * Reads the commands of a PowerShell script: there is no grammar for it here, and of its syntax no more is needed
 * than words, strings, blocks, variables and pipelines. Never throws.
 */
export function readPowerShell(text: string, base: number, anchor: Anchor): Script {
  return new Reader(text, base, anchor).read();
}

interface Surroundings extends Spot {
  readonly enclosing: string;
  /** The block that catches what is thrown here; null for none. */
  readonly caught: PsBlock | null;
  readonly variable: string | null;
  readonly goes: 'shown' | 'captured';
}

class Reader {
  readonly #text: string;
  readonly #base: number;
  readonly #commands: Command[] = [];
  /** Null: set to several texts, or to one that is not known. */
  readonly #known = new Map<string, Word | null>();
  readonly #variables = new Variables();
  readonly #values: Values;
  readonly #wrappers: Wrappers;
  readonly #calls: { readonly index: number; readonly run: Run }[] = [];
  readonly #checksExitCode: boolean;

  constructor(text: string, base: number, anchor: Anchor) {
    this.#text = text;
    this.#base = base;
    this.#values = new Values(this.#variables, anchor, base);
    this.#wrappers = new Wrappers(this.#values, text);
    this.#checksExitCode = /\$LASTEXITCODE\b|\$\?/.test(text);
  }

  read(): Script {
    const around: Surroundings = {
      at: 0,
      blocks: [],
      scope: null,
      enclosing: '',
      caught: null,
      variable: null,
      goes: 'shown',
    };
    this.#block(readSyntax(this.#text), around);
    // At the end: a function may be declared behind what calls it in another.
    for (const { index, run } of this.#calls) {
      const sent = this.#wrappers.sentBy(run);
      if (sent.length > 0) this.#commands[index] = { ...this.#commands[index]!, sent };
    }
    const known = [...this.#known].filter((entry): entry is [string, Word] => entry[1] !== null);
    return {
      commands: this.#commands,
      variables: new Map(known),
      stopsOnError: /\$PSNativeCommandUseErrorActionPreference\s*=\s*\$true/i.test(this.#text),
      failsInPipes: false,
      readVariables: new Set(
        [...this.#text.matchAll(/\$(?:\w+:)?\{?(\w+)\b(?!\s*=[^=])/g)].map(([, name]) => name!.toLowerCase()),
      ),
    };
  }

  #block(block: PsBlock, around: Surroundings): void {
    for (const [index, pipeline] of block.pipelines.entries()) {
      const isTable = block.opener === '@{';
      this.#pipeline(pipeline, block.pipelines[index + 1], isTable, around);
    }
  }

  #nested(words: readonly PsWord[], around: Surroundings): void {
    for (const { inner } of words) {
      for (const block of inner) {
        const blocks = block.opener === '{' ? [...around.blocks, block] : around.blocks;
        this.#block(block, { ...around, blocks });
      }
    }
  }

  #pipeline(
    pipeline: PsPipeline,
    next: PsPipeline | undefined,
    isTable: boolean,
    outside: Surroundings,
  ): void {
    const [first = []] = pipeline.elements;
    const at = first[0]?.start ?? outside.at;
    const around: Surroundings = { ...outside, at };
    const keyword = first[0]?.raw.toLowerCase() ?? '';
    if (isTable) {
      for (const words of pipeline.elements) this.#nested(words, around);
      return;
    }
    if (/^(?:function|filter)$/.test(keyword)) {
      this.#function(first, around);
      return;
    }
    if (/^param(?:$|\()/.test(keyword)) {
      for (const name of this.#text.slice(at, first.at(-1)!.end).matchAll(/\$(\w+)/g))
        this.#assigned(name[1]!, null, null, around, true);
      this.#wrappers.setParameters(around.scope, this.#text.slice(at, first.at(-1)!.end));
      return;
    }
    if (keyword === 'try') {
      this.#try(first, next, around);
      return;
    }
    if (keyword === 'foreach') {
      const name = /^\(\s*\$(\w+)/.exec(first[1]?.raw ?? '');
      if (name) this.#assigned(name[1]!, null, null, around);
    }
    const assignment = assignmentIn(first);
    if (!assignment) {
      const addition = additionIn(first);
      if (addition) {
        const value = { elements: [addition.value], joint: 'end' as const };
        this.#assigned(addition.name, addition.key, value, around);
      }
      this.#elements(pipeline.elements, pipeline.joint, next, around);
      return;
    }
    const { name, key, isAdded, isShared, value } = assignment;
    const elements = value.length > 0 ? [value, ...pipeline.elements.slice(1)] : pipeline.elements.slice(1);
    this.#note(name, key === null && !isAdded && elements.length === 1 ? value : []);
    this.#elements(elements, pipeline.joint, next, {
      ...around,
      goes: 'captured',
      variable: isShared ? null : name,
    });
    const isKnown = elements.length > 0 && !isAdded;
    this.#assigned(name, key, isKnown ? { elements, joint: 'end' } : null, {
      ...around,
      at: first.at(-1)!.end,
    });
  }

  #assigned(
    name: string,
    key: string | null,
    value: PsPipeline | null,
    { at, blocks, scope }: Spot,
    isParameter = false,
  ): void {
    this.#variables.add({ name: name.toLowerCase(), key, value, at, blocks, scope, isParameter });
  }

  /** What the words of a command may stand for: a text that is assigned once. */
  #note(name: string, value: readonly PsWord[]): void {
    const [word, ...more] = value;
    const isText = word !== undefined && more.length === 0 && !this.#known.has(name);
    this.#known.set(name, isText ? this.#moved(word) : null);
  }

  #function(words: readonly PsWord[], around: Surroundings): void {
    const body = words.find(({ block }) => block?.opener === '{')?.block;
    if (!body) return;
    const head = this.#text.slice(words[1]!.start, body.start);
    const name = head.replace(/^(?:global|script|local|private):/i, '').replace(/[\s({][\s\S]*$/, '');
    const parameters = /\([\s\S]*\)/.exec(head)?.[0] ?? '';
    const inside = {
      ...around,
      scope: body,
      blocks: [...around.blocks, body],
      caught: null,
      variable: null,
      goes: 'shown' as const,
    };
    for (const [, one] of parameters.matchAll(/\$(\w+)/g)) this.#assigned(one!, null, null, inside, true);
    this.#wrappers.add(name, body, parameters);
    this.#block(body, { ...inside, enclosing: name });
  }

  #try(words: readonly PsWord[], next: PsPipeline | undefined, around: Surroundings): void {
    const [body, ...others] = words.filter(({ block }) => block?.opener === '{');
    const own = words.some(({ raw }) => /^catch$/i.test(raw)) ? others[0] : undefined;
    const following = next?.elements[0] ?? [];
    const after = /^catch$/i.test(following[0]?.raw ?? '')
      ? following.find(({ block }) => block?.opener === '{')
      : undefined;
    const caught = (own ?? after)?.block ?? around.caught;
    // What runs in it runs before what stands behind it, as far as variables go.
    if (body?.block) this.#block(body.block, { ...around, caught });
    this.#nested(others, around);
  }

  #elements(
    elements: readonly (readonly PsWord[])[],
    joint: PsPipeline['joint'],
    next: PsPipeline | undefined,
    around: Surroundings,
  ): void {
    for (const [index, words] of elements.entries()) {
      const isPiped = index < elements.length - 1;
      const behind = elements[index + 1]?.[0]?.raw ?? '';
      const nullWord = words.findIndex(({ raw }) => /^(?:\d|\*)?>(?:\$null)?$/i.test(raw));
      const isDiscarded =
        /^Out-Null$/i.test(behind) ||
        (nullWord >= 0 &&
          `${words[nullWord]!.raw}${words[nullWord + 1]?.raw ?? ''}`.toLowerCase().includes('$null'));
      const { variable } = around;
      const goes = isDiscarded ? 'discarded' : isPiped ? 'piped' : around.goes;
      const ending = /^(?:exit|throw|return)$/i.test(next?.elements[0]?.[0]?.raw ?? '');
      const isOr = !isPiped && joint === '||';
      const fate = this.#checksExitCode
        ? 'condition'
        : isPiped && !isDiscarded
          ? 'piped'
          : isOr
            ? ending
              ? 'handled'
              : 'condition'
            : 'left-to-shell';
      this.#command(words, fate, { goes, variable }, around);
      this.#nested(words, around);
    }
  }

  #command(words: readonly PsWord[], fate: Command['fate'], output: Output, around: Surroundings): void {
    const own = words.filter(({ raw }) => raw !== '&' && raw !== '.' && !/^return$/i.test(raw));
    const [first] = own;
    if (!first) return;
    const request = readWebRequest(own, around, this.#values, this.#text);
    const { at, blocks, scope } = around;
    const ran: Run = { words: own, at, blocks, scope, ...this.#thrown(around) };
    this.#wrappers.addCommand(ran);
    if (!request) this.#calls.push({ index: this.#commands.length, run: ran });
    this.#commands.push({
      words: own.map((word) => this.#moved(word)),
      fate,
      output,
      input: null,
      enclosing: around.enclosing,
      start: first.start + this.#base,
      end: own.at(-1)!.end + this.#base,
      ...(request ? { request: { ...request, ...this.#thrown(around) } } : {}),
    });
    const run = /^(?:Invoke-Expression|iex)$/i.test(first.raw) ? own[1] : undefined;
    if (run && !run.block) this.#run(run, fate, output, around);
  }

  /** `Invoke-Expression "sf data …"`: the words stand in a text. */
  #run(word: PsWord, fate: Command['fate'], output: Output, { enclosing }: Surroundings): void {
    const text = this.#text.slice(word.start + 1, word.end - 1);
    if (!/^["']/.test(word.raw)) return;
    const [words] = readSyntax(text).pipelines[0]?.elements ?? [];
    if (!words || words.length === 0) return;
    const base = this.#base + word.start + 1;
    this.#commands.push({
      words: words.map(({ parts, start, end }) => ({ parts, start: start + base, end: end + base })),
      fate,
      output,
      input: null,
      enclosing,
      start: word.start + this.#base,
      end: word.end + this.#base,
    });
  }

  #thrown({ caught, scope }: Surroundings): ThrownAt {
    const text = caught && this.#text.slice(caught.start + 1, caught.end - 1);
    return {
      caughtBy: text?.replace(/<#[\s\S]*?#>|(?<=^|\s)#.*$/gm, '') ?? null,
      isInFunction: scope !== null,
    };
  }

  #moved({ parts, start, end }: PsWord): Word {
    return { parts, start: start + this.#base, end: end + this.#base };
  }
}
