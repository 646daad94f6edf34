/** A part of a multipart/form-data body. */
export interface Part {
  readonly name: string;
  readonly content: Buffer;
}

/** The parts of a body; null where it is none of the kind that its header says. */
export function partsOf(body: Buffer, contentType: string): readonly Part[] | null {
  const boundary = /^multipart\/[\w-]+;(?:.*;)?\s*boundary=(?:"([^"]+)"|([^\s;]+))/i.exec(contentType);
  if (!boundary) return null;
  const mark = Buffer.from(`--${boundary[1] ?? boundary[2]}`);
  const parts: Part[] = [];
  let at = body.indexOf(mark);
  while (at >= 0) {
    const start = at + mark.length;
    if (body.toString('latin1', start, start + 2) === '--') return parts;
    const end = body.indexOf(mark, start);
    if (end < 0) return null;
    const part = partOf(body.subarray(start, end));
    if (part) parts.push(part);
    at = end;
  }
  return null;
}

/** From behind a boundary to the next: a line break, headers, an empty line, the content and a line break. */
function partOf(text: Buffer): Part | null {
  const separator = text.indexOf('\r\n\r\n');
  if (separator < 0) return null;
  const headers = text.toString('latin1', 0, separator);
  const name = /^content-disposition:.*?[\s;]name="?([^";\r\n]*)/im.exec(headers)?.[1];
  return name === undefined ? null : { name, content: text.subarray(separator + 4, text.length - 2) };
}
