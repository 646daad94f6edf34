const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** What XML cannot hold at all. */
const impossible = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

export function escapeXml(text: string): string {
  return text.replace(impossible, '\ufffd').replace(/[&<>"]/g, (char) => escapes[char]!);
}

/** An element with text; null: `xsi:nil="true"`. */
export function leaf(name: string, value: string | number | boolean | null): string {
  if (value === null) return `<${name} xsi:nil="true"/>`;
  return `<${name}>${escapeXml(String(value))}</${name}>`;
}

/** An element with elements; `attributes` as text. */
export function element(name: string, children: readonly string[], attributes = ''): string {
  const start = attributes === '' ? name : `${name} ${attributes}`;
  return children.length === 0 ? `<${start}/>` : `<${start}>${children.join('')}</${name}>`;
}
