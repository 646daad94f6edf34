import { columnsOf, printableLine, wrap } from './printable.ts';

/** Text for a terminal: paragraphs and tables of a width, in which nothing steers the terminal. */
export class TextPage {
  readonly #lines: string[] = [];
  readonly #width: number;

  constructor(width: number) {
    this.#width = width;
  }

  /** A paragraph; what goes on is indented by two more. */
  add(indent: number, text: string): void {
    if (text === '') return;
    const lines = wrap(oneLine(text), this.#width - indent - 2);
    lines.forEach((line, index) => {
      this.#lines.push(' '.repeat(index === 0 ? indent : indent + 2) + line);
    });
  }

  blank(): void {
    this.#lines.push('');
  }

  /** The first row is the head. The widest columns give way; what the last one cannot hold goes on below. */
  table(indent: number, rows: readonly (readonly string[])[]): void {
    const cells = rows.map((row) => row.map(oneLine));
    const widths = cells[0]!.map((_, column) => Math.max(...cells.map((row) => columnsOf(row[column]!))));
    const room = this.#width - indent - 2 * (widths.length - 1);
    const words = cells.flatMap((row) => row.at(-1)!.split(' ').map(columnsOf));
    const least = widths.map((_, column) =>
      column === widths.length - 1 ? Math.min(20, Math.max(8, ...words)) : 8,
    );
    while (widths.reduce((sum, width) => sum + width, 0) > room) {
      const spare = widths.map((width, column) => (width > least[column]! ? width : 0));
      const widest = spare.indexOf(Math.max(...spare));
      if (spare[widest] === 0) break;
      widths[widest]!--;
    }
    const last = widths.length - 1;
    const offset = indent + widths.slice(0, last).reduce((sum, width) => sum + width + 2, 0);
    for (const row of cells) {
      const [text = '', ...rest] = wrap(row[last]!, widths[last]!);
      const line = row.map((cell, column) => fit(column === last ? text : cell, widths[column]!)).join('  ');
      this.#lines.push((' '.repeat(indent) + line).trimEnd());
      for (const more of rest) this.#lines.push((' '.repeat(offset) + fit(more, widths[last]!)).trimEnd());
    }
  }

  text(): string {
    return this.#lines.join('\n') + '\n';
  }
}

/** A tab would shift columns. */
function oneLine(text: string): string {
  return printableLine(text).replace(/\t/g, '\\t');
}

function fit(cell: string, width: number): string {
  const columns = columnsOf(cell);
  if (columns <= width) return cell + ' '.repeat(width - columns);
  let cut = '';
  for (const character of cell) {
    if (columnsOf(cut + character) > width - 1) break;
    cut += character;
  }
  return `${cut}…${' '.repeat(width - 1 - columnsOf(cut))}`;
}

/** "1 row", "1,200 rows". */
export function counted(number: number, noun: string, plural = `${noun}s`): string {
  return `${number.toLocaleString('en')} ${number === 1 ? noun : plural}`;
}
