import { type Command, joined, type Script, type Variable, type Word } from './script.ts';

/**
 * Reads the commands of a PowerShell script: there is no grammar for it here, and of its syntax no more is needed
 * than words, strings, variables and where a statement ends. Never throws.
 */
export function readPowerShell(text: string, base: number): Script {
  const commands: Command[] = [];
  const variables = new Map<string, Word | null>();
  for (const statement of statementsIn(text)) {
    const assigned = /^\$(\w+)$/.exec(plain(statement.words[0]));
    if (assigned && plain(statement.words[1]) === '=') {
      const value = statement.words[2];
      const isKnown = statement.words.length === 3 && value !== undefined && !variables.has(assigned[1]!);
      variables.set(assigned[1]!, isKnown ? moved(value, base) : null);
      addCommand(statement.words.slice(2), { variable: assigned[1]!, ...statement });
    } else addCommand(statement.words, { variable: null, ...statement });
  }
  const checksExitCode = /\$LASTEXITCODE\b|\$\?/.test(text);

  function addCommand(words: readonly Word[], { variable, isPiped, isDiscarded }: StatementEnd): void {
    const own = words.filter((word) => plain(word) !== '&');
    if (own.length === 0) return;
    const goes = isDiscarded ? 'discarded' : isPiped ? 'piped' : variable === null ? 'shown' : 'captured';
    commands.push({
      words: own.map((word) => moved(word, base)),
      fate: isPiped && !isDiscarded ? 'piped' : 'left-to-shell',
      output: { goes, variable },
      input: null,
      enclosing: '',
      start: own[0]!.start + base,
      end: own.at(-1)!.end + base,
    });
  }

  const known = [...variables].filter((entry): entry is [string, Word] => entry[1] !== null);
  return {
    commands: checksExitCode
      ? commands.map((command) => ({ ...command, fate: 'condition' as const }))
      : commands,
    variables: new Map(known),
    stopsOnError: /\$PSNativeCommandUseErrorActionPreference\s*=\s*\$true/i.test(text),
    failsInPipes: false,
    readVariables: new Set([...text.matchAll(/\$(\w+)\b(?!\s*=[^=])/g)].map(([, name]) => name!)),
  };
}

interface StatementEnd {
  readonly variable: string | null;
  readonly isPiped: boolean;
  readonly isDiscarded: boolean;
}

interface Statement {
  readonly words: readonly Word[];
  readonly isPiped: boolean;
  readonly isDiscarded: boolean;
}

const token =
  /(?<comment><#[\s\S]*?(?:#>|$)|(?<=^|[\s;|{(])#[^\n]*)|(?<continued>`\r?\n)|(?<end>\r?\n|;|[{}()])|(?<pipe>\|)|(?<here>@"\r?\n[\s\S]*?(?:\r?\n"@|$)|@'\r?\n[\s\S]*?(?:\r?\n'@|$))|(?<word>(?:"(?:[^"`]|`[\s\S]|"")*"?|'(?:[^']|'')*'?|`[\s\S]|[^\s;|{}()"'`])+)|[\s\S]/g;

function statementsIn(text: string): readonly Statement[] {
  const statements: Statement[] = [];
  let words: Word[] = [];
  const finish = (isPiped: boolean) => {
    const isDiscarded = words.some((word) => /^\d?(?:\*)?>\$null$/.test(plain(word))) || isNull(words);
    if (words.length > 0) statements.push({ words, isPiped, isDiscarded });
    words = [];
  };
  for (const match of text.matchAll(token)) {
    const { word, end, pipe, here } = match.groups!;
    if (word !== undefined || here !== undefined) {
      const start = match.index;
      const parts = here === undefined ? partsOf(word!) : [here.slice(3, -3)];
      words.push({ parts, start, end: start + match[0].length });
    } else if (end !== undefined) finish(false);
    else if (pipe !== undefined) {
      const isDiscarded = /^\|\s*Out-Null\b/i.test(text.slice(match.index, match.index + 30));
      if (words.length > 0) statements.push({ words, isPiped: true, isDiscarded });
      words = [];
    }
  }
  finish(false);
  return statements;
}

/** `… > $null`: two words. */
function isNull(words: readonly Word[]): boolean {
  return words.some((word, index) => /^[12*]?>$/.test(plain(word)) && plain(words[index + 1]) === '$null');
}

function partsOf(word: string): readonly (string | Variable)[] {
  const parts: (string | Variable)[] = [];
  for (const piece of word.matchAll(/"((?:[^"`]|`[\s\S]|"")*)"?|'((?:[^']|'')*)'?|([^"']+)/g)) {
    const [, double, single, bare] = piece;
    if (single !== undefined) parts.push(single.replaceAll("''", "'"));
    else parts.push(...expanded(double ?? bare ?? ''));
  }
  return joined(parts);
}

/** A word of a variable alone stands for itself too: `$x = …` is told by it. */
function expanded(text: string): readonly (string | Variable)[] {
  const parts: (string | Variable)[] = [];
  let at = 0;
  for (const match of text.matchAll(/\$(?:\{?(?:env:)?(\w+)\}?|\((?:(?!\$\()[^)])*\))/gi)) {
    parts.push(unescaped(text.slice(at, match.index)), { variable: match[1] ?? null });
    at = match.index + match[0].length;
  }
  parts.push(unescaped(text.slice(at)));
  return parts.filter((part) => part !== '');
}

function unescaped(text: string): string {
  return text.replace(/`([\s\S])/g, '$1').replaceAll('""', '"');
}

/** The word as written, as far as it is told apart here. */
function plain(word: Word | undefined): string {
  if (word === undefined) return '';
  return word.parts.map((part) => (typeof part === 'string' ? part : `$${part.variable ?? ''}`)).join('');
}

function moved(word: Word, base: number): Word {
  return { ...word, start: word.start + base, end: word.end + base };
}
