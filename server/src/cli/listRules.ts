import { type FileKind, isIntegration } from '../core/files.ts';
import { openProject } from './analysis.ts';
import { formatJson } from './formats/json.ts';
import { printable } from './formats/terminal.ts';
import { byObjectAndName, listedRule, rulesText } from './listedRule.ts';
import { writeError, writeOut } from './output.ts';
import { displayPath } from './paths.ts';
import { readSnapshot } from './snapshot.ts';
import { findTargets } from './targets.ts';

/** The `rules` command: the duplicate rules that a check of these paths judges by. */
export function listRules(paths: readonly string[], format: 'text' | 'json'): void {
  const cwd = process.cwd();
  const warn = (text: string) => writeError(`duplicate-rules: warning: ${printable(text)}\n`);
  const targets = findTargets(paths, cwd).filter(({ isCodeOnly }) => !isCodeOnly);
  const projects = targets.map((target) => {
    const wants = (kind: FileKind) => !isIntegration(kind);
    const snapshot = readSnapshot(target, {}, { cwd, warn, wants });
    const { project, locate } = openProject(snapshot, (file, error) => warn(`${file}: ${error}`));
    const rules = project.catalog.duplicateRules.map((rule) => listedRule(rule, locate, cwd));
    return { project: displayPath(target.root, cwd) || '.', rules: rules.sort(byObjectAndName) };
  });
  if (format === 'json') writeOut(formatJson(projects));
  else writeOut(projects.map(({ project, rules }) => rulesText([`Project ${project}`], rules)).join('\n'));
}
