import type { Value } from '../../code/values.ts';
import type { ThrownAt } from '../script.ts';
import { parametersOf } from './parameters.ts';
import type { PsBlock, PsWord } from './syntax.ts';
import type { Values } from './values.ts';
import type { Spot } from './variables.ts';
import { readWebRequest, type WebRequest } from './webRequest.ts';

/** A function that sends requests, or calls one that does: `function Invoke-SF($Method, $Path, $Body) { … }`. */
interface Wrapper {
  readonly body: PsBlock;
  parameters: string;
  readonly commands: Run[];
}

/** A command, where it stands, and what becomes of what it throws. */
export interface Run extends Spot, ThrownAt {
  readonly words: readonly PsWord[];
}

/** A request that a call sends, and the same as it is known without the call. */
export interface Sent {
  readonly request: WebRequest & ThrownAt;
  /** From the call inwards. */
  readonly within: readonly WebRequest[];
}

const mostCalls = 3;

/** The functions of a script, by their names. */
export class Wrappers {
  readonly #byName = new Map<string, Wrapper | null>();
  readonly #byBody = new Map<PsBlock, Wrapper>();
  readonly #values: Values;
  readonly #script: string;

  constructor(values: Values, script: string) {
    this.#values = values;
    this.#script = script;
  }

  add(name: string, body: PsBlock, parameters: string): void {
    const wrapper: Wrapper = { body, parameters, commands: [] };
    const key = name.toLowerCase();
    // Which of two holds depends on what has run.
    this.#byName.set(key, this.#byName.has(key) ? null : wrapper);
    this.#byBody.set(body, wrapper);
  }

  /** `param(…)` in the body. */
  setParameters(body: PsBlock | null, text: string): void {
    const wrapper = body && this.#byBody.get(body);
    if (wrapper) wrapper.parameters = text;
  }

  addCommand(run: Run): void {
    const wrapper = run.scope && this.#byBody.get(run.scope);
    wrapper?.commands.push(run);
  }

  /** What a call sends: nothing where it calls no function of the script. */
  sentBy(run: Run): readonly Sent[] {
    return this.#sentBy(run, this.#values, []);
  }

  #sentBy(run: Run, values: Values, active: readonly Wrapper[]): readonly Sent[] {
    const wrapper = this.#byName.get(run.words[0]?.raw.toLowerCase() ?? '');
    if (!wrapper || active.includes(wrapper) || active.length >= mostCalls) return [];
    const given = this.#given(wrapper, run, values);
    if (!given) return [];
    const bound = values.with(wrapper.body, given);
    return wrapper.commands.flatMap((inner): readonly Sent[] => {
      const request = readWebRequest(inner.words, inner, bound, this.#script);
      if (request) {
        const plain = readWebRequest(inner.words, inner, this.#values, this.#script);
        return [{ request: { ...request, ...thrownFrom(inner, run) }, within: plain ? [plain] : [] }];
      }
      const plain = this.#sentBy(inner, this.#values, [...active, wrapper]);
      return this.#sentBy(inner, bound, [...active, wrapper]).map((sent, index) => ({
        request: { ...sent.request, ...thrownFrom(sent.request, run) },
        within: [...(plain[index] ? [plain[index].request] : []), ...sent.within],
      }));
    });
  }

  #given(wrapper: Wrapper, { words, ...spot }: Run, values: Values): ReadonlyMap<string, Value> | null {
    return parametersOf(wrapper.parameters, words.slice(1), (word) => values.of([word], spot));
  }
}

/** What the function does not catch goes to who calls it. */
function thrownFrom({ caughtBy, isInFunction }: ThrownAt, by: ThrownAt): ThrownAt {
  return caughtBy === null
    ? { caughtBy: by.caughtBy, isInFunction: by.isInFunction }
    : { caughtBy, isInFunction };
}
