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

/**
 * Breaks at blanks and between characters that fill two columns; a word that is longer than the width keeps its line.
 *
 * @param width in columns
 */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line: string | null = null;
  for (const word of text.split(' ')) {
    (word.match(unbroken) ?? ['']).forEach((piece, index) => {
      const before = line === null ? '' : index === 0 ? `${line} ` : line;
      if (line === null || columnsOf(before) + columnsOf(piece) <= width) line = before + piece;
      else {
        lines.push(line);
        line = piece;
      }
    });
  }
  return [...lines, line ?? ''];
}

/** How many columns of a terminal a text takes: Chinese, Japanese and Korean characters take two. */
export function columnsOf(text: string): number {
  let columns = 0;
  for (const character of text) columns += isWide.test(character) ? 2 : 1;
  return columns;
}

const isWide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/;
/** What stays together on a line: nothing that closes begins one, nothing that opens ends one. */
const unbroken =
  /[「（]*(?:[\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff]|[^\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\u3001-\u300f（）]+)[、。」』）ー:,.)]*|[\u3001-\u300f（）]+/g;
