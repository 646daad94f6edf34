import { URI } from 'vscode-uri';

/**
 * The spelling of a URI that VS Code uses. Clients and Node percent-encode differently; everything in the
 * server is keyed by this one.
 */
export function canonicalUri(uri: string): string {
  // Clients send anything.
  if (typeof uri !== 'string') return '';
  try {
    return URI.parse(uri, true).toString();
  } catch {
    return uri;
  }
}

export function uriOfPath(path: string): string {
  return URI.file(path).toString();
}

/** Null for URIs that are no files. */
export function pathOfUri(uri: string): string | null {
  try {
    const parsed = URI.parse(uri, true);
    return parsed.scheme === 'file' ? parsed.fsPath : null;
  } catch {
    return null;
  }
}

/** Whether a URI is the folder or lies in it. */
export function isWithin(uri: string, folder: string): boolean {
  const base = folder.endsWith('/') ? folder.slice(0, -1) : folder;
  return uri === base || uri.startsWith(`${base}/`);
}

/** The last segment, decoded. */
export function baseName(uri: string): string {
  const last = uri.replace(/\/+$/, '').split('/').pop() ?? uri;
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}
