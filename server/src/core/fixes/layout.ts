/** How a file is laid out: what new code in it has to look like. */
export interface Layout {
  /** One step of indentation. */
  readonly unit: string;
  readonly newline: string;
}

export function layoutOf(text: string): Layout {
  if (last?.text !== text) last = { text, layout: { unit: unitOf(text), newline: newlineOf(text) } };
  return last.layout;
}

/** The fixes of a file ask for it again for each finding, and it takes a look at every line. */
let last: { readonly text: string; readonly layout: Layout } | null = null;

function newlineOf(text: string): string {
  const all = text.split('\n').length - 1;
  const carriage = text.split('\r\n').length - 1;
  return carriage * 2 > all ? '\r\n' : '\n';
}

/** The step by which lines are indented most often; four spaces where nothing is indented. */
function unitOf(text: string): string {
  const counts = new Map<string, number>();
  let before = '';
  for (const line of text.split(/\r?\n/)) {
    if (line.trim() === '' || /^\s*\*/.test(line)) continue;
    const indent = indentOf(line);
    if (indent.length > before.length && indent.startsWith(before)) {
      const step = indent.slice(before.length);
      if (/^(?:\t| {1,8})$/.test(step)) counts.set(step, (counts.get(step) ?? 0) + 1);
    }
    before = indent;
  }
  const [most] = [...counts].sort((a, b) => b[1] - a[1]);
  return most?.[0] ?? '    ';
}

export function indentOf(line: string): string {
  return /^[ \t]*/.exec(line)![0];
}

/** The white space with which the line begins on which an offset stands. */
export function indentAt(text: string, offset: number): string {
  const start = lineStart(text, offset);
  return indentOf(text.slice(start, offset + 1).replace(/\S[\s\S]*$/, ''));
}

export function lineStart(text: string, offset: number): number {
  let at = offset;
  while (at > 0 && !isBreak(text[at - 1])) at--;
  return at;
}

/** The end of the line on which an offset stands, its break not counted. */
export function lineEnd(text: string, offset: number): number {
  let at = offset;
  while (at < text.length && !isBreak(text[at])) at++;
  return at;
}

/** The start of the line after the one on which an offset stands. */
export function nextLine(text: string, offset: number): number {
  const end = lineEnd(text, offset);
  if (text[end] === '\r' && text[end + 1] === '\n') return end + 2;
  return Math.min(end + 1, text.length);
}

function isBreak(character: string | undefined): boolean {
  return character === '\n' || character === '\r';
}

/**
 * Lines as text that goes where a line is indented by `indent` already. Tabs at the start of a line stand for
 * steps of indentation.
 */
export function render(lines: readonly string[], indent: string, { unit, newline }: Layout): string {
  return lines
    .map((line) => line.replace(/^\t+/, (tabs) => unit.repeat(tabs.length)))
    .map((line, index) => (index === 0 || line === '' ? line : indent + line))
    .join(newline);
}

export function deeper(lines: readonly string[]): string[] {
  return lines.map((line) => (line === '' ? line : `\t${line}`));
}

/** Code that stood at an offset of a file, as lines with tabs for steps: they can be indented anew. */
export function relativeLines(text: string, start: number, source: string, { unit }: Layout): string[] {
  const indent = indentAt(source, start);
  return text.split(/\r?\n/).map((line, index) => {
    if (index === 0) return line;
    const own = line.startsWith(indent) ? line.slice(indent.length) : line.trimStart();
    return own.replace(/^\s+/, (blank) => steps(blank, unit));
  });
}

function steps(blank: string, unit: string): string {
  let rest = blank;
  let tabs = '';
  while (rest.startsWith(unit)) {
    tabs += '\t';
    rest = rest.slice(unit.length);
  }
  return tabs + rest;
}
