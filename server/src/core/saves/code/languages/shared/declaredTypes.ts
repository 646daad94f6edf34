const declared =
  /\b(?:class|interface|enum|struct|record)(?=(?:\s|\/\*[\s\S]*?\*\/|\/\/[^\n]*\n)+([\p{L}_$][\p{L}\p{N}_$]*))/gu;

/** The names of all types that a text of Java or C# declares, and perhaps others: what comments say counts too. */
export function declaredTypes(text: string): ReadonlySet<string> {
  return new Set([...text.matchAll(declared)].map(([, name]) => name!));
}
