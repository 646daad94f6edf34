import path from 'node:path';
import { FoundElsewhere } from '../core/analysis/foundElsewhere.ts';
import { configFileName } from '../core/files.ts';
import type { Finding } from '../core/findings.ts';
import type { LazyText } from '../core/metadata/objects.ts';
import { createProject, type Project } from '../core/project.ts';
import { LineIndex } from '../core/text.ts';
import type { CodeThread } from './codeThread.ts';
import { provideGrammars } from './grammars.ts';
import { pathOfUri, uriOfPath } from './paths.ts';
import type { JudgedBy, Locator } from './report.ts';
import type { Snapshot } from './snapshot.ts';

export interface AnalysedFinding {
  readonly finding: Finding;
  /** Absolute path. */
  readonly file: string;
}

export interface Analysis {
  /** In the order of the files' paths, then of the text. */
  readonly findings: readonly AnalysedFinding[];
  /** Absolute paths of the files whose findings were asked for, sorted. */
  readonly checkedFiles: readonly string[];
  readonly judgedBy: JudgedBy;
  /** For locations in the files that findings point to. */
  readonly locate: Locator;
  /** Absolute paths of code that another thread left out for its size alone. */
  readonly tooLarge: readonly string[];
}

export interface AnalysisRequest {
  readonly snapshot: Snapshot;
  /** Reads the integration code, which then is not in the snapshot. */
  readonly code?: CodeThread | null;
  /** `2027-01-31`, by which dates in reasons are judged. */
  readonly today: string;
  /** Whether findings of a file are wanted; all files are read. */
  readonly isInScope: (file: string) => boolean;
  readonly onProgress: (done: number, total: number) => void;
  /** A file that the analysis fails on must not take the others with it. */
  readonly onFailure: (file: string, error: unknown) => void;
  readonly warn: (text: string) => void;
}

/** Runs the core over a snapshot. */
export async function analyse(request: AnalysisRequest): Promise<Analysis> {
  const { snapshot, code = null, today, isInScope, onProgress, onFailure, warn } = request;
  const elsewhere = code === null ? null : new FoundElsewhere();
  const { project, locate, texts } = openProject(snapshot, onFailure, today, elsewhere);
  await provideGrammars(project, warn);
  lookAtAll(project, onProgress, onFailure);
  const read = code === null ? null : await code.result();
  if (read !== null) {
    read.warnings.forEach(warn);
    elsewhere!.give(read.files);
    for (const { uri, found } of read.files) {
      if (found !== null) texts.set(uri, found.text);
      attempt(pathOfUri(uri), onFailure, () => project.saves(uri));
    }
  }
  const asked = [...project.files]
    .map((uri) => ({ uri, file: pathOfUri(uri) }))
    .filter(({ file }) => isInScope(file))
    .sort((a, b) => (a.file < b.file ? -1 : 1));
  const findings = asked.flatMap(
    ({ uri, file }) =>
      attempt(file, onFailure, () => project.findings(uri))?.map((finding) => ({ finding, file })) ?? [],
  );
  return {
    findings,
    checkedFiles: asked.map(({ file }) => file),
    judgedBy: judgedBy(snapshot.root, project),
    locate,
    tooLarge: read?.tooLarge ?? [],
  };
}

interface OpenProject {
  readonly project: Project;
  readonly locate: Locator;
  /** By URI: what places in files are counted by. */
  readonly texts: Map<string, LazyText>;
}

/**
 * A core project that holds a snapshot's files; `today` as 2027-01-31.
 *
 * @param elsewhere stands for the integration code, where another thread reads it
 */
export function openProject(
  snapshot: Snapshot,
  onFailure: AnalysisRequest['onFailure'],
  today: string | null = null,
  elsewhere: FoundElsewhere | null = null,
): OpenProject {
  const project = createProject({
    root: uriOfPath(snapshot.root),
    settings: snapshot.settings,
    once: true,
    today,
    ...(elsewhere === null ? {} : { integration: [elsewhere] }),
  });
  const texts = new Map<string, LazyText>();
  if (snapshot.configuration !== null) {
    project.setConfigurationText(snapshot.configuration);
    texts.set(uriOfPath(path.join(snapshot.root, configFileName)), snapshot.configuration);
  }
  for (const [file, text] of snapshot.files) {
    const uri = uriOfPath(file);
    texts.set(uri, text);
    attempt(file, onFailure, () => project.setFile(uri, text));
  }
  return { project, locate: locator(texts), texts };
}

/** Before findings are asked for: an option may reach saves in any file. */
export function lookAtAll(
  project: Project,
  onProgress: AnalysisRequest['onProgress'],
  onFailure: AnalysisRequest['onFailure'],
): void {
  try {
    for (const { done, total } of project.analyseAll()) onProgress(done, total);
  } catch {
    // Once more, one by one, so that a file which fails is known and the others are looked at.
    for (const uri of [...project.files]) attempt(pathOfUri(uri), onFailure, () => project.saves(uri));
  }
}

export function attempt<T>(
  file: string,
  onFailure: AnalysisRequest['onFailure'],
  run: () => T,
): T | undefined {
  try {
    return run();
  } catch (error) {
    onFailure(file, error);
    return undefined;
  }
}

function judgedBy(folder: string, { catalog }: Project): JudgedBy {
  const active = catalog.duplicateRules.filter((rule) => rule.active);
  const assumed = active.filter((rule) => rule.source.kind === 'assumed').map((rule) => rule.object);
  return {
    folder,
    ruleCount: active.filter((rule) => rule.source.kind === 'file').length,
    assumedFor: [...new Set(assumed)].sort(),
  };
}

function locator(texts: ReadonlyMap<string, LazyText>): Locator {
  const indexes = new Map<string, LineIndex>();
  return ({ uri, start, end }) => {
    let index = indexes.get(uri);
    if (!index) {
      const text = texts.get(uri);
      index = new LineIndex((typeof text === 'function' ? text() : text) ?? '');
      indexes.set(uri, index);
    }
    return { file: pathOfUri(uri), start: index.position(start), end: index.position(end) };
  };
}
