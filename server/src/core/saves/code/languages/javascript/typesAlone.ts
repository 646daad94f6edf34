/** What gives a file something that runs, or hands on what another one has. In a comment it does no harm. */
const values =
  /\b(?:function|class|const|let|var|enum|namespace|module|require|exports|default|return|await|throw|new|if|for|while|switch|try)\b|[\w$)\]]\s*\.\s*[\w$]+\s*\(|\bimport\s*\(|\bexport\s*[*{=]/;

const declaration = /^(?:export\s+)?(?:declare\s+)?(?:type|interface)\s/m;

/** A statement of another kind, where statements begin. */
const other = /^(?!import\b|(?:export\s+)?(?:declare\s+)?(?:type|interface)\s)[\w$@('"`]/m;

/** Whether a file of TypeScript declares types and nothing else: an org's schema, say. There is nothing to evaluate. */
export function holdsTypesAlone(text: string): boolean {
  return declaration.test(text) && !other.test(text) && !values.test(text);
}
