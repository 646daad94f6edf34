import { realpathSync } from 'node:fs';
import path from 'node:path';
import { type FileKind, kindOf } from '../core/files.ts';
import { decodeText } from '../workspace/readText.ts';
import { isWithin } from '../workspace/within.ts';
import { openRevision, type Wanted } from './git.ts';
import { readPastScope, scopeFileNames } from './pastScope.ts';
import { slashes } from './paths.ts';
import type { Target } from './targets.ts';

/** The rule files of a project at a commit. */
export interface PastRules {
  readonly commit: string;
  /** By absolute path. */
  readonly texts: ReadonlyMap<string, string>;
  /** The same of files that are none of the project's: outside of the package directories, ignored. */
  readonly aside: ReadonlyMap<string, string>;
  /** Files of rules that the commit has and this clone has not. */
  readonly missing: readonly string[];
  /** Whether the project's folder held nothing at all. */
  readonly isEmpty: boolean;
}

export function isRuleKind(kind: FileKind | null): boolean {
  return kind === 'duplicate-rule' || kind === 'matching-rule' || kind === 'lead-settings';
}

/** @throws Problem outside of git, or for a reference that is none */
export function readRulesAt(target: Target, wanted: Wanted): PastRules {
  const { root, nested } = target;
  const revision = openRevision(root, wanted);
  const prefix = folderIn(revision.root, root);
  const tree = new Map(
    [...revision.list(prefix)].map(([file, id]) => [file.slice(prefix.length), id] as const),
  );
  const scopeIds = new Map(
    scopeFileNames.flatMap((name) => (tree.has(name) ? [[name, tree.get(name)!]] : [])),
  );
  const scopeBlobs = revision.read(scopeIds.values());
  const scopeTexts = new Map(
    [...scopeIds].flatMap(([name, id]) => {
      const blob = scopeBlobs.get(id);
      return blob ? [[name, decodeText(blob).text]] : [];
    }),
  );
  const named = target.scopes.map((scope) => slashes(path.relative(root, scope)));
  const scope = readPastScope(scopeTexts, named);
  const ids = new Map<string, string>();
  const included = new Set<string>();
  for (const [relative, id] of tree) {
    const file = path.join(root, relative);
    if (!isRuleKind(kindOf(file)) || nested.some((other) => isWithin(file, other))) continue;
    ids.set(file, id);
    if (scope.includes(relative)) included.add(file);
  }
  const blobs = revision.read(ids.values());
  const [texts, aside] = [new Map<string, string>(), new Map<string, string>()];
  const missing: string[] = [];
  for (const [file, id] of ids) {
    const blob = blobs.get(id);
    if (blob) (included.has(file) ? texts : aside).set(file, decodeText(blob).text);
    else if (included.has(file)) missing.push(file);
  }
  return { commit: revision.commit, texts, aside, missing, isEmpty: tree.size === 0 };
}

/** A folder as git names it: relative to the repository, with a slash at the end; '' for its root. */
function folderIn(repository: string, folder: string): string {
  const relative = slashes(path.relative(realpathSync.native(repository), realpathSync.native(folder)));
  return relative === '' ? '' : `${relative}/`;
}
