/** Comments of generators at the head of a file; what people write about generated things says less. */
const generatedHead =
  /auto-?generated|@generated\b|\bgenerated (?:by|from|class|code|file)\b[\s\S]{0,300}?\bdo not (?:edit|modify)|\bdo not (?:edit|modify)\b[\s\S]{0,300}?\bgenerated\b/i;

/** @param firstCode where the code begins of which a comment could tell */
export function hasGeneratedHead(text: string, firstCode: RegExp): boolean {
  const head = text.slice(0, 4_000);
  const end = head.search(firstCode);
  return generatedHead.test(end < 0 ? head : head.slice(0, end));
}
