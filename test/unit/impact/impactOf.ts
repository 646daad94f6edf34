import { findingChanges } from '../../../server/src/core/impact/findingChanges.ts';
import { ImpactCollector } from '../../../server/src/core/impact/impact.ts';
import type { Impact } from '../../../server/src/core/impact/model.ts';
import { ruleSide } from '../../../server/src/core/impact/side.ts';
import { wordsOf } from '../../../server/src/core/impact/words.ts';
import { createProject } from '../../../server/src/core/project.ts';
import { expandRules } from '../../support/rulesShorthand.ts';

const root = 'file:///p';

export type Files = Readonly<Record<string, string>>;

/** Rules in the shorthand, or as files by path. */
export type Rules = string | ReadonlyMap<string, string>;

const filesOf = (rules: Rules) => (typeof rules === 'string' ? expandRules(rules) : rules);

/** What a change of the rules does to the code of a class, or to files by path. */
export function impactOf(before: Rules, after: Rules, code: string | Files): Impact {
  const files = typeof code === 'string' ? { 'classes/A.cls': `public class A { ${code} }` } : code;
  const uri = (path: string) => `${root}/${path}`;
  const project = createProject({ root });
  const [was, is] = [filesOf(before), filesOf(after)];
  for (const [path, text] of is) project.setFile(uri(path), text);
  for (const [path, text] of Object.entries(files)) project.setFile(uri(path), text);
  const texts = new Map<string, string | null>();
  for (const path of is.keys()) texts.set(uri(path), null);
  for (const [path, text] of was) texts.set(uri(path), text);
  const other = project.withRules(texts);
  const collector = new ImpactCollector(
    ruleSide(other, other.ruleFiles),
    ruleSide(project, [...is.keys()].map(uri)),
    { includeTests: false },
  );
  for (const _ of project.analyseAll());
  for (const file of project.files) collector.add(project.saves(file));
  const findings = findingChanges(
    [...new Set([...project.files, ...other.ruleFiles])].flatMap((file) => other.findings(file)),
    [...project.files].flatMap((file) => project.findings(file)),
  );
  return collector.result({ findings });
}

/** `newly-refused Lead.Strict: saved → refused`, a line for each change of a save. */
export function saveLines({ rules, leadConversion }: Impact): readonly string[] {
  const groups = [
    ...rules.map(({ before, after, saves }) => ({ name: (after ?? before)!.fullName, saves })),
    { name: 'setting', saves: leadConversion?.saves ?? [] },
  ];
  return groups.flatMap(({ name, saves }) =>
    saves.map((change) => {
      const { before, after } = wordsOf(change);
      return `${change.improbable ? 'improbable ' : ''}${change.kind} ${name}: ${before} → ${after}`;
    }),
  );
}
