/** The tables of a page of Markdown: rows of cells as they are written, without heads. */
export function tablesOf(markdown: string): readonly (readonly (readonly string[])[])[] {
  return [...markdown.matchAll(/(?:^\|.*\n)+/gm)].map(([table]) =>
    table.trimEnd().split('\n').slice(2).map(cellsOf),
  );
}

function cellsOf(row: string): readonly string[] {
  return row
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());
}
