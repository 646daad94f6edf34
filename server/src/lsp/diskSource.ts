import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { isIntegration, kindOf } from '../core/files.ts';
import { ruleTestEnding } from '../core/ruleTests/words.ts';
import { findProject, findProjects } from '../workspace/findProjects.ts';
import { readIntegrationText } from '../workspace/integrationFiles.ts';
import { projectFileName } from '../workspace/packageDirectories.ts';
import { type DiscoveredProject, readProject } from '../workspace/readProject.ts';
import { readText } from '../workspace/readText.ts';
import { walk } from '../workspace/walk.ts';
import type { FoundProject, ProjectSource, SourceFile } from './projectSource.ts';
import { pathOfUri, uriOfPath } from './uris.ts';

/** Characters and files to a batch: reading one takes a few milliseconds. */
const batchSize = 500_000;
const batchFiles = 100;

/** Read when somebody asks for it. */
function textOf(path: string): () => string | null {
  return () => readText(path).text;
}

/** Projects on disk. */
export class DiskSource implements ProjectSource {
  readonly #discovered = new Map<string, DiscoveredProject>();

  async findProjects(folder: string): Promise<readonly FoundProject[]> {
    const path = pathOfUri(folder);
    if (path === null) return [];
    // A git repository around the folder may be anything, a home directory even: it is not climbed to.
    return findProjects(path).map(({ root, by, around, isCodeOnly }) => ({
      root: uriOfPath(by === 'git' ? path : root),
      around: around === null ? null : uriOfPath(around),
      isCodeOnly,
    }));
  }

  async projectAbove(uri: string): Promise<string | null> {
    const path = pathOfUri(uri);
    if (path === null) return null;
    const { root, by } = findProject(path);
    return by === 'project-file' ? uriOfPath(root) : null;
  }

  async *readProject(
    { root, around, isCodeOnly }: FoundProject,
    warn: (message: string) => void,
  ): AsyncIterable<readonly SourceFile[]> {
    const folder = pathOfUri(root);
    if (folder === null) return;
    const discovered = readProject(folder, {
      around: around === null ? null : pathOfUri(around),
      isCodeOnly,
    });
    this.#discovered.set(root, discovered);
    for (const { path, message } of discovered.problems) warn(`${path}: ${message}`);
    let batch: SourceFile[] = [
      { uri: `${root}/${projectFileName}`, text: textOf(join(folder, projectFileName)) },
    ];
    let size = 0;
    for (const { path, kind } of discovered.files) {
      if (kind === 'apex-meta') {
        batch.push({ uri: uriOfPath(path), text: textOf(path) });
        continue;
      }
      const { text, problem } = isIntegration(kind) ? readIntegrationText(path) : readText(path);
      if (problem !== null) warn(`${path}: ${problem.message}`);
      if (text === null) continue;
      batch.push({ uri: uriOfPath(path), text });
      size += text.length;
      if (size < batchSize && batch.length < batchFiles) continue;
      yield batch;
      batch = [];
      size = 0;
      await setImmediate();
    }
    if (batch.length > 0) yield batch;
  }

  includes(root: string, uri: string): boolean {
    const path = pathOfUri(uri);
    return path !== null && this.#discovered.get(root)?.includes(path) === true;
  }

  async findRuleTests(root: string): Promise<readonly string[]> {
    const folder = pathOfUri(root);
    if (folder === null) return [];
    const found: string[] = [];
    walk(folder, {
      enter: () => true,
      file: (path, name) => {
        if (ruleTestEnding.test(name)) found.push(uriOfPath(path));
      },
    });
    return found;
  }

  async readFile(uri: string): Promise<string | null> {
    const path = pathOfUri(uri);
    if (path === null) return null;
    const kind = kindOf(path);
    return (kind !== null && isIntegration(kind) ? readIntegrationText(path) : readText(path)).text;
  }
}
