/**
 * Shows characters that would steer a terminal, or turn the order of what is read, by their number: names,
 * texts and record values hold anything.
 */
export function printable(text: string): string {
  return text.replace(controls, (character) => {
    const code = character.codePointAt(0)!;
    return code < 0x100
      ? `\\x${code.toString(16).padStart(2, '0')}`
      : `\\u${code.toString(16).padStart(4, '0')}`;
  });
}

/** The same for what has to stay on its line. */
export function printableLine(text: string): string {
  return printable(text).replace(/\n/g, '\\n');
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: it is about them
const controls = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** Breaks at blanks; a word that is longer than the width keeps its line. */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line === '') line = word;
    else if (line.length + 1 + word.length <= width) line += ' ' + word;
    else {
      lines.push(line);
      line = word;
    }
  }
  return [...lines, line];
}
