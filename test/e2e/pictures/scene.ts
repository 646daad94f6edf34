import type { Workbench } from '../workbench.ts';
import type { Film } from './film.ts';

/** What is played in a window of its own on a copy of the sample project, and filmed. */
export interface Scene {
  readonly name: string;
  /** Of the window, in pixels: no taller than what is shown. */
  readonly height: number;
  /** Files that the copy has beside the sample's own: paths with forward slashes, and texts. */
  readonly files: Readonly<Record<string, string>>;
  /** Up to where the film begins. */
  prepare(workbench: Workbench): Promise<void>;
  play(workbench: Workbench, film: Film): Promise<void>;
}
