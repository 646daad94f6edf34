/** Developer names and labels of rules (Metadata API). */
const longest = 80;

/** `Lead_Name_2`: the name with a number, the next one where that is taken. @param taken in lower case */
export function freeName(name: string, number: number, taken: ReadonlySet<string>): string {
  for (let next = number; ; next++) {
    const end = `_${next}`;
    const free = name.slice(0, longest - end.length).replace(/_+$/, '') + end;
    if (!taken.has(free.toLowerCase())) return free;
  }
}

/** `Lead Name (part 2)`, of a label as it is written in XML. */
export function labelled(label: string, number: number): string {
  const end = ` (part ${number})`;
  const isPlain = !label.includes('&') && !label.includes('<');
  return (isPlain ? label.slice(0, longest - end.length).trimEnd() : label) + end;
}
