const leading = /^(?:\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\/)+/;
const longestHead = 2_000;

/** Whether a file's one class is annotated with `@IsTest`, told from the text before its name alone. */
export function isTestClassText(text: string): boolean {
  let at = leading.exec(text)?.[0].length ?? 0;
  while (text[at] === '@') {
    const head = text.slice(at, at + longestHead);
    const annotation = /^@(\w+)\s*(?:\([^)]*\))?/.exec(head);
    if (!annotation) return false;
    if (annotation[1]!.toLowerCase() === 'istest') return true;
    at += annotation[0].length;
    at += leading.exec(text.slice(at, at + longestHead))?.[0].length ?? 0;
  }
  return false;
}
