import { sep } from 'node:path';

/** Whether an absolute path is a folder or lies in it; both without a separator at the end. */
export function isWithin(path: string, folder: string): boolean {
  if (path === folder) return true;
  return path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}
