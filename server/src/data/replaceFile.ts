import { randomBytes } from 'node:crypto';
import {
  accessSync,
  chmodSync,
  constants,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { undisturbed } from './unfinishedFiles.ts';

/** Where nothing may be made or moved beside a file, such as one that a container mounts, it may still be written. */
const onlyInPlace = new Set(['EACCES', 'EPERM', 'EBUSY', 'EROFS', 'EXDEV']);

/**
 * Writes a file beside its place and moves it there when it is complete: whatever ends the run, the file before is
 * whole, or the new one is. Symbolic links stay; devices and pipes are written as they are.
 * @param mode of a file that is not there yet; the others keep theirs
 * @throws what the system throws
 */
export function replaceFile(file: string, content: string | Uint8Array, mode?: number): void {
  const there = statSync(file, { throwIfNoEntry: false });
  const place = there ? realpathSync(file) : file;
  if (there && !there.isFile()) {
    writeFileSync(place, content);
    return;
  }
  if (there) accessSync(place, constants.W_OK);
  const unfinished = path.join(
    path.dirname(place),
    `.${path.basename(place)}.${randomBytes(6).toString('hex')}.part`,
  );
  undisturbed(() => {
    try {
      writeFileSync(unfinished, content, { flag: 'wx', mode: there ? there.mode & 0o777 : mode });
      if (there) chmodSync(unfinished, there.mode & 0o777);
      renameSync(unfinished, place);
    } catch (error) {
      rmSync(unfinished, { force: true });
      if (!there || !onlyInPlace.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
      writeFileSync(place, content);
    }
  });
}
