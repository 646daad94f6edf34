import { t } from '@vscode/l10n';
import { type Connection, Emitter, type Event } from 'vscode-languageserver';
import { kindOf } from '../../core/files.ts';
import { type Standing, standingIn } from '../../core/standing/standing.ts';
import { buildUsage, type Usage } from '../../core/usage/usage.ts';
import type { LoadedProject } from '../loadedProject.ts';
import { startProgress } from '../progress.ts';
import type { SettingsStore } from '../settingsStore.ts';
import { type Cancellable, inSlices } from '../slices.ts';

interface Known {
  readonly usage: Usage;
  /** Of the project when the saves were looked at. */
  readonly version: string;
}

/** Which saves the rules of each project govern, as the last look at all of its files found. */
export class UsageStore {
  readonly #connection: Connection;
  readonly #settings: SettingsStore;
  readonly #known = new WeakMap<LoadedProject, Known>();
  readonly #running = new WeakMap<LoadedProject, Look>();
  readonly #looks = new Emitter<void>();
  #isSurveyed = false;

  constructor(connection: Connection, settings: SettingsStore) {
    this.#connection = connection;
    this.#settings = settings;
  }

  /** The saves of a project have been looked at for the first time, or those of all projects for another reason. */
  get onDidLook(): Event<void> {
    return this.#looks.event;
  }

  /** Every file has been looked at, so that looking for the saves costs little. */
  setSurveyed(): void {
    if (this.#isSurveyed) return;
    this.#isSurveyed = true;
    this.#looks.fire();
  }

  /** Whether it takes no look at every file for the first time to know the saves. */
  isKnown(project: LoadedProject): boolean {
    return this.#isSurveyed || this.#known.has(project);
  }

  /** What the last look found, though files may have changed since; null before the first. */
  last(project: LoadedProject): Usage | null {
    return this.#known.get(project)?.usage ?? null;
  }

  /** What holds now: looks at every file unless nothing has changed. Null where it was cancelled. */
  async now(project: LoadedProject, token: Cancellable): Promise<Usage | null> {
    for (;;) {
      const known = this.#known.get(project);
      if (known?.version === versionOf(project)) return known.usage;
      if (token.isCancellationRequested) return null;
      let look = this.#running.get(project);
      if (look === undefined) {
        look = new Look();
        this.#running.set(project, look);
        look.result = this.#look(project, look).finally(() => this.#running.delete(project));
      }
      look.waiting.add(token);
      const usage = await look.result;
      // Cancelled by somebody else who asked, while this one still waits.
      if (usage === null && look.isStopped) return null;
      if (usage !== null) return usage;
    }
  }

  async #look(project: LoadedProject, look: Look): Promise<Usage | null> {
    const progress = startProgress(this.#connection, t('Duplicate Rules: looking for saves'), 1_000);
    const token = {
      get isCancellationRequested() {
        if (progress.isCancellationRequested) look.isStopped = true;
        return look.isStopped || look.isUnwanted;
      },
    };
    try {
      const { analysis } = project;
      const version = versionOf(project);
      const steps = analysis.analyseAll();
      if (!(await inSlices(steps, ({ done, total }) => progress.report(done, total), token))) return null;
      const files = [...analysis.files];
      const saves = await collected(files, (uri) => analysis.saves(uri), token);
      if (saves === null) return null;
      const standing = await collected(files, (uri) => standingAt(project, uri), token);
      if (standing === null) return null;
      const { includeTests } = this.#settings.of(project).shared;
      const usage = buildUsage({ saves, catalog: analysis.catalog, includeTests, standing });
      const isFirst = !this.#known.has(project);
      this.#known.set(project, { usage, version });
      if (isFirst) this.#looks.fire();
      return usage;
    } finally {
      progress.end();
    }
  }
}

function standingAt(project: LoadedProject, uri: string): readonly Standing[] {
  const found = kindOf(uri) === 'apex' ? standingIn(uri, project.text(uri) ?? '') : null;
  return found === null ? [] : [found];
}

/** One look at the files of a project, for all who ask while it is under way. */
class Look {
  readonly waiting = new Set<Cancellable>();
  /** The user has stopped it. */
  isStopped = false;
  result: Promise<Usage | null> = Promise.resolve(null);

  /** Nobody waits any more. */
  get isUnwanted(): boolean {
    for (const token of this.waiting) if (!token.isCancellationRequested) return false;
    return this.waiting.size > 0;
  }
}

async function collected<T, R>(
  items: readonly T[],
  of: (item: T) => readonly R[],
  token: Cancellable,
): Promise<readonly R[] | null> {
  const all: R[] = [];
  const isWhole = await inSlices(items, (item) => void all.push(...of(item)), token);
  return isWhole ? all : null;
}

function versionOf({ textVersion, analysis }: LoadedProject): string {
  return `${textVersion} ${analysis.generation}`;
}
