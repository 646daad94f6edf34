import path from 'node:path';
import { kindOf } from '../core/files.ts';
import { readForceIgnore } from '../workspace/forceIgnore.ts';
import { readPackageDirectories } from '../workspace/packageDirectories.ts';
import { walk } from '../workspace/walk.ts';
import { isWithin } from '../workspace/within.ts';
import { beginningOf } from './refuseToOverwrite.ts';
import type { Target } from './targets.ts';

/** A file in a folder of rules that holds one, under a name by which neither Salesforce nor a check reads it. */
export interface UnreadRule {
  /** Absolute. */
  readonly file: string;
  readonly holds: 'duplicate rule' | 'matching rules';
}

/** Copies beside the file itself are no slip, and what .forceignore names is left out on purpose. */
export function unreadRules({ root, nested, readFolder }: Target): readonly UnreadRule[] {
  const packages = readPackageDirectories(root, []);
  const ignored = readForceIgnore(root, []);
  const names = new Map<string, readonly string[]>();
  const found: UnreadRule[] = [];
  walk(
    root,
    {
      enter: (folder, entries) => {
        names.set(folder, entries);
        return !nested.includes(folder) && !(folder !== root && ignored.ignoresFolder(folder));
      },
      file: (file, name) => {
        const folder = path.dirname(file);
        if (!/^(?:duplicateRules|matchingRules)$/i.test(path.basename(folder)) || kindOf(name) !== null)
          return;
        if (!packages.some((one) => isWithin(file, one)) || ignored.ignoresFile(file)) return;
        const isCopy =
          names.get(folder)?.some((one) => kindOf(one) !== null && name.startsWith(one)) ?? false;
        const [, element] = isCopy
          ? []
          : (/<(DuplicateRule|MatchingRules)[\s>]/.exec(beginningOf(file)) ?? []);
        if (element === undefined) return;
        found.push({ file, holds: element === 'DuplicateRule' ? 'duplicate rule' : 'matching rules' });
      },
    },
    readFolder,
  );
  return found.sort((a, b) => (a.file < b.file ? -1 : 1));
}

/** What is the matter with it, as the rest of a sentence that begins with its path. */
export function unreadText({ holds }: UnreadRule): string {
  return holds === 'duplicate rule'
    ? 'holds a duplicate rule, and is not named Object.Name.duplicateRule-meta.xml'
    : 'holds matching rules, and is not named Object.matchingRule-meta.xml';
}
