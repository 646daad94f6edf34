/**
 * The sentences of a message. A full stop within quotation marks ends none: labels of rules and reasons may hold some.
 */
export function sentencesOf(message: string): readonly string[] {
  const sentences: string[] = [];
  let quote: string | null = null;
  let start = 0;
  for (let at = 0; at < message.length; at++) {
    const character = message[at]!;
    if (quote !== null) {
      // An apostrophe within a quoted label is followed by a letter.
      if (character === quote && !/\w/.test(message[at + 1] ?? '')) quote = null;
    } else if (character === '"' || (character === "'" && !/\w/.test(message[at - 1] ?? '')))
      quote = character;
    else if (/[.!?]/.test(character) && /^\s+["'A-Z0-9]/.test(message.slice(at + 1, at + 4))) {
      sentences.push(message.slice(start, at + 1).trim());
      start = at + 1;
    }
  }
  const rest = message.slice(start).trim();
  return rest === '' ? sentences : [...sentences, rest];
}
