import { expect } from 'vitest';
import type { Fix } from '../../../server/src/core/fixes/fix.ts';
import type { Project } from '../../../server/src/core/project.ts';
import { applyEdits } from '../../../server/src/core/text.ts';
import { type Files, root, textOf, uriOf } from '../../support/ruleFiles.ts';

/** The fixes of the first finding of a rule in a file. */
export function fixesOf(project: Project, name: string, ruleId: string): readonly Fix[] {
  const finding = project.findings(uriOf(name)).find((one) => one.ruleId === ruleId);
  return project.fixes(uriOf(name), finding!.location).filter((fix) => fix.finding.ruleId === ruleId);
}

export function fixNamed(project: Project, name: string, ruleId: string, id: string, title = ''): Fix {
  const fix = fixesOf(project, name, ruleId).find((one) => one.id === id && one.title.includes(title));
  if (!fix)
    throw new Error(
      `no fix ${id}: ${fixesOf(project, name, ruleId)
        .map((one) => one.title)
        .join('; ')}`,
    );
  return fix;
}

/** Texts of rule files by the end of their address, after a fix was applied to the project. */
export function apply(project: Project, fix: Fix, files: Files): Record<string, string> {
  const texts = new Map(Object.entries(files).map(([name, file]) => [uriOf(name), textOf(name, file)]));
  for (const { uri, create, edits } of fix.edits) {
    expect(texts.has(uri)).toBe(create !== true);
    texts.set(uri, applyEdits(texts.get(uri) ?? '', edits));
    project.setFile(uri, texts.get(uri)!);
  }
  return Object.fromEntries([...texts].map(([uri, text]) => [uri.slice(root.length + 1), text]));
}

export const pathOf = (name: string) => uriOf(name).slice(root.length + 1);
