import { configFileName, holdsVersions } from '../core/files.ts';
import type { LazyText } from '../core/metadata/objects.ts';
import { isWorthReading, type Project } from '../core/project.ts';
import { LineIndex } from '../core/text.ts';
import type { FoundProject } from './projectSource.ts';

export type LoadState = 'loading' | 'ready' | 'cancelled' | 'failed';

/**
 * A project with its texts: those on disk, and over them those of open documents. Only what really changes
 * is handed to the analysis.
 */
export class LoadedProject implements FoundProject {
  /** URI of its folder; empty for the project of the open files that belong to none. */
  readonly root: string;
  /** Changes when projects beside it come or go. */
  around: string | null;
  readonly isCodeOnly: boolean;
  readonly analysis: Project;
  /** Languages whose grammar did not load: sentences. */
  readonly unreadLanguages = new Set<string>();
  state: LoadState = 'loading';
  problem: string | null = null;
  /** Resolved when loading has ended, whatever came of it. */
  ready: Promise<void> = Promise.resolve();
  readonly #onDisk = new Map<string, LazyText>();
  readonly #open = new Map<string, string>();
  #besideCount = 0;
  #configuration: string | null = null;
  #textVersion = 0;
  readonly #lines = new Map<string, { readonly text: string; readonly lines: LineIndex }>();

  constructor({ root, around, isCodeOnly }: FoundProject, analysis: Project) {
    this.root = root;
    this.around = around;
    this.isCodeOnly = isCodeOnly;
    this.analysis = analysis;
  }

  /** The number of files on disk that the analysis reads; files that hold nothing but versions aside. */
  get fileCount(): number {
    return this.#onDisk.size - this.#besideCount;
  }

  /** Changes whenever the analysis has got another text, or lost one. */
  get textVersion(): number {
    return this.#textVersion;
  }

  text(uri: string): string | null {
    const text = this.#open.get(uri) ?? this.#onDisk.get(uri) ?? null;
    if (text === null && uri === `${this.root}/${configFileName}`) return this.#configuration;
    return typeof text === 'function' ? text() : text;
  }

  /** The lines of a file's present text; null for a file that is not known. */
  lines(uri: string): LineIndex | null {
    const text = this.text(uri);
    if (text === null) return null;
    const known = this.#lines.get(uri);
    if (known !== undefined && known.text === text) return known.lines;
    const lines = new LineIndex(text);
    this.#lines.set(uri, { text, lines });
    return lines;
  }

  /** The configuration file's text on disk; null where there is none. */
  setConfiguration(text: string | null): void {
    this.#configuration = text;
    this.analysis.setConfigurationText(text);
  }

  isOpen(uri: string): boolean {
    return this.#open.has(uri);
  }

  /** Open files whose text is not that on disk, with the latter; null where there is no such file on disk. */
  get unsaved(): ReadonlyMap<string, string | null> {
    const texts = new Map<string, string | null>();
    for (const [uri, open] of this.#open) {
      const saved = this.#onDisk.get(uri) ?? null;
      const text = typeof saved === 'function' ? saved() : saved;
      if (text !== open) texts.set(uri, text);
    }
    return texts;
  }

  isOnDisk(uri: string): boolean {
    return this.#onDisk.has(uri);
  }

  get diskUris(): Iterable<string> {
    return this.#onDisk.keys();
  }

  /** @returns whether the analysis has got another text */
  setDiskText(uri: string, text: LazyText): boolean {
    if (!this.analysis.reads(uri) || this.#onDisk.get(uri) === text) return false;
    // Of the many files that do not mention Salesforce nothing is kept.
    if (typeof text === 'string' && !isWorthReading(uri, text)) return this.removeDiskText(uri);
    if (!this.#onDisk.has(uri) && holdsVersions(uri)) this.#besideCount++;
    const open = this.#open.get(uri);
    // Of equal texts one is kept, here and in the analysis.
    this.#onDisk.set(uri, open === text ? open : text);
    if (open !== undefined) return false;
    this.#hand(uri, text);
    this.analysis.closeFile(uri);
    return true;
  }

  /** @returns whether the analysis has lost a file */
  removeDiskText(uri: string): boolean {
    if (!this.#onDisk.delete(uri)) return false;
    if (holdsVersions(uri)) this.#besideCount--;
    if (this.#open.has(uri)) return false;
    this.#forget(uri);
    return true;
  }

  /** @returns whether the analysis has got another text */
  setOpenText(uri: string, text: string): boolean {
    if (!this.analysis.reads(uri)) return false;
    const before = this.text(uri);
    this.#open.set(uri, before === text ? before : text);
    if (before === text) return false;
    this.#hand(uri, text);
    return true;
  }

  /** @returns whether the analysis has got another text */
  closeText(uri: string): boolean {
    const open = this.#open.get(uri);
    if (open === undefined) return false;
    this.#open.delete(uri);
    const onDisk = this.#onDisk.get(uri);
    if (onDisk === undefined) this.#forget(uri);
    else if (onDisk !== open) this.#hand(uri, onDisk);
    else this.#onDisk.set(uri, open);
    this.analysis.closeFile(uri);
    return onDisk !== open;
  }

  #hand(uri: string, text: LazyText): void {
    this.#textVersion++;
    this.#lines.delete(uri);
    this.analysis.setFile(uri, text);
  }

  #forget(uri: string): void {
    this.#textVersion++;
    this.#lines.delete(uri);
    this.analysis.removeFile(uri);
  }
}
