import { realpathSync } from 'node:fs';
import path from 'node:path';
import { mergeSettings, type PartialSettings } from '../core/config/partial.ts';
import { type FileKind, isIntegration, kindOf } from '../core/files.ts';
import type { LazyText } from '../core/metadata/objects.ts';
import { isWorthReading } from '../core/project.ts';
import { isOwnSource } from '../workspace/integrationFiles.ts';
import { decodeText } from '../workspace/readText.ts';
import { isWithin } from '../workspace/within.ts';
import { openRevision, type Revision } from './git.ts';
import { readPastScope, scopeFileNames } from './pastScope.ts';
import { slashes } from './paths.ts';
import type { Snapshot } from './snapshot.ts';
import type { Target } from './targets.ts';

/** A project as it was when a change began. */
export interface Past {
  /** @param overrides settings of the command line, which apply to both times */
  snapshot(now: Snapshot, overrides: PartialSettings): Snapshot;
  /** Where a file of that time is now; the same path if it was not renamed. */
  presentPath(file: string): string;
}

/** @throws Problem outside of git, or for a reference that is none */
export function openPast(target: Target, ref: string): Past {
  const revision = openRevision(target.root, { ref, option: '--since', commonWith: 'HEAD' });
  const base = target.around ?? target.root;
  const prefix = prefixOf(base, revision.root);
  const rootPrefix = prefixOf(target.root, revision.root).slice(prefix.length);
  const tree = new Map<string, string>();
  for (const [file, id] of revision.list(prefix)) tree.set(file.slice(prefix.length), id);
  const absolute = (relative: string) => path.join(base, relative);
  const renamed = new Map<string, string>();
  for (const [before, after] of revision.changes.renamed) {
    if (!before.startsWith(prefix) || !after.startsWith(prefix)) continue;
    renamed.set(absolute(before.slice(prefix.length)), absolute(after.slice(prefix.length)));
  }

  const named = target.scopes.map((scope) => slashes(path.relative(target.root, scope)));

  return {
    presentPath: (file) => renamed.get(file) ?? file,
    snapshot(now, overrides) {
      const scope = readPastScope(scopeTexts(revision, tree, rootPrefix), named);
      const includes = (file: string, relative: string, kind: FileKind) => {
        if (isIntegration(kind) && kind !== 'flow') return isOwnSource(base, file);
        return relative.startsWith(rootPrefix) && scope.includes(relative.slice(rootPrefix.length));
      };
      const files = new Map<string, LazyText>();
      const fromGit = new Map<string, string>();
      for (const [relative, id] of tree) {
        const file = absolute(relative);
        const kind = kindOf(file);
        if (kind === null || !includes(file, relative, kind)) continue;
        if (target.isCodeOnly && !isIntegration(kind)) continue;
        if (target.nested.some((root) => isWithin(file, root))) continue;
        const isSame = !revision.changes.changed.has(prefix + relative);
        const text = isSame ? now.files.get(file) : undefined;
        if (text !== undefined) files.set(file, text);
        // Where nothing has changed, integration code that was left out is left out.
        else if (!isSame || !isIntegration(kind)) fromGit.set(file, id);
      }
      const blobs = revision.read(fromGit.values());
      for (const [file, id] of fromGit) {
        const blob = blobs.get(id);
        const text = blob ? decodeText(blob).text : null;
        if (text !== null && isWorthReading(file, text)) files.set(file, text);
      }
      noteUnstagedRenames(now, files, renamed);
      return {
        root: target.root,
        settings: mergeSettings(scope.settings, overrides),
        configuration: scope.configuration,
        files,
        tooLarge: now.tooLarge,
      };
    },
  };
}

/** The project's folder as git names it: relative to the repository, with a slash at the end; '' for its root. */
function prefixOf(root: string, repository: string): string {
  const relative = slashes(path.relative(realpathSync.native(repository), realpathSync.native(root)));
  return relative === '' ? '' : relative + '/';
}

function scopeTexts(
  revision: Revision,
  tree: ReadonlyMap<string, string>,
  prefix: string,
): ReadonlyMap<string, string> {
  const ids = scopeFileNames.flatMap((name) => tree.get(prefix + name) ?? []);
  const blobs = revision.read(ids);
  const texts = new Map<string, string>();
  for (const name of scopeFileNames) {
    const blob = blobs.get(tree.get(prefix + name) ?? '');
    if (blob) texts.set(name, decodeText(blob).text);
  }
  return texts;
}

/** git sees the renames of files that it tracks; a file moved since then is known by its unchanged text. */
function noteUnstagedRenames(now: Snapshot, before: Snapshot['files'], renamed: Map<string, string>): void {
  const arrived = new Map<string, string>();
  for (const [file, text] of now.files) {
    if (typeof text === 'string' && !before.has(file)) arrived.set(text, file);
  }
  if (arrived.size === 0) return;
  for (const [file, text] of before) {
    if (typeof text !== 'string' || now.files.has(file) || renamed.has(file)) continue;
    const after = arrived.get(text);
    if (after !== undefined) renamed.set(file, after);
  }
}
