import type { PsBlock, PsPipeline, PsWord } from './syntax.ts';

/** Where something stands: the blocks around it, outermost first, and the function. */
export interface Spot {
  readonly at: number;
  readonly blocks: readonly PsBlock[];
  readonly scope: PsBlock | null;
}

export interface Assignment extends Spot {
  readonly name: string;
  /** What is assigned; null for what a loop, a parameter or `+=` gives. */
  readonly value: PsPipeline | null;
  /** The key that is set in it: `$headers['X'] = …`, `$body.X = …`, `$headers.Add('X', …)`. */
  readonly key: string | null;
  /** Of a function: who calls it gives the value. */
  readonly isParameter?: boolean;
}

/** What variables hold where they are read, as far as assignments above tell. */
export class Variables {
  readonly #assignments = new Map<string, Assignment[]>();

  add(assignment: Assignment): void {
    const known = this.#assignments.get(assignment.name) ?? [];
    known.push(assignment);
    this.#assignments.set(assignment.name, known);
  }

  /** The assignment that holds at a spot, and what has been set in it since; null where it is not known. */
  at(
    name: string,
    spot: Spot,
  ): { whole: Assignment; parts: readonly (Assignment & { isSure: boolean })[] } | null {
    const all = this.#assignments.get(name) ?? [];
    const own = all.filter(({ scope }) => scope === spot.scope);
    const reaching = (own.length > 0 ? own : all.filter(({ scope }) => scope === null)).filter(
      ({ at, scope }) => at < spot.at || scope !== spot.scope,
    );
    const wholes = reaching.filter(({ key }) => key === null);
    const whole = wholes.at(-1);
    if (!whole || !isAround(whole, spot)) return null;
    // In another scope the order is not known.
    if (whole.scope !== spot.scope && wholes.length > 1) return null;
    const parts = reaching
      .filter(({ key, at }) => key !== null && at > whole.at)
      .map((one) => ({ ...one, isSure: isAround(one, spot) }));
    return { whole, parts };
  }
}

/** Whether what stands there has run whenever the spot is reached. */
function isAround({ blocks }: Spot, spot: Spot): boolean {
  return blocks.every((one, index) => spot.blocks[index] === one || one === spot.scope);
}

/** `$name = …`, `[string]$name = …`, `$name['key'] = …`; null for no assignment. */
export function assignmentIn(words: readonly PsWord[]): {
  readonly name: string;
  readonly key: string | null;
  readonly isAdded: boolean;
  /** Of the script or the session: other code may read it. */
  readonly isShared: boolean;
  readonly value: readonly PsWord[];
} | null {
  const operator = words.findIndex(({ raw }) => /^(?:=|\+=)$/.test(raw));
  if (operator < 1 || operator > 2) return null;
  const target = words
    .slice(0, operator)
    .map(({ raw }) => raw)
    .join('')
    .replace(/^(?:\[[^$]*\])/, '');
  const found =
    /^\$(?:(?:global|script|local|private):)?\{?(\w+)\}?(?:\.(\w+)|\[\s*["']([^"']+)["']\s*\])?$/i.exec(
      target,
    );
  if (!found) return null;
  return {
    name: found[1]!.toLowerCase(),
    key: found[2] ?? found[3] ?? null,
    isAdded: words[operator]!.raw === '+=',
    isShared: /^\$(?:global|script|env):/i.test(target),
    value: words.slice(operator + 1),
  };
}

/** `$headers.Add('X', value)`. */
export function additionIn(
  words: readonly PsWord[],
): { name: string; key: string; value: readonly PsWord[] } | null {
  const found = /^(?:\[void\])?\$(\w+)\.Add\(/i.exec(words[0]?.raw ?? '');
  const [key, ...value] = words[0]?.inner[0]?.pipelines[0]?.elements[0] ?? [];
  if (!found || !key || value.length === 0) return null;
  const [text, ...more] = key.parts;
  if (more.length > 0 || typeof text !== 'string') return null;
  return { name: found[1]!.toLowerCase(), key: text.replace(/,$/, ''), value };
}
