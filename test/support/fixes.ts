import type { Finding } from '../../server/src/core/findings.ts';
import type { Fix } from '../../server/src/core/fixes/fix.ts';
import { createProject, type Project } from '../../server/src/core/project.ts';
import { applyEdits } from '../../server/src/core/text.ts';
import { type Entry, summarizeByOracle } from './apexOracle.ts';
import { expandRules } from './rulesShorthand.ts';

export const sampleUri = 'file:///p/force-app/main/default/classes/Sample.cls';

/** A project of rules in shorthand and Apex files by URI. */
export function projectOf(rules: string, files: ReadonlyMap<string, string>): Project {
  const project = createProject({ root: 'file:///p' });
  for (const [path, text] of expandRules(rules)) project.setFile(`file:///p/${path}`, text);
  for (const [uri, text] of files) project.setFile(uri, text);
  return project;
}

/** All fixes of a file, each finding's in order. */
export function fixesOf(project: Project, uri: string): readonly Fix[] {
  const seen = new Set<string>();
  return project.findings(uri).flatMap((finding) =>
    project.fixes(uri, { start: finding.location.start, end: finding.location.start }).filter((fix) => {
      const key = `${fix.finding.ruleId} ${fix.finding.location.start} ${fix.id} ${fix.title}`;
      if (fix.finding.location.start !== finding.location.start || seen.has(key)) return false;
      seen.add(key);
      return true;
    }),
  );
}

/** The texts of the files that a fix changes or makes, afterwards. */
export function applied(fix: Fix, textOf: (uri: string) => string | undefined): Map<string, string> {
  return new Map(fix.edits.map(({ uri, edits }) => [uri, applyEdits(textOf(uri) ?? '', edits)]));
}

export function syntaxErrors(uri: string, text: string): readonly string[] {
  const entry: Entry = uri.endsWith('.trigger') ? 'trigger' : isClass(text) ? 'class' : 'script';
  return summarizeByOracle(text, entry).errors;
}

function isClass(text: string): boolean {
  const code = text.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
  return /^\s*(@\w+(\s*\([^)]*\))?\s*|\w+\s+)*(class|interface|enum)\s/i.test(code);
}

/** `warning missing-duplicate-rule-header`, in the order of the text. */
export function inShort(findings: readonly Finding[]): readonly string[] {
  return findings.map(({ severity, ruleId }) => `${severity} ${ruleId}`);
}
