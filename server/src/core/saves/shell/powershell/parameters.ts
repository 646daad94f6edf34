import type { Value } from '../../code/values.ts';
import { unknown } from '../../requests/written.ts';
import type { PsWord } from './syntax.ts';

interface Parameter {
  readonly name: string;
  readonly isSwitch: boolean;
  /** A text that is written out. */
  readonly otherwise: string | null;
}

/** What every advanced function takes, with a value (about_CommonParameters). */
const common =
  /^(?:erroraction|ea|warningaction|wa|informationaction|errorvariable|ev|warningvariable|outvariable|ov|outbuffer|pipelinevariable)$/;

/**
 * What a call gives to the parameters of a function; null where that cannot be told.
 *
 * @param declared what stands in the brackets behind `function` or `param`
 */
export function parametersOf(
  declared: string,
  words: readonly PsWord[],
  readWord: (word: PsWord) => Value,
): ReadonlyMap<string, Value> | null {
  const parameters = declaredIn(declared);
  // Positions of their own; lists, and values behind a colon.
  if (/\bPosition\s*=/i.test(declared)) return null;
  if (words.some(({ raw }) => raw.endsWith(',') || /^-[A-Za-z]\w*:./.test(raw))) return null;
  const given = new Map<string, Value>();
  const positional: PsWord[] = [];
  for (let index = 0; index < words.length; index++) {
    const word = words[index]!;
    const next = words[index + 1];
    const named = /^-([A-Za-z]\w*):?$/.exec(word.raw)?.[1]?.toLowerCase();
    if (/^@\w+$/.test(word.raw)) {
      const name = word.raw.slice(1);
      const table = readWord({ ...word, raw: `$${name}`, parts: [{ variable: name.toLowerCase() }] });
      if (table.kind !== 'record' || table.open) return null;
      for (const { key, value, when } of table.entries)
        given.set(key.toLowerCase(), when === null ? value : unknown('a condition of the script'));
    } else if (named !== undefined) {
      const parameter = parameterNamed(named, parameters);
      const isAlone = parameter ? parameter.isSwitch : !common.test(named);
      if (parameter && !isAlone && next) given.set(parameter.name, readWord(next));
      if (!isAlone) index++;
    } else positional.push(word);
  }
  const open = parameters.filter(({ name, isSwitch }) => !isSwitch && !given.has(name));
  if (positional.length > open.length) return null;
  for (const [index, word] of positional.entries()) given.set(open[index]!.name, readWord(word));
  for (const { name, otherwise } of parameters) {
    if (given.has(name)) continue;
    const [first] = words;
    if (otherwise !== null && first)
      given.set(
        name,
        readWord({ ...first, raw: `'${otherwise}'`, parts: [otherwise], block: null, inner: [] }),
      );
  }
  return given;
}

/** By its name, or by as much of it as no other begins with. */
function parameterNamed(name: string, parameters: readonly Parameter[]): Parameter | null {
  const exact = parameters.find((one) => one.name === name);
  const begun = parameters.filter((one) => one.name.startsWith(name));
  return exact ?? (begun.length === 1 ? begun[0]! : null);
}

function declaredIn(text: string): readonly Parameter[] {
  const inner = text.replace(/^[^(]*\(/, '').replace(/\)\s*$/, '');
  const found: Parameter[] = [];
  for (const one of split(inner.replace(/<#[\s\S]*?#>|(?<=^|\s)#.*$/gm, ''))) {
    const [, types = '', name, otherwise] =
      /^\s*((?:\[(?:[^[\]]|\[[^\]]*\])*\]\s*)*)\$(\w+)\s*(?:=\s*([\s\S]*?))?\s*$/.exec(one) ?? [];
    if (name === undefined) continue;
    const literal = /^(['"])([^'"$`]*)\1$/.exec(otherwise ?? '')?.[2] ?? null;
    found.push({ name: name.toLowerCase(), isSwitch: /\[switch\]/i.test(types), otherwise: literal });
  }
  return found;
}

/** At the commas that stand in no brackets and no quotes. */
function split(text: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let quote = '';
  let start = 0;
  for (const [at, char] of [...text].entries()) {
    if (quote !== '') quote = char === quote ? '' : quote;
    else if (char === '"' || char === "'") quote = char;
    else if (/[([{]/.test(char)) depth++;
    else if (/[)\]}]/.test(char)) depth--;
    else if (char === ',' && depth === 0) {
      parts.push(text.slice(start, at));
      start = at + 1;
    }
  }
  return [...parts, text.slice(start)];
}
