import { RestError } from '../errors.ts';
import type { Call } from '../http.ts';

/** The parts of a `multipart/form-data` body, by their names. */
export function multipartParts(call: Call): ReadonlyMap<string, string> | null {
  const type = call.headers['content-type'] ?? '';
  if (!/^multipart\/form-data\b/i.test(type)) return null;
  const boundary = /;\s*boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(type);
  const delimiter = boundary && `--${boundary[1] ?? boundary[2]}`;
  const end = delimiter === null ? -1 : call.body.lastIndexOf(`${delimiter}--`);
  if (delimiter === null || end < 0) {
    throw new RestError(
      400,
      'INVALID_MULTIPART_REQUEST',
      'The multipart body has no end: its boundary is missing.',
    );
  }
  const parts = new Map<string, string>();
  for (const piece of call.body.slice(0, end).split(delimiter).slice(1)) {
    const text = piece.replace(/^\r?\n/, '');
    const separator = /\r?\n\r?\n/.exec(text);
    if (!separator) continue;
    const name = /\bname="?([^";\r\n]+)"?/i.exec(text.slice(0, separator.index))?.[1];
    const content = text.slice(separator.index + separator[0].length);
    // The line break before a boundary is the boundary's.
    if (name !== undefined) parts.set(name, content.replace(/\r?\n$/, ''));
  }
  return parts;
}
