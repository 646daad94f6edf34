/** Something about a file or folder that the user should know; reading goes on without it. */
export interface WorkspaceProblem {
  /** Absolute path. */
  readonly path: string;
  /** A sentence without the path. */
  readonly message: string;
}

/** Why a file cannot be written, after the folders above it were to be made. */
export function whyNotWritten(error: unknown): string {
  return (error as NodeJS.ErrnoException | null)?.code === 'ENOENT'
    ? 'its folder is not there and cannot be made; name another place'
    : reasonOf(error);
}

/** The reason of a failed file-system call, as a short phrase. */
export function reasonOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException | null)?.code;
  if (code === 'EACCES' || code === 'EPERM') return 'access is denied';
  if (code === 'ENOENT') return 'it does not exist';
  if (code === 'ELOOP') return 'its symbolic links form a loop';
  if (code === 'EISDIR') return 'it is a folder';
  if (code === 'EEXIST') return 'a file of that name is in the way';
  if (code === 'ENOTDIR') return 'a part of its path is a file, and no folder';
  if (code === 'EROFS') return 'the file system is read-only';
  if (code === 'ENOSPC') return 'the disk is full';
  return error instanceof Error ? error.message : String(error);
}
