/** Characters of a result: some 7,000 tokens. */
const longestResult = 25_000;

/** A result that a model can take: cut at a line, and then it says so. */
export function bounded(text: string, advice: string): string {
  if (text.length <= longestResult) return text;
  const room = longestResult - 200;
  const cut = text.lastIndexOf('\n', room);
  const kept = text.slice(0, cut > room / 2 ? cut : room);
  const left = text.length - kept.length;
  return `${kept}\n\n[Cut here: ${left.toLocaleString('en')} more characters. ${advice}]\n`;
}

/** The first text that need not be cut; else the last one. */
export function firstThatFits(texts: readonly (() => string)[]): string {
  let text = '';
  for (const make of texts) {
    text = make();
    if (text.length <= longestResult) break;
  }
  return text;
}
