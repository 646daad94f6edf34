/** How a file writes what can be written in several ways. */
export interface TextStyle {
  readonly quote: "'" | '"';
  /** `;`, or nothing where statements end with their line. */
  readonly semicolon: ';' | '';
}

let last: { readonly text: string; readonly style: TextStyle } | null = null;

export function shownStyle(text: string): TextStyle {
  if (last?.text !== text) last = { text, style: styleOf(text) };
  return last.style;
}

function styleOf(whole: string): TextStyle {
  // Examples in comments, such as JSON, are in quotes of their own.
  const text = whole.replace(/\/\*[\s\S]*?\*\//g, '');
  const single = count(text, /'[^'"\n]*'/g);
  const double = count(text, /"[^'"\n]*"/g);
  const ended = count(text, /;[ \t]*(?:\/\/.*)?$/gm);
  const open = count(text, /[\w)\]'"`][ \t]*(?:\/\/.*)?$/gm);
  return { quote: double > single ? '"' : "'", semicolon: ended * 3 >= open ? ';' : '' };
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

export function quoted(text: string, { quote }: TextStyle): string {
  return `${quote}${text}${quote}`;
}
